"""Amazon's Order as pydantic sees it: only the fields that are used, everything new let by."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic.alias_generators import to_camel

from seller_credits.domain.money import Money

_AMOUNT = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")


def _money(raw: Any) -> Money:
    """`{"amount": "12.34", "currencyCode": "USD"}`; a JSON number has been a float and is wrong."""
    if not isinstance(raw, dict):
        raise ValueError("an amount of money is missing its amount and currency")  # noqa: TRY004  # pydantic collects ValueError
    amount, currency = raw.get("amount"), raw.get("currencyCode")
    if not isinstance(amount, str) or not _AMOUNT.fullmatch(amount):
        raise ValueError(f"{amount!r} is not an amount written as decimal text")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise ValueError(f"{currency!r} is not a currency code")
    return Money(Decimal(amount), currency)


def _text(raw: Any) -> str:
    """A text without blanks around it; anything else is none: no order is unread for it."""
    return raw.strip() if isinstance(raw, str) else ""


def _object(raw: Any) -> Any:
    return raw if isinstance(raw, dict) else {}


Amount = Annotated[Money, BeforeValidator(_money)]
_Text = Annotated[str, BeforeValidator(_text)]


class _Wire(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, arbitrary_types_allowed=True
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, raw: Any) -> Any:
        if isinstance(raw, dict):
            return {key: value for key, value in raw.items() if value is not None}
        return raw


class SalesChannel(_Wire):
    """Where it was sold."""

    marketplace_id: str | None = None


class AssociatedOrder(_Wire):
    """Another order this one belongs to, and how."""

    order_id: str | None = None
    type: str | None = Field(default=None, alias="associationType")


class Window(_Wire):
    """A promise, of which the latest moment counts."""

    latest: AwareDatetime | None = Field(default=None, alias="latestDateTime")


class Fulfillment(_Wire):
    """How far it is, and who ships it until when."""

    fulfillment_status: str = ""
    fulfilled_by: str | None = None
    service_level: str | None = Field(default=None, alias="fulfillmentServiceLevel")
    ship_by_window: Window = Window()
    deliver_by_window: Window = Window()


class Address(_Wire):
    """Of an address, the country alone."""

    country_code: str | None = None


class Buyer(_Wire):
    """Of the buyer, the anonymised address alone, kept out of everything that is printed."""

    email: Annotated[SecretStr, BeforeValidator(_text)] = Field(
        default=SecretStr(""), alias="buyerEmail"
    )


class Recipient(_Wire):
    """Of the recipient, the address's country alone."""

    delivery_address: Address = Address()


class OrderProceeds(_Wire):
    """What the buyer paid for everything."""

    grand_total: Amount | None = None


class Detail(_Wire):
    """A share of a breakdown."""

    subtype: str | None = None
    value: Amount


class Breakdown(_Wire):
    """A share of what the buyer paid for a line: ITEM, SHIPPING, DISCOUNT, TAX, ..."""

    type: str
    subtotal: Amount
    details: tuple[Detail, ...] = Field(default=(), alias="detailedBreakdowns")


class ItemProceeds(_Wire):
    """What the buyer paid for a line."""

    breakdowns: tuple[Breakdown, ...] = ()


class Price(_Wire):
    """The price of one unit."""

    unit_price: Amount | None = None


class Product(_Wire):
    """What was sold."""

    asin: str | None = None
    seller_sku: str | None = None
    title: str | None = None
    price: Price | None = None


class Item(_Wire):
    """One line."""

    order_item_id: str
    quantity_ordered: int = Field(ge=0)
    product: Product
    proceeds: ItemProceeds | None = None


class PackageStatus(_Wire):
    """How a parcel stands."""

    status: str = ""
    detailed_status: str | None = None


class ShipFrom(_Wire):
    """Of the place a parcel was sent from, country and region."""

    country_code: _Text = ""
    state_or_region: _Text = ""


class Package(_Wire):
    """One parcel."""

    reference: str = Field(alias="packageReferenceId")
    status: PackageStatus = Field(default=PackageStatus(), alias="packageStatus")
    ship_time: AwareDatetime | None = None
    carrier: str | None = None
    tracking_number: _Text = ""
    ship_from_address: Annotated[ShipFrom, BeforeValidator(_object)] = ShipFrom()


class Order(_Wire):
    """One order."""

    order_id: str = Field(min_length=1)
    created_time: AwareDatetime
    last_updated_time: AwareDatetime
    programs: frozenset[str] = frozenset()
    associated_orders: tuple[AssociatedOrder, ...] = ()
    sales_channel: SalesChannel = SalesChannel()
    buyer: Annotated[Buyer, BeforeValidator(_object)] = Buyer()
    recipient: Recipient = Recipient()
    proceeds: OrderProceeds | None = None
    fulfillment: Fulfillment = Fulfillment()
    order_items: tuple[Item, ...] = ()
    packages: tuple[Package, ...] = ()
