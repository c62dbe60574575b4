"""`reconcile`: what really became of everything that was handed in, by evidence alone.

First the feed and its report, which cost little; then the books of the order. A report says what
was taken, the books what was paid, and only they confirm. What neither shows stays unknown: frozen,
looked for again, and never sent a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.issuances import (
    CAME_TO_NOTHING,
    FOR_A_PERSON,
    IN_FLIGHT,
    Issuance,
    Status,
)
from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.concluding import Circumstances, concluded
from seller_credits.issuance.looking import LAST_READ, look_again_at
from seller_credits.issuance.orphans import orphans
from seller_credits.issuance.proof import Finding, Proof, Shown, prove
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk, OrderMoney
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.feed_evidence import ASKED, FeedEvidence, Ruled
from seller_credits.workflow.goods_evidence import GoodsEvidence
from seller_credits.workflow.looking_up import Past, past_of
from seller_credits.workflow.reading_back import ReadBack
from seller_credits.workflow.recording import Recorder

LOOKED_FOR = frozenset(
    {*IN_FLIGHT, *FOR_A_PERSON, Status.RECORDED, Status.CONFIRMED, Status.REJECTED, Status.ABSENT}
)
"""What may still change by what the marketplace shows."""

_JUDGED = LOOKED_FOR | {Status.SETTLED}
_LATELY = timedelta(days=7)
"""How far back a usual run looks for refunds nobody here issued: books show most within four days;
what was held back longer is found by `--all`."""
_EVERYTHING = timedelta(days=3650)
"""Further back than any file a seller can download."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One issuance that came to another status, and by what evidence."""

    issuance: Issuance
    before: Status
    why: str


@dataclass(slots=True)
class Reconciled:
    """What one run found.

    Attributes:
        looked_for: how many issuances.
        changes: those that came to another status, in the order they did.
        orphans: refunds seen for the first time that nobody here issued: order and amount.
        overdue: those in flight that the books should show by now, and do not; and why they wait.
        unread: orders whose books could not be read, and why.
        read: how many orders' books were.
        problem: what ended it early, or could not be asked.
        read_back: what the books told first of all, where the ledger was put back from a copy.
    """

    looked_for: int = 0
    changes: list[Change] = field(default_factory=list)
    orphans: list[tuple[str, str]] = field(default_factory=list)
    overdue: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    read: int = 0
    problem: SellerCreditsError | None = None
    read_back: ReadBack | None = None

    @property
    def exit_code(self) -> int:
        """0; else that of the problem, or the one of what was read in part."""
        if self.problem is None:
            return 0
        return UnreadableSource.exit_code if self.read else self.problem.exit_code


@dataclass(slots=True)
class Reconciling:
    """One run for one account, which must be held while it lasts.

    Attributes:
        desk: where feeds and books are asked; None where only `by_what_is_known` is wanted.
        absent_after: how long after its intent a refund that no book shows is called absent.
        told: where progress goes.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    desk: Desk | None
    clock: Callable[[], datetime]
    absent_after: timedelta
    told: Callable[[str], None]
    _done: Reconciled = field(default_factory=Reconciled)
    _feeds: FeedEvidence | None = None
    _orphans: dict[str, dict[str, Money]] = field(default_factory=dict)
    _open_orphans: set[tuple[str, str]] = field(default_factory=set)

    def run(self, *, everything: bool = False) -> Reconciled:
        """Look for what is due, or for everything that may still change."""
        self._remember_reported()
        due = self._due(everything=everything)
        self._done.looked_for = len(due)
        orders = dict.fromkeys(each.order_id for each in due if each.amount is not None)
        orders |= dict.fromkeys(order_id for order_id, _ in sorted(self._open_orphans))
        # What is in question may be explained by now by what a person recorded.
        try:
            self._feeds = self._ask_feeds([each for each in due if each.status in ASKED])
            self._ask_books(list(orders))
            self._ask_warehouses(due)
        except MarketplaceProblem as problem:
            self._done.problem = problem
        self._look_through(LAST_READ if everything else _LATELY, beside=orders)
        return self._done

    def by_what_is_known(self) -> Reconciled:
        """Look through all refunds the ledger knows; nobody is asked."""
        self._remember_reported()
        self._look_through(_EVERYTHING, beside=())
        return self._done

    def _remember_reported(self) -> None:
        for each in self.ledger.orphans(self.account):
            self._remember(each["order_id"], each["key"], Money.parse(each["amount"]))
            if each["explained"] is None:
                self._open_orphans.add((each["order_id"], each["key"]))

    def _due(self, *, everything: bool) -> list[Issuance]:
        now = self.clock()
        return [
            each
            for each in self.ledger.issuances(self.account, statuses=LOOKED_FOR)
            if each.remedy is not Remedy.MESSAGE
            and (
                everything
                or each.status in FOR_A_PERSON
                or (each.again_at is not None and each.again_at <= now)
            )
        ]

    def _ask_feeds(self, issuances: Sequence[Issuance]) -> FeedEvidence:
        assert self.desk is not None
        names = (self.ledger, self.account, self.recorder, self.desk, self.clock)
        feeds = self._feeds = FeedEvidence(*names, self._move_by_evidence, self.told)
        feeds.ask(issuances)
        self._done.problem = feeds.problem
        return feeds

    def _ask_warehouses(self, issuances: Sequence[Issuance]) -> None:
        assert self.desk is not None
        names = (self.ledger, self.account, self.recorder, self.desk, self.absent_after)
        goods = GoodsEvidence(*names, self._move_by_evidence, self.told)
        goods.ask(issuances)
        self._done.problem = goods.problem or self._done.problem

    def _move_by_evidence(
        self,
        acting: Acting,
        issuance: Issuance,
        ruled: Ruled,
        since: datetime,
        told: dict[str, Any],
    ) -> Issuance:
        return self._move(acting, issuance, *ruled, since=since, told=told)

    def _move(
        self,
        acting: Acting,
        issuance: Issuance,
        to: Status,
        why: str,
        *,
        since: datetime,
        told: dict[str, Any],
    ) -> Issuance:
        again = look_again_at(replace(issuance, status=to), since, acting.now, self.absent_after)
        moved = acting.move(issuance.issuance_id, to, {**told, "why": why}, again_at=again)
        self._done.changes.append(Change(moved, issuance.status, why))
        return moved

    def _ask_books(self, order_ids: Sequence[str]) -> None:
        assert self.desk is not None
        for number, order_id in enumerate(order_ids, 1):
            self.told(f"reading the books of order {order_id}, {number:,} of {len(order_ids):,}")
            try:
                money = self.desk.money_of(order_id)
            except (MarketplaceProblem, UnreadableSource) as problem:
                self._done.unread[order_id] = problem.message
                if isinstance(problem, MarketplaceProblem) and ends_all(problem):
                    raise
                self._done.problem = problem
                continue
            self._done.read += 1
            if money.rows:
                self.recorder.record(Source.FINANCES, list(money.rows))
            with self.recorder.acting() as acting:
                self._prove(acting, acting.case(order_id), read=money)

    def _prove(self, acting: Acting, case: OrderCase, *, read: OrderMoney | None) -> None:
        """What the books show of one order's issuances, written down where it is news."""
        past = past_of(self.ledger.history(case.order_id), self.account)
        claimants = past.claimants(case.issuances)
        proof = prove(claimants, case.money)
        count = len(self._done.changes)
        for each in case.issuances:
            finding = proof.findings.get(each.issuance_id)
            if finding is not None and each.status in _JUDGED:
                self._conclude(acting, each, finding, past, case.issuances, read=read)
        self._note_orphans(acting, case, proof, is_ours=bool(claimants))
        if len(self._done.changes) > count:
            acting.decide(acting.case(case.order_id))

    def _conclude(
        self,
        acting: Acting,
        issuance: Issuance,
        finding: Finding,
        past: Past,
        others: Iterable[Issuance],
        *,
        read: OrderMoney | None,
    ) -> None:
        since = past.left_at(issuance)
        told = Circumstances(
            acting.now - since,
            self.absent_after,
            tried_again=past.was_nothing(issuance) and _was_tried_again(issuance, others),
            was_read=read is not None,
            shows_held=read is not None and read.shows_held,
            no_feed_works=self._feeds is not None and self._feeds.no_feed_works_on(issuance),
        )
        money = {"money": [row.key for row in finding.rows]}
        now = issuance
        # Confirmed and paid out may be seen at one look; each move is an entry of its own.
        while True:
            to, why = concluded(now, finding, told)
            if to is None:
                break
            now = self._move(acting, now, to, why, since=since, told=money)
        if now is issuance:
            if told.is_over and issuance.status in IN_FLIGHT:
                self._done.overdue[issuance.issuance_id] = _overdue(issuance, finding)
            if read is not None:
                again = look_again_at(issuance, since, acting.now, self.absent_after)
                acting.writer.issuing.look_again(issuance.issuance_id, again)

    def _note_orphans(
        self, acting: Acting, case: OrderCase, proof: Proof, *, is_ours: bool
    ) -> None:
        """Report what nobody explains, each once; what is explained by now, no more."""
        order_id, known = case.order_id, self._orphans.get(case.order_id, {})
        since = self._first_approval()
        if since is None:
            return
        for row in orphans(proof.unexplained, case, known, since=since, is_ours=is_ours):
            acting.writer.issuing.orphan(row)
            self._remember(order_id, row.key, row.amount)
            self._open_orphans.add((order_id, row.key))
            self._done.orphans.append((order_id, str(row.amount)))
        for key in [key for of, key in sorted(self._open_orphans) if of == order_id]:
            if key not in proof.unexplained_keys:
                why = "What was issued or recorded for the order explains it."
                acting.writer.issuing.orphan_explained(order_id, key, why)
                self._open_orphans.discard((order_id, key))

    def _remember(self, order_id: str, key: str, amount: Money) -> None:
        self._orphans.setdefault(order_id, {})[key] = amount

    def _first_approval(self) -> datetime | None:
        """When this account's first remedy was approved or recorded; None where none ever was."""
        first = next(iter(self.ledger.issuances(self.account)), None)
        return first.approved_at if first else None

    def _look_through(self, back: timedelta, beside: Collection[str]) -> None:
        """Judge by what the ledger knows of all refunds of late: others than the due may be news.

        Nothing is asked for it: a sync, or a settlement file, told of them.

        Args:
            back: how far to look back.
            beside: orders that were judged already.
        """
        since = self._first_approval()
        if since is None:
            return
        with self.recorder.acting() as acting:
            day = max(since, acting.now - back).date()
            given = dict.fromkeys(one.order_id for one in acting.writer.given_since(day))
        orders = [each for each in given if each not in beside or each in self._done.unread]
        for start in range(0, len(orders), _AT_ONCE):
            self.told(f"looking through refunds: {start:,} of {len(orders):,} orders")
            with self.recorder.acting() as acting:
                cases = acting.writer.cases(orders[start : start + _AT_ONCE])
                for case in cases.values():
                    if case.issuances:
                        self._prove(acting, case, read=None)
                    else:
                        self._note_orphans(acting, case, prove((), case.money), is_ours=False)


def _was_tried_again(issuance: Issuance, others: Iterable[Issuance]) -> bool:
    """Whether the same suggestion was approved once more since, and left the house."""
    return any(
        other.suggestion_id == issuance.suggestion_id
        and other.issuance_id != issuance.issuance_id
        and other.approved_at > issuance.approved_at
        and other.status not in {*CAME_TO_NOTHING, Status.APPROVED}
        for other in others
        if issuance.suggestion_id is not None
    )


def _overdue(issuance: Issuance, finding: Finding) -> str:
    if finding.shown is Shown.UNCLEAR:
        return (
            f"{finding.book} shows its amount, and it may be another one's: fewer movements are "
            "shown than refunds were given, and nothing tells which is missing."
        )
    if issuance.status is Status.ACCEPTED:
        return "The marketplace took it long ago, and no book shows it: ask its support."
    return "No book shows it, and its feed may still carry it out: it is never sent again."
