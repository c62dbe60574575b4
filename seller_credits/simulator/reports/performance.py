"""GET_V2_SELLER_PERFORMANCE_REPORT: the account-health metrics, counted from the shop itself."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from seller_credits.simulator.reports.ask import Ask
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.reports.span import Span, spans
from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT, Order
from seller_credits.simulator.shop.sequels import CHARGEBACK, CLAIM, Shop
from seller_credits.simulator.truth.lateness import is_late
from seller_credits.simulator.world import World

Json = dict[str, Any]

_NEGATIVE = 2
_VIOLATIONS = (
    *("listingPolicyViolations", "productAuthenticityCustomerComplaints"),
    *("productConditionCustomerComplaints", "productSafetyCustomerComplaints"),
    *("receivedIntellectualPropertyComplaints", "restrictedProductPolicyViolations"),
    *("suspectedIntellectualPropertyViolations", "foodAndProductSafetyIssues"),
    *("otherPolicyViolations", "documentRequests"),
)


def json_file(ask: Ask) -> ReportFile | None:
    """Return the metrics of each marketplace asked for."""
    shop = _as_of_now(ask.world)
    asked = [place.id for place in shop.marketplaces if place.id in ask.marketplaces]
    if not asked:
        return None
    now = ask.world.clock.now()
    document = {
        "accountStatuses": [{"marketplaceId": place, "status": "NORMAL"} for place in asked],
        "performanceMetrics": [_metrics(shop, place, now) for place in asked],
    }
    return ReportFile(json.dumps(document).encode(), "application/json;charset=UTF-8")


def _as_of_now(world: World) -> Shop:
    """Return the shop with what its buyers did in the course of the run."""
    later = world.later
    return replace(
        world.shop,
        feedback=(*later.feedback, *world.shop.feedback),
        disputes=(*world.shop.disputes, *later.disputes),
    )


def _metrics(shop: Shop, place: str, now: datetime) -> Json:
    orders = [order for order in shop.orders if order.marketplace.id == place]
    own = [order for order in orders if order.fulfilled_by == MERCHANT]
    over = spans(now)
    violation = {
        **over["violations"].json(),
        "defectsCount": 0,
        "status": "GOOD",
        "targetValue": 0,
        "targetCondition": "EQUALS",
    }
    rating = {"ahrStatus": "GREAT", "accountHealthRatingStatus": "GREAT"}
    return {
        "marketplaceId": place,
        "orderDefectRate": {
            "mfn": _defects(shop, own, over["defects"], "mfn", now),
            "afn": _defects(
                shop,
                [each for each in orders if each.fulfilled_by == AMAZON],
                over["defects"],
                "afn",
                now,
            ),
        },
        **_shipping_metrics(own, over, now),
        "invoiceDefectRate": _invoices(over["invoices"]),
        "warningStates": [],
        "accountHealthRating": {**rating, **over["violations"].json()},
        **dict.fromkeys(_VIOLATIONS, violation),
    }


def _defects(shop: Shop, orders: list[Order], span: Span, channel: str, now: datetime) -> Json:
    """Return the order defect rate: orders with a claim, a chargeback, or one or two stars.

    A claim counts from the day it is filed, which no other source shows before the money moves.
    """
    counted = {order.order_id for order in orders if span.holds(order.created)}
    rated = {row.order.order_id for row in shop.feedback if row.stars <= _NEGATIVE} & counted
    claimed = {row.order.order_id for row in shop.merchant_returns if row.claim}
    claimed = (claimed | _disputed(shop, CLAIM, now)) & counted
    charged_back = _disputed(shop, CHARGEBACK, now) & counted
    defective = len(rated | claimed | charged_back)
    share = _rate(defective, len(counted), target=0.01, below=True)
    return {
        **span.json(),
        "orderCount": len(counted),
        "orderWithDefects": {"count": defective, "status": share["status"]},
        "claims": {"count": len(claimed), "status": "NONE"},
        "chargebacks": {"count": len(charged_back), "status": "NONE"},
        "negativeFeedback": {"count": len(rated), "status": "NONE"},
        "fulfillmentType": channel,
        **share,
    }


def _disputed(shop: Shop, kind: str, now: datetime) -> set[str]:
    return {
        each.order.order_id for each in shop.disputes if each.kind == kind and each.filed <= now
    }


def _shipping_metrics(orders: list[Order], over: dict[str, Span], now: datetime) -> Json:
    ships = _within(orders, over["shipments"], lambda order: order.ship_by.latest)
    late = sum(_shipped_late(order, now) for order in ships)
    placed = _within(orders, over["cancellations"], lambda order: order.created)
    cancelled = sum(order.cancelled_by == "MERCHANT" for order in placed)
    due = [
        order
        for order in _within(orders, over["deliveries"], lambda order: order.deliver_by.latest)
        if order.parcels
    ]
    in_time = sum(not is_late(order, now) for order in due)
    units, units_in_time = _units(due), _units(each for each in due if not is_late(each, now))
    return {
        "lateShipmentRate": {
            **over["shipments"].json(),
            "orderCount": len(ships),
            "lateShipmentCount": late,
            **_rate(late, len(ships), target=0.04, below=True),
        },
        "preFulfillmentCancellationRate": {
            **over["cancellations"].json(),
            "orderCount": len(placed),
            "cancellationCount": cancelled,
            **_rate(cancelled, len(placed), target=0.025, below=True),
        },
        "onTimeDeliveryRate": {
            **over["deliveries"].json(),
            "shipmentCountWithValidTracking": len(due),
            "onTimeDeliveryCount": in_time,
            **_rate(in_time, len(due), target=0.9, below=False),
        },
        "unitOnTimeDeliveryRate": {
            **over["deliveries"].json(),
            "totalUnitCount": units,
            "unitOnTimeDeliveryCount": units_in_time,
            **_rate(units_in_time, units, target=0.9, below=False),
        },
        "validTrackingRate": {
            **over["deliveries"].json(),
            "shipmentCount": len(due),
            "validTrackingCount": len(due),
            **_rate(len(due), len(due), target=0.95, below=False),
        },
    }


def _invoices(span: Span) -> Json:
    nothing = {"count": 0, "status": "NONE"}
    return {
        **span.json(),
        "orderCount": 0,
        "invoiceDefect": nothing,
        "missingInvoice": nothing,
        "lateInvoice": nothing,
        **_rate(0, 0, target=0.05, below=True),
    }


def _within(orders: list[Order], span: Span, time_of: Callable[[Order], datetime]) -> list[Order]:
    return [order for order in orders if span.holds(time_of(order)) and _counts(order)]


def _counts(order: Order) -> bool:
    """Return whether an order counts: one the buyer took back does not."""
    return order.cancelled_by in {"", "MERCHANT"}


def _shipped_late(order: Order, now: datetime) -> bool:
    shipped = [parcel.shipped for parcel in order.parcels if parcel.shipped is not None]
    if order.status == "CANCELLED":
        return False
    if not shipped or order.status == "PARTIALLY_SHIPPED":
        return order.ship_by.latest < now
    return max(shipped) > order.ship_by.latest


def _units(orders: Iterable[Order]) -> int:
    return sum(order.units for order in orders)


def _rate(count: int, of: int, *, target: float, below: bool) -> Json:
    """Return a rate as a fraction, with its target; over nothing there is no verdict."""
    rate = round(count / of, 6) if of else 0
    good = rate < target if below else rate > target
    return {
        "status": ("GOOD" if good else "BAD") if of else "NONE",
        "rate": rate,
        "targetValue": target,
        "targetCondition": "LESS_THAN" if below else "GREATER_THAN",
    }
