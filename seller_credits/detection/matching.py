"""Which issue a sighting belongs to: account, order, line (the order where none is known), kind."""

from __future__ import annotations

from datetime import datetime

from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.identity import issue_id
from seller_credits.domain.issues import ORDER_KINDS, Channel
from seller_credits.domain.orders import Line


def matching_issue(case: OrderCase, seen: Sighting) -> Issue | None:
    """The known issue this is one more sight of, or None where it is a new one."""
    same_kind = [issue for issue in case.issues if issue.kind is seen.kind]
    if not same_kind or seen.kind in ORDER_KINDS:
        return same_kind[0] if same_kind else None
    item = seen.order_item_id or learnt_item_id(case, seen.sku)
    if item is not None:
        return _of_line(same_kind, item, seen.sku or _learnt_sku(case, item))
    if seen.sku is None:
        return same_kind[0]  # it names no line, so it is no other trouble than the one known
    of_sku = [issue for issue in same_kind if issue.sku == seen.sku]
    twin = (issue for issue in of_sku if _has_unit(issue, seen.unit_key))
    return next(twin, of_sku[0] if of_sku else _of_open_line(same_kind, None, seen.sku))


def filed(case: OrderCase, seen: Sighting, account: str, now: datetime) -> Issue | None:
    """Put a sighting to its issue, a new one if need be; None where this very row is known."""
    issue = matching_issue(case, seen)
    if issue is None:
        new_id = issue_id(account, case.order_id, line_key(seen), seen.kind)
        # A line may have been named otherwise since: what bears the same name is the same issue.
        issue = next((known for known in case.issues if known.issue_id == new_id), None)
    if issue is None:
        issue = Issue(
            issue_id=new_id,
            order_id=case.order_id,
            kind=seen.kind,
            order_item_id=None,
            sku=seen.sku,
            asin=seen.asin,
            marketplace=seen.marketplace,
            channel=seen.channel,
            occurred_at=seen.occurred_at,
            detected_at=now,
        )
        case.issues.append(issue)
    elif any(known.evidence.key == seen.evidence.key for known in issue.sightings):
        return None
    else:
        _learn(issue, seen)
    if seen.kind not in ORDER_KINDS:
        issue.order_item_id = issue.order_item_id or seen.order_item_id
    issue.sightings.append(seen)
    return issue


def _learn(issue: Issue, seen: Sighting) -> None:
    """A further sighting adds what was not known of the issue, and changes nothing known."""
    issue.sku = issue.sku or seen.sku
    issue.asin = issue.asin or seen.asin
    issue.marketplace = issue.marketplace or seen.marketplace
    issue.channel = issue.channel or seen.channel
    issue.occurred_at = issue.occurred_at or seen.occurred_at


def _of_line(issues: list[Issue], item: str, sku: str | None) -> Issue | None:
    """The issue of this line; else one of its SKU whose line was not known so far."""
    for issue in issues:
        if issue.order_item_id == item:
            return issue
    of_sku = (one for one in issues if sku and one.sku == sku and one.order_item_id is None)
    return next(of_sku, _of_open_line(issues, item, sku))


def _of_open_line(issues: list[Issue], item: str | None, sku: str | None) -> Issue | None:
    """An issue of a line that may be this one: neither item id nor SKU says that it is another."""
    return next(
        (
            one
            for one in issues
            if (one.order_item_id is None or item is None) and (one.sku is None or sku is None)
        ),
        None,
    )


def _has_unit(issue: Issue, unit_key: str) -> bool:
    """Whether a return of this very mark (its RMA, say) is among the issue's own."""
    return any(known.unit_key == unit_key for known in issue.sightings)


def line_key(seen: Sighting) -> str:
    """What names the line of a new issue: as much as is known of it when it is first seen."""
    if seen.kind in ORDER_KINDS:
        return ""
    return seen.order_item_id or f"sku {seen.sku or ''}"


def learnt_item_id(case: OrderCase, sku: str | None) -> str | None:
    """The order item of a SKU, where an order snapshot names exactly one."""
    if not case.snapshots:
        return None
    lines = [line for line in known_lines(case) if line.sku == sku and line.order_item_id]
    return lines[0].order_item_id if len(lines) == 1 else None


def _learnt_sku(case: OrderCase, item: str) -> str | None:
    """The SKU of an order item, where an order snapshot names it."""
    if not case.snapshots:
        return None
    return next((line.sku for line in known_lines(case) if line.order_item_id == item), None)


def known_lines(case: OrderCase) -> list[Line]:
    """The order's lines by the best source there is: the Orders API, else the bulk report."""
    for source in ("orders", "all_orders"):
        lines = [
            line
            for (found, _), order in sorted(case.snapshots.items())
            if found == source
            for line in order.lines
        ]
        if lines:
            return lines
    return []


def line_of(case: OrderCase, order_item_id: str | None, sku: str | None) -> Line | None:
    """The line with this item id; else the only one of this SKU; None where that is not clear."""
    lines = known_lines(case) if case.snapshots else []
    if order_item_id is not None:
        for line in lines:
            if line.order_item_id == order_item_id:
                return line
    same_sku = [line for line in lines if sku and line.sku == sku]
    return same_sku[0] if len(same_sku) == 1 else None


def learn_from_order(case: OrderCase, issue: Issue) -> dict[str, str]:
    """What the order's snapshots tell about an issue that its own rows did not; sets it, too."""
    learnt: dict[str, str] = {}
    orders = [order for _, order in sorted(case.snapshots.items(), reverse=True)]
    if issue.channel is None and (channel := next((o.channel for o in orders if o.channel), None)):
        issue.channel = Channel(channel)
        learnt["channel"] = channel
    store = next((o.marketplace for o in orders if o.marketplace), None)
    if issue.marketplace is None and store:
        issue.marketplace = learnt["marketplace"] = store
    if issue.kind in ORDER_KINDS:
        lines = known_lines(case)
        only = lines[0] if len(lines) == 1 else None
    else:
        item = issue.order_item_id or learnt_item_id(case, issue.sku)
        only = line_of(case, item, issue.sku)
        if issue.order_item_id is None and item is not None:
            issue.order_item_id = learnt["order_item_id"] = item
    if only is not None and issue.sku is None and only.sku:
        issue.sku = learnt["sku"] = only.sku
    if only is not None and issue.asin is None and only.asin:
        issue.asin = learnt["asin"] = only.asin
    return learnt
