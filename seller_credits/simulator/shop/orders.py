"""Writes an order down as the marketplace knows it today: its money, its windows, its status."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from seller_credits.simulator.shop.diary import NOW_OR_NEVER, Diary
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.journeys import Journey, travel
from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT, Line, Marketplace, Order, Window
from seller_credits.simulator.shop.parcels import Carriage, parcels
from seller_credits.simulator.shop.people import buyer
from seller_credits.simulator.shop.plots import Plot

_FREE = Decimal("0.00")
_POSTAGE = (Decimal("3.99"), Decimal("5.99"), Decimal("7.49"))


def rounded(amount: Decimal, marketplace: Marketplace) -> Decimal:
    """Round an amount to the smallest coin of a marketplace's currency, half up."""
    return amount.quantize(marketplace.cent, rounding=ROUND_HALF_UP)


def write_order(seed: int, diary: Diary, draft: Draft, plot: Plot, original: Order | None) -> Order:
    """Return the order as of today; `original` is the one it replaces, if any."""
    dice = Dice(seed, "story", draft.number)
    order = _placed(seed, diary, draft, dice)
    if original is not None:
        order = _as_replacement(order, original)
    if draft.cancelled:
        return _cancelled(order, diary, draft, dice)
    journey = travel(dice, draft, plot.journey)
    return _carried(order, diary, draft, plot, journey)


def _placed(seed: int, diary: Diary, draft: Draft, dice: Dice) -> Order:
    created = diary.instant(draft.created)
    flags = (("PRIME", draft.prime), ("AMAZON_BUSINESS", draft.business))
    programs = [name for name, has in flags if has]
    return Order(
        order_id=f"{dice.pick(draft.marketplace.order_prefixes)}-{dice.digits(7)}-{dice.digits(7)}",
        marketplace=draft.marketplace,
        buyer=buyer(seed, draft.buyer_number, draft.marketplace, business=draft.business),
        fulfilled_by=draft.channel,
        status=_waiting_status(draft, dice),
        service_level=draft.service_level,
        programs=tuple(programs),
        created=created,
        updated=created,
        ordered_on=diary.date(draft.day),
        ship_by=Window(diary.opening(draft.day + 1), diary.closing(draft.ship_by)),
        deliver_by=Window(diary.opening(draft.deliver_by - 2), diary.closing(draft.deliver_by)),
        lines=tuple(_lines(draft, dice)),
        parcels=(),
        delivered=None,
        seller_order_id=f"HG-{10000 + draft.number}" if dice.chance(0.2) else "",
    )


def _waiting_status(draft: Draft, dice: Dice) -> str:
    """Return the status before anything ships; a payment is pending for hours only."""
    waits = draft.day == -1 and draft.ship_by > 0 and not draft.replacement
    pending = waits and dice.chance(0.5)
    return "PENDING" if pending else "UNSHIPPED"


def _lines(draft: Draft, dice: Dice) -> list[Line]:
    place = draft.marketplace
    postage = _postage(place, dice) if _pays_postage(draft, dice) else _FREE
    lines = []
    for position, (product, quantity) in enumerate(draft.basket):
        price = rounded(product.price * place.exchange, place)
        discount = rounded(price * quantity / 10, place) if dice.chance(0.12) else _FREE
        shipping = postage if position == 0 else _FREE
        rate = place.tax_rate
        lines.append(
            Line(
                order_item_id=dice.digits(15 if dice.chance(0.9) else 14),
                product=product,
                quantity=quantity,
                unit_price=price,
                shipping=shipping,
                discount=discount,
                tax=rounded((price * quantity - discount) * rate, place),
                shipping_tax=rounded(shipping * rate, place),
            )
        )
    return lines


def _postage(place: Marketplace, dice: Dice) -> Decimal:
    """Return what postage costs; the dearer dollar of Canada has the same figures."""
    postage = dice.pick(_POSTAGE)
    return postage if place.region == "na" else rounded(postage * place.exchange, place)


def _pays_postage(draft: Draft, dice: Dice) -> bool:
    return draft.channel == MERCHANT and not draft.prime and dice.chance(0.35)


def _as_replacement(order: Order, original: Order) -> Order:
    """A replacement sends the first line of the original again, for nothing."""
    again = original.lines[0]
    line = replace(
        order.lines[0],
        product=again.product,
        quantity=again.quantity,
        unit_price=_FREE,
        shipping=_FREE,
        discount=_FREE,
        tax=_FREE,
        shipping_tax=_FREE,
    )
    return replace(
        order, lines=(line,), replaces=original.order_id, buyer=original.buyer, programs=()
    )


def _cancelled(order: Order, diary: Diary, draft: Draft, dice: Dice) -> Order:
    return replace(
        order,
        status="CANCELLED",
        updated=diary.instant(draft.created + dice.between(2, 25)),
        cancelled_by=dice.pick(("BUYER", "MERCHANT", "AMAZON")),
    )


def _carried(order: Order, diary: Diary, draft: Draft, plot: Plot, journey: Journey) -> Order:
    """Return the order with what its journey did to it; before the hand-over it is as placed."""
    if journey.shipped is None:
        return order
    lines = list(order.lines)
    held_back = 1 if journey.in_part else 0
    for position in range(len(lines) - held_back):
        lines[position] = replace(lines[position], fulfilled=lines[position].quantity)
    settling = draft.number % 7 if journey.delivered is not None else 0
    order = replace(
        order,
        lines=tuple(lines),
        status="PARTIALLY_SHIPPED" if journey.in_part else "SHIPPED",
        updated=diary.instant(min(journey.latest + settling, NOW_OR_NEVER - 1)),
        delivered=None if journey.delivered is None else diary.instant(journey.delivered),
    )
    if order.fulfilled_by == AMAZON:
        return order
    return replace(order, parcels=parcels(order, Carriage(diary, draft, plot, journey)))
