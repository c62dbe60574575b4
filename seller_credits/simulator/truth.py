"""What really went wrong, and which sources show it: the answer a reader of the shop is judged by.

Visible troubles are read off the same orders, parcels and rows that are served; what nobody shows
is listed with no source. Days are counted in Pacific time, as the marketplace judges delivery.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from seller_credits.simulator.finances.giving import given_back, refunds_of
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import MERCHANT, Order, Shop
from seller_credits.simulator.shop.places import PACIFIC
from seller_credits.simulator.shop.reasons import meaning

_WHOLE_ORDER = frozenset({"late_delivery", "lost", "undeliverable"})
_CLOSED = frozenset({"DELIVERED", "UNDELIVERABLE", "CANCELLED"})
_WAITING = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED"})
_NEGATIVE = 2

_Key = tuple[str, str | None, str]


@dataclass(slots=True)
class Trouble:
    """One trouble: the sources that show it, and whether the buyer made a claim of it."""

    sources: set[str] = field(default_factory=set)
    claim: bool = False


def truth(shop: Shop, now: datetime, *, detailed_status: bool) -> dict[str, Any]:
    """Return every trouble and every refund of the shop as of now (an instant), in stable order."""
    found: dict[_Key, Trouble] = {}
    for order in shop.orders:
        for issue, source in _of_order(order, now, detailed_status=detailed_status):
            trouble = found.setdefault((order.order_id, _item(order, issue), issue), Trouble())
            trouble.sources.update({source} - {""})
    _add_rows(shop, found)
    for secret in shop.secrets:
        found.setdefault((secret.order_id, secret.order_item_id, secret.issue), Trouble())
    return {
        "orders": len(shop.orders),
        "issues": [_json(key, found[key]) for key in sorted(found, key=_sorting)],
        "refunds": sorted(
            _refunds(shop, now), key=lambda each: (each["posted_at"], *each.values())
        ),
    }


def _refunds(shop: Shop, now: datetime) -> Iterator[dict[str, str]]:
    """Give what went back to buyers by now: amounts before tax, one for each line."""
    for movement in given_back(shop):
        if movement.posted <= now:
            for order_item_id, amount in refunds_of(movement):
                yield {
                    "order_id": movement.order.order_id,
                    "order_item_id": order_item_id,
                    "amount": f"{amount:.2f}",
                    "currency": movement.order.marketplace.currency,
                    "posted_at": iso(movement.posted),
                    "by": movement.by,
                }


def _item(order: Order, issue: str) -> str | None:
    """Return the line a parcel's damage is about, where the order has but one."""
    one_line = issue == "damaged" and len(order.lines) == 1
    return order.lines[0].order_item_id if one_line else None


def _add_rows(shop: Shop, found: dict[_Key, Trouble]) -> None:
    for row in shop.merchant_returns:
        if row.status != "Cancelled":
            key = _row_key(row.order, row.line.order_item_id, row.reason)
            trouble = found.setdefault(key, Trouble())
            trouble.sources.add("mfn_returns")
            trouble.claim = trouble.claim or row.claim
    for unit in shop.fulfilment_returns:
        key = _row_key(unit.order, unit.line.order_item_id, unit.reason)
        found.setdefault(key, Trouble()).sources.add("fba_returns")
    for rating in shop.feedback:
        if rating.stars <= _NEGATIVE:
            key = (rating.order.order_id, None, "negative_feedback")
            found.setdefault(key, Trouble()).sources.add("feedback")


def _row_key(order: Order, order_item_id: str, reason: str) -> _Key:
    issue = meaning(reason)
    return order.order_id, None if issue in _WHOLE_ORDER else order_item_id, issue


def _of_order(order: Order, now: datetime, *, detailed_status: bool) -> Iterator[tuple[str, str]]:
    """Give the troubles of one order, each with a source that shows it, or with none."""
    if order.fulfilled_by != MERCHANT or order.status == "CANCELLED":
        return
    if order.status in _WAITING and order.ship_by.latest < now:
        yield "late_shipment", "orders"
    shipped = [parcel.shipped for parcel in order.parcels if parcel.shipped is not None]
    if any(moment > order.ship_by.latest for moment in shipped):
        yield "late_shipment", "packages"
    if is_late(order, now):
        yield "late_delivery", _shown_late_by(order, now)
    for parcel in order.parcels:
        if parcel.status == "UNDELIVERABLE":
            yield "undeliverable", "packages"
        if detailed_status and parcel.detailed_status in {"LOST", "DAMAGED"}:
            yield parcel.detailed_status.lower(), "packages"


def is_late(order: Order, now: datetime) -> bool:
    """Return whether a seller-fulfilled order came, or is still out, after the promised day."""
    promised = _day(order.deliver_by.latest)
    if order.delivered is not None:
        return _day(order.delivered) > promised
    if any(parcel.status == "UNDELIVERABLE" for parcel in order.parcels):
        return False
    return order.status in {*_WAITING, "SHIPPED"} and _day(now) > promised


def _shown_late_by(order: Order, now: datetime) -> str:
    """Return the source that proves a late delivery; empty where only a time limit hints at it."""
    promised = _day(order.deliver_by.latest)
    if any(parcel.shipped and _day(parcel.shipped) > promised for parcel in order.parcels):
        return "packages"
    if order.delivered is not None:
        return ""
    open_parcels = any(parcel.status not in _CLOSED for parcel in order.parcels)
    if _day(now) > promised:
        return "packages" if open_parcels else "orders"
    return ""


def _day(moment: datetime) -> date:
    return moment.astimezone(PACIFIC).date()


def _sorting(key: _Key) -> tuple[str, str, str]:
    order_id, order_item_id, issue = key
    return order_id, order_item_id or "", issue


def _json(key: _Key, trouble: Trouble) -> dict[str, Any]:
    order_id, order_item_id, issue = key
    answer = {
        "order_id": order_id,
        "order_item_id": order_item_id,
        "issue": issue,
        "sources": sorted(trouble.sources),
    }
    return answer | {"claim": True} if trouble.claim else answer
