"""Records into the ledger: snapshots, issues and suggestions, each once, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from seller_credits.detection.facts import Freshness
from seller_credits.detection.vocabulary import unknown_words
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.clock import when_text
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import (
    CleanRow,
    HealthReport,
    OrderRow,
    Record,
    Skipped,
    UnreadOrder,
)
from seller_credits.ledger.interface import Ledger, check_binding
from seller_credits.ledger.transaction import Writer
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.automatic import approve_order
from seller_credits.workflow.deciding import Decider
from seller_credits.workflow.filing import Filing
from seller_credits.workflow.known import Known
from seller_credits.workflow.results import Outcome
from seller_credits.workflow.shop import ShopReading
from seller_credits.workflow.verdicts import Verdicts

BATCH_ROWS = 1000
"""Rows recorded in one transaction: what a crash can cost is reading these again."""

_APPROVED_AT_ONCE = 100
"""Orders approved in one transaction: nobody else can write to the account meanwhile."""


def _unheard(_: str) -> None:
    """Progress nobody asked for."""


class Recorder:
    """Takes what sources give, and leaves it in one account's ledger, decided.

    Args:
        clock: the moment, aware; asked once for each batch.
        account: the account's name.
        shop: what facts need of the shop as a whole; read from the ledger alone if not said.
        bad_rows_at_most: the share of rows, in per cent, from which unreadable ones make the whole
            source count as failed.
    """

    def __init__(
        self,
        ledger: Ledger,
        account: str,
        decider: Decider,
        clock: Callable[[], datetime],
        *,
        shop: ShopReading | None = None,
        bad_rows_at_most: Decimal = Decimal(5),
    ) -> None:
        self._ledger = ledger
        self._account = account
        self._watch = decider.watch
        self._clock = clock
        self._bad_at_most = bad_rows_at_most
        self.known = Known(ledger, account, clock)
        self._binding: tuple[str, str] | None = None
        self.outcome = Outcome()
        shop = shop or ShopReading(ledger, account)
        self._verdicts = Verdicts(ledger, account, decider, shop, self.outcome)

    def bind(self, seller_id: str, endpoint: str) -> None:
        """Tie the account to its seller with the first thing that is recorded of it.

        Not before: a seller id mistyped beside a wrong secret must leave no trace.

        Raises:
            ConfigurationProblem: the ledger ties the account to another seller.
        """
        check_binding(self._ledger.binding(self._account), self._account, seller_id, endpoint)
        self._binding = (seller_id, endpoint)

    def are_too_many(self, bad: int, *, of: int) -> bool:
        """Whether so many rows of a source could not be read that it counts as failed."""
        return bad * 100 > of * self._bad_at_most

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
                count += row.rows if isinstance(row, CleanRow) else 1
                if isinstance(row, Skipped):
                    self.outcome.skip(row)
                    continue
                batch.append(row)
                if len(batch) >= BATCH_ROWS:
                    full, batch = batch, []
                    self.record(source, full, as_of)
                    told(count)
        except Exception:
            self._record_rest(source, batch, count, as_of)
            raise
        self._record_rest(source, batch, count, as_of)
        told(count)
        return count

    def _record_rest(
        self, source: Source, batch: Collection[Record], count: int, as_of: datetime | None
    ) -> None:
        """Record what is left when the rows have ended, as they should or not.

        Not where somebody interrupted: they wait for the end, and the next run reads it again.
        """
        self.outcome.records += count
        if batch:
            self.record(source, batch, as_of)

    def record(
        self, source: Source, records: Collection[Record], as_of: datetime | None = None
    ) -> None:
        """Record one batch in one transaction."""
        with self._writing() as (writer, now):
            just_read = _told_by(source, Freshness(as_of or now, failed=False))
            filing = Filing(writer, self._account, now, self._watch)
            cases = writer.cases(set(_order_ids(records)))
            touched: dict[str, OrderCase] = {}
            for record in records:
                if isinstance(record, HealthReport):
                    writer.health_read(record)
                    self._verdicts.health_read()
                    self.outcome.clean += 1
                elif isinstance(record, CleanRow):
                    self.outcome.clean += record.rows
                elif self._file(filing, cases[_order_id(record)], record):
                    touched[_order_id(record)] = cases[_order_id(record)]
            for case in touched.values():
                self._verdicts.decide(writer, case, now, just_read)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Writer, datetime]]:
        """One transaction and its moment, with the seller and the policy it rests on."""
        now = self._clock()
        with self._ledger.writing(self._account, now) as writer:
            if self._binding:
                writer.bind_account(*self._binding)
            self._verdicts.begin(writer, now)
            yield writer, now
            self._verdicts.end(writer)
        self._binding = None

    def _file(self, filing: Filing, case: OrderCase, record: Record) -> bool:
        """Whether the record told anything new about its order; counts what became of it."""
        if isinstance(record, NotedRow) and _lies_ahead(record.occurred, filing.now):
            self.outcome.warn(
                f"{record.origin.where}: {when_text(record.occurred)} lies in the future and is"
                " taken as not known; mend it and import the file again"
            )
            record = replace(record, occurred=None)
        told = filing.file(case, record)
        if isinstance(record, MoneyRow) and told.news:
            self._verdicts.heard(record)
        if isinstance(record, UnreadOrder):
            self.outcome.skipped["order could not be read"] += 1
        else:
            self.outcome.filed(told.new_issues, is_about_an_issue=told.is_about_an_issue)
        for word in unknown_words(record):
            self.outcome.unknown[word] += 1
        return told.news

    def decide_again(self, told: Callable[[str], None] = _unheard) -> int:
        """Decide anew what nobody has acted on yet, where there is a reason to.

        Other versions of the policy are in force than decided it, or another table of the shop; it
        waited for a source that could not be read; or a limit stopped it, and another day has
        begun. What comes out the same keeps its suggestion; that it was asked is recorded, so that
        it is asked once. Whoever is interrupted here goes on the next time.

        Args:
            told: where progress goes.

        Returns:
            How many orders were decided again because other versions or tables are in force.
        """
        self._decide_orders(self._verdicts.waiting(self._clock()), told)
        count = 0
        while True:
            with self._writing() as (_, now):
                mark = self._verdicts.mark(now)
            before = self._ledger.in_force(self._account)
            if mark == before or (before is None and not self._verdicts.has_any):
                return count
            orders = self._verdicts.otherwise_decided(before, mark)
            self._decide_orders(orders, told)
            count += len(orders)
            with self._writing() as (writer, now):
                # Somebody may have revoked another one meanwhile: then once more.
                if self._verdicts.mark(now) == mark:
                    writer.decided_again(mark, len(orders))

    def _decide_orders(self, order_ids: Sequence[str], told: Callable[[str], None]) -> None:
        for start in range(0, len(order_ids), BATCH_ROWS):
            with self._writing() as (writer, now):
                for case in writer.cases(order_ids[start : start + BATCH_ROWS]).values():
                    self._verdicts.decide(writer, case, now, {})
            done = min(start + BATCH_ROWS, len(order_ids))
            told(f"deciding again: {done:,} of {len(order_ids):,} orders")

    def decide_orders(self, order_ids: Sequence[str]) -> None:
        """Decide anew what nobody has acted on of these orders: what was reserved has changed."""
        self._decide_orders(order_ids, _unheard)

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        """One transaction in which somebody acts on suggestions, or the policy itself does."""
        with self._writing() as (writer, now):
            yield Acting(writer, self._verdicts, now, self._account)

    def approve_automatically(self, told: Callable[[str], None] = _unheard) -> int:
        """Approve what an activated version of the policy lets go with nobody looking.

        What the policy that comes along decided, or one that nobody activated, waits for a person.

        Returns:
            How many suggestions were approved.
        """
        if not self._verdicts.in_force.active:
            return 0
        orders, count = list(self._ledger.automatic(self._account)), 0
        for start in range(0, len(orders), _APPROVED_AT_ONCE):
            with self.acting() as acting:
                for order_id in orders[start : start + _APPROVED_AT_ONCE]:
                    count += approve_order(acting, order_id)
            done = min(start + _APPROVED_AT_ONCE, len(orders))
            told(f"approving by the policy's own limit: {done:,} of {len(orders):,} orders")
        self.outcome.approved += count
        return count

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
            self._verdicts.sources.heard(one)


def _lies_ahead(when: datetime | date | None, now: datetime) -> bool:
    """Whether it cannot have been yet, in any store: a mistyped year would put a deadline off."""
    if isinstance(when, datetime):
        return when > now
    return when is not None and when > (now + timedelta(days=1)).date()


def _told_by(source: Source, fresh: Freshness) -> dict[str, Freshness]:
    """Rows that are being recorded are as fresh as their reading, whatever else of it fails."""
    told: dict[str, Freshness] = {source: fresh}
    return told | {Source.PACKAGES: fresh} if source is Source.ORDERS else told


def _order_ids(records: Iterable[Record]) -> Iterator[str]:
    return (_order_id(each) for each in records if not isinstance(each, HealthReport | CleanRow))


def _order_id(record: Record) -> str:
    if isinstance(record, OrderRow):
        return record.order.order_id
    assert not isinstance(record, HealthReport | CleanRow)
    return record.order_id
