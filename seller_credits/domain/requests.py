"""What was asked of a marketplace and is not used up yet: every question was paid for in tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that was asked for, and how far it has come.

    Attributes:
        owner: who is counted for it: endpoint, application and seller.
        type: the marketplace's own name of the report.
        store_id: the marketplace's own id of the store.
        since, until: aware; the window that was asked for, None where none was named.
        asked_at: aware; when it was decided to ask. With owner, type and store it names the
            request, and is on disk before the question leaves.
        report_id: the marketplace's id; None while its answer was not read, so that a report may
            exist or not.
        status: the marketplace's last word: `IN_QUEUE`, `DONE`, ...; empty before the first.
        taken: what it held is recorded; it need not be read again.
    """

    owner: str
    type: str
    store_id: str
    since: datetime | None
    until: datetime | None
    asked_at: datetime
    report_id: str | None = None
    status: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """A search for orders that has more pages: where it goes on.

    Attributes:
        owner: who is counted for it.
        since, until: aware; the window that is searched.
        query: everything else that was asked, as one text; the same for every page.
        token: names the next page; the marketplace takes it for a day.
        begun_at: aware; when the first page was asked for.
        orders: how many orders earlier pages gave.
        mark: what names all that was recorded when this page came to be the next one. Whoever
            has not recorded that must not go on here.
    """

    owner: str
    since: datetime
    until: datetime
    query: str
    token: str
    begun_at: datetime
    orders: int
    mark: str = ""
