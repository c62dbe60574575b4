"""Follows a report until Amazon has made it, or until this run has waited long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.reports.requests import is_open, is_young, named
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
        longest: how long this run waits for one report.
    """

    def __init__(self, requests: Requests, waiting: Waiting, longest: timedelta) -> None:
        self._requests = requests
        self._waiting = waiting
        self._longest = longest
        self._begun: dict[object, datetime] = {}

    def begin(self, request: ReportRequest) -> ReportRequest:
        """Patience with a request counts from now, if it does not yet."""
        self._begun.setdefault(named(request), self._waiting.clock())
        return request

    def to_its_end(self, kind: ReportKind, request: ReportRequest) -> ReportRequest:
        """The request when it is final, or still open when patience ends. Raises CallProblem."""
        pause, waited = _FIRST_LOOK, timedelta(0)
        self.begin(request)
        while is_open(request):
            request, _ = self._requests.look(kind, request)
            left = self._left(kind, request, waited)
            if not is_open(request) or left <= 0:
                break
            pause = min(pause, left)
            self._waiting.wait(pause, f"Amazon is making the report {kind.source}")
            waited += timedelta(seconds=pause)
            pause = min(_LOOK_EVERY, pause * 2)
        return request

    def _left(self, kind: ReportKind, request: ReportRequest, waited: timedelta) -> float:
        """Seconds of patience; none with what would be stale by the time it came."""
        now = self._waiting.clock()
        if not is_young(request, now, kind.resume_for):
            return 0.0
        # A clock that stands or was set back must not make patience endless.
        passed = max(waited, now - self._begun[named(request)])
        return (self._longest - passed).total_seconds()
