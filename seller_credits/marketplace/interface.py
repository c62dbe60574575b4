"""What the house asks of a marketplace; the workflow depends on this and on no client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Channel, CoverageState
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.records import CleanRow, OrderRow, Skipped, UnreadOrder
from seller_credits.domain.reports import Report
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.plans import Book, Need, Plan, Way

ORDERS_LAG = timedelta(minutes=2, seconds=10)
"""How far behind now orders can be read: Amazon takes no upper bound of the last two minutes."""

BOOKS_LAG = timedelta(hours=48)
"""How far behind now the books can be relied on: "orders from the last 48 hours might not be
included" (models financesV0 and finances_2024-06-19). What is there already is read, too."""

OrderPage = Sequence[OrderRow | UnreadOrder | Skipped]
"""A page of a search, in the marketplace's own order."""


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """A page of the account's books.

    Attributes:
        rows: what went back, and everything else accounted for.
        unknown: words nobody here knows, by where they stand, and how often.
    """

    rows: Sequence[MoneyRow | CleanRow | Skipped]
    unknown: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class FetchedReport:
    """What became of one report that was asked for.

    Attributes:
        state: `read` with a file, or without one where it was read and recorded before; `empty`,
            `empty (assumed)`, `unknown` or `failed` without one.
        why: one sentence where it is not simply read.
        path: the file, unpacked and complete, for `open_report`; it may hold buyers' data, so the
            caller deletes it once it is recorded.
        charset: what the answer's header said of its encoding, which may be wrong.
        name: for people and for evidence: `mfn_returns-US-50034`.
        since, until: aware; the time it tells of. It may begin earlier and end earlier than what
            was wanted, as a report that was asked for before is not asked for again: what is known
            is known as of `until`. `since` is None where the source has no window.
        request: the question it answers, for `taken` and `spoiled`.
        is_late: it is still being made, and patience with it has ended.
    """

    state: CoverageState
    why: str
    path: Path | None
    charset: str | None
    name: str
    since: datetime | None = None
    until: datetime | None = None
    request: ReportRequest | None = None
    is_late: bool = False


class Records(Protocol):
    """What was made of the pages a search gave: whoever goes on with it must have the first ones.

    It may be another account's search, or one from before the ledger was begun anew.
    """

    def mark(self) -> str:
        """What names everything that is recorded by now."""
        ...

    def holds(self, mark: str) -> bool:
        """Whether everything that a mark names is recorded here."""
        ...


class _NoRecords:
    """Of whoever records nothing and only wants to go on where they were."""

    def mark(self) -> str:
        """Nothing to name."""
        return ""

    def holds(self, mark: str) -> bool:
        """Whether nobody else's records are needed."""
        return not mark


NO_RECORDS: Records = _NoRecords()


class Marketplace(Protocol):
    """A marketplace one account sells on. Every method may wait, and says so as it does.

    Raises:
        MarketplaceProblem: see `seller_credits.marketplace.errors`. AccessDenied is about the one
            source that was asked for; the others can still be read.
    """

    def orders_updated(
        self,
        since: datetime,
        until: datetime,
        marketplaces: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Iterator[OrderPage]:
        """Orders that changed in a window, a page at a time as they arrive.

        Where each page is dealt with before the next is asked for, a search that is cut short
        goes on there when it is asked for again, also by another process.

        Args:
            since: aware; where the reading starts.
            until: aware; not read beyond `ORDERS_LAG` before now.
            marketplaces: store codes or ids.
            channel: who ships; None for both.
            records: what was recorded of earlier pages.
        """
        ...

    def unfinished_orders(
        self,
        marketplaces: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Span | None:
        """The window of a search for the same that was cut short and can go on; else None."""
        ...

    def order(self, order_id: str) -> OrderRow | None:
        """One order as it is now; None where the marketplace knows none of that id.

        Raises:
            UnreadableSource: there is one, and it cannot be read.
        """
        ...

    def money(self, book: Book, since: datetime, until: datetime) -> Iterator[MoneyPage]:
        """What went back for the orders of all the account's stores, a page at a time.

        Args:
            book: which of the books to read.
            since: aware; posted from when on.
            until: aware; posted before when. What is younger than `BOOKS_LAG` may be missing.
        """
        ...

    def remarks(self) -> Sequence[str]:
        """What a person should know of how everything was asked so far, in sentences."""
        ...

    def wait_for(self, way: Way | Book) -> float:
        """Seconds until one more request of its kind may be made; asks nothing."""
        ...

    def plan(self, need: Need) -> Plan:
        """The cheapest way to learn what is needed, by the tokens there are; asks nothing."""
        ...

    def prepare(
        self,
        report: Report,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        """Have a report made without waiting for it; `report` finds it when others are read.

        What is refused here is refused again by `report`. Arguments as there.

        Raises:
            CredentialsRefused, Unreachable: nothing can be asked for.
        """
        ...

    def report(
        self,
        report: Report,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
        *,
        soon: bool = False,
    ) -> FetchedReport:
        """One report of one store: asked for or found again, waited for, downloaded.

        Args:
            report: which one.
            marketplace: the store's code or id.
            since: aware, or None where the source has no window.
            until: aware, or None for now. At most `max_window(report)` after `since`.
            soon: there is something else to read meanwhile, so wait only a little for it.
        """
        ...

    def taken(self, fetched: FetchedReport) -> None:
        """What a report held is recorded: while it is fresh it is not downloaded again."""
        ...

    def spoiled(self, fetched: FetchedReport) -> None:
        """What a report held cannot be read: another one is asked for the next time."""
        ...

    def max_window(self, report: Report) -> timedelta | None:
        """The longest window this report may have; None where none is known."""
        ...
