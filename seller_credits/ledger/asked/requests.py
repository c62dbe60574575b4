"""Questions remembered for the next run, so that nothing is asked and paid for twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from seller_credits.domain.clock import now as real_now
from seller_credits.domain.closing import Closing
from seller_credits.domain.requests import ReportRequest, SearchProgress
from seller_credits.ledger.asked import schema
from seller_credits.ledger.asked.file import AskedFile

REPORTS_KEPT = timedelta(days=90)
"""Amazon deletes a report after 90 days at the latest ("Reports API v2021-06-30 reference",
developer-docs.amazon.com/sp-api, 2026-08)."""

SEARCHES_KEPT = timedelta(hours=24)
"""A search's token is good for 24 hours (Amazon's model orders_2026-01-01, 2026-08)."""

_REPORTS = schema.report_requests
_SEARCHES = schema.searches


class SharedRequests(Closing):
    """What was asked for and is not used up, in a file; on the disk when a verb returns.

    Reports older than the marketplace keeps them are forgotten, and so are searches whose token
    no longer holds.

    Args:
        path: the file; made, readable by its owner only, if it is not there.
        clock: now, aware; what is too old is judged by it.

    Raises:
        LedgerProblem: from every verb, when the file cannot be used.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = real_now) -> None:
        self._file = AskedFile(path, survives_power_cut=True)
        self._clock = clock

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def reports(self, owner: str, report_type: str, store_id: str) -> list[ReportRequest]:
        """Requests for one report of one store, the newest first."""
        c = _REPORTS.c
        wanted = (
            select(_REPORTS)
            .where(c.owner == owner, c.type == report_type, c.store_id == store_id)
            .where(c.asked_at >= self._oldest(REPORTS_KEPT))
            .order_by(c.asked_at.desc())
        )
        with self._file.reading() as connection:
            return [_request(row) for row in connection.execute(wanted)]

    def keep_report(self, request: ReportRequest) -> None:
        """Remember a request, or how far it has come; on disk when this returns."""
        c, asked_at = _REPORTS.c, schema.sortable(request.asked_at)
        with self._file.writing() as connection:
            _forget(connection, self._oldest(REPORTS_KEPT), self._oldest(SEARCHES_KEPT))
            connection.execute(
                delete(_REPORTS)
                .where(c.owner == request.owner, c.type == request.type)
                .where(c.store_id == request.store_id, c.asked_at == asked_at)
            )
            connection.execute(insert(_REPORTS).values(_request_row(request)))

    def search(self, owner: str) -> SearchProgress | None:
        """The search that was not finished, if there is one that can go on."""
        c = _SEARCHES.c
        wanted = select(_SEARCHES).where(c.owner == owner, c.kept_at >= self._oldest(SEARCHES_KEPT))
        with self._file.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else _progress(row)

    def keep_search(self, progress: SearchProgress) -> None:
        """Remember where the owner's search goes on, in place of what was known of it."""
        kept = schema.sortable(self._clock())
        with self._file.writing() as connection:
            connection.execute(delete(_SEARCHES).where(_SEARCHES.c.owner == progress.owner))
            connection.execute(insert(_SEARCHES).values(_progress_row(progress, kept)))

    def drop_search(self, owner: str) -> None:
        """The search is finished, or cannot go on."""
        with self._file.writing() as connection:
            connection.execute(delete(_SEARCHES).where(_SEARCHES.c.owner == owner))

    def _oldest(self, kept: timedelta) -> str:
        return schema.sortable(self._clock() - kept)


def _forget(connection: Connection, reports_before: str, searches_before: str) -> None:
    connection.execute(delete(_REPORTS).where(_REPORTS.c.asked_at < reports_before))
    connection.execute(delete(_SEARCHES).where(_SEARCHES.c.kept_at < searches_before))


def _request_row(request: ReportRequest) -> dict[str, Any]:
    return {
        "owner": request.owner,
        "type": request.type,
        "store_id": request.store_id,
        "asked_at": schema.sortable(request.asked_at),
        "since": _text(request.since),
        "until": _text(request.until),
        "report_id": request.report_id,
        "status": request.status,
        "taken": request.taken,
    }


def _request(row: Row[Any]) -> ReportRequest:
    return ReportRequest(
        owner=row.owner,
        type=row.type,
        store_id=row.store_id,
        since=_instant(row.since),
        until=_instant(row.until),
        asked_at=datetime.fromisoformat(row.asked_at),
        report_id=row.report_id,
        status=row.status,
        taken=row.taken,
    )


def _progress_row(progress: SearchProgress, kept_at: str) -> dict[str, Any]:
    return {
        "owner": progress.owner,
        "since": schema.sortable(progress.since),
        "until": schema.sortable(progress.until),
        "query": progress.query,
        "token": progress.token,
        "begun_at": schema.sortable(progress.begun_at),
        "orders": progress.orders,
        "mark": progress.mark,
        "kept_at": kept_at,
    }


def _progress(row: Row[Any]) -> SearchProgress:
    return SearchProgress(
        owner=row.owner,
        since=datetime.fromisoformat(row.since),
        until=datetime.fromisoformat(row.until),
        query=row.query,
        token=row.token,
        begun_at=datetime.fromisoformat(row.begun_at),
        orders=row.orders,
        mark=row.mark,
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else schema.sortable(moment)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
