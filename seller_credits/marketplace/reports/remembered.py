"""Which remembered request for a report still does for a new question; pure.

A request keeps Amazon's last word as its status. Two words are ours: DROPPED was never made, is no
longer known, or cannot be read; GIVEN_UP was not made in all the time a report may take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.sources import ReportKind

DROPPED = "DROPPED"
GIVEN_UP = "GIVEN_UP"
_BEING_MADE = frozenset({"", "IN_QUEUE", "IN_PROGRESS"})
_WORTHLESS = frozenset({"FATAL", DROPPED, GIVEN_UP})

Log = Sequence[ReportRequest]
"""Requests for one report of one store, the newest first."""


def is_open(request: ReportRequest) -> bool:
    """Whether Amazon's last word was not its last, or its answer was never read."""
    return request.status in _BEING_MADE


def is_usable(request: ReportRequest) -> bool:
    """Whether anything can come of it: it did not fail, was not given up, can be read."""
    return request.status not in _WORTHLESS


def candidates(log: Log, ask: Ask, now: datetime) -> Iterator[ReportRequest]:
    """Those that may answer the question, the newest first; Amazon may know more by now."""
    return (request for request in log if may_answer(request, log, ask, now))


def may_answer(request: ReportRequest, log: Log, ask: Ask, now: datetime) -> bool:
    """Whether a request may be gone on with, instead of asking anew."""
    if request.status != "CANCELLED":
        return still_does(request, ask, now)
    # It still has to be asked differently; one that was asked so stands for nothing alone. Where
    # there is no other window or no second try yet, `cancelled` rules.
    is_first = ask.since is not None and ask.kind.rest is None
    return is_first and still_does(request, ask, now) and not first_of_two(log, request, ask.kind)


def still_does(request: ReportRequest, ask: Ask, now: datetime) -> bool:
    """Whether what a request gives, or will, reaches back far enough and is not too old."""
    limit = _does_for(request, ask.kind)
    return is_young(request, now, limit) and reaches(request, ask, limit)


def given_up(log: Log, kind: ReportKind, now: datetime) -> Iterator[ReportRequest]:
    """Those that Amazon had all the time in the world to make, and did not."""
    return (
        request
        for request in log
        if is_open(request)
        and request.report_id is not None
        and not is_young(request, now, kind.given_up_after)
    )


def follows_one_given_up(log: Log, request: ReportRequest) -> bool:
    """Whether the one before it was given up: then this is no passing trouble."""
    before = (other.status for other in log if other.asked_at < request.asked_at)
    return next((status for status in before if status != DROPPED), "") == GIVEN_UP


def first_of_two(log: Log, second: ReportRequest, kind: ReportKind) -> ReportRequest | None:
    """The cancelled request for which this one was asked with another window."""
    for first in log:
        if first.status == "CANCELLED" and first.asked_at < second.asked_at:
            other = asked_by(first, kind).differently()
            if other is not None and other.is_of(second):
                return first
    return None


def cancelled_twin(log: Log, ask: Ask, now: datetime) -> ReportRequest | None:
    """A recent request for exactly this window that was cancelled."""
    for request in log:
        if request.status == "CANCELLED" and ask.is_of(request):
            return request if is_young(request, now, ask.kind.fresh_for) else None
    return None


def named(request: ReportRequest) -> tuple[str, str, datetime]:
    """What tells a request from all others of its owner, however far it has come."""
    return request.type, request.store_id, request.asked_at


def free_moment(log: Log, now: datetime) -> datetime:
    """Now, or the next instant by which no request is named yet."""
    named = {request.asked_at for request in log}
    while now in named:
        now += timedelta(microseconds=1)
    return now


def asked_by(request: ReportRequest, kind: ReportKind) -> Ask:
    """The question a request was."""
    return Ask(kind, request.store_id, request.since, request.until)


def is_young(request: ReportRequest, now: datetime, limit: timedelta) -> bool:
    """Whether it was asked for within a time; one asked in the future had a wrong clock."""
    return limit > timedelta(0) and abs(now - request.asked_at) <= limit


def reaches(request: ReportRequest, ask: Ask, limit: timedelta) -> bool:
    """Whether its window holds the wanted one, but for the latest while."""
    if ask.since is None or request.since is None:
        return ask.since is request.since
    if ask.until is None or request.until is None:
        return request.since <= ask.since
    return request.since <= ask.since and request.until >= ask.until - limit


def _does_for(request: ReportRequest, kind: ReportKind) -> timedelta:
    if request.status in _WORTHLESS:
        return timedelta(0)
    if is_open(request):
        return kind.given_up_after
    return kind.resume_for if request.status == "DONE" and not request.taken else kind.fresh_for
