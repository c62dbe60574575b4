"""Reports API 2021-06-30: what is asked of it, one call each, read into the shape it promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_REPORT,
    GET_REPORTS,
    Operation,
)
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.sources import ReportKind
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.wire.reports import CreatedReport, Report, ReportList


class ReportCalls:
    """The reports of one account, as Amazon tells of them.

    Every method raises a CallProblem; a denial names the role the report needs.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(self, question: Ask) -> str:
        """Ask for a report; gives its id."""
        operation = _for(CREATE_REPORT, question.kind)
        return ask(self._caller, operation, CreatedReport, body=question.body()).id

    def look(self, kind: ReportKind, report_id: str) -> Report:
        """How far a report has come. Raises RequestRefused where Amazon knows none of that id."""
        path = {"reportId": report_id}
        return ask(self._caller, _for(GET_REPORT, kind), Report, path_params=path)

    def asked_since(self, question: Ask, since: datetime) -> list[Report]:
        """Reports of this kind and store that anybody asked for, the newest first."""
        query = {
            "reportTypes": question.kind.type,
            "marketplaceIds": question.store_id,
            "createdSince": written(since),
            "pageSize": "100",
        }
        operation = _for(GET_REPORTS, question.kind)
        found = ask(self._caller, operation, ReportList, query=query).reports
        return sorted(found, key=lambda report: report.created, reverse=True)


def _for(operation: Operation, kind: ReportKind) -> Operation:
    """Which role an operation on reports needs depends on the report."""
    return replace(operation, role=kind.role)
