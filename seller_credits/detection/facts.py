"""What is known of one issue, as the facts a policy may ask about. Not known means absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from seller_credits.detection.clock import ClaimWindow, Deadline, deadline_of
from seller_credits.detection.exposure import exposure_of
from seller_credits.detection.matching import known_lines, line_of
from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Facts, Value
from seller_credits.domain.issues import ORDER_KINDS, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order, Package

_ORDER_STATUS = {
    "UNSHIPPED": "unshipped",
    "PENDING": "unshipped",
    "PENDING_AVAILABILITY": "unshipped",
    "PARTIALLY_SHIPPED": "partly_shipped",
    "SHIPPED": "shipped",
    "CANCELLED": "cancelled",
}
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a source was last read, and whether that worked."""

    read_at: datetime
    failed: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What facts need beside the order: the moment, the marketplace's windows, the sources."""

    now: datetime
    windows: Mapping[str, ClaimWindow]
    sources: Mapping[str, Freshness]


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue's facts and clock, ready to be decided."""

    facts: Facts
    deadline: Deadline
    exposure_why: str
    order_date: date | None


def finding_of(case: OrderCase, issue: Issue, around: Surroundings) -> Finding:
    """Everything the policy may ask about one issue of one order."""
    order = _best_snapshot(case)
    values: dict[str, Value | None] = {
        "issue": issue.kind,
        "channel": issue.channel,
        "marketplace": issue.marketplace,
        "sku": issue.sku,
        "asin": issue.asin,
        "quantity": issue.units,
    }
    values.update(_told_by_rows(case, issue))
    if order is not None:
        values.update(_told_by_order(order))
    values.update(_money(case, issue, order, values))
    placed = _placed(case, order)
    values.update(_ages(issue, placed, around))
    promise = order.deliver_by if order else None
    claim_open = values.get("claim_open") == "yes"
    deadline = deadline_of(issue, promise, around.windows, claim_open=claim_open)
    exposure, why = exposure_of(
        issue.kind,
        issue.channel,
        claim_open=claim_open,
        feedback_left="feedback_rating" in values,
        expires=deadline.expires,
        now=around.now,
    )
    values["odr_exposure"] = exposure
    if deadline.due is not None:
        values["hours_to_deadline"] = _hours(deadline.due, around.now)
    return Finding(Facts(values), deadline, why, _day(placed, issue.marketplace))


def _best_snapshot(case: OrderCase) -> Order | None:
    """The Orders API's word where there is one, else the bulk report's."""
    for source in (Source.ORDERS, Source.ALL_ORDERS):
        for (found, _), order in sorted(case.snapshots.items()):
            if found == source:
                return order
    return None


def _told_by_rows(case: OrderCase, issue: Issue) -> dict[str, Value | None]:
    """Facts the rows themselves tell: the issue's own, and what concerns the whole order."""
    values: dict[str, Value | None] = {
        "return_requested": False,
        "return_state": "none",
        "claim_open": "not_seen",
        "buyer_contact": "unknown",
        "marketplace_pays": "unknown",
        "package": "unknown",
    }
    for other in case.issues:
        for seen in other.sightings:
            for name in ("claim_open", "buyer_contact", "feedback_rating", "prime"):
                if name in seen.facts and seen.facts[name] != "not_seen":
                    values[name] = seen.facts[name]
    for seen in issue.sightings:
        for name, value in seen.facts.items():
            if name == "days_late":
                values[name] = max(_whole(value), _whole(values.get(name)))
            elif name not in {"claim_open", "buyer_contact"}:
                values[name] = value
    if any("return_requested" in seen.facts for seen in _of_same_line(case, issue)):
        values["return_requested"] = True
        values["return_state"] = _return_state(_of_same_line(case, issue))
    return values


def _whole(value: Value | None) -> int:
    return value if isinstance(value, int) else 0


def _return_state(rows: Iterable[Sighting]) -> str:
    """How the line's return stands: each return by its latest row; an open one weighs most."""
    latest = {seen.unit_key: seen.facts.get("return_state") for seen in rows}
    states = set(latest.values())
    return next((s for s in ("open", "received", "closed") if s in states), "none")


def _of_same_line(case: OrderCase, issue: Issue) -> list[Sighting]:
    """All rows about the lines the issue is about: of the order, where it is about the order."""
    return [seen for other in case.issues for seen in other.sightings if _concerns(issue, other)]


def _concerns(issue: Issue, other: Issue) -> bool:
    if issue.kind in ORDER_KINDS or other.kind in ORDER_KINDS:
        return True
    if issue.order_item_id and other.order_item_id:
        return issue.order_item_id == other.order_item_id
    return issue.sku == other.sku


def _told_by_order(order: Order) -> dict[str, Value | None]:
    told: dict[str, Value | None] = {
        "channel": order.channel,
        "order_status": _ORDER_STATUS.get(order.status),
        "replacement_order": order.replacement_of is not None,
        "business": order.business,
        "prime": order.prime,
        "service_level": order.service_level,
        "country": order.country,
        "marketplace": order.marketplace,
    }
    if order.status.startswith("SHIPPED"):
        told["order_status"] = "shipped"
    if order.packages:
        told["package"] = _package_state(order.packages)
        told["carrier"] = next((p.carrier for p in order.packages if p.carrier), None)
    return {name: value for name, value in told.items() if value is not None}


def _package_state(packages: tuple[Package, ...]) -> str:
    statuses = {package.status for package in packages} - {"CANCELLED"}
    if statuses == {"DELIVERED"}:
        return "delivered"
    if "UNDELIVERABLE" in statuses:
        return "returning"
    if statuses & {"IN_TRANSIT", "SHIPPED"}:
        return "moving"
    return "never_scanned" if statuses == {"PENDING"} else "unknown"


def _money(
    case: OrderCase, issue: Issue, order: Order | None, told: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """Prices of the affected units and line, what was refunded, and the order's total."""
    lines = known_lines(case)
    if issue.kind in ORDER_KINDS:
        values = _of_lines(lines)
    else:
        line = line_of(case, issue.order_item_id, issue.sku)
        values = _of_line(line, issue.units) if line else {}
    if not values and isinstance(told.get("line_total"), Money):
        values = _of_settled_row(told)
    total = order.total if order and order.total else _sum_of_order(lines)
    if total is not None:
        values["order_total"] = total
    currency = _currency(case, issue, values, told)
    if currency:
        values["refunded_so_far"] = _refunded(_of_same_line(case, issue), currency)
        values["credited_for_issue"] = Money.zero(currency)
    return {name: value for name, value in values.items() if value is not None}


def _of_line(line: Line, units: int) -> dict[str, Value | None]:
    quantity = min(units, line.quantity) if line.quantity else units
    values: dict[str, Value | None] = {"quantity": quantity, "quantity_ordered": line.quantity}
    if line.paid is None or not line.quantity:
        return values
    values["line_total"] = line.paid
    values["shipping_paid"] = line.shipping or Money.zero(line.paid.currency)
    values["affected_value"] = _share(line.paid, quantity, line.quantity)
    values["item_price"] = _share(line.paid, 1, line.quantity)
    return values


def _of_lines(lines: list[Line]) -> dict[str, Value | None]:
    """The whole order is affected: the lines together; one unit's price only if all are alike."""
    if not lines:
        return {}
    if len(lines) == 1:
        return _of_line(lines[0], lines[0].quantity)
    units = sum(line.quantity for line in lines)
    values: dict[str, Value | None] = {"quantity": units, "quantity_ordered": units}
    paid = [line.paid for line in lines if line.paid is not None]
    if len(paid) != len(lines):
        return values
    values["line_total"] = values["affected_value"] = _sum(paid)
    shipping = [line.shipping for line in lines if line.shipping is not None]
    values["shipping_paid"] = _sum(shipping) if shipping else Money.zero(paid[0].currency)
    prices = {_share(line.paid, 1, line.quantity) for line in lines if line.paid and line.quantity}
    if len(prices) == 1:
        values["item_price"] = prices.pop()
    return values


def _of_settled_row(told: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The return is of everything ordered, so the order's amount is the line's price."""
    total, units = told["line_total"], told["quantity_ordered"]
    assert isinstance(total, Money)
    assert isinstance(units, int)
    return {
        "line_total": total,
        "affected_value": total,
        "item_price": _share(total, 1, units),
        "shipping_paid": Money.zero(total.currency),
        "quantity": units,
    }


def _share(paid: Money, units: int, of: int) -> Money:
    return paid if units == of else Money(paid.amount * units / of, paid.currency)


def _sum(amounts: list[Money]) -> Money:
    total = amounts[0]
    for amount in amounts[1:]:
        total += amount
    return total


def _sum_of_order(lines: list[Line]) -> Money | None:
    """Lines and their shipping, only where every line's price is known."""
    paid = [line.paid for line in lines if line.paid is not None]
    if not lines or len(paid) != len(lines):
        return None
    return _sum(paid + [line.shipping for line in lines if line.shipping is not None])


def _currency(
    case: OrderCase,
    issue: Issue,
    values: Mapping[str, Value | None],
    told: Mapping[str, Value | None],
) -> str | None:
    for name in ("line_total", "order_total"):
        for source in (values, told):
            amount = source.get(name)
            if isinstance(amount, Money):
                return amount.currency
    for seen in _of_same_line(case, issue):
        if seen.refunded is not None:
            return seen.refunded.currency
    store = find_marketplace(issue.marketplace)
    return store.currency if store else None


def _refunded(rows: Iterable[Sighting], currency: str) -> Money:
    """What the rows show as refunded: each return by the latest row that names an amount."""
    latest = {
        seen.unit_key: seen.refunded
        for seen in rows
        if seen.refunded is not None and seen.refunded.currency == currency
    }
    return _sum([Money.zero(currency), *latest.values()])


def _placed(case: OrderCase, order: Order | None) -> datetime | date | None:
    if order is not None and order.placed_at is not None:
        return order.placed_at
    for issue in case.issues:
        for seen in issue.sightings:
            if "ordered" in seen.days:
                return seen.days["ordered"]
    return None


def _day(when: datetime | date | None, marketplace: str | None) -> date | None:
    """A bare day as it is; an instant as the store's day (UTC where no store is known)."""
    if not isinstance(when, datetime):
        return when
    store = find_marketplace(marketplace)
    return store.day_of(when) if store else when.date()


def _hours(later: datetime, earlier: datetime) -> Decimal:
    return Decimal(int((later - earlier).total_seconds() // _SECONDS_PER_HOUR))


def _ages(
    issue: Issue, placed: datetime | date | None, around: Surroundings
) -> dict[str, Value | None]:
    today = _day(around.now, issue.marketplace)
    ages: dict[str, Value | None] = {}
    ordered = _day(placed, issue.marketplace)
    if today and ordered:
        ages["days_since_order"] = max((today - ordered).days, 0)
    received = [seen.days["received"] for seen in issue.sightings if "received" in seen.days]
    back = _day(max(received, default=None, key=str), issue.marketplace)
    if today and back:
        ages["days_since_return_received"] = max((today - back).days, 0)
    fresh = [
        around.sources[seen.evidence.source]
        for seen in issue.sightings
        if seen.evidence.source in around.sources
    ]
    if fresh:
        newest = max(fresh, key=lambda one: one.read_at)
        ages["source_age"] = max(_hours(around.now, newest.read_at), Decimal(0))
        ages["source_state"] = "failed" if newest.failed else "read"
    return ages

