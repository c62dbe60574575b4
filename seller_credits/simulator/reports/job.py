"""One requested report on its way: queued, in progress, then done, cancelled or fatal."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from seller_credits.simulator.query import iso
from seller_credits.simulator.reports.ask import Ask
from seller_credits.simulator.reports.document import Document, Outcome, ReportFile
from seller_credits.simulator.reports.types import REPORT_TYPES

# At speed 1: how long a report waits, and when it is ready.
_QUEUED = timedelta(seconds=0.6)
_READY = timedelta(seconds=2)
# A client that asks for 60 days up to "now" reads its clock before the server reads its own.
_LENIENCE = timedelta(hours=1)


@dataclass(slots=True)
class Job:
    """A report that was asked for; its outcome is settled when somebody looks after it is ready.

    Attributes:
        refused: it will be CANCELLED, whatever rows there are.
        cancelled: when its client took it back.
    """

    report_id: str
    report_type: str
    ask: Ask
    created: datetime
    refused: bool = False
    cancelled: datetime | None = None
    _outcome: Outcome | None = field(default=None, repr=False)

    @property
    def _start(self) -> datetime:
        return self.created + _QUEUED / self.ask.world.speed

    @property
    def _end(self) -> datetime:
        return self.created + _READY / self.ask.world.speed

    def status(self, now: datetime) -> str:
        """Return the processing status at an instant."""
        if self.cancelled is not None:
            return "CANCELLED"
        if now < self._start:
            return "IN_QUEUE"
        return "IN_PROGRESS" if now < self._end else self._settled().status

    def document(self, now: datetime) -> Document | None:
        """Return the document, once there is one."""
        return self._settled().document if self.cancelled is None and now >= self._end else None

    def json(self, now: datetime) -> dict[str, Any]:
        """Return the report as the API shows it."""
        status = self.status(now)
        answer: dict[str, Any] = {
            "reportId": self.report_id,
            "reportType": self.report_type,
            "marketplaceIds": list(self.ask.marketplaces),
            "dataStartTime": iso(self.ask.start),
            "dataEndTime": iso(self.ask.end),
            "createdTime": iso(self.created),
            "processingStatus": status,
        }
        if self.cancelled is not None:
            return answer | {"processingEndTime": iso(self.cancelled)}
        if status != "IN_QUEUE":
            answer["processingStartTime"] = iso(self._start)
        if status not in {"IN_QUEUE", "IN_PROGRESS"}:
            answer["processingEndTime"] = iso(self._end)
        document = self.document(now)
        return answer if document is None else answer | {"reportDocumentId": document.document_id}

    @property
    def told(self) -> Document | None:
        """The document whose id the API has told somebody; a report nobody followed has none."""
        return None if self._outcome is None else self._outcome.document

    def _settled(self) -> Outcome:
        if self._outcome is None:
            made = Outcome("CANCELLED") if self.refused else _write(self.report_type, self.ask)
            self._outcome = self.ask.world.faults.ends(self.report_type, made)
        return self._outcome


def _write(report_type: str, ask: Ask) -> Outcome:
    """Return the outcome: a report without rows is cancelled, one with too long a span is fatal."""
    kind = REPORT_TYPES[report_type]
    if kind.longest is not None and ask.end - ask.start > kind.longest + _LENIENCE:
        reason = (
            f"The requested date range is longer than the {kind.longest.days} days "
            f"that {report_type} allows."
        )
        said = ReportFile(reason.encode(), "text/plain;charset=UTF-8")
        return Outcome("FATAL", Document.of(said))
    written = kind.write(ask)
    return Outcome("CANCELLED") if written is None else Outcome("DONE", Document.of(written))
