"""What a seller asks the warehouses to ship, read strictly from the body of a call.

Lengths and counts: Amazon's model fulfillmentOutbound_2020-07-01.json, read 2026-11-23.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.members import Members
from seller_credits.simulator.shop.nouns import Marketplace, Product

SPEEDS = ("Standard", "Expedited", "Priority", "ScheduledDelivery")
SCHEDULED = "ScheduledDelivery"  # in Japan only

_POLICIES = ("FillOrKill", "FillAll", "FillAllAvailable")
_MOST_LINES, _MOST_UNITS = 100, 250
_LONGEST_ID, _LONGEST_COMMENT = 40, 750
_LONGEST_SKU = _LONGEST_LINE_ID = 50
_LONGEST_LINE_COMMENT, _LONGEST_GIFT_MESSAGE = 250, 512
_LONGEST_ADDRESS_PART = 180
_ADDRESS_REQUIRED = ("name", "addressLine1", "postalCode")
_ADDRESS_OPTIONAL = (
    *("addressLine2", "addressLine3", "city", "districtOrCounty", "stateOrRegion", "phone"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a SKU, how many of it, and the seller's own id for the line."""

    sku: str
    line_id: str
    quantity: int
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fulfillment order as the seller asked for it; `hold` keeps it from being shipped."""

    order_id: str
    marketplace: Marketplace
    shown_id: str
    shown_date: datetime
    comment: str
    speed: str
    address: Mapping[str, str]
    hold: bool
    policy: str
    items: tuple[Item, ...]


def read_order(
    body: Members, places: tuple[Marketplace, ...], catalogue: Mapping[str, Product]
) -> Wanted:
    """Return the order of a body, or refuse the first member that is wrong."""
    wanted = Wanted(
        order_id=body.text("sellerFulfillmentOrderId", _LONGEST_ID),
        marketplace=read_marketplace(body, places),
        shown_id=_shown_id(body),
        shown_date=body.instant("displayableOrderDate"),
        comment=body.text("displayableOrderComment", _LONGEST_COMMENT, least=0),
        speed=body.choice("shippingSpeedCategory", SPEEDS),
        address=read_address(body.part("destinationAddress")),
        hold=body.choice("fulfillmentAction", ("Ship", "Hold"), "Ship") == "Hold",
        policy=body.choice("fulfillmentPolicy", _POLICIES, "FillOrKill"),
        items=read_items(body),
    )
    if wanted.speed == SCHEDULED:
        said = f"{SCHEDULED} is not available in {wanted.marketplace.name}"
        raise body.refusal("shippingSpeedCategory", said)
    for item in wanted.items:
        if item.sku not in catalogue:
            raise invalid_input(f"the SellerSKU for Item Id: {item.line_id} is invalid.")
    return wanted


def read_marketplace(body: Members, places: tuple[Marketplace, ...]) -> Marketplace:
    """Return the marketplace of a body; without one it is the first of the shop."""
    if not body.has("marketplaceId"):
        return places[0]
    by_id = {place.id: place for place in places}
    return by_id[body.choice("marketplaceId", by_id)]


def read_items(body: Members) -> tuple[Item, ...]:
    """Return the lines of a body: at most 100 of them, and 250 units together."""
    items = tuple(_item(part) for part in body.parts("items", _MOST_LINES))
    if len({item.line_id for item in items}) < len(items):
        raise body.refusal("items", "two lines have the same sellerFulfillmentOrderItemId")
    units = sum(item.quantity for item in items)
    if units > _MOST_UNITS:
        raise body.refusal("items", f"{units} units; at most {_MOST_UNITS} in one order")
    return items


def read_address(part: Members) -> dict[str, str]:
    """Return an address as it was given."""
    address = {name: part.text(name, _LONGEST_ADDRESS_PART) for name in _ADDRESS_REQUIRED}
    address["countryCode"] = part.text("countryCode", 2, least=2)
    return address | part.texts(_ADDRESS_OPTIONAL, _LONGEST_ADDRESS_PART)


def _item(part: Members) -> Item:
    return Item(
        sku=part.text("sellerSku", _LONGEST_SKU),
        line_id=part.text("sellerFulfillmentOrderItemId", _LONGEST_LINE_ID),
        quantity=part.whole("quantity", _MOST_UNITS),
        notes=part.texts(("displayableComment",), _LONGEST_LINE_COMMENT)
        | part.texts(("giftMessage",), _LONGEST_GIFT_MESSAGE),
    )


def _shown_id(body: Members) -> str:
    """Return the order id a recipient reads: ISO 8859-1, no two blanks in a row."""
    shown = body.text("displayableOrderId", _LONGEST_ID).strip()
    try:
        shown.encode("iso-8859-1")
    except UnicodeEncodeError:
        raise body.refusal("displayableOrderId", "not ISO 8859-1") from None
    if "  " in shown:
        raise body.refusal("displayableOrderId", "two blanks in a row")
    return shown
