"""What can go wrong with an order, and how often: a deck of cards dealt to the shop's orders.

The deck is data. One pass of it is what a shop of 400 orders gets; smaller shops get its first
cards, larger ones several passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, islice

from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT

TROUBLED_SHARE = 0.14


@dataclass(frozen=True, slots=True)
class Plot:
    """One thing that happens to one order.

    `journey` names how the parcel travels, `age` how many days ago delivery was promised (least,
    most), `reason` the return reason as the report spells it, `returns` the state of that return,
    `stars` a feedback, `really` a trouble that is true whether or not a source shows it, and
    `detail` the detailed status of the parcel.
    """

    channel: str = MERCHANT
    country: str = ""
    journey: str = "fine"
    age: tuple[int, int] = (5, 100)
    lines: str = "any"
    reason: str = ""
    returns: str = "Approved"
    claim: bool = False
    stars: int = 0
    really: str = ""
    detail: str = ""


_OVERDUE = Plot(journey="stuck", age=(2, 14), detail="AT_DESTINATION_FC")
_LOST = Plot(journey="stuck", age=(8, 60), lines="one", really="lost", detail="LOST")
_REFUSED = Plot(journey="undeliverable", age=(3, 90), lines="one")
_UNSEEN_LATE = Plot(journey="late", age=(10, 100))


def _returned(reason: str, *, lines: str = "any", claim: bool = False, stars: int = 0) -> Plot:
    return Plot(reason=reason, lines=lines, claim=claim, stars=stars)


def _late_and_returned(reason: str) -> Plot:
    return Plot(journey="late", age=(24, 100), lines="one", reason=reason)


def _to_warehouse(reason: str, *, lines: str = "any") -> Plot:
    return Plot(channel=AMAZON, reason=reason, lines=lines)


DECK: tuple[Plot, ...] = (
    _OVERDUE,
    _returned("CR-DEFECTIVE"),
    _returned("CR-DAMAGED_BY_CARRIER"),
    _to_warehouse("DEFECTIVE"),
    Plot(stars=1),
    Plot(journey="unshipped", age=(-6, -1)),
    _LOST,
    _OVERDUE,
    _returned("CR-SWITCHEROO"),
    _returned("AMZ-PG-BAD-DESC"),
    Plot(journey="shipped_late", age=(3, 100)),
    _UNSEEN_LATE,
    _REFUSED,
    _to_warehouse("DAMAGED_BY_CARRIER"),
    Plot(journey="stuck", age=(9, 50), lines="one", really="lost", reason="CR-NEVER_ARRIVED"),
    _late_and_returned("CR-MISSED_ESTIMATED_DELIVERY"),
    _returned("CR-MISSING_PARTS"),
    _returned("CR-QUALITY_UNACCEPTABLE"),
    _returned("CR-UNWANTED_ITEM"),
    _returned("POOR_FIT"),
    Plot(journey="unshipped", age=(2, 8)),
    Plot(journey="shipped_after_promise", age=(10, 100)),
    _to_warehouse("SWITCHEROO"),
    Plot(channel=AMAZON, stars=2),
    _returned("RO_CR-DEFECTIVE", claim=True),
    Plot(really="a_to_z_claim"),
    Plot(journey="part_unshipped", age=(-6, -1), lines="many"),
    Plot(journey="stuck", age=(3, 20), really="damaged", detail="DAMAGED"),
    _OVERDUE,
    _returned("CR-DAMAGED_BY_FC", lines="many"),
    _to_warehouse("MISSING_PARTS"),
    Plot(journey="late", age=(26, 100), stars=1),
    _returned("CR-EXTRA_ITEM"),
    _returned("CR-NOT_AS_DESCRIBED", stars=2),
    Plot(journey="undeliverable", age=(14, 90), lines="one", reason="UNDELIVERABLE_UNKNOWN"),
    _to_warehouse("NOT_AS_DESCRIBED"),
    _returned("AMZ-PG-MISORDERED"),
    _returned("CR-APPAREL_COLOUR_RUNS"),
    _LOST,
    _to_warehouse("UNWANTED_ITEM"),
    Plot(journey="shipped_late", age=(3, 100)),
    _late_and_returned("AMZ-PG-APP-TOO-LATE"),
    _returned("RO_AMZ-PG-BAD-DESC", claim=True),
    _to_warehouse("MISSED_ESTIMATED_DELIVERY", lines="one"),
    Plot(really="wrong_item"),
    _returned("CR-DEFECTIVE", lines="many"),
    _to_warehouse("QUALITY_UNACCEPTABLE"),
    Plot(stars=2, country="CA"),
    Plot(journey="shipped_after_promise", age=(10, 100)),
    _to_warehouse("UNDELIVERABLE_REFUSED", lines="one"),
    _returned("CR-NO_LONGER_NEEDED"),
    _to_warehouse("NOT_COMPATIBLE"),
    Plot(really="a_to_z_claim"),
    _late_and_returned("CR-ARRIVED_LATE"),
    _to_warehouse("DEFECTIVE"),
    Plot(really="damaged", lines="one"),
)

# What looks like trouble and is none.
DECOYS: tuple[Plot, ...] = (
    Plot(stars=3),
    Plot(reason="CR-DEFECTIVE", returns="Cancelled"),
    Plot(journey="relabelled"),
    Plot(stars=3, country="CA"),
    Plot(reason="CR-SWITCHEROO", returns="Cancelled"),
    Plot(stars=3),
)
_DECOY_SHARE = 0.02

_LEAST_AGE_OF_A_RETURN = 6


def suits(plot: Plot, order: Draft) -> bool:
    """Return whether this could have happened to that order by now."""
    youngest, oldest = plot.age
    if plot.channel != order.channel or not youngest <= -order.deliver_by <= oldest:
        return False
    if plot.country not in {"", order.marketplace.country}:
        return False
    if order.cancelled or (plot.lines != "any" and (plot.lines == "one") != order.single_line):
        return False
    if plot.reason and (order.replacement or -order.deliver_by < _LEAST_AGE_OF_A_RETURN):
        return False
    if plot.journey in _NEVER_HANDED_OVER:
        return order.ship_by <= _A_CLEAR_DAY_AGO
    return True


_NEVER_HANDED_OVER = frozenset({"unshipped", "part_unshipped"})
_A_CLEAR_DAY_AGO = -2


def deal(seed: int, drafts: tuple[Draft, ...]) -> dict[int, Plot]:
    """Return what happens to which order, by the order's number; a card that suits none is left."""
    shuffled = Dice(seed, "plots").shuffled(range(len(drafts)))

    def suited(plot: Plot) -> Iterator[int]:
        return (number for number in shuffled if suits(plot, drafts[number]))

    # Equal cards walk the shuffled orders together: who is passed over once is passed over for
    # ever, so a large shop is walked once for each card of the deck, not once for each one dealt.
    walks: dict[Plot, Iterator[int]] = {}
    dealt: dict[int, Plot] = {}
    for plot in chain(
        _cards(DECK, len(drafts), TROUBLED_SHARE), _cards(DECOYS, len(drafts), _DECOY_SHARE)
    ):
        walk = walks.setdefault(plot, suited(plot))
        chosen = next((number for number in walk if number not in dealt), None)
        if chosen is not None:
            dealt[chosen] = plot
    return dealt


def _cards(deck: tuple[Plot, ...], orders: int, share: float) -> Iterator[Plot]:
    return islice(cycle(deck), round(orders * share))
