"""What moves on the seller's account: sales, refunds, and claims the marketplace granted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from seller_credits.simulator.shop.nouns import Line, Order


class Kind(Enum):
    """Why money moves."""

    SALE = "sale"
    REFUND = "refund"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Given:
    """What the buyer gets back for units of one line.

    Attributes:
        amount: for the units themselves, before tax.
        shipping: whether the postage of the line goes back too.
    """

    line: Line
    quantity: int
    amount: Decimal
    shipping: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money for one order, at the instant (UTC) it was posted.

    Attributes:
        reference: tells it from the other movements of its order and kind.
        sold: the lines a sale is paid for.
        given: what goes back in a refund or a claim.
        by: who gave money back: `seller`, `amazon` (its warehouses take the return), or `claim`
            (an A-to-z claim was granted); empty for a sale.
    """

    kind: Kind
    order: Order
    posted: datetime
    reference: str
    sold: tuple[Line, ...] = ()
    given: tuple[Given, ...] = ()
    by: str = ""
