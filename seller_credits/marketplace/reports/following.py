"""Follows a report until Amazon has made it, or until this run has waited long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.calling.waiting import Elapsed, Waiting
from seller_credits.marketplace.reports.remembered import is_open, is_young, named
from seller_credits.marketplace.reports.resuming import Requests
from seller_credits.marketplace.reports.sources import ReportKind

_FIRST_LOOK = 0.2
_LOOK_EVERY = 30.0


class Following:
    """This run's patience with reports: for each, counted from when it began with it.

    Reports that were asked for together are made at the same time, and so is waited for them.

    Args:
        requests: what was asked for.
        waiting: the clock, and how time passes.
    """

    def __init__(self, requests: Requests, waiting: Waiting) -> None:
        self._requests = requests
        self._waiting = waiting
        self._begun: dict[object, datetime] = {}

    def begin(self, request: ReportRequest) -> ReportRequest:
        """Patience with a request counts from now, if it does not yet."""
        self._begun.setdefault(named(request), self._waiting.clock())
        return request

    def to_its_end(
        self, kind: ReportKind, request: ReportRequest, longest: timedelta
    ) -> ReportRequest:
        """The request when it is final, or still open when patience ends. Raises CallProblem."""
        pause = _FIRST_LOOK
        elapsed = Elapsed(self._waiting, self._begun[named(self.begin(request))])
        while is_open(request):
            request, _ = self._requests.look(kind, request)
            left = longest.total_seconds() - elapsed.seconds()
            if not is_young(request, self._waiting.clock(), kind.resume_for):
                left = 0.0  # it would be stale by the time it came
            if not is_open(request) or left <= 0:
                break
            pause = min(pause, left)
            elapsed.wait(pause, f"Amazon is making the report {kind.name}")
            pause = min(_LOOK_EVERY, pause * 2)
        return request
