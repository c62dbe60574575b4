"""The payloads of notifications that are known here, turned into what happened.

Amazon writes `Payload.OrderChangeNotification.AmazonOrderId` in the older types and
`payload.reportProcessingFinishedNotification.reportId` in the newer ones. All names are brought to
the newer casing before they are read. Source: the schemas of github.com/amzn/selling-partner-api-
models (read 2026-11); FULFILLMENT_ORDER_STATUS and ACCOUNT_STATUS_CHANGED: "Notification Type
Values", developer-docs.amazon.com/sp-api (2026-11).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from seller_credits.domain.notifications import (
    AccountStatusChanged,
    FeedFinished,
    Happening,
    OrderChanged,
    ReportFinished,
    ShipmentOrderChanged,
    TransactionPosted,
)
from seller_credits.marketplace.wire.lenient import Amount, Instant, Lenient, store_code


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_camel)


class Payload(_Wire):
    """A payload of one type."""

    @abstractmethod
    def noun(self) -> Happening:
        """What happened."""


class _ChangedLine(_Wire):
    cancels: bool | None = Field(default=None, alias="isBuyerRequestedCancel")


class _Summary(_Wire):
    marketplace_id: str | None = None
    order_status: str | None = None
    lines: tuple[_ChangedLine, ...] = Field(default=(), alias="orderItems")


class _OrderChange(Payload):
    order_id: str = Field(alias="amazonOrderId", min_length=1)
    order_change_type: str = ""
    summary: _Summary = _Summary()

    def noun(self) -> OrderChanged:
        asked = [line.cancels for line in self.summary.lines if line.cancels is not None]
        return OrderChanged(
            order_id=self.order_id,
            marketplace=store_code(self.summary.marketplace_id),
            change=self.order_change_type,
            status=self.summary.order_status,
            buyer_cancels=any(asked) if asked else None,
        )


class _ReportFinished(Payload):
    report_id: str = Field(min_length=1)
    report_type: str
    processing_status: str
    report_document_id: str | None = None

    def noun(self) -> ReportFinished:
        return ReportFinished(
            self.report_id, self.report_type, self.processing_status, self.report_document_id
        )


class _FeedFinished(Payload):
    feed_id: str = Field(min_length=1)
    feed_type: str
    processing_status: str
    result_feed_document_id: str | None = None

    def noun(self) -> FeedFinished:
        return FeedFinished(
            self.feed_id, self.feed_type, self.processing_status, self.result_feed_document_id
        )


class _Related(_Wire):
    name: str = Field(default="", alias="relatedIdentifierName")
    value: str = Field(default="", alias="relatedIdentifierValue")


class _TransactionUpdate(Payload):
    transaction_type: str
    posted_date: Instant
    related_identifiers: tuple[_Related, ...] = ()
    total_amount: Amount = None

    def noun(self) -> TransactionPosted:
        orders = (each.value for each in self.related_identifiers if each.name == "OrderId")
        return TransactionPosted(
            kind=self.transaction_type,
            order_ids=tuple(order for order in orders if order),
            posted_at=self.posted_date,
            total=self.total_amount,
        )


class _FulfillmentOrderStatus(Payload):
    order_id: str = Field(alias="sellerFulfillmentOrderId", min_length=1)
    event_type: str
    status: str = Field(alias="fulfillmentOrderStatus")
    updated: Instant = Field(alias="statusUpdatedDateTime")

    def noun(self) -> ShipmentOrderChanged:
        return ShipmentOrderChanged(self.order_id, self.event_type, self.status, self.updated)


class _AccountStatusChange(Payload):
    previous_account_status: str
    current_account_status: str

    def noun(self) -> AccountStatusChanged:
        return AccountStatusChanged(self.previous_account_status, self.current_account_status)


KNOWN: Mapping[str, tuple[str, type[Payload]]] = {
    "ORDER_CHANGE": ("orderChangeNotification", _OrderChange),
    "REPORT_PROCESSING_FINISHED": ("reportProcessingFinishedNotification", _ReportFinished),
    "FEED_PROCESSING_FINISHED": ("feedProcessingFinishedNotification", _FeedFinished),
    "TRANSACTION_UPDATE": ("transactionUpdateNotification", _TransactionUpdate),
    "FULFILLMENT_ORDER_STATUS": ("fulfillmentOrderStatusNotification", _FulfillmentOrderStatus),
    "ACCOUNT_STATUS_CHANGED": ("accountStatusChangeNotification", _AccountStatusChange),
}
"""The member of the payload that holds it, and its shape, by type of notification."""


_Word = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]


class _Metadata(_Wire):
    notification_id: _Word


class Letter(_Wire):
    """What every notification has, whatever it is about."""

    notification_type: _Word
    event_time: Instant
    metadata: _Metadata = Field(alias="notificationMetadata")
    payload: dict[str, Any]


def same_casing(value: Any) -> Any:
    """Every name with a small first letter, as the newer types have it; values as they are."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: same_casing(part) for name, part in value.items()}
    if isinstance(value, list):
        return [same_casing(part) for part in value]
    return value
