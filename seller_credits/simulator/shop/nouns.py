"""What a shop is made of: products, buyers, orders, parcels, returns and feedback."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

MERCHANT = "MERCHANT"
AMAZON = "AMAZON"


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One country's site: its id, names, currency and the first digits of its order ids."""

    id: str
    country: str
    name: str
    currency: str
    order_prefixes: tuple[str, ...]
    tax_rate: Decimal
    exchange: Decimal


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
    """One package of a seller-fulfilled order."""

    reference: str
    created: datetime
    shipped: datetime | None
    status: str
    detailed_status: str
    carrier: str
    service: str
    tracking_number: str
    contents: tuple[tuple[str, int], ...]


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
    """One row of the seller-fulfilled returns report."""

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
    comments: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """One row of the feedback report: one to three stars."""

    order: Order
    left: datetime
    left_on: date
    stars: int
    comments: str
    answer: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A trouble that really happened, whether or not any source shows it."""

    order_id: str
    order_item_id: str | None
    issue: str


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything there is; what is served and what is true are both read from here."""

    marketplaces: tuple[Marketplace, ...]
    orders: tuple[Order, ...]
    merchant_returns: tuple[MerchantReturn, ...]
    fulfilment_returns: tuple[FulfilmentReturn, ...]
    feedback: tuple[Feedback, ...]
    secrets: tuple[Secret, ...]
