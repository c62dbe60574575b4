"""What is known of one issue, as the facts a policy may ask about. Not known means absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from seller_credits.detection.circumstances import circumstances_of
from seller_credits.detection.clock import Deadline, deadline_of
from seller_credits.detection.contact import buyer_contact
from seller_credits.detection.defects import defects_of
from seller_credits.detection.exposure import exposure_of
from seller_credits.detection.money import is_unsure
from seller_credits.detection.parcels.arriving import lateness
from seller_credits.detection.parcels.over import is_over
from seller_credits.detection.parcels.state import parcel_state
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.parcels.words import UNSHIPPED
from seller_credits.detection.paying import marketplace_pays
from seller_credits.detection.prices import money_facts
from seller_credits.detection.rows import of_same_line, told_by_rows
from seller_credits.detection.severity import severity_of
from seller_credits.detection.shop import Shop, shop_facts
from seller_credits.detection.windows import Windows
from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Facts, Value
from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.orders import Order

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
    """What facts need beside the order: the moment, the marketplace's windows, the sources.

    Attributes:
        watch: after how long a parcel's silence means something.
        shop: what is known of the shop as a whole.
    """

    now: datetime
    windows: Windows
    sources: Mapping[str, Freshness]
    watch: Watch = field(default_factory=Watch)
    shop: Shop = field(default_factory=Shop)


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue's facts and clock, ready to be decided.

    Attributes:
        shown_by: what shows those facts that are a judgement, by fact: `package`, `severity`, ...
        over: why nothing is left to do about it; None while there is.
    """

    facts: Facts
    deadline: Deadline
    exposure_why: str
    shown_by: Mapping[str, str]
    order_date: date | None
    over: str | None = None


def finding_of(case: OrderCase, issue: Issue, around: Surroundings) -> Finding:
    """Everything the policy may ask about one issue of one order."""
    order = _best_snapshot(case) if case.snapshots else None
    values: dict[str, Value | None] = {
        "issue": issue.kind,
        "channel": issue.channel,
        "marketplace": issue.marketplace,
        "sku": issue.sku,
        "asin": issue.asin,
        "quantity": issue.units,
    }
    rows = of_same_line(case, issue)
    shown_by: dict[str, str] = {}
    values.update(told_by_rows(case, issue, rows))
    if order is not None:
        values.update(_told_by_order(order))
        told, shown_by = _of_parcels(case, order, values, around)
        values.update(told)
        if order.status not in UNSHIPPED:
            values.pop("days_overdue", None)
    values.update(money_facts(case, issue, order, rows, values))
    values.update(shop_facts(case, issue, values, around.shop))
    placed = _placed(case, order)
    values.update(_ages(issue, placed, around))
    values.update(_of_buyer(case))
    shown_by |= _learn_of_others(case, issue, order, rows, values)
    known = circumstances_of(case, issue, order, values, placed=placed, now=around.now)
    if is_unsure(case, issue):
        values["refund_pending"] = True
        shown_by["refund_pending"] = "a refund was handed in, and the answer was lost"
    deadline = deadline_of(issue, known, around.windows)
    defects = defects_of(
        case,
        issue,
        known,
        around.windows,
        stars=values.get("feedback_rating"),
        protected=values.get("marketplace_pays") == "yes",
        no_claim_as_of=_no_claim_as_of(case, around),
    )
    exposure, why = exposure_of(issue.kind, issue.channel, defects, around.now)
    values["odr_exposure"] = exposure
    values["severity"], shown_by["severity"] = severity_of(issue, values)
    over = is_over(issue, case)
    values["is_over"] = True if over else None
    if deadline.due is not None:
        values["hours_to_deadline"] = _hours(deadline.due, around.now)
    placed_on = _day(placed, issue.marketplace)
    return Finding(Facts(values), deadline, why, shown_by, placed_on, over)


def _learn_of_others(
    case: OrderCase,
    issue: Issue,
    order: Order | None,
    rows: Sequence[Sighting],
    values: dict[str, Value | None],
) -> dict[str, str]:
    """What the buyer has said, who pays, and how the return stands: each with what shows it."""
    shown_by: dict[str, str] = {}
    contact = buyer_contact(case.issues, case.stars)
    values["buyer_contact"], shown_by["buyer_contact"] = contact
    values["marketplace_pays"], shown_by["marketplace_pays"] = marketplace_pays(
        issue.kind,
        issue.channel,
        case.label,
        order.ship_by if order else None,
        issue.marketplace,
    )
    state = values.get("return_state")
    telling = (seen for seen in reversed(rows) if seen.facts.get("return_state") == state)
    row = next(telling, None)
    shown_by["return_state"] = row.evidence.where if row else "no source shows a return"
    return shown_by


def _of_buyer(case: OrderCase) -> dict[str, Value | None]:
    """What earlier orders tell of the buyer; nothing where nothing tells buyers apart."""
    if case.buyer is None:
        return {}
    return {
        "buyer_prior_orders": case.buyer.orders,
        "buyer_prior_issues": case.buyer.issues,
        "buyer_prior_credits": case.buyer.credits,
    }


def _no_claim_as_of(case: OrderCase, around: Surroundings) -> datetime | None:
    """When a returns report showed that no claim was filed on the order.

    A row is not recorded again when it is read again, so its word is no younger than its issue; a
    file's word is no younger than the file.
    """
    told = [
        min(issue.detected_at, fresh.read_at)
        for issue in case.issues
        for seen in issue.sightings
        if seen.facts.get("claim_open") == "not_seen"
        and (fresh := around.sources.get(seen.evidence.source)) is not None
    ]
    return max(told, default=None)


def _best_snapshot(case: OrderCase) -> Order | None:
    """The Orders API's word where there is one, else the bulk report's."""
    for source in (Source.ORDERS, Source.ALL_ORDERS):
        for (found, _), order in sorted(case.snapshots.items()):
            if found == source:
                return order
    return None


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
        told["carrier"] = next((p.carrier for p in order.packages if p.carrier), None)
    return {name: value for name, value in told.items() if value is not None}


def _of_parcels(
    case: OrderCase, order: Order, told: Mapping[str, Value | None], around: Surroundings
) -> tuple[dict[str, Value | None], dict[str, str]]:
    """How the parcels stand, and how late they came, as far as the order's own source tells."""
    if order.source is not Source.ORDERS or not order.packages:
        return {}, {}
    look = case.looks.get((order.source, order.part))
    state, why = parcel_state(order, case.label, look.as_of if look else around.now, around.watch)
    values: dict[str, Value | None] = {"package": state}
    proven = told.get("days_late")
    late = lateness(order, case.delivery, proven if isinstance(proven, int) else None)
    if case.delivery is not None:
        values |= {"days_late": late.least, "days_late_at_most": late.most}
    return values, {"package": why}


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


@lru_cache(maxsize=64)
def _today(now: datetime, marketplace: str | None) -> date:
    """The store's day at this moment; asked for every issue of a batch, and the same for all."""
    store = find_marketplace(marketplace)
    return store.day_of(now) if store else now.date()


def _hours(later: datetime, earlier: datetime) -> Decimal:
    return Decimal(int((later - earlier).total_seconds() // _SECONDS_PER_HOUR))


def _ages(
    issue: Issue, placed: datetime | date | None, around: Surroundings
) -> dict[str, Value | None]:
    today = _today(around.now, issue.marketplace)
    ages: dict[str, Value | None] = {}
    ordered = _day(placed, issue.marketplace)
    if ordered:
        ages["days_since_order"] = max((today - ordered).days, 0)
    received = [seen.days["received"] for seen in issue.sightings if "received" in seen.days]
    back = _day(max(received, key=str), issue.marketplace) if received else None
    if back:
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
