"""What the ledger gives to whoever measures: troubled orders, times read, snapshots of health."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from seller_credits.domain.aftermath import Troubled
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.clock import instant_text
from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.ledger import codec, schema
from seller_credits.ledger.aftermath_reading import troubled
from seller_credits.ledger.case_reading import read_cases
from seller_credits.ledger.reading import stream
from seller_credits.ledger.storage import Storage

_AT_ONCE = 500


class Measuring:
    """The reading verbs of measuring; a LedgerProblem from each where the storage cannot be used.

    Args:
        storage: of the ledger.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def troubled(self, account: str, *, pending: bool = False) -> Iterator[Troubled]:
        """Every trouble of every order with what became of it; order by order, streamed.

        Args:
            account: its name.
            pending: only of orders with a trouble that has no outcome yet, or of which something
                was heard since it got one.
        """
        with self._storage.reading() as connection:
            yield from troubled(connection, account, pending=pending)

    def credited_cases(self, account: str) -> Iterator[OrderCase]:
        """All that is known of every order for which money moved, in the order of their ids."""
        m = schema.money
        orders = select(m.c.order_id).where(m.c.account == account).distinct()
        with self._storage.reading() as connection:
            every = list(connection.scalars(orders.order_by(m.c.order_id)))
            for start in range(0, len(every), _AT_ONCE):
                some = every[start : start + _AT_ONCE]
                yield from read_cases(connection, account, some).values()

    def read_times(self, account: str, source: Source) -> list[tuple[str | None, Span]]:
        """The times of which a source was read, whatever it was read as, each with its store."""
        c = schema.coverage
        known = [state for state in CoverageState if state.is_known]
        statement = select(c.c.marketplace, c.c.since, c.c.until).where(
            *(c.c.account == account, c.c.source == source, c.c.state.in_(known)),
            *(c.c.since.isnot(None), c.c.until.isnot(None)),
        )
        with self._storage.reading() as connection:
            return [
                (row.marketplace, Span(_instant(row.since), _instant(row.until)))
                for row in connection.execute(statement)
            ]

    def health_snapshots(self, account: str, since: datetime) -> Iterator[dict[str, Any]]:
        """Every account-health report read since (aware) that was a new one, the first one first.

        As `marketplace`, `read_at`, `status` and `metrics`.
        """
        h, e = schema.health, schema.entries
        same = (e.c.account == h.c.account) & (e.c.seq == h.c.seq)
        statement = (
            select(h.c.marketplace, e.c.at, e.c.payload)
            .join(e, same)
            .where(h.c.account == account, e.c.at >= instant_text(since))
            .order_by(h.c.seq)
        )
        with self._storage.reading() as connection:
            for row in stream(connection, statement):
                told = codec.load(row["payload"])
                yield {
                    "marketplace": row["marketplace"],
                    "read_at": row["at"],
                    "status": told["status"],
                    "metrics": told["metrics"],
                }


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
