"""What can go wrong with an order, and how often: a deck of cards dealt to the shop's orders.

The decks are data. One pass of the first is what a shop of 400 orders gets; smaller shops get its
first cards, larger ones several passes.
"""

from dataclasses import dataclass

from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT


@dataclass(frozen=True, slots=True)
class Plot:
    """One thing that happens to one order.

    `journey` names how the parcel travels, `age` how many days ago delivery was promised (least,
    most), `reason` the return reason as the report spells it, `returns` the state of that return,
    `stars` a feedback, `really` a trouble that is true whether or not a source shows it, and
    `detail` the detailed status of the parcel. `safet` is a return the seller was reimbursed for,
    `handout` money given without a return, `noted` a trouble the seller wrote down, `sku` the
    product it is about, `levy` a charge nobody has heard of.
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
    safet: bool = False
    handout: str = ""
    noted: str = ""
    sku: str = ""
    prime: bool = False
    levy: bool = False


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

# What is rarer, or shows elsewhere: in a parcel's silence, in the books, in the seller's files.
RARER: tuple[Plot, ...] = (
    Plot(journey="never_scanned", age=(2, 9)),
    Plot(really="chargeback", age=(20, 100)),
    Plot(handout="by hand", age=(8, 60)),
    Plot(noted="slow_response", age=(5, 60)),
    Plot(journey="moving", age=(2, 9)),
    Plot(really="a_to_z_claim", age=(5, 10)),
    Plot(handout="goodwill", age=(8, 60)),
    Plot(prime=True, reason="CR-DEFECTIVE"),
    Plot(noted="misdelivered", age=(4, 60)),
    Plot(reason="CR-DAMAGED_BY_CARRIER", safet=True, age=(20, 100)),
    Plot(journey="never_scanned", age=(-5, -1)),
    Plot(reason="CR-DEFECTIVE", noted="defective"),
    Plot(journey="touched_later", age=(10, 90)),
    Plot(noted="overcharge", age=(5, 80)),
    Plot(journey="late", age=(10, 90), noted="late_delivery"),
    Plot(really="chargeback", reason="CR-NOT_AS_DESCRIBED", age=(30, 100)),
    Plot(noted="outage", age=(5, 80)),
)

# Words that no model knows; only a shop with novelties is dealt these.
NOVELTIES: tuple[Plot, ...] = (
    Plot(journey="customs", age=(-5, -1)),
    Plot(reason="CR-CHARGER_NOT_INCLUDED"),
    Plot(levy=True, age=(8, 90)),
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

# Each deck with the share of a shop's orders it is dealt to, in the order they are dealt.
DECKS: tuple[tuple[tuple[Plot, ...], float], ...] = (
    (DECK, 0.14),
    (DECOYS, 0.02),
    (RARER, 0.0425),
)
NOVEL: tuple[tuple[Plot, ...], float] = (NOVELTIES, 0.01)
