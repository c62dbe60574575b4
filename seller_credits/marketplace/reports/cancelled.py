"""What it means that Amazon cancelled a report it makes only every few hours; pure.

It does so where there are no rows, and also when asked too soon after another. Which of the two it
was shows only after the rest, by asking again with another window.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.remembered import Log, asked_by
from seller_credits.marketplace.reports.sources import ReportKind


def resting(log: Log, ask: Ask, now: datetime) -> ReportRequest | None:
    """The cancelled request after which it is too soon to ask again."""
    newest = next(iter(_in_a_row(log, ask)), None)
    return newest if newest and now < rests_until(log, newest, ask.kind) else None


def rests_until(log: Log, cancelled: ReportRequest, kind: ReportKind) -> datetime:
    """When the report may be asked for again.

    The rest counts from the last one made, where that is why this one was cancelled.
    """
    rest = kind.rest or timedelta(0)
    made = (
        request.asked_at
        for request in log
        if request.status == "DONE" and timedelta(0) < cancelled.asked_at - request.asked_at < rest
    )
    return next(made, cancelled.asked_at) + rest


def other_window(log: Log, ask: Ask) -> Ask:
    """The question, with another window than the one that was cancelled last."""
    for newest in _in_a_row(log, ask)[:1]:
        if ask.asks_like(newest):
            return ask.differently() or ask
    return ask


def is_assumed_empty(log: Log, ask: Ask) -> bool:
    """Whether two differing windows were cancelled, the later one not for being asked too soon."""
    row = _in_a_row(log, ask)
    return any(
        ask.kind.rest is not None
        and newest.asked_at - other.asked_at >= ask.kind.rest
        and not asked_by(newest, ask.kind).asks_like(other)
        for newest in row[:1]
        for other in row[1:]
    )


def _in_a_row(log: Log, ask: Ask) -> list[ReportRequest]:
    """Cancelled ones that hold the window's beginning, newest first, since the last one made."""
    if ask.kind.rest is None:
        return []
    since_made = takewhile(lambda request: request.status != "DONE", log)
    return [each for each in since_made if each.status == "CANCELLED" and _holds_start(each, ask)]


def _holds_start(request: ReportRequest, ask: Ask) -> bool:
    if ask.since is None or request.since is None:
        return False
    return request.since <= ask.since and (request.until is None or request.until > ask.since)
