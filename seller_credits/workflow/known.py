"""What one account's ledger knows by now, for whoever reads on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Source
from seller_credits.ledger.interface import Checkpoint, Ledger


class Known:
    """Read, never written: what was covered, and which orders are worth another look.

    Args:
        clock: the moment, aware.
    """

    def __init__(self, ledger: Ledger, account: str, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._account = account
        self._clock = clock

    @property
    def is_bound(self) -> bool:
        """Whether anything was ever recorded of the account's seller."""
        return self._ledger.binding(self._account) is not None

    def read_spans(self, source: Source, name: str) -> list[Span]:
        """When a source was read from and to, under that name."""
        return self._ledger.read_spans(self._account, source, name)

    def mark(self) -> str:
        """What names everything that is recorded by now; empty where nothing is."""
        heads = (head for head in self._ledger.checkpoints() if head.account == self._account)
        return next((f"{head.seq} {head.hash}" for head in heads), "")

    def holds(self, mark: str) -> bool:
        """Whether everything is recorded here that a mark names: it may be another ledger's."""
        seq, _, entry_hash = mark.partition(" ")
        head = Checkpoint(self._account, int(seq), entry_hash) if seq.isdecimal() else None
        return head is not None and self._ledger.holds(self._account, head)

    def due_orders(self) -> list[str]:
        """Orders that are worth another look by now, though they may not have changed."""
        return self._ledger.due_orders(self._account, self._clock())

    def lacking_detail(self, *, by_amazon: bool = False) -> list[str]:
        """Orders in trouble of which nothing told promise and lines, newest first."""
        return self._ledger.lacking_detail(self._account, by_amazon=by_amazon)

    def orders_updated(self, span: Span) -> int:
        """How many of the known orders changed last within a span."""
        return self._ledger.orders_updated(self._account, span.since, span.until)
