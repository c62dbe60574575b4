"""Opens a shop: drafts its orders, deals the plots, writes down what came of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from seller_credits.simulator.shop.aftermath import Aftermath, Diaries
from seller_credits.simulator.shop.catalogue import products
from seller_credits.simulator.shop.dealing import deal
from seller_credits.simulator.shop.diary import Diary
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Assortment, Draft, draft
from seller_credits.simulator.shop.events import Happening, happenings
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.shop.orders import write_order
from seller_credits.simulator.shop.places import USUAL, stores_of
from seller_credits.simulator.shop.plots import Plot
from seller_credits.simulator.shop.sequels import Event, Shop

_NOTHING = Plot()


def open_shop(
    *,
    orders: int,
    seed: int,
    today: date,
    stores: Iterable[str] = USUAL,
    novelties: bool = False,
) -> Shop:
    """Return the shop of that seed as it stands at the first minute of today (UTC).

    The same seed and number of orders give the same shop on every day, moved with the day.
    """
    places = stores_of(stores)
    assortment = Assortment(seed, orders, products(), places)
    diaries = {place.id: Diary(today, place.zone) for place in places}
    drafts = tuple(draft(assortment, number) for number in range(orders))
    plots = deal(seed, drafts, novelties=novelties)
    events = happenings(seed, drafts, plots)
    for event in events:
        plots |= event.plots
    written = _write(seed, diaries, drafts, plots)
    aftermath = Aftermath(seed, diaries)
    for number, plot in sorted(plots.items()):
        aftermath.add(drafts[number], plot, written[number])
    aftermath.add_replacements(drafts, written)
    return Shop(
        opened=today,
        novelties=novelties,
        marketplaces=places,
        orders=tuple(written),
        events=tuple(_event(each, written, today) for each in events),
        journeys={written[number].order_id: plot.journey for number, plot in plots.items()},
        **aftermath.collected(),
    )


def _write(
    seed: int, diaries: Diaries, drafts: tuple[Draft, ...], plots: dict[int, Plot]
) -> list[Order]:
    """Return the orders; a replacement needs an earlier order of its marketplace and channel."""
    written: list[Order] = []
    latest: dict[tuple[str, str], Order] = {}
    taken: set[str] = set()
    for each in drafts:
        place = (each.marketplace.id, each.channel)
        original = latest.get(place) if each.replacement else None
        diary = diaries[each.marketplace.id]
        order = write_order(seed, diary, each, plots.get(each.number, _NOTHING), original)
        order = _renumbered(order, taken, seed)
        written.append(order)
        if order.status == "SHIPPED" and not order.replaces:
            latest[place] = order
    return written


def _renumbered(order: Order, taken: set[str], seed: int) -> Order:
    """Return the order under an id that no other order has."""
    dice = Dice(seed, "renumber", order.order_id)
    while order.order_id in taken:
        order = replace(order, order_id=f"{order.order_id[:3]}-{dice.digits(7)}-{dice.digits(7)}")
    taken.add(order.order_id)
    return order


def _event(happening: Happening, written: list[Order], today: date) -> Event:
    """Return an event as the truth tells it."""
    diary = Diary(today, written[0].marketplace.zone)
    return Event(
        kind=happening.kind,
        value=happening.value,
        since=diary.date(happening.since),
        until=None if happening.until is None else diary.date(happening.until),
        orders=tuple(written[number].order_id for number in sorted(happening.plots)),
        carrier=happening.carrier,
        ship_from=happening.ship_from,
    )
