"""What a shop is made of: products, buyers, orders, parcels, returns and feedback."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from seller_credits.simulator.shop.words.saying import Saying

MERCHANT = "MERCHANT"
AMAZON = "AMAZON"


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One country's site: its id, names, currency and the first digits of its order ids.

    Attributes:
        exchange: how much of its currency a US dollar is.
        region: `na`, `eu` or `fe`.
        language: what its buyers write, `de`.
        zone: where its days begin, by which its promises are judged.
        share: its part of a shop's orders, against the shop's other stores.
        cent: the smallest amount of its currency.
    """

    id: str
    country: str
    name: str
    currency: str
    order_prefixes: tuple[str, ...]
    tax_rate: Decimal
    exchange: Decimal
    region: str
    language: str
    zone: ZoneInfo
    share: int
    cent: Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """One thing the shop sells; the price is in US dollars before tax."""

    sku: str
    asin: str
    fnsku: str
    title: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Buyer:
    """A made-up person; none of it is anyone's."""

    name: str
    email: str
    street: str
    city: str
    region: str
    postal_code: str
    phone: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries a parcel, by which service, and how its tracking numbers look."""

    name: str
    service: str
    prefix: str
    digits: int


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A place of the seller's that parcels set out from."""

    name: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True)
class Window:
    """A time span promised to the buyer, both ends included (UTC)."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One order item; money is for the whole line, the unit price alone is per unit."""

    order_item_id: str
    product: Product
    quantity: int
    unit_price: Decimal
    shipping: Decimal
    discount: Decimal
    tax: Decimal
    shipping_tax: Decimal
    fulfilled: int = 0

    @property
    def price(self) -> Decimal:
        """What the units of the line cost together, before shipping, discount and tax."""
        return self.unit_price * self.quantity

    @property
    def total(self) -> Decimal:
        """What the buyer paid for the line."""
        return self.price + self.shipping - self.discount + self.tax + self.shipping_tax


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package of a seller-fulfilled order.

    Attributes:
        first_scan: when the carrier had it, as the seller's own label software knows; None where
            it was never scanned, or not yet.
        protected: its label has claims protection; None where the seller does not know.
    """

    reference: str
    created: datetime
    shipped: datetime | None
    status: str
    detailed_status: str
    carrier: Carrier
    tracking_number: str
    contents: tuple[tuple[str, int], ...]
    warehouse: Warehouse
    first_scan: datetime | None = None
    protected: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order as the marketplace would tell it, and the delivery time that it would not."""

    order_id: str
    marketplace: Marketplace
    buyer: Buyer
    fulfilled_by: str
    status: str
    service_level: str
    programs: tuple[str, ...]
    created: datetime
    updated: datetime
    ordered_on: date
    ship_by: Window
    deliver_by: Window
    lines: tuple[Line, ...]
    parcels: tuple[Parcel, ...]
    delivered: datetime | None
    replaces: str = ""
    seller_order_id: str = ""
    cancelled_by: str = ""

    @property
    def total(self) -> Decimal:
        """What the buyer paid for the whole order."""
        return sum((line.total for line in self.lines), Decimal("0.00"))

    @property
    def units(self) -> int:
        """How many units were ordered."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class MerchantReturn:
    """One row of the seller-fulfilled returns report.

    Attributes:
        reimbursed: what a SAFE-T claim about it brought the seller; None where there was none.
    """

    order: Order
    line: Line
    requested: datetime
    requested_on: date
    status: str
    reason: str
    quantity: int
    resolution: str
    refunded: Decimal | None
    claim: bool
    in_policy: bool
    label_type: str
    label_cost: Decimal | None
    label_paid_by: str
    carrier: str
    tracking_number: str
    rma: str
    received_on: date | None
    names_line: bool
    cut_short: bool
    reimbursed: "Reimbursement | None" = None


@dataclass(frozen=True, slots=True)
class Reimbursement:
    """Money that came to the seller for a SAFE-T claim that was granted."""

    claim_id: str
    filed_on: date
    posted: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FulfilmentReturn:
    """One unit in the report of returns to Amazon's warehouses."""

    order: Order
    line: Line
    returned: datetime
    reason: str
    disposition: str
    status: str
    warehouse: str
    licence_plate: str
    said: Saying


@dataclass(frozen=True, slots=True)
class Feedback:
    """One row of the feedback report: one to three stars."""

    order: Order
    left: datetime
    left_on: date
    stars: int
    said: Saying
    answer: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A trouble that really happened, whether or not any source shows it."""

    order_id: str
    order_item_id: str | None
    issue: str
