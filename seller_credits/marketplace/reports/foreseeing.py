"""What a report would still cost, by what was asked for before; pure, and nothing is asked."""

from __future__ import annotations

from datetime import datetime

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_REPORT,
    GET_REPORT_DOCUMENT,
    GET_REPORTS,
)
from seller_credits.marketplace.plans import Effort
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.cancelled import resting, rests_until
from seller_credits.marketplace.reports.remembered import (
    Log,
    asked_by,
    cancelled_twin,
    candidates,
)
from seller_credits.marketplace.reports.words import clock_time
from seller_credits.marketplace.spans import rough_span

_READ = {GET_REPORT.name: 1, GET_REPORT_DOCUMENT.name: 1}
_MADE_AND_READ = {CREATE_REPORT.name: 1, **_READ}


def foreseen(log: Log, ask: Ask, now: datetime) -> Effort:
    """What is left to ask for a report: nothing, only its document, or all of it.

    Args:
        log: earlier requests for it, the newest first.
        ask: the question.
        now: aware.
    """
    for request in candidates(log, ask, now):
        return _gone_on_with(log, request, ask, now)
    too_soon = resting(log, ask, now)
    if too_soon is not None:
        until = clock_time(rests_until(log, too_soon, ask.kind))
        # One that somebody else had made meanwhile would do as well: Amazon's list tells.
        why = f"Amazon cancelled it; not to be asked for again before {until}"
        return Effort({GET_REPORTS.name: 1}, why)
    return Effort(_MADE_AND_READ, is_made=True)


def _gone_on_with(log: Log, request: ReportRequest, ask: Ask, now: datetime) -> Effort:
    age = rough_span(now - request.asked_at)
    if request.taken:
        return Effort({}, f"read before: asked for {age} ago, and nothing newer is to be had yet")
    if request.status != "CANCELLED":
        return Effort(_READ, f"asked for {age} ago, gone on with")
    other = asked_by(request, ask.kind).differently()
    if other is not None and cancelled_twin(log, other, now):
        return Effort({}, f"Amazon cancelled it {age} ago for two windows: it has no rows")
    return Effort(_MADE_AND_READ, f"cancelled {age} ago; asked for differently", is_made=True)
