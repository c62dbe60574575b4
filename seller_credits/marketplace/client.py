"""Amazon's marketplace as the house asks for it: one account, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.buckets import MemoryBuckets, TokenBuckets
from seller_credits.marketplace.calls import Caller
from seller_credits.marketplace.documents import Documents
from seller_credits.marketplace.interface import FetchedReport
from seller_credits.marketplace.orders import orders_updated
from seller_credits.marketplace.pacing import Pacer
from seller_credits.marketplace.patience import Patience
from seller_credits.marketplace.reports import Reports
from seller_credits.marketplace.sources import max_window
from seller_credits.marketplace.tokens import AccessTokens
from seller_credits.marketplace.transport import Transport
from seller_credits.marketplace.waiting import Waiting


class AmazonMarketplace:
    """One seller's account at Amazon: the orders that changed, the reports.

    A context manager; for one thread. Fulfils `seller_credits.marketplace.interface.Marketplace`.

    Args:
        account: whose, where, and with which keys.
        clock: now, aware.
        sleep: lets seconds pass; an interrupt must end it.
        progress: is told why and until when, where a wait is worth telling.
        downloads: the folder for report files; made where it is missing, for the owner only.
        buckets: where requests are counted; by default this process counts for itself.
    """

    def __init__(
        self,
        account: Account,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        progress: Callable[[str], None],
        downloads: Path,
        buckets: TokenBuckets | None = None,
    ) -> None:
        waiting = Waiting(clock, sleep, progress)
        patience = Patience(Pacer(account, buckets or MemoryBuckets(), waiting), waiting)
        self._transport = Transport(local=account.is_local)
        tokens = AccessTokens(account, self._transport.send, patience, clock)
        self._caller = Caller(account, self._transport, tokens, patience, waiting)
        documents = Documents(self._caller, self._transport, patience, downloads)
        self._reports = Reports(self._caller, documents)

    def orders_updated(
        self, since: datetime, until: datetime, marketplaces: Sequence[str]
    ) -> Iterator[list[OrderRow]]:
        """Orders that changed in a window, a page at a time; see the interface."""
        return orders_updated(self._caller, since, until, marketplaces)

    def report(
        self,
        source: Source,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
    ) -> FetchedReport:
        """One report of one store: asked for, waited for, downloaded; see the interface."""
        return self._reports.fetch(source, marketplace, since, until)

    def max_window(self, source: Source) -> timedelta | None:
        """The longest window one report of this source may have; None where none is known."""
        return max_window(source)

    def close(self) -> None:
        """Close every connection; the access token is forgotten with the object."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
