"""Faults of reports and of the links to them."""

import gzip
from dataclasses import replace
from datetime import timedelta

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.reports.document import Document, Outcome, ReportFile

_LONG_AGO = timedelta(minutes=6)


class CancelledReports(Fault):
    """The first request for each report comes out CANCELLED although there are rows.

    As observed for windows the marketplace dislikes and for requests it takes for twins of its own
    (github.com/amzn/selling-partner-api-models issues 1203, 2292, 2444).
    """

    name = "cancelled-reports"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._asked: set[tuple[str, tuple[str, ...]]] = set()

    def cancels(self, report_type: str, marketplaces: tuple[str, ...]) -> bool:
        """Return whether this is the first request of its kind."""
        key = report_type, marketplaces
        first = key not in self._asked
        self._asked.add(key)
        return first


class FatalReport(Fault):
    """The report of returns to Amazon's warehouses ends FATAL, and its document says why.

    The text in place of rows is as observed for other types (github.com/amzn/
    selling-partner-api-models issues 1329, 2357, 2952).
    """

    name = "fatal-report"
    report_type = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
    reason = "The report could not be generated due to an internal error. Please try again later."

    def ends(self, report_type: str, outcome: Outcome) -> Outcome:
        """Return a fatal end for that type."""
        if report_type != self.report_type:
            return outcome
        said = ReportFile(self.reason.encode(), "text/plain;charset=UTF-8")
        return Outcome("FATAL", Document.of(said))


class StuckReport(Fault):
    """The feedback report is never finished: it stays IN_PROGRESS for ever.

    As observed for feeds (github.com/amzn/selling-partner-api-models issue 4914).
    """

    name = "stuck-report"
    report_type = "GET_SELLER_FEEDBACK_DATA"

    def ends(self, report_type: str, outcome: Outcome) -> Outcome:
        """Return no end for that type."""
        return Outcome("IN_PROGRESS") if report_type == self.report_type else outcome


class GarbledReport(Fault):
    """The report of seller-fulfilled returns is damaged, though it arrives whole.

    In turn the compressed bytes are damaged in their middle, or are sound and hold no text at all.
    Nobody documents this: it stands for a disk or a cache somewhere that failed.
    """

    name = "garbled-report"
    report_type = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._break = False

    def ends(self, report_type: str, outcome: Outcome) -> Outcome:
        """Return that type's document damaged; what has no document has nothing to damage."""
        document = outcome.document
        if report_type != self.report_type or outcome.status != "DONE" or document is None:
            return outcome
        self._break = not self._break
        body = _broken(document.body) if self._break else gzip.compress(self._noise(), mtime=0)
        return Outcome(outcome.status, replace(document, body=body))

    def _noise(self) -> bytes:
        return bytes(self._dice.between(0, 255) for _ in range(2000))


class ExpiredLink(Fault):
    """The first link to each document is too old when it is followed.

    As for a client that waits five minutes between the link and the download: 403 AccessDenied,
    "Request has expired". A second link is good.
    """

    name = "expired-link"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._linked: set[str] = set()

    def link_age(self, document_id: str) -> timedelta:
        """Return more than a link's life for the first one."""
        first = document_id not in self._linked
        self._linked.add(document_id)
        return _LONG_AGO if first else timedelta(0)


def _broken(body: bytes) -> bytes:
    """Return compressed bytes of the same length that do not unpack."""
    middle = len(body) // 2
    return body[:middle] + bytes(each ^ 0xFF for each in body[middle:])
