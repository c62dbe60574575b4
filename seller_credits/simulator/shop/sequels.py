"""What came of orders beside returns and feedback, and the shop that all of it makes up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from seller_credits.simulator.shop.nouns import (
    Feedback,
    FulfilmentReturn,
    Line,
    Marketplace,
    MerchantReturn,
    Order,
    Secret,
)

CLAIM, CHARGEBACK = "a_to_z_claim", "chargeback"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A guarantee claim or a chargeback that the buyer won.

    Attributes:
        kind: `a_to_z_claim` or `chargeback`.
        returned: the return it is about; None where it is about the whole order.
        filed: when the marketplace began to count it; no source says so.
        posted: when the money is taken from the seller's account; it may lie ahead.
    """

    kind: str
    order: Order
    returned: MerchantReturn | None
    filed: datetime
    posted: datetime


@dataclass(frozen=True, slots=True)
class Handout:
    """Money that went back without any return.

    Attributes:
        why: `by hand` (the seller refunded in Seller Central) or `goodwill` (the marketplace's
            customer service gave something at the seller's cost).
    """

    why: str
    order: Order
    line: Line
    posted: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Replacement:
    """One row of the report of replacements the marketplace sent from its warehouses."""

    order: Order
    line: Line
    original: Order
    shipped: datetime
    code: str
    warehouse: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the seller wrote down because no source shows it: a call, a message, a bill."""

    order: Order
    line: Line | None
    issue: str
    occurred: datetime | date
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class Levy:
    """A charge of a kind that nobody has heard of; only a shop with novelties has any."""

    order: Order
    posted: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Event:
    """One cause of many troubles.

    Attributes:
        kind: `defective_sku`, `strike` or `late_warehouse`.
        value: the SKU, the carrier or the warehouse.
        since, until: the first and the last local day it worked on; None where it goes on. Days
            of the order for a SKU, of the hand-over for a strike, of ship-by for a warehouse.
        orders: those it touched.
    """

    kind: str
    value: str
    since: date
    until: date | None
    orders: tuple[str, ...]
    carrier: str = ""
    ship_from: str = ""


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything there is; what is served and what is true are both read from here.

    Attributes:
        opened: the day it was opened on, UTC.
        novelties: words that no model knows are said in it.
        journeys: how the parcels of an order in trouble travel, by order id.
    """

    opened: date
    novelties: bool
    marketplaces: tuple[Marketplace, ...]
    orders: tuple[Order, ...]
    merchant_returns: tuple[MerchantReturn, ...]
    fulfilment_returns: tuple[FulfilmentReturn, ...]
    feedback: tuple[Feedback, ...]
    secrets: tuple[Secret, ...]
    disputes: tuple[Dispute, ...]
    handouts: tuple[Handout, ...]
    replacements: tuple[Replacement, ...]
    notes: tuple[Note, ...]
    levies: tuple[Levy, ...]
    events: tuple[Event, ...]
    journeys: dict[str, str]
