"""Requests for reports: found again where one was made before, made where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.errors import CallProblem, OutOfTime, RequestRefused
from seller_credits.marketplace.memory import RequestMemory
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.calls import ReportCalls
from seller_credits.marketplace.reports.cancelled import other_window, resting
from seller_credits.marketplace.reports.remembered import (
    DROPPED,
    GIVEN_UP,
    Log,
    asked_by,
    candidates,
    free_moment,
    given_up,
    is_usable,
    may_answer,
    named,
)
from seller_credits.marketplace.reports.sources import ReportKind
from seller_credits.marketplace.wire.reports import Report

_CLOCKS_DIFFER = timedelta(minutes=15)


class Requests:
    """What one account asked for; every step is remembered before the next one is taken."""

    def __init__(
        self, calls: ReportCalls, memory: RequestMemory, owner: str, clock: Callable[[], datetime]
    ) -> None:
        self._calls = calls
        self._memory = memory
        self._owner = owner
        self._clock = clock
        self._own: set[object] = set()
        self._final: dict[str, Report] = {}

    def log(self, ask: Ask) -> Log:
        """What is remembered of this report of this store, the newest first."""
        return self._memory.reports(self._owner, ask.kind.type, ask.store_id)

    def keep(self, request: ReportRequest) -> ReportRequest:
        """Remember how far a request has come."""
        self._memory.keep_report(request)
        return request

    def is_own(self, request: ReportRequest) -> bool:
        """Whether it was made here, in this run."""
        return named(request) in self._own

    def at_hand(self, ask: Ask) -> ReportRequest | None:
        """A request that answers the question, whoever made it; None where one is to be made.

        One that Amazon cancelled is given back where it is too soon to ask again.
        """
        for request in candidates(self.log(ask), ask, self._clock()):
            known = self._known(ask, request)
            if known is not None:
                return known
        return resting(self.log(ask), ask, self._clock())

    def new(self, ask: Ask) -> ReportRequest:
        """Ask for a report. Remembered before the question leaves, and again with its id.

        Where the answer is lost there may be a report all the same: `at_hand` looks for it.
        """
        log = self.log(ask)
        for old in given_up(log, ask.kind, self._clock()):
            self.keep(replace(old, status=GIVEN_UP))
        ask = other_window(log, ask)
        moment = free_moment(log, self._clock())
        request = self.keep(
            ReportRequest(
                self._owner, ask.kind.type, ask.store_id, ask.since, ask.until, asked_at=moment
            )
        )
        self._own.add(named(request))
        try:
            report_id = self._calls.create(ask)
        except (CallProblem, OutOfTime) as problem:
            if isinstance(problem, OutOfTime) or not problem.may_have_happened:
                self.keep(replace(request, status=DROPPED))
            raise
        return self.keep(replace(request, report_id=report_id))

    def look(self, kind: ReportKind, request: ReportRequest) -> tuple[ReportRequest, Report]:
        """A request, and the report it became, as Amazon knows them now."""
        assert request.report_id is not None
        report = self._final.get(request.report_id)
        if report is None:
            report = self._calls.look(kind, request.report_id)
        if report.is_final:
            self._final[report.id] = report
        if report.status != request.status:
            request = self.keep(replace(request, status=report.status))
        return request, report

    def made_lately(self, ask: Ask) -> ReportRequest | None:
        """A report that anybody asked for within the rest of its kind, made or being made."""
        since = self._clock() - (ask.kind.rest or timedelta(0))
        known = {request.report_id: request for request in self.log(ask)}
        found = [
            report
            for report in self._calls.asked_since(ask, since)
            if report.status not in {"CANCELLED", "FATAL"}
            and (report.id not in known or is_usable(known[report.id]))
            and (report.since is None or ask.since is None or report.since <= ask.since)
        ]
        found.sort(key=lambda report: report.status != "DONE")
        for report in found[:1]:
            return known.get(report.id) or self._adopted(ask, report)
        return None

    def _adopted(self, ask: Ask, report: Report) -> ReportRequest:
        """Somebody else's request, remembered like one of our own."""
        return self.keep(
            ReportRequest(
                self._owner,
                ask.kind.type,
                ask.store_id,
                report.since or ask.since,
                report.until,
                asked_at=free_moment(self.log(ask), report.created),
                report_id=report.id,
                status=report.status,
            )
        )

    def _known(self, ask: Ask, request: ReportRequest) -> ReportRequest | None:
        """A candidate with Amazon's present word about it, if it still is one then."""
        if request.report_id is not None and (
            request.taken or request.status == "CANCELLED" or self.is_own(request)
        ):
            return request
        found = request if request.report_id else self._identified(ask.kind, request)
        if found is None:
            return None
        try:
            found, _ = self.look(ask.kind, found)
        except RequestRefused:
            self.keep(replace(found, status=DROPPED))
            return None
        return found if may_answer(found, self.log(ask), ask, self._clock()) else None

    def _identified(self, kind: ReportKind, request: ReportRequest) -> ReportRequest | None:
        """A request whose answer was never read, with the id that Amazon gave it, if it did."""
        question = asked_by(request, kind)
        known = {other.report_id for other in self.log(question)}
        for report in self._calls.asked_since(question, request.asked_at - _CLOCKS_DIFFER):
            if report.id not in known and _answers(report, question):
                return self.keep(replace(request, report_id=report.id))
        self.keep(replace(request, status=DROPPED))
        return None


def _answers(report: Report, question: Ask) -> bool:
    """Whether a report has the very window; where none was named, Amazon fills one in."""
    starts_alike = question.since is None or report.since == question.since
    return starts_alike and (question.until is None or report.until == question.until)
