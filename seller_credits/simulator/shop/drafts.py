"""An order before anything happens to it: who bought what, when, and what was promised."""

from dataclasses import dataclass

from seller_credits.simulator.shop.depots import CARRIERS, WAREHOUSES
from seller_credits.simulator.shop.diary import at
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.nouns import (
    AMAZON,
    MERCHANT,
    Carrier,
    Marketplace,
    Product,
    Warehouse,
)

DAYS_OF_HISTORY = 120

_LINE_COUNTS = ((1, 78), (2, 15), (3, 7))
_QUANTITIES = ((1, 82), (2, 12), (3, 4), (4, 2))
# Service level, days to hand over (least, most), days on the road (least, most), weight.
_SERVICES = (
    (("STANDARD", 1, 3, 4, 7), 68),
    (("FREE_ECONOMY", 2, 3, 6, 8), 12),
    (("EXPEDITED", 1, 2, 3, 4), 12),
    (("SECOND_DAY", 1, 1, 3, 3), 8),
)
_MORNING, _CLOSE_OF_YESTERDAY, _EVENING = 6 * 60, 15 * 60 + 30, 23 * 60 + 30


@dataclass(frozen=True, slots=True)
class Draft:
    """One order as placed, its days as offsets from today."""

    number: int
    day: int
    created: int
    marketplace: Marketplace
    channel: str
    basket: tuple[tuple[Product, int], ...]
    service_level: str
    ship_by: int
    deliver_by: int
    ship_day: int
    delivery_day: int
    prime: bool
    business: bool
    cancelled: bool
    replacement: bool
    splits: bool
    buyer_number: int
    carrier: Carrier
    warehouse: Warehouse

    @property
    def single_line(self) -> bool:
        """Return whether exactly one product was ordered."""
        return len(self.basket) == 1


@dataclass(frozen=True, slots=True)
class Assortment:
    """What a shop of a seed can be asked for: its goods, its stores, how many orders it has had."""

    seed: int
    orders: int
    goods: tuple[Product, ...]
    stores: tuple[Marketplace, ...]


def draft(given: Assortment, number: int) -> Draft:
    """Return the order of that number, oldest first."""
    dice = Dice(given.seed, "order", number)
    orders, goods = given.orders, given.goods
    day = number * DAYS_OF_HISTORY // orders - DAYS_OF_HISTORY
    latest = _CLOSE_OF_YESTERDAY if day == -1 else _EVENING
    marketplace = dice.weighted([(store, store.share) for store in reversed(given.stores)])
    channel = MERCHANT if dice.chance(0.7) else AMAZON
    replacement = number > 0 and dice.chance(0.015)
    count = 1 if replacement else dice.weighted(_LINE_COUNTS)
    basket = tuple((product, dice.weighted(_QUANTITIES)) for product in dice.sample(goods, count))
    level, least, most, quickest, slowest = dice.weighted(_SERVICES)
    ship_by = day + dice.between(least, most)
    deliver_by = ship_by + dice.between(quickest, slowest)
    ship_day = dice.between(day + 1, ship_by)
    return Draft(
        number=number,
        day=day,
        created=at(day, dice.between(_MORNING, latest)),
        marketplace=marketplace,
        channel=channel,
        basket=basket,
        service_level=level,
        ship_by=ship_by,
        deliver_by=deliver_by,
        ship_day=ship_day,
        delivery_day=dice.between(ship_day + 2, deliver_by),
        prime=dice.chance(0.55 if channel == AMAZON else 0.04),
        business=dice.chance(0.08),
        cancelled=dice.chance(0.03),
        replacement=replacement,
        splits=count > 1 and dice.chance(0.4),
        buyer_number=dice.between(1, max(1, orders * 4 // 5)),
        carrier=dice.weighted(CARRIERS[marketplace.region]),
        warehouse=dice.weighted(WAREHOUSES[marketplace.region]),
    )
