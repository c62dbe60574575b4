"""Reports API 2021-06-30: asked for, waited for, fetched, and what became of it in plain words.

CANCELLED is Amazon's answer where there are no rows, and also where it dislikes the window or was
asked too soon. So it counts as empty only after a second question, and says "assumed".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.asking import Ask
from seller_credits.marketplace.calls import Caller, QueryValue
from seller_credits.marketplace.documents import Documents
from seller_credits.marketplace.errors import CallProblem
from seller_credits.marketplace.instants import written
from seller_credits.marketplace.interface import FetchedReport
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_REPORT,
    GET_REPORTS,
    Operation,
)
from seller_credits.marketplace.problems import unexpected
from seller_credits.marketplace.quoting import quotable
from seller_credits.marketplace.sources import report_kind

_FIRST_LOOK = 0.2
_LOOK_EVERY = 30.0
_LONGEST = timedelta(minutes=30)
_REASON_LENGTH = 4096


_Shape = TypeVar("_Shape", bound=BaseModel)


class _Created(BaseModel):
    id: str = Field(alias="reportId", min_length=1)


class _Report(BaseModel):
    id: str = Field(alias="reportId")
    status: Literal["IN_QUEUE", "IN_PROGRESS", "DONE", "CANCELLED", "FATAL"] = Field(
        alias="processingStatus"
    )
    document_id: str | None = Field(default=None, alias="reportDocumentId")
    created: AwareDatetime = Field(alias="createdTime")
    since: AwareDatetime | None = Field(default=None, alias="dataStartTime")

    @property
    def is_final(self) -> bool:
        return self.status not in {"IN_QUEUE", "IN_PROGRESS"}

    def reaches_back_to(self, since: datetime | None) -> bool:
        return self.since is None or since is None or self.since <= since


class _Reports(BaseModel):
    reports: list[_Report]


class Reports:
    """The reports of one account."""

    def __init__(self, caller: Caller, documents: Documents) -> None:
        self._caller = caller
        self._waiting = caller.waiting
        self._documents = documents

    def fetch(
        self, source: Source, marketplace: str, since: datetime | None, until: datetime | None
    ) -> FetchedReport:
        """See `seller_credits.marketplace.interface.Marketplace.report`."""
        (store_id,) = marketplace_ids([marketplace])
        ask = Ask.of(report_kind(source), store_id, since, until, self._waiting.clock())
        report = self._made(ask)
        if report.status != "CANCELLED":
            return self._result(ask, report)
        if ask.kind.rest is not None:
            return self._made_lately(ask, report, ask.kind.rest)
        return self._asked_differently(ask, report)

    def _asked_differently(self, ask: Ask, cancelled: _Report) -> FetchedReport:
        other = ask.differently()
        if other is None:
            why = "Amazon cancelled the report and gives no reason; the next sync asks again."
            return _without(ask, cancelled, CoverageState.UNKNOWN, why)
        report = self._made(other)
        if report.status != "CANCELLED":
            return self._result(other, report)
        why = "Amazon cancelled it for two differing windows, as it does where there are no rows."
        return _without(other, report, CoverageState.EMPTY_ASSUMED, why)

    def _made_lately(self, ask: Ask, cancelled: _Report, rest: timedelta) -> FetchedReport:
        """A report that may not be asked for again yet: see what else was asked for lately."""
        hours = f"{rest / timedelta(hours=1):g} hours"
        others = [
            report
            for report in self._lately(ask, cancelled.created - rest)
            if report.id != cancelled.id and report.reaches_back_to(ask.since)
        ]
        done = [report for report in others if report.status == "DONE"]
        if done:
            newest = max(done, key=lambda report: report.created)
            why = (
                f"Amazon makes it every {hours} at most; this one is of {newest.created:%H:%M %Z}."
            )
            return replace(self._result(ask, newest), why=why)
        if any(not report.is_final for report in others):
            why = "Amazon is still making another one of the same kind; the next sync asks again."
            return _without(ask, cancelled, CoverageState.UNKNOWN, why)
        why = f"Amazon cancelled it, as it does without rows; none was made {hours} before."
        return _without(ask, cancelled, CoverageState.EMPTY_ASSUMED, why)

    def _lately(self, ask: Ask, since: datetime) -> list[_Report]:
        query = {
            "reportTypes": ask.kind.type,
            "marketplaceIds": ask.store_id,
            "createdSince": written(since),
            "pageSize": "100",
        }
        return self._ask(GET_REPORTS, ask, _Reports, query=query).reports

    def _made(self, ask: Ask) -> _Report:
        """Ask for the report and wait until it is final, or for half an hour."""
        created = self._ask(CREATE_REPORT, ask, _Created, body=ask.body())
        pause, waited = _FIRST_LOOK, timedelta(0)
        while True:
            path = {"reportId": created.id}
            report = self._ask(GET_REPORT, ask, _Report, path_params=path)
            if report.is_final or waited >= _LONGEST:
                return report
            self._waiting.wait(pause, f"Amazon is making the report {ask.kind.source}")
            waited += timedelta(seconds=pause)
            pause = min(_LOOK_EVERY, pause * 2)

    def _result(self, ask: Ask, report: _Report) -> FetchedReport:
        if report.status == "FATAL":
            reason = self._reason(ask, report) or "it gives no reason"
            why = f"Amazon could not make the report: {reason}"
            return _without(ask, report, CoverageState.FAILED, why)
        if not report.is_final:
            why = f"Amazon was still making it after {_LONGEST}; the next sync asks again."
            return _without(ask, report, CoverageState.UNKNOWN, why)
        if report.document_id is None:
            what = f"Report {report.id} is {report.status} without a document."
            raise unexpected(GET_REPORT, what, self._caller.account)
        name = _name(ask, report)
        document = self._documents.fetch(report.document_id, name)
        if not document.path.stat().st_size:
            document.path.unlink()
            return _without(ask, report, CoverageState.EMPTY, "Amazon made it, with nothing in it.")
        return FetchedReport(CoverageState.READ, "", document.path, document.charset, name)

    def _reason(self, ask: Ask, report: _Report) -> str:
        """Amazon's own words about a report that failed; they stand in a document, if anywhere."""
        if report.document_id is None:
            return ""
        try:
            path = self._documents.fetch(report.document_id, f"{_name(ask, report)}-reason").path
        except CallProblem:
            return ""
        reason = _head(path)
        path.unlink()
        return quotable(reason, secrets=self._caller.account.secrets)

    def _ask(
        self,
        operation: Operation,
        ask: Ask,
        shape: type[_Shape],
        *,
        path_params: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> _Shape:
        """One call, for a report whose role is known, read into the shape it promises."""
        with_role = replace(operation, role=ask.kind.role)
        answer = self._caller.call(with_role, path_params=path_params, query=query, body=body)
        try:
            return shape.model_validate(answer)
        except ValidationError as problem:
            fields = ", ".join(str(error["loc"][0]) for error in problem.errors() if error["loc"])
        what = f"The answer is not as promised: {fields}."
        raise unexpected(operation, what, self._caller.account)


def _name(ask: Ask, report: _Report) -> str:
    store = find_marketplace(ask.store_id)
    return f"{ask.kind.source}-{store.code if store else ask.store_id}-{report.id}"


def _without(ask: Ask, report: _Report, state: CoverageState, why: str) -> FetchedReport:
    return FetchedReport(state, why, None, None, _name(ask, report))


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_REASON_LENGTH).decode("utf-8", errors="replace")
