"""Maturing: what became of each troubled order is recorded once, when nothing more can come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from seller_credits.detection.windows import WindowName, Windows
from seller_credits.domain.aftermath import Outcome, Troubled
from seller_credits.domain.coverage import Span, merged
from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import start_in
from seller_credits.ledger.interface import Ledger
from seller_credits.ledger.measuring import Measuring
from seller_credits.measurement.outcomes import Horizon, Reads, Waiting, outcome_of, waits_for

_AT_ONCE = 500
"""Outcomes recorded in one transaction."""


@dataclass(slots=True)
class Matured:
    """What one look at the troubled orders gave.

    Attributes:
        recorded: outcomes recorded for the first time.
        corrected: of those that were recorded already: something was heard since.
        waiting: of how many it cannot be told yet, by why.
    """

    recorded: int = 0
    corrected: int = 0
    waiting: Counter[Waiting] = field(default_factory=Counter)

    @property
    def written(self) -> int:
        """Outcomes that were recorded, corrections included."""
        return self.recorded + self.corrected


class Maturity:
    """Says of each trouble of one account whether its outcome can be told by now.

    Args:
        measuring: of the account's ledger.
        account: its name.
        windows: of the marketplace.
        now: the moment, aware.
    """

    def __init__(self, measuring: Measuring, account: str, windows: Windows, now: datetime) -> None:
        self._windows = windows
        self._now = now
        by_store: dict[str | None, list[Span]] = defaultdict(list)
        for store, span in measuring.read_times(account, Source.FEEDBACK):
            by_store[store].append(span)
        self._feedback = {store: merged(spans) for store, spans in by_store.items()}
        books = measuring.read_times(account, Source.FINANCES)
        self._books = merged(span for _, span in books)

    def until(self, troubled: Troubled) -> datetime | None:
        """When its last window closes; None where one is not known."""
        return horizon_of(troubled, self._windows).until

    def of(self, troubled: Troubled) -> Outcome | Waiting:
        """Its outcome, or why it cannot be told yet."""
        horizon = horizon_of(troubled, self._windows)
        reads = Reads(self._feedback.get(troubled.marketplace, ()), self._books)
        waiting = waits_for(troubled, horizon, reads, self._now)
        if waiting is not None or horizon.until is None:
            return waiting or Waiting.NO_WINDOW
        return outcome_of(troubled, horizon.until, self._now)


def horizon_of(troubled: Troubled, windows: Windows) -> Horizon:
    """Until when something can come of it.

    Claims are counted from the latest promised delivery, the rest from the day of the order. Where
    one of them is not known, from the finding of the trouble, which is later.
    """
    store, found = troubled.marketplace, troubled.detected_at
    placed = troubled.placed
    if placed is None:
        ordered = found
    else:
        ordered = placed if isinstance(placed, datetime) else start_in(store, placed)

    def closes(name: WindowName, start: datetime) -> datetime | None:
        window = windows.find(name, store, start)
        return window.end(start, store) if window else None

    return Horizon(
        claim=closes(WindowName.CLAIM_CLOSES, troubled.promised or found),
        feedback=closes(WindowName.FEEDBACK_CLOSES, ordered),
        chargeback=closes(WindowName.CHARGEBACK_CLOSES, ordered),
    )


def mature(
    ledger: Ledger,
    account: str,
    windows: Windows,
    clock: Callable[[], datetime],
    told: Callable[[str], None],
) -> Matured:
    """Record every outcome that can be told by now, and correct those that came out otherwise.

    Whoever is interrupted here goes on the next time.

    Args:
        ledger: where.
        account: whose.
        windows: of the marketplace; they say until when something can come.
        clock: the moment, aware.
        told: where progress goes.
    """
    done = Matured()
    maturity = Maturity(ledger.measuring, account, windows, clock())
    pending = ledger.measuring.troubled(account, pending=True)
    ripe = ((each, maturity.of(each)) for each in pending)
    while batch := list(islice(_to_record(ripe, done), _AT_ONCE)):
        with ledger.writing(account, clock()) as writer:
            for each, outcome in batch:
                replaces = None if each.recorded is None else _named(each.recorded, each.seq)
                writer.issuing.outcome(
                    each.order_id,
                    each.issue_id,
                    outcome.word,
                    outcome.matured_at,
                    replaces=replaces,
                    **outcome.as_json(),
                )
        told(f"what became of {done.written:,} troubles")
    return done


def _named(old: Outcome, seq: int | None) -> dict[str, str | int | None]:
    """The entry that another one takes the place of."""
    return {"seq": seq, "outcome": old.word}


def _to_record(
    ripe: Iterable[tuple[Troubled, Outcome | Waiting]], done: Matured
) -> Iterable[tuple[Troubled, Outcome]]:
    """Those to write, everything counted on the way."""
    for each, outcome in ripe:
        if isinstance(outcome, Waiting):
            done.waiting[outcome] += each.recorded is None
        elif each.recorded is None:
            done.recorded += 1
            yield each, outcome
        elif not each.recorded.says_the_same(outcome):
            done.corrected += 1
            yield each, outcome
