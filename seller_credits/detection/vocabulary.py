"""Words of the marketplace that nobody here knows: kept as they came, and told the same day.

What Amazon changes shows here first: a new return reason, a new status of a parcel. Nothing is
made of such a word, and nothing is guessed; a person reads it at the end of a sync or import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from seller_credits.detection.reasons import is_known_reason
from seller_credits.domain.issues import Source
from seller_credits.domain.orders import Order
from seller_credits.domain.records import OrderRow, Record, ReplacementRow, ReturnRow

# Amazon's model orders_2026-01-01 (read 2026-11).
_ORDER_STATUSES = frozenset(
    {
        *("PENDING_AVAILABILITY", "PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"),
        *("CANCELLED", "UNFULFILLABLE"),
    }
)
_PACKAGE_STATUSES = frozenset(
    {"PENDING", "IN_TRANSIT", "SHIPPED", "DELIVERED", "CANCELLED", "UNDELIVERABLE"}
)
_DETAILED_STATUSES = frozenset(
    {
        *("PENDING_SCHEDULE", "PENDING_PICK_UP", "PENDING_DROP_OFF", "LABEL_CANCELLED"),
        *("PICKED_UP", "DROPPED_OFF", "AT_ORIGIN_FC", "AT_DESTINATION_FC", "DELIVERED"),
        *("REJECTED_BY_BUYER", "UNDELIVERABLE", "RETURNING_TO_SELLER", "RETURNED_TO_SELLER"),
        *("LOST", "OUT_FOR_DELIVERY", "DAMAGED"),
    }
)
# Seen in downloaded MFN returns reports; matched as parts, because the report spells them freely.
_RETURN_STATUSES = ("approv", "reject", "denied", "declin", "clos", "cancel", "complet", "pending")
_RESOLUTIONS = frozenset({"", "STANDARDREFUND", "REFUNDATFIRSTSCAN", "RETURNLESSREFUND"}) | {
    "REPLACEMENT",
    "EXCHANGE",
}


Word = tuple[str, str]
"""Where a word stands, and the word itself."""


def unknown_words(record: Record) -> Iterable[Word]:
    """Each word of a record that is in no document."""
    if isinstance(record, ReturnRow):
        status = record.status if record.origin.source is Source.MFN_RETURNS else ""
        return _of_return(record.reason, status, record.resolution)
    if isinstance(record, OrderRow):
        return _of_order(record.order) if record.order.source is Source.ORDERS else ()
    if isinstance(record, ReplacementRow) and not is_known_reason(record.reason, numbered=True):
        return (("replacement reason", record.reason),)
    return ()


@lru_cache(maxsize=1024)
def _of_return(reason: str, status: str, resolution: str) -> tuple[Word, ...]:
    """What of a return's words is unknown; a file has the same few in all its rows."""
    found = []
    if reason and not is_known_reason(reason):
        found.append(("return reason", reason))
    if status and not any(part in status.lower() for part in _RETURN_STATUSES):
        found.append(("return status", status))
    if resolution.upper() not in _RESOLUTIONS:
        found.append(("return resolution", resolution))
    return tuple(found)


def _of_order(order: Order) -> Iterator[Word]:
    if order.status not in _ORDER_STATUSES:
        yield "order status", order.status
    for package in order.packages:
        if package.status not in _PACKAGE_STATUSES:
            yield "parcel status", package.status
        detailed = package.detailed_status
        if detailed is not None and detailed not in _DETAILED_STATUSES:
            yield "detailed parcel status", detailed
