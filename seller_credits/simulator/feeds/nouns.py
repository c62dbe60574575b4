"""What a feed of order adjustments says, why a message of it is refused, and how it ends."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Component:
    """One sum of an adjustment, positive towards the buyer; the currency may be left out."""

    kind: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class AdjustedItem:
    """What is to be given back for one order item.

    Attributes:
        order_item_id: empty where only an id of the seller's own is given, which no shop here has.
        quantity_cancelled: units that will not be sent; None where the message says nothing.
        direct: whether it speaks of payments the buyer made to the seller directly.
    """

    order_item_id: str
    adjustment_id: str
    reason: str
    components: tuple[Component, ...]
    promotions: tuple[Component, ...] = ()
    direct: bool = False
    quantity_cancelled: int | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One message: what is to be given back for one order.

    Attributes:
        order_id: empty where only an id of the seller's own is given, which is not looked up here.
    """

    message_id: int
    order_id: str
    action: str
    items: tuple[AdjustedItem, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message, or the whole feed (message 0), is not accepted."""

    message_id: int
    code: str
    words: str
    order_id: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """How a feed ends, apart from what its messages deserve.

    Attributes:
        status: `DONE`; `FATAL`; or `IN_PROGRESS`, which is no end.
        carried_out: how many of its messages are looked at before that; None for all.
        failing: the places, from 0, of messages that fail whatever they say.
    """

    status: str = "DONE"
    carried_out: int | None = None
    failing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ByHand:
    """A refund that somebody makes in Seller Central beside a feed.

    Attributes:
        minutes: how much later, at the pace of life; 0 for at once.
        part: of what the first line of the order cost.
        same: it is for the same lines and amounts as the feed's instead.
        seen_soon: the books show it within minutes; else as late as anything.
    """

    minutes: int
    part: Decimal
    same: bool
    seen_soon: bool


NOT_XML = "5000"
"""Seen in real processing reports: the document is no XML, or no feed of this type."""

NOT_VALID = "5002"
"""Seen in real processing reports: the XML of a message is not as its schema has it."""

UNKNOWN_ORDER = "18028"
"""Seen in real processing reports: the order cannot be found."""

# What the marketplace calls the other refusals is not known; these numbers are the simulator's.
UNKNOWN_ITEM = "90001"
NOT_SELLER_FULFILLED = "90002"
WRONG_CURRENCY = "90004"
NO_CREDIT = "90005"
MORE_THAN_PAID = "90006"
NOT_TAKEN = "90007"
WRONG_QUANTITY = "90008"
NO_FAULT_OF_YOURS = "90009"
NO_COIN = "90010"
