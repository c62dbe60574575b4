"""What the rows that show an issue tell of it, and of its order: the latest word of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import ORDER_KINDS

_UNTOLD: Mapping[str, Value | None] = {
    "return_requested": False,
    "return_state": "none",
    "claim_open": "not_seen",
    "package": "unknown",
}
# A claim and feedback are about the whole order, whichever row tells of them.
_OF_THE_ORDER = ("claim_open", "feedback_rating", "prime")


def told_by_rows(
    case: OrderCase, issue: Issue, rows: Sequence[Sighting]
) -> dict[str, Value | None]:
    """Facts the rows themselves tell: the issue's own, and what concerns the whole order."""
    if len(case.issues) == 1 and len(rows) == 1:
        # Nearly every issue of a large file: what its only row tells is all there is.
        return _with_feedback(case, {**_UNTOLD, **rows[0].facts})
    values = {**_UNTOLD, **_told_of_the_order(case)}
    for seen in issue.sightings:
        for name, value in seen.facts.items():
            if name == "days_late":
                values[name] = max(_whole(value), _whole(values.get(name)))
            elif name not in _OF_THE_ORDER:
                values[name] = value
    if any("return_requested" in seen.facts for seen in rows):
        values["return_requested"] = True
        values["return_state"] = _return_state(rows)
        pending = {(seen.sku, seen.unit_key): "refund_pending" in seen.facts for seen in rows}
        values["refund_pending"] = any(pending.values()) or None
    return _with_feedback(case, values)


def _told_of_the_order(case: OrderCase) -> dict[str, Value | None]:
    return {
        name: seen.facts[name]
        for issue in case.issues
        for seen in issue.sightings
        for name in _OF_THE_ORDER
        if name in seen.facts and seen.facts[name] != "not_seen"
    }


def _with_feedback(case: OrderCase, values: dict[str, Value | None]) -> dict[str, Value | None]:
    if case.stars is not None:
        values.setdefault("feedback_rating", case.stars)
    return values


def _whole(value: Value | None) -> int:
    return value if isinstance(value, int) else 0


def _return_state(rows: Sequence[Sighting]) -> Value | None:
    """How the line's return stands: each return by its latest row; an open one weighs most."""
    if len(rows) == 1:
        return rows[0].facts.get("return_state")
    latest = {(seen.sku, seen.unit_key): seen.facts.get("return_state") for seen in rows}
    states = set(latest.values())
    return next((s for s in ("open", "received", "closed") if s in states), "none")


def of_same_line(case: OrderCase, issue: Issue) -> list[Sighting]:
    """All rows about the lines the issue is about: of the order, where it is about the order."""
    if len(case.issues) == 1:
        return issue.sightings
    return [seen for other in case.issues for seen in other.sightings if _concerns(issue, other)]


def _concerns(issue: Issue, other: Issue) -> bool:
    if issue.kind in ORDER_KINDS or other.kind in ORDER_KINDS:
        return True
    if issue.order_item_id and other.order_item_id:
        return issue.order_item_id == other.order_item_id
    return issue.sku == other.sku
