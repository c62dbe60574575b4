"""The claim clock: until when acting on an issue can still prevent a claim, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from seller_credits.domain.cases import Issue
from seller_credits.domain.issues import DELIVERY_KINDS, IssueKind
from seller_credits.domain.marketplaces import find_marketplace

_TOLD_IN_HOURS = 72


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """One of the marketplace's windows: how long, who said so, and when that was read."""

    length: timedelta
    source: str
    read: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """When it is due, and which rule sets it.

    Attributes:
        due: act before this instant; None where no rule sets one.
        expires: after this instant acting has no effect any more; None where that is not known.
        rule: the rule in words.
    """

    due: datetime | None
    expires: datetime | None
    rule: str


def deadline_of(
    issue: Issue,
    promise: datetime | None,
    windows: Mapping[str, ClaimWindow],
    *,
    claim_open: bool,
) -> Deadline:
    """The issue's clock.

    Args:
        issue: what went wrong.
        promise: the latest delivery promised (aware), where an order snapshot tells it.
        windows: `buyer_contact`, `claim_opens`, `claim_closes`, `claim_answer`, by name.
        claim_open: a claim was seen on this order.
    """
    closes = windows.get("claim_closes")
    expires = promise + closes.length if promise and closes else None
    if issue.kind is IssueKind.NEGATIVE_FEEDBACK:
        return Deadline(None, None, "feedback is left already: it counts whatever is done")
    begun = _begun(issue)
    if claim_open:
        return _after(begun, windows.get("claim_answer"), expires, "a claim must be answered")
    if issue.kind in DELIVERY_KINDS and promise is not None:
        return _after(promise, windows.get("claim_opens"), expires, "a claim can be filed")
    contact = windows.get("buyer_contact")
    return _after(begun, contact, expires, "a claim can be filed after the buyer wrote")


def _after(
    start: datetime | None, window: ClaimWindow | None, expires: datetime | None, what: str
) -> Deadline:
    if start is None or window is None:
        return Deadline(None, expires, f"{what}, but since when is not known")
    return Deadline(start + window.length, expires, _rule(what, window))


@lru_cache(maxsize=64)
def _rule(what: str, window: ClaimWindow) -> str:
    hours = int(window.length.total_seconds() // 3600)
    days = hours > _TOLD_IN_HOURS and hours % 24 == 0
    return f"{what} {f'{hours // 24} days' if days else f'{hours} hours'} on ({window.source})"


def _begun(issue: Issue) -> datetime | None:
    """The earliest it can have begun: a bare day begins at its midnight in the store's zone."""
    when = issue.occurred_at
    if when is None or isinstance(when, datetime):
        return when
    return _midnight(when, issue.marketplace)


@lru_cache(maxsize=1024)
def _midnight(day: date, marketplace: str | None) -> datetime:
    store = find_marketplace(marketplace)
    midnight = datetime.combine(day, time(), ZoneInfo(store.timezone) if store else UTC)
    # In UTC, so that hours added to it are hours also where the clocks change in between.
    return midnight.astimezone(UTC)
