"""Records into the ledger: snapshots, issues and suggestions, each once, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from seller_credits.detection.detect import sightings_of
from seller_credits.detection.facts import Freshness
from seller_credits.detection.feedback import is_harmless
from seller_credits.detection.matching import filed, learn_from_order
from seller_credits.domain.cases import CurrentSuggestion, Issue, Look, OrderCase, Sighting
from seller_credits.domain.coverage import Span, Window
from seller_credits.domain.issues import Source
from seller_credits.domain.records import (
    FeedbackRow,
    HealthReport,
    OrderRow,
    Record,
    Skipped,
    UnreadOrder,
)
from seller_credits.ledger.interface import Checkpoint, Ledger, Writer, check_binding
from seller_credits.workflow import snapshots
from seller_credits.workflow.deciding import SOURCE_IS_STALE, Decider, Moved, Suggested
from seller_credits.workflow.freshness import as_recorded
from seller_credits.workflow.results import Outcome

BATCH_ROWS = 4000
"""Rows recorded in one transaction: what a crash can cost is reading these again."""

_NOTHING: dict[str, Freshness] = {}


class Recorder:
    """Takes what sources give, and leaves it in one account's ledger, decided.

    Args:
        clock: the moment, aware; asked once for each batch.
        account: the account's name.
    """

    def __init__(
        self, ledger: Ledger, account: str, decider: Decider, clock: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._account = account
        self._decider = decider
        self._clock = clock
        self._sources = as_recorded(ledger.windows(account))
        self._begun_at = _position(ledger, account)
        self._binding: tuple[str, str] | None = None
        self.outcome = Outcome()

    def bind(self, seller_id: str, endpoint: str) -> None:
        """Tie the account to its seller with the first thing that is recorded of it.

        Not before: a seller id mistyped beside a wrong secret must leave no trace.

        Raises:
            ConfigurationProblem: the ledger ties the account to another seller.
        """
        check_binding(self._ledger.binding(self._account), self._account, seller_id, endpoint)
        self._binding = (seller_id, endpoint)

    @property
    def is_bound(self) -> bool:
        """Whether anything was ever recorded of the account's seller."""
        return self._ledger.binding(self._account) is not None

    def record_all(
        self,
        source: Source,
        rows: Iterable[Record | Skipped],
        told: Callable[[int], None],
        *,
        as_of: datetime | None = None,
    ) -> int:
        """Record everything a reader gives, batch by batch; what was read survives its failing.

        Args:
            source: what is being read.
            rows: records and skipped rows, as they come.
            told: called with the number of rows so far after each batch.
            as_of: the moment (aware) the source speaks of, where that is not the moment it is read.

        Returns:
            How many rows there were.
        """
        count = 0
        batch: list[Record] = []
        try:
            for row in rows:
                count += 1
                if isinstance(row, Skipped):
                    self.outcome.skipped[row.reason] += 1
                    continue
                batch.append(row)
                if len(batch) >= BATCH_ROWS:
                    self.record(source, batch, as_of)
                    batch = []
                    told(count)
        finally:
            self.outcome.records += count
            if batch:
                self.record(source, batch, as_of)
                told(count)
        return count

    def record(
        self, source: Source, records: Collection[Record], as_of: datetime | None = None
    ) -> None:
        """Record one batch in one transaction."""
        with self._writing() as (writer, now):
            just_read = _told_by(source, Freshness(as_of or now, failed=False))
            cases = writer.cases(set(_order_ids(records)))
            touched: dict[str, OrderCase] = {}
            for record in records:
                if isinstance(record, HealthReport):
                    writer.health_read(record)
                elif self._record_one(writer, cases[_order_id(record)], record, now):
                    touched[_order_id(record)] = cases[_order_id(record)]
            for case in touched.values():
                self._decide(writer, case, now, just_read)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Writer, datetime]]:
        """One transaction and its moment, with the seller and the policy it rests on."""
        now = self._clock()
        with self._ledger.writing(self._account, now) as writer:
            if self._binding:
                writer.bind_account(*self._binding)
            in_use = self._decider.in_use
            writer.policy_read(in_use.digest, in_use.name, in_use.text)
            yield writer, now
        self._binding = None

    def _record_one(self, writer: Writer, case: OrderCase, record: Record, now: datetime) -> bool:
        """Whether the record told anything new about its order."""
        news = False
        if isinstance(record, UnreadOrder):
            writer.order_unread(record.order_id, record.why, Look(now, now + record.again))
        if isinstance(record, OrderRow):
            if not snapshots.is_outdated(case, record):
                news = snapshots.keep(writer, case, record, now)
            elif record.origin.api:
                return False  # it would be judged by the time that has passed since
        if isinstance(record, FeedbackRow) and is_harmless(record) and case.stars != record.rating:
            case.stars = record.rating
            writer.feedback_seen(case.order_id, record.rating, record.origin.where)
            news = True
        for seen in sightings_of(record, now):
            news |= self._file(writer, case, seen, now)
        return news

    def _file(self, writer: Writer, case: OrderCase, seen: Sighting, now: datetime) -> bool:
        """Put a sighting to its issue; False where this very row is known already."""
        known = len(case.issues)
        issue = filed(case, seen, self._account, now)
        if issue is None:
            return False
        self.outcome.issues += len(case.issues) - known
        writer.issue_seen(issue.issue_id, issue.detected_at, seen)
        return True

    def _decide(
        self,
        writer: Writer,
        case: OrderCase,
        now: datetime,
        just_read: dict[str, Freshness] = _NOTHING,
    ) -> None:
        for issue in case.issues:
            learnt = learn_from_order(case, issue) if case.snapshots else {}
            if learnt:
                writer.issue_joined(case.order_id, issue.issue_id, learnt)
            sources = self._sources.rests_on(issue.marketplace) | just_read
            news = self._decider.judged(case, issue, now, sources)
            if isinstance(news, Moved):
                writer.deadline_moved(case.order_id, news.payload)
            elif isinstance(news, Suggested):
                self._suggest(writer, case, issue, news.payload)

    def _suggest(
        self, writer: Writer, case: OrderCase, issue: Issue, suggestion: dict[str, Any]
    ) -> None:
        writer.suggested(case.order_id, suggestion)
        replaced = case.suggestions.get(issue.issue_id)
        # One that this very run made and now replaces is still one new suggestion.
        if replaced is None or replaced.seq <= self._begun_at:
            self.outcome.suggestions += 1
        case.suggestions[issue.issue_id] = CurrentSuggestion(
            suggestion["suggestion_id"],
            suggestion["ordinal"],
            suggestion["status"],
            writer.position,
            suggestion["deadline"],
            suggestion["outcome"],
        )

    def decide_again(self) -> None:
        """Decide anew what nobody has acted on yet, where there is a reason to.

        Another policy decided it, or it waits for a source that could not be read. What
        comes out the same keeps its suggestion; that this policy was asked is recorded, so that it
        is asked once.
        """
        self._decide_orders(list(self._ledger.decided_as(self._account, SOURCE_IS_STALE)))
        digest = self._decider.in_use.digest
        before = self._ledger.in_force(self._account)
        if before == digest:
            return
        stale = list(self._ledger.undecided_by(self._account, digest))
        self._decide_orders(stale)
        if stale or before is not None:
            with self._writing() as (writer, _):
                writer.decided_again(digest, len(stale))

    def _decide_orders(self, order_ids: Sequence[str]) -> None:
        for start in range(0, len(order_ids), BATCH_ROWS):
            with self._writing() as (writer, now):
                for case in writer.cases(order_ids[start : start + BATCH_ROWS]).values():
                    self._decide(writer, case, now)

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

    def expire(self) -> int:
        """Close what can have no effect any more; gives how many suggestions that were.

        It is time's doing alone: nothing of the seller or the policy is recorded with it.
        """
        count = 0
        while True:
            now = self._clock()
            with self._ledger.writing(self._account, now) as writer:
                closed = writer.expire(BATCH_ROWS)
            count += closed
            if closed < BATCH_ROWS:
                return count

    def covered(self, window: Window) -> None:
        """Record what became of a source's window; what rests on the source goes by it."""
        windows = [window]
        if window.source is Source.ORDERS:
            # One answer of the Orders API tells of the order and of its parcels.
            windows.append(replace(window, source=Source.PACKAGES))
        for one in windows:
            self.outcome.covered(one)
        with self._writing() as (writer, _):
            for one in windows:
                writer.covered(one)
        for one in windows:
            self._sources.heard(one)


def _position(ledger: Ledger, account: str) -> int:
    return next((mark.seq for mark in ledger.checkpoints() if mark.account == account), 0)


def _told_by(source: Source, fresh: Freshness) -> dict[str, Freshness]:
    """Rows that are being recorded are as fresh as their reading, whatever else of it fails."""
    told: dict[str, Freshness] = {source: fresh}
    return told | {Source.PACKAGES: fresh} if source is Source.ORDERS else told


def _order_ids(records: Iterable[Record]) -> Iterator[str]:
    return (_order_id(record) for record in records if not isinstance(record, HealthReport))


def _order_id(record: Record) -> str:
    if isinstance(record, OrderRow):
        return record.order.order_id
    assert not isinstance(record, HealthReport)
    return record.order_id
