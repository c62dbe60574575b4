"""What became of a report that was made, failed, or is still being made: a file, or words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from seller_credits.domain.issues import CoverageState
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.documents.documents import Document, Documents
from seller_credits.marketplace.errors import CallProblem, RequestRefused, UnexpectedAnswer
from seller_credits.marketplace.interface import FetchedReport
from seller_credits.marketplace.operations import GET_REPORT
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.remembered import DROPPED, follows_one_given_up, is_open
from seller_credits.marketplace.reports.resuming import Requests
from seller_credits.marketplace.reports.words import clock_time, report_name
from seller_credits.marketplace.spans import rough_span

_REASON_LENGTH = 4096


class Outcomes:
    """Turns a request that was followed as far as patience goes into what the house is told."""

    def __init__(self, caller: Caller, documents: Documents, requests: Requests) -> None:
        self._account = caller.account
        self._clock = caller.waiting.clock
        self._documents = documents
        self._requests = requests

    def of(self, ask: Ask, request: ReportRequest) -> FetchedReport:
        """The outcome of a request that was not cancelled. Raises CallProblem."""
        if is_open(request):
            return self._unfinished(ask, request)
        if request.status == "FATAL":
            reason = self._reason(ask, request) or "it gives no reason"
            why = f"Amazon could not make the report: {reason}"
            return nothing(ask, request, CoverageState.FAILED, why)
        return self._read_before(ask, request) if request.taken else self._read(ask, request)

    def _unfinished(self, ask: Ask, request: ReportRequest) -> FetchedReport:
        age = rough_span(self._clock() - request.asked_at)
        still = f"Amazon was still making it {age} after it was asked for"
        if follows_one_given_up(self._requests.log(ask), request):
            why = f"{still}, and never finished the one before."
            late = nothing(ask, request, CoverageState.FAILED, why)
        else:
            why = f"{still}; the next sync goes on with it."
            late = nothing(ask, request, CoverageState.UNKNOWN, why)
        return replace(late, is_late=True)

    def _read_before(self, ask: Ask, request: ReportRequest) -> FetchedReport:
        age = rough_span(self._clock() - request.asked_at)
        why = f"Read before: it was asked for {age} ago, and nothing newer is to be had yet."
        return replace(_given(ask, request), why=why)

    def _read(self, ask: Ask, request: ReportRequest) -> FetchedReport:
        given = _given(ask, request)
        try:
            document = self._document(ask, request, given.name)
        except (RequestRefused, UnexpectedAnswer):  # it would be the same the next time
            self._requests.keep(replace(request, status=DROPPED))
            raise
        if not document.path.stat().st_size:
            document.path.unlink()
            done = self._requests.keep(replace(request, taken=True))
            why = "Amazon made it, with nothing in it."
            return replace(given, state=CoverageState.EMPTY, why=why, request=done)
        own = self._requests.is_own(request)
        why = "" if own else f"Asked for at {clock_time(request.asked_at)} and not read until now."
        return replace(given, why=why, path=document.path, charset=document.charset)

    def _document(self, ask: Ask, request: ReportRequest, name: str) -> Document:
        _, report = self._requests.look(ask.kind, request)
        if report.document_id is None:
            what = f"Report {report.id} is {report.status} without a document."
            raise unexpected(GET_REPORT, what, self._account)
        return self._documents.fetch(report.document_id, name)

    def _reason(self, ask: Ask, request: ReportRequest) -> str:
        """Amazon's own words about a report that failed; they stand in a document, if anywhere."""
        try:
            path = self._document(ask, request, f"{report_name(ask.kind, request)}-reason").path
        except CallProblem:
            return ""
        reason = _head(path)
        path.unlink()
        return quotable(reason, secrets=self._account.secrets)


def nothing(ask: Ask, request: ReportRequest, state: CoverageState, why: str) -> FetchedReport:
    """Word of a report that gave no file, for the window that was wanted."""
    name = report_name(ask.kind, request)
    return FetchedReport(state, why, None, None, name, ask.since, ask.until, request)


def _given(ask: Ask, request: ReportRequest) -> FetchedReport:
    """What a finished report tells, and of which time."""
    return FetchedReport(
        CoverageState.READ,
        "",
        None,
        None,
        report_name(ask.kind, request),
        request.since,
        request.until or request.asked_at,
        request,
    )


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_REASON_LENGTH).decode("utf-8", errors="replace")
