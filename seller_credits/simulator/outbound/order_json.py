"""Writes a fulfillment order and the way of its parcel as the API does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from seller_credits.simulator.outbound.order import FulfilmentOrder
from seller_credits.simulator.outbound.request import Item
from seller_credits.simulator.outbound.warehouses import (
    ARRIVES_WITHIN,
    CARRIER,
    SHIPS_WITHIN,
    WAREHOUSES,
)
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import Product

Json = dict[str, Any]

_BEING_SHIPPED = frozenset({"Processing", "Complete"})
_UNPLANNED = frozenset({"New", "Received", "Cancelled"})


def summary(order: FulfilmentOrder, now: datetime) -> Json:
    """Return the order without its lines, as a list shows it."""
    wanted = order.wanted
    status, since = order.state(now)
    return {
        "sellerFulfillmentOrderId": wanted.order_id,
        "marketplaceId": wanted.marketplace.id,
        "displayableOrderId": wanted.shown_id,
        "displayableOrderDate": iso(wanted.shown_date),
        "displayableOrderComment": wanted.comment,
        "shippingSpeedCategory": wanted.speed,
        "destinationAddress": dict(wanted.address),
        "fulfillmentAction": "Hold" if wanted.hold else "Ship",
        "fulfillmentPolicy": wanted.policy,
        "receivedDate": iso(order.received),
        "fulfillmentOrderStatus": status,
        "statusUpdatedDate": iso(since),
    }


def details(order: FulfilmentOrder, catalogue: Mapping[str, Product], now: datetime) -> Json:
    """Return the order with its lines and, once it is picked, its shipment."""
    status = order.state(now)[0]
    return {
        "fulfillmentOrder": summary(order, now),
        "fulfillmentOrderItems": [
            _line(order, item, catalogue[item.sku].fnsku, status) for item in order.wanted.items
        ],
        "fulfillmentShipments": [_shipment(order, now)] if status in _BEING_SHIPPED else [],
        "returnItems": [],
        "returnAuthorizations": [],
    }


def tracking(order: FulfilmentOrder, shipped: datetime, now: datetime) -> Json:
    """Return the way of a parcel that has left the warehouse, its latest event first."""
    warehouse = WAREHOUSES[order.wanted.marketplace.country]
    home = _town(order.wanted.address)
    delivered = order.delivered(now)
    events = [_event(shipped, warehouse.json(), "EVENT_202", "Departure scan.")]
    if delivered is not None:
        events.insert(0, _event(delivered, home, "EVENT_301", "Delivered."))
    return {
        "packageNumber": order.package_number,
        "trackingNumber": _tracking_number(order),
        "carrierCode": CARRIER,
        "shipDate": iso(shipped),
        "estimatedArrivalDate": iso(_arrival(order)),
        "shipToAddress": home,
        "currentStatus": "IN_TRANSIT" if delivered is None else "DELIVERED",
        "trackingEvents": events,
    }


def _line(order: FulfilmentOrder, item: Item, fnsku: str, status: str) -> Json:
    line: Json = {
        "sellerSku": item.sku,
        "sellerFulfillmentOrderItemId": item.line_id,
        "quantity": item.quantity,
        "fulfillmentNetworkSku": fnsku,
        "orderItemDisposition": "Sellable",
        "cancelledQuantity": item.quantity if status == "Cancelled" else 0,
        "unfulfillableQuantity": 0,
        **item.notes,
    }
    if status not in _UNPLANNED:
        line["estimatedShipDate"] = iso(order.received + SHIPS_WITHIN)
        line["estimatedArrivalDate"] = iso(_arrival(order))
    return line


def _shipment(order: FulfilmentOrder, now: datetime) -> Json:
    shipped = order.shipped(now)
    number = order.package_number
    items = [
        {
            "sellerSku": item.sku,
            "sellerFulfillmentOrderItemId": item.line_id,
            "quantity": item.quantity,
            **({"packageNumber": number} if shipped else {}),
        }
        for item in order.wanted.items
    ]
    shipment: Json = {
        "amazonShipmentId": f"D{number:x}".upper(),
        "fulfillmentCenterId": WAREHOUSES[order.wanted.marketplace.country].code,
        "fulfillmentShipmentStatus": "PENDING" if shipped is None else "SHIPPED",
        "estimatedArrivalDate": iso(_arrival(order)),
        "fulfillmentShipmentItem": items,
    }
    if shipped is not None:
        parcel = {
            "packageNumber": number,
            "carrierCode": CARRIER,
            "trackingNumber": _tracking_number(order),
            "estimatedArrivalDate": iso(_arrival(order)),
        }
        shipment |= {"shippingDate": iso(shipped), "fulfillmentShipmentPackage": [parcel]}
    return shipment


def _arrival(order: FulfilmentOrder) -> datetime:
    return order.received + ARRIVES_WITHIN[order.wanted.speed]


def _tracking_number(order: FulfilmentOrder) -> str:
    return f"TBA{order.package_number:012}"


def _town(address: Mapping[str, str]) -> dict[str, str]:
    return {
        "city": address.get("city", ""),
        "state": address.get("stateOrRegion", ""),
        "country": address["countryCode"],
    }


def _event(moment: datetime, town: dict[str, str], code: str, said: str) -> Json:
    return {
        "eventDate": iso(moment),
        "eventAddress": town,
        "eventCode": code,
        "eventDescription": said,
    }
