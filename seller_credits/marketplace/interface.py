"""What the house asks of a marketplace; the workflow depends on this and on no client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.records import OrderRow

ORDERS_LAG = timedelta(minutes=2, seconds=10)
"""How far behind now orders can be read: Amazon takes no upper bound of the last two minutes."""


@dataclass(frozen=True, slots=True)
class FetchedReport:
    """What became of one report that was asked for.

    Attributes:
        state: `read` with a file; `empty (assumed)`, `unknown` or `failed` without one.
        why: one sentence where it is not simply read.
        path: the file, unpacked and complete, for `open_report`; it may hold buyers' data, so the
            caller deletes it once it is recorded.
        charset: what the answer's header said of its encoding, which may be wrong.
        name: for people and for evidence: `mfn_returns-US-50034`.
    """

    state: CoverageState
    why: str
    path: Path | None
    charset: str | None
    name: str


class Marketplace(Protocol):
    """A marketplace one account sells on. Every method may wait, and says so as it does.

    Raises:
        MarketplaceProblem: see `seller_credits.marketplace.errors`. AccessDenied is about the one
            source that was asked for; the others can still be read.
    """

    def orders_updated(
        self, since: datetime, until: datetime, marketplaces: Sequence[str]
    ) -> Iterator[list[OrderRow]]:
        """Orders that changed in a window, oldest first, a page at a time as they arrive.

        Args:
            since: aware; where the reading starts.
            until: aware; not read beyond `ORDERS_LAG` before now.
            marketplaces: store codes or ids.

        Raises:
            UnreadableSource: after the last page, where some orders could not be read.
        """
        ...

    def report(
        self,
        source: Source,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
    ) -> FetchedReport:
        """One report of one store: asked for, waited for, downloaded.

        Args:
            source: one that comes as a report: `mfn_returns`, `feedback`, ...
            marketplace: the store's code or id.
            since: aware, or None where the source has no window.
            until: aware, or None for now. At most `max_window(source)` after `since`.
        """
        ...

    def max_window(self, source: Source) -> timedelta | None:
        """The longest window one report of this source may have; None where none is known."""
        ...
