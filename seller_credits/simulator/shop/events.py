"""One cause of many troubles: a bad batch, a strike, a warehouse that falls behind.

A large shop of a given seed has each of them or not; a small one has none, for nobody could find
them in it. What an event does to an order is a plot like any other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from seller_credits.simulator.shop.dealing import suits
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT
from seller_credits.simulator.shop.plots import Plot

LEAST_ORDERS = 2000
"""In smaller shops a pattern could not be told from chance."""

_OFTEN = 0.75
_ANY_AGE = (-200, 200)

Plots = dict[int, Plot]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, its days as offsets from today, and what it does to which order.

    Attributes:
        until: its last day; None where it goes on.
    """

    kind: str
    value: str
    since: int
    until: int | None
    plots: Plots
    carrier: str = ""
    ship_from: str = ""


def happenings(seed: int, drafts: tuple[Draft, ...], dealt: Plots) -> list[Happening]:
    """Return the events of a shop; orders that were dealt a plot of their own are spared."""
    if len(drafts) < LEAST_ORDERS:
        return []
    dice = Dice(seed, "events")
    planned = [make for make in (_bad_batch, _strike, _slow_warehouse) if dice.chance(_OFTEN)]
    found: list[Happening] = []
    taken = set(dealt)
    for make in planned:
        found.append(make(Dice(seed, make.__name__), drafts, taken))
        taken |= found[-1].plots.keys()
    return found


def _bad_batch(dice: Dice, drafts: tuple[Draft, ...], taken: set[int]) -> Happening:
    """From some day on, every other order of one product comes back as defective."""
    sku = dice.pick(drafts[dice.between(0, len(drafts) - 1)].basket)[0].sku
    since = -dice.between(56, 84)
    plots = {
        MERCHANT: Plot(reason="CR-DEFECTIVE", sku=sku, age=_ANY_AGE),
        AMAZON: Plot(channel=AMAZON, reason="DEFECTIVE", sku=sku, age=_ANY_AGE),
    }

    def of(order: Draft) -> Plot | None:
        sold = order.day >= since and any(product.sku == sku for product, _ in order.basket)
        return plots[order.channel] if sold and dice.chance(0.5) else None

    return Happening("defective_sku", sku, since, None, _dealt(of, drafts, taken))


def _strike(dice: Dice, drafts: tuple[Draft, ...], taken: set[int]) -> Happening:
    """For a week, what one carrier takes from one warehouse lies still, or comes late."""
    order = drafts[dice.between(0, len(drafts) - 1)]
    carrier, warehouse = order.carrier, order.warehouse
    since = -dice.between(28, 56)
    until = since + 6
    fates: tuple[tuple[Plot | None, int], ...] = (
        (Plot(journey="stuck", age=_ANY_AGE), 40),
        (Plot(journey="late", reason="CR-MISSED_ESTIMATED_DELIVERY", age=_ANY_AGE), 25),
        (Plot(journey="late", age=_ANY_AGE), 20),
        (None, 15),
    )

    def of(order: Draft) -> Plot | None:
        hit = (order.carrier, order.warehouse) == (carrier, warehouse)
        return dice.weighted(fates) if hit and since <= order.ship_day <= until else None

    return Happening(
        kind="strike",
        value=carrier.name,
        since=since,
        until=until,
        plots=_dealt(of, drafts, taken),
        carrier=carrier.name,
        ship_from=warehouse.region,
    )


def _slow_warehouse(dice: Dice, drafts: tuple[Draft, ...], taken: set[int]) -> Happening:
    """For three weeks one warehouse hands over a third of its orders a day late."""
    warehouse = drafts[dice.between(0, len(drafts) - 1)].warehouse
    since = -dice.between(35, 84)
    until = since + 20
    late = Plot(journey="shipped_late", age=_ANY_AGE)

    def of(order: Draft) -> Plot | None:
        hit = order.warehouse == warehouse and since <= order.ship_by <= until
        return late if hit and dice.chance(0.35) else None

    return Happening(
        kind="late_warehouse",
        value=warehouse.region,
        since=since,
        until=until,
        plots=_dealt(of, drafts, taken),
        ship_from=warehouse.region,
    )


def _dealt(
    plot_of: Callable[[Draft], Plot | None], drafts: tuple[Draft, ...], taken: set[int]
) -> Plots:
    found = {}
    for order in drafts:
        plot = plot_of(order)
        if plot is not None and order.number not in taken and suits(plot, order):
            found[order.number] = plot
    return found
