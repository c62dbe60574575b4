"""Records into the ledger: snapshots, issues and suggestions, each once, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from seller_credits.detection.detect import sightings_of
from seller_credits.detection.facts import Freshness
from seller_credits.detection.feedback import is_harmless
from seller_credits.detection.matching import filed, learn_from_order
from seller_credits.detection.orders import next_look
from seller_credits.domain.cases import CurrentSuggestion, Issue, OrderCase, Sighting
from seller_credits.domain.coverage import Span, Window
from seller_credits.domain.issues import Source
from seller_credits.domain.orders import Order
from seller_credits.domain.records import FeedbackRow, HealthReport, OrderRow, Record, Skipped
from seller_credits.ledger.interface import Ledger, Writer, check_binding
from seller_credits.workflow.deciding import Decider, Moved, Suggested
from seller_credits.workflow.results import Outcome

BATCH_ROWS = 4000
"""Rows recorded in one transaction: what a crash can cost is reading these again."""


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
        self._sources = _freshness(ledger, account)
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
        self, source: Source, rows: Iterable[Record | Skipped], told: Callable[[int], None]
    ) -> int:
        """Record everything a reader gives, batch by batch; what was read survives its failing.

        Args:
            source: what is being read.
            rows: records and skipped rows, as they come.
            told: called with the number of rows so far after each batch.

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
                    self.record(source, batch)
                    batch = []
                    told(count)
        finally:
            self.outcome.records += count
            if batch:
                self.record(source, batch)
                told(count)
        return count

    def record(self, source: Source, records: Collection[Record]) -> None:
        """Record one batch in one transaction."""
        with self._writing() as (writer, now):
            self._known_of(source, now, failed=False)
            cases = writer.cases(set(_order_ids(records)))
            touched: dict[str, OrderCase] = {}
            for record in records:
                if isinstance(record, HealthReport):
                    writer.health_read(record)
                elif self._record_one(writer, cases[_order_id(record)], record, now):
                    touched[_order_id(record)] = cases[_order_id(record)]
            for case in touched.values():
                self._decide(writer, case, now)

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
        if isinstance(record, OrderRow):
            order = record.order
            if case.snapshots.get((order.source, order.part)) != order:
                case.snapshots[order.source, order.part] = order
                writer.order_seen(order, as_of=record.origin.as_of or now, due=next_look(order))
                news = True
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

    def _decide(self, writer: Writer, case: OrderCase, now: datetime) -> None:
        for issue in case.issues:
            learnt = learn_from_order(case, issue) if case.snapshots else {}
            if learnt:
                writer.issue_joined(case.order_id, issue.issue_id, learnt)
            news = self._decider.judged(case, issue, now, self._sources)
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
        """Decide anew what another policy decided and nobody has acted on yet.

        What comes out the same keeps its suggestion; that this policy was asked is recorded, so
        that it is asked once.
        """
        digest = self._decider.in_use.digest
        before = self._ledger.in_force(self._account)
        if before == digest:
            return
        stale = list(self._ledger.undecided_by(self._account, digest))
        for start in range(0, len(stale), BATCH_ROWS):
            with self._writing() as (writer, now):
                for case in writer.cases(stale[start : start + BATCH_ROWS]).values():
                    self._decide(writer, case, now)
        if stale or before is not None:
            with self._writing() as (writer, _):
                writer.decided_again(digest, len(stale))

    def look_again(self, rows: Iterable[OrderRow]) -> None:
        """Judge orders that did not change by the time that has passed; nothing new was read."""
        left = iter(rows)
        while batch := list(islice(left, BATCH_ROWS)):
            self.record(Source.ORDERS, batch)

    def read_spans(self, source: Source, name: str) -> list[Span]:
        """When a source was read from and to, under that name."""
        return self._ledger.read_spans(self._account, source, name)

    def due_orders(self) -> Iterator[tuple[Order, datetime]]:
        """Orders with something open whose time has come, each with the moment it was seen."""
        return self._ledger.due_orders(self._account, self._clock())

    def lacking_detail(self, *, by_amazon: bool = False) -> list[str]:
        """Orders in trouble of which nothing told promise and lines, newest first."""
        return self._ledger.lacking_detail(self._account, by_amazon=by_amazon)

    def orders_updated(self, span: Span) -> int:
        """How many of the known orders changed last within a span."""
        return self._ledger.orders_updated(self._account, span.since, span.until)

    def expire(self) -> int:
        """Close what can have no effect any more; gives how many suggestions that were."""
        stale = list(self._ledger.expirable(self._account, self._clock()))
        for start in range(0, len(stale), BATCH_ROWS):
            with self._writing() as (writer, _):
                for suggestion in stale[start : start + BATCH_ROWS]:
                    writer.expired(*suggestion)
        return len(stale)

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
        self._known_of(window.source, window.read_at, failed=not window.state.is_known)

    def _known_of(self, source: Source | None, read_at: datetime, *, failed: bool) -> None:
        if source is None:
            return
        self._sources[source] = Freshness(read_at, failed=failed)
        if source is Source.ORDERS:
            self._sources[Source.PACKAGES] = self._sources[source]


def _position(ledger: Ledger, account: str) -> int:
    return next((mark.seq for mark in ledger.checkpoints() if mark.account == account), 0)


def _freshness(ledger: Ledger, account: str) -> dict[str, Freshness]:
    found = {}
    for window in ledger.windows(account):
        state = window["state"]
        known = state in {"read", "empty", "empty (assumed)"}
        read_at = datetime.fromisoformat(window["read_at"])
        found[window["source"]] = Freshness(read_at, failed=not known)
    return found


def _order_ids(records: Iterable[Record]) -> Iterator[str]:
    return (_order_id(record) for record in records if not isinstance(record, HealthReport))


def _order_id(record: Record) -> str:
    if isinstance(record, OrderRow):
        return record.order.order_id
    assert not isinstance(record, HealthReport)
    return record.order_id
