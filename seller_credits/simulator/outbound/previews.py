"""What shipping some goods would cost and when they would arrive, before anything is ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from seller_credits.simulator.members import Members
from seller_credits.simulator.outbound.request import (
    SCHEDULED,
    SPEEDS,
    Item,
    read_address,
    read_items,
    read_marketplace,
)
from seller_credits.simulator.outbound.warehouses import (
    ARRIVES_WITHIN,
    FEE_A_PARCEL,
    FEE_A_UNIT,
    SHIPS_WITHIN,
)
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import Marketplace, Product

Json = dict[str, Any]

_USUAL_SPEEDS = tuple(speed for speed in SPEEDS if speed != SCHEDULED)
_UNKNOWN_SKU = "the SellerSKU is invalid"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a preview is asked for."""

    marketplace: Marketplace
    items: tuple[Item, ...]
    speeds: tuple[str, ...]


def read_preview(body: Members, places: tuple[Marketplace, ...]) -> Asked:
    """Return what a body asks for; without speeds it is every one the marketplace has."""
    read_address(body.part("address"))
    speeds = body.values.get("shippingSpeedCategories") or list(_USUAL_SPEEDS)
    if not isinstance(speeds, list) or not set(map(str, speeds)) <= set(SPEEDS):
        said = f"a list of {', '.join(SPEEDS)}"
        raise body.refusal("shippingSpeedCategories", said)
    return Asked(read_marketplace(body, places), read_items(body), tuple(speeds))


def preview(asked: Asked, speed: str, catalogue: Mapping[str, Product], now: datetime) -> Json:
    """Return the preview of one shipping speed, fulfillable or with the reasons why not."""
    unknown = [item for item in asked.items if item.sku not in catalogue]
    answer: Json = {
        "shippingSpeedCategory": speed,
        "marketplaceId": asked.marketplace.id,
        "isFulfillable": not unknown and speed != SCHEDULED,
        "isCODCapable": False,
    }
    if speed == SCHEDULED:
        said = f"{SCHEDULED} is not available in {asked.marketplace.name}"
        return answer | {"orderUnfulfillableReasons": [said]}
    if unknown:
        return answer | {
            "unfulfillablePreviewItems": [
                _line(item) | {"itemUnfulfillableReasons": [_UNKNOWN_SKU]} for item in unknown
            ]
        }
    shipment = {
        "earliestShipDate": iso(now),
        "latestShipDate": iso(now + SHIPS_WITHIN),
        "earliestArrivalDate": iso(now + SHIPS_WITHIN),
        "latestArrivalDate": iso(now + ARRIVES_WITHIN[speed]),
        "fulfillmentPreviewItems": [_line(item) for item in asked.items],
    }
    return answer | {
        "estimatedFees": _fees(asked, speed),
        "fulfillmentPreviewShipments": [shipment],
    }


def _fees(asked: Asked, speed: str) -> list[Json]:
    units = sum(item.quantity for item in asked.items)
    fees = {
        "FBAPerUnitFulfillmentFee": FEE_A_UNIT * units,
        "FBATransportationFee": FEE_A_PARCEL[speed],
    }
    return [
        {"name": name, "amount": _money(asked.marketplace, amount)} for name, amount in fees.items()
    ]


def _money(place: Marketplace, dollars: Decimal) -> Json:
    return {"currencyCode": place.currency, "value": f"{dollars * place.exchange:.2f}"}


def _line(item: Item) -> Json:
    return {
        "sellerSku": item.sku,
        "sellerFulfillmentOrderItemId": item.line_id,
        "quantity": item.quantity,
    }
