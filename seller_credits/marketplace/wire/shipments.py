"""Fulfillment Outbound 2020-07-01 as pydantic sees it, turned into the house's nouns.

Of a destination nothing is read. Model: fulfillmentOutbound_2020-07-01 (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from seller_credits.domain.money import Money
from seller_credits.domain.shipments import (
    Parcel,
    ShipmentLine,
    ShipmentOrder,
    ShipmentPreview,
    Tracking,
    TrackingEvent,
)
from seller_credits.marketplace.wire.lenient import Amount, Instant, Lenient, store_code


def _as_elsewhere(raw: Any) -> Any:
    """This API writes `value` where others write `currencyAmount`."""
    return {**raw, "currencyAmount": raw.get("value")} if isinstance(raw, dict) else raw


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_camel)


class _Fee(_Wire):
    amount: Annotated[Amount, BeforeValidator(_as_elsewhere)] = None


class _PreviewShipment(_Wire):
    latest_arrival_date: Instant | None = None


class _PreviewItem(_Wire):
    item_unfulfillable_reasons: tuple[str, ...] = ()


class _Preview(_Wire):
    speed: str = Field(alias="shippingSpeedCategory")
    is_fulfillable: bool
    fees: tuple[_Fee, ...] = Field(default=(), alias="estimatedFees")
    shipments: tuple[_PreviewShipment, ...] = Field(default=(), alias="fulfillmentPreviewShipments")
    order_unfulfillable_reasons: tuple[str, ...] = ()
    items: tuple[_PreviewItem, ...] = Field(default=(), alias="unfulfillablePreviewItems")

    def noun(self) -> ShipmentPreview:
        per_item = (code for item in self.items for code in item.item_unfulfillable_reasons)
        return ShipmentPreview(
            speed=self.speed,
            can_ship=self.is_fulfillable,
            fees=_sum([fee.amount for fee in self.fees]),
            arrives_by=_latest(shipment.latest_arrival_date for shipment in self.shipments),
            problems=tuple(dict.fromkeys((*self.order_unfulfillable_reasons, *per_item))),
        )


class _PreviewList(_Wire):
    previews: tuple[_Preview, ...] = Field(default=(), alias="fulfillmentPreviews")


class Previews(_Wire):
    """The answer of `getFulfillmentPreview`."""

    payload: _PreviewList

    def nouns(self) -> tuple[ShipmentPreview, ...]:
        """One preview for each speed."""
        return tuple(preview.noun() for preview in self.payload.previews)


class _Order(_Wire):
    order_id: str = Field(alias="sellerFulfillmentOrderId", min_length=1)
    shown_id: str = Field(default="", alias="displayableOrderId")
    marketplace_id: str | None = None
    status: str = Field(alias="fulfillmentOrderStatus")
    received_date: Instant
    updated: Instant = Field(alias="statusUpdatedDate")

    def noun(
        self, lines: Iterable[ShipmentLine] = (), parcels: Iterable[Parcel] = ()
    ) -> ShipmentOrder:
        return ShipmentOrder(
            order_id=self.order_id,
            shown_id=self.shown_id,
            marketplace=store_code(self.marketplace_id),
            status=self.status,
            received_at=self.received_date,
            updated_at=self.updated,
            lines=tuple(lines),
            parcels=tuple(parcels),
        )


class _Item(_Wire):
    line_id: str = Field(alias="sellerFulfillmentOrderItemId")
    seller_sku: str
    quantity: int


class _Package(_Wire):
    package_number: int
    carrier_code: str = ""
    tracking_number: str | None = None
    estimated_arrival_date: Instant | None = None

    def noun(self) -> Parcel:
        return Parcel(
            self.package_number,
            self.carrier_code,
            self.tracking_number,
            self.estimated_arrival_date,
        )


class _Shipment(_Wire):
    packages: tuple[_Package, ...] = Field(default=(), alias="fulfillmentShipmentPackage")


class _OrderDetail(_Wire):
    order: _Order = Field(alias="fulfillmentOrder")
    items: tuple[_Item, ...] = Field(default=(), alias="fulfillmentOrderItems")
    shipments: tuple[_Shipment, ...] = Field(default=(), alias="fulfillmentShipments")


class OneOrder(_Wire):
    """The answer of `getFulfillmentOrder`."""

    payload: _OrderDetail

    def noun(self) -> ShipmentOrder:
        """The order with its lines and parcels."""
        detail = self.payload
        lines = (
            ShipmentLine(item.line_id, item.seller_sku, item.quantity) for item in detail.items
        )
        parcels = (package.noun() for sent in detail.shipments for package in sent.packages)
        return detail.order.noun(lines, parcels)


class _OrderList(_Wire):
    orders: tuple[_Order, ...] = Field(default=(), alias="fulfillmentOrders")
    next_token: str | None = None


class OrderPage(_Wire):
    """A page of the answer of `listAllFulfillmentOrders`."""

    payload: _OrderList

    @property
    def next_token(self) -> str | None:
        """Names the next page; None on the last one."""
        return self.payload.next_token or None

    def nouns(self) -> list[ShipmentOrder]:
        """The orders, without their lines and parcels."""
        return [order.noun() for order in self.payload.orders]


class _Event(_Wire):
    event_date: Instant
    event_code: str
    event_description: str = ""


class _Tracking(_Wire):
    package_number: int
    status: str | None = Field(default=None, alias="currentStatus")
    words: str = Field(default="", alias="currentStatusDescription")
    carrier_code: str | None = None
    tracking_number: str | None = None
    ship_date: Instant | None = None
    estimated_arrival_date: Instant | None = None
    events: tuple[_Event, ...] = Field(default=(), alias="trackingEvents")


class PackageTracking(_Wire):
    """The answer of `getPackageTrackingDetails`."""

    payload: _Tracking

    def noun(self) -> Tracking:
        """How the parcel stands."""
        found = self.payload
        events = sorted(found.events, key=lambda event: event.event_date)
        return Tracking(
            number=found.package_number,
            status=found.status,
            words=found.words,
            carrier=found.carrier_code,
            tracking_number=found.tracking_number,
            shipped_at=found.ship_date,
            arrives_by=found.estimated_arrival_date,
            events=tuple(
                TrackingEvent(event.event_date, event.event_code, event.event_description)
                for event in events
            ),
        )


def _sum(amounts: list[Money | None]) -> Money | None:
    """The sum, where every amount is there and all are of one currency."""
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or len({each.currency for each in known}) > 1:
        return None
    return sum(known[1:], known[0])


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
