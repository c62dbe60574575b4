"""What the books in the ledger show of issuances, and of refunds that nobody here issued.

A report says what was taken, the books what was paid, and only they confirm. What neither shows
stays unknown: frozen, looked for again, and never sent a second time. Nobody is asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.errors import SellerCreditsError, UnreadableSource
from seller_credits.domain.issuances import (
    CAME_TO_NOTHING,
    FOR_A_PERSON,
    IN_FLIGHT,
    Issuance,
    Status,
)
from seller_credits.domain.money import Money
from seller_credits.issuance.concluding import Circumstances, concluded
from seller_credits.issuance.looking import look_again_at
from seller_credits.issuance.orphans import orphans
from seller_credits.issuance.proof import Finding, Proof, Shown, prove
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.issuing import OrderMoney
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.feed_evidence import Ruled
from seller_credits.workflow.looking_up import Past, past_of
from seller_credits.workflow.reading_back import ReadBack
from seller_credits.workflow.recording import Recorder

LOOKED_FOR = frozenset(
    {*IN_FLIGHT, *FOR_A_PERSON, Status.RECORDED, Status.CONFIRMED, Status.REJECTED, Status.ABSENT}
)
"""What may still change by what the marketplace shows."""

_JUDGED = LOOKED_FOR | {Status.SETTLED}
_EVERYTHING = timedelta(days=3650)
"""Further back than any file a seller can download."""
_AT_ONCE = 200


def _some_feed_may(_: Issuance) -> bool:
    return False


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
class Judging:
    """One run for one account, which must be held while it lasts.

    Attributes:
        absent_after: how long after its intent a refund that no book shows is called absent.
        told: where progress goes.
        no_feed_works_on: whether it is known that no feed can pay an issuance any more.
        done: what the run found so far.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    absent_after: timedelta
    told: Callable[[str], None]
    no_feed_works_on: Callable[[Issuance], bool] = _some_feed_may
    done: Reconciled = field(default_factory=Reconciled)
    _orphans: dict[str, dict[str, Money]] = field(default_factory=dict)
    _open_orphans: set[tuple[str, str]] = field(default_factory=set)

    def by_what_is_known(self) -> Reconciled:
        """Look through all refunds the ledger knows."""
        self.orders_with_orphans()
        self.look_through(_EVERYTHING, beside=())
        return self.done

    def orders_with_orphans(self) -> list[str]:
        """Orders with a refund that was reported, and that nothing explains yet; to begin with."""
        for each in self.ledger.orphans(self.account):
            self._remember(each["order_id"], each["key"], Money.parse(each["amount"]))
            if each["explained"] is None:
                self._open_orphans.add((each["order_id"], each["key"]))
        return [order_id for order_id, _ in sorted(self._open_orphans)]

    def move(
        self,
        acting: Acting,
        issuance: Issuance,
        ruled: Ruled,
        since: datetime,
        told: dict[str, Any],
    ) -> Issuance:
        """Write down that an issuance came to another status, by what evidence."""
        to, why = ruled
        again = look_again_at(replace(issuance, status=to), since, acting.now, self.absent_after)
        moved = acting.move(issuance.issuance_id, to, {**told, "why": why}, again_at=again)
        self.done.changes.append(Change(moved, issuance.status, why))
        return moved

    def prove(self, acting: Acting, case: OrderCase, *, read: OrderMoney | None) -> None:
        """What the books show of one order's issuances, written down where it is news."""
        past = past_of(self.ledger.history(case.order_id), self.account)
        claimants = past.claimants(case.issuances)
        proof = prove(claimants, case.money)
        count = len(self.done.changes)
        for each in case.issuances:
            finding = proof.findings.get(each.issuance_id)
            if finding is not None and each.status in _JUDGED:
                self._conclude(acting, each, finding, past, case.issuances, read=read)
        self._note_orphans(acting, case, proof, is_ours=bool(claimants))
        if len(self.done.changes) > count:
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
            no_feed_works=self.no_feed_works_on(issuance),
        )
        money = {"money": [row.key for row in finding.rows]}
        now = issuance
        # Confirmed and paid out may be seen at one look; each move is an entry of its own.
        while True:
            to, why = concluded(now, finding, told)
            if to is None:
                break
            now = self.move(acting, now, (to, why), since, money)
        if now is issuance:
            if told.is_over and issuance.status in IN_FLIGHT:
                self.done.overdue[issuance.issuance_id] = _overdue(issuance, finding)
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
            self.done.orphans.append((order_id, str(row.amount)))
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

    def look_through(self, back: timedelta, beside: Collection[str]) -> None:
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
        orders = [each for each in given if each not in beside or each in self.done.unread]
        for start in range(0, len(orders), _AT_ONCE):
            self.told(f"looking through refunds: {start:,} of {len(orders):,} orders")
            with self.recorder.acting() as acting:
                cases = acting.writer.cases(orders[start : start + _AT_ONCE])
                for case in cases.values():
                    if case.issuances:
                        self.prove(acting, case, read=None)
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
