"""`reconcile`: what really became of everything that was handed in, by evidence alone.

First the feed and its report, which cost little; then the books of the order. A report says what
was taken, the books what was paid, and only they confirm. What neither shows stays unknown: frozen,
looked for again, and never sent a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.feed_results import Ruling, verdict_of
from seller_credits.domain.feeds import Feed
from seller_credits.domain.issuances import (
    CAME_TO_NOTHING,
    FOR_A_PERSON,
    IN_FLIGHT,
    Issuance,
    Status,
    Submission,
)
from seller_credits.domain.issues import Source
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.looking import (
    BEFORE,
    LAST_READ,
    candidates,
    is_its_report,
    is_stuck,
    look_again_at,
    what_is_known,
)
from seller_credits.issuance.proof import Finding, Shown, prove
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.looking_up import Past, past_of
from seller_credits.workflow.recording import Recorder

LOOKED_FOR = frozenset(
    {*IN_FLIGHT, *FOR_A_PERSON, Status.RECORDED, Status.CONFIRMED, Status.REJECTED, Status.ABSENT}
)
"""What may still change by what the marketplace shows."""

_ASKED_OF_FEEDS = frozenset({Status.SUBMITTED, Status.UNKNOWN})
_BECOMES = {
    Shown.EXACT: Status.CONFIRMED,
    Shown.LESS: Status.PARTIAL,
    Shown.OTHER: Status.MISMATCHED,
    Shown.TWICE: Status.DUPLICATE,
}
_RULED = {Ruling.ACCEPTED: Status.ACCEPTED, Ruling.REJECTED: Status.REJECTED}
_REFUNDS = "refunds"


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
        unread: orders whose books could not be read, and why.
        problem: what ended it early.
    """

    looked_for: int = 0
    changes: list[Change] = field(default_factory=list)
    orphans: list[tuple[str, str]] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    problem: SellerCreditsError | None = None


@dataclass(slots=True)
class Reconciling:
    """One run for one account, which must be held while it lasts.

    Attributes:
        absent_after: how long after its intent a refund that no book shows is called absent.
        told: where progress goes.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    desk: Desk
    clock: Callable[[], datetime]
    absent_after: timedelta
    told: Callable[[str], None]
    _done: Reconciled = field(default_factory=Reconciled)
    _feeds: dict[str, Feed | None] = field(default_factory=dict)
    """What was told in this run of each submission's feed; None where there surely is none."""

    def run(self, *, everything: bool = False) -> Reconciled:
        """Look for what is due, or for everything that may still change."""
        found = self.ledger.issuances(
            self.account,
            statuses=LOOKED_FOR,
            due=None if everything else self.clock(),
        )
        due = [each for each in found if each.remedy is not Remedy.MESSAGE]
        self._done.looked_for = len(due)
        try:
            self._ask_feeds([each for each in due if each.status in _ASKED_OF_FEEDS])
            self._ask_books(list(dict.fromkeys(each.order_id for each in due)))
        except MarketplaceProblem as problem:
            self._done.problem = problem
        return self._done

    def _ask_feeds(self, issuances: Sequence[Issuance]) -> None:
        names = {each.submission_id for each in issuances if each.submission_id is not None}
        if not names:
            return
        every = [each for each in self.ledger.submissions(self.account) if each.kind == _REFUNDS]
        wanted = [each for each in every if each.submission_id in names]
        lost = [each for each in wanted if each.feed_id is None]
        for submission in wanted:
            if submission.feed_id is not None:
                self.told(f"asking what became of feed {submission.feed_id}")
                feed = self.desk.feed(submission.feed_id)
                self._feeds[submission.submission_id] = feed
                self._judge(submission, feed, is_sure=True)
        if lost:
            self._find(lost, {each.feed_id for each in every if each.feed_id is not None})

    def _find(self, lost: Sequence[Submission], claimed: Collection[str]) -> None:
        """Look for feeds whose ids were lost: one is taken only if it can be no other's."""
        self.told("looking for feeds whose answer was lost")
        feeds = self.desk.feeds_since(FEED_TYPE, min(each.at for each in lost) - BEFORE)
        found = {each.submission_id: candidates(each, feeds, claimed) for each in lost}
        wanted = Counter(feed.feed_id for some in found.values() for feed in some)
        for submission in lost:
            some = found[submission.submission_id]
            if not some:
                self._feeds[submission.submission_id] = None
            elif all(feed.is_over for feed in some):
                self._feeds[submission.submission_id] = some[0]
            if len(some) == 1 and wanted[some[0].feed_id] == 1:
                self._judge(submission, some[0], is_sure=False)

    def _judge(self, submission: Submission, feed: Feed | None, *, is_sure: bool) -> None:
        """What a feed and its report prove of what was handed in with it.

        Args:
            submission: it.
            feed: as it was told last; None where the marketplace knows it no more.
            is_sure: the marketplace itself gave its id; else it was found, and proves only what
                names our own orders.
        """
        if feed is None or not feed.is_over:
            why = "The marketplace knows this feed no more."
            if feed is not None:
                why = what_is_known(feed)
            if is_sure and (feed is None or is_stuck(feed, self.clock())):
                self._move_all(submission, lambda _: (Status.UNKNOWN, why), {})
            return
        if feed.did_nothing and is_sure:
            why = f"Feed {feed.feed_id} was cancelled before it began: nothing came of it."
            self._move_all(submission, lambda _: (Status.REJECTED, why), {})
            return
        result = self.desk.result_of(feed, submission.count)
        told = {"feed_id": feed.feed_id, "submission_id": submission.submission_id}
        if result is None:
            self._move_all(submission, lambda _: (Status.UNKNOWN, what_is_known(feed)), {})
            return
        ours = self._of(submission)
        if not is_sure and not is_its_report(result, submission, [one.order_id for one in ours]):
            return
        named = {error.order_id for error in result.errors}

        def ruled(issuance: Issuance) -> tuple[Status, str]:
            lines = max(1, sum(1 for line in issuance.lines if line.amount))
            number = issuance.message_id or 0
            verdict = verdict_of(result, number, issuance.order_id, lines=lines)
            status = _RULED.get(verdict.ruling, Status.UNKNOWN)
            if status is Status.REJECTED and not is_sure and issuance.order_id not in named:
                status = Status.UNKNOWN
            said = {Status.ACCEPTED: "took it", Status.REJECTED: "refused it"}
            words = f"The report of feed {feed.feed_id} {said.get(status, 'proves nothing')}"
            return status, f"{words}: {verdict.why}" if verdict.why else f"{words}."

        self._move_all(submission, ruled, told)

    def _of(self, submission: Submission) -> list[Issuance]:
        return [
            each
            for each in self.ledger.issuances(self.account, statuses=_ASKED_OF_FEEDS)
            if each.submission_id == submission.submission_id
        ]

    def _move_all(
        self,
        submission: Submission,
        ruled: Callable[[Issuance], tuple[Status, str]],
        told: Mapping[str, Any],
    ) -> None:
        with self.recorder.acting() as acting:
            if told and submission.feed_id is None:
                seen = acting.writer.issuing.submission_seen
                seen(submission.submission_id, told["feed_id"], "")
            for each in acting.writer.issuing.standing(statuses=_ASKED_OF_FEEDS):
                if each.submission_id != submission.submission_id:
                    continue
                status, why = ruled(each)
                if status is not each.status:
                    self._move(acting, each, status, why, since=submission.at, told=told)

    def _move(
        self,
        acting: Acting,
        issuance: Issuance,
        to: Status,
        why: str,
        *,
        since: datetime,
        told: Mapping[str, Any],
    ) -> Issuance:
        again = look_again_at(replace(issuance, status=to), since, acting.now, self.absent_after)
        moved = acting.move(issuance.issuance_id, to, {**told, "why": why}, again_at=again)
        self._done.changes.append(Change(moved, issuance.status, why))
        return moved

    def _ask_books(self, order_ids: Sequence[str]) -> None:
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
            if money.rows:
                self.recorder.record(Source.FINANCES, list(money.rows))
            self._prove(order_id, shows_held=money.shows_held)

    def _prove(self, order_id: str, *, shows_held: bool) -> None:
        """What the books show of one order's issuances, written down where it is news."""
        with self.recorder.acting() as acting:
            past = past_of(self.ledger.history(order_id), self.account)
            case = acting.case(order_id)
            proof = prove(past.claimants(case.issuances), case.money)
            for each in case.issuances:
                finding = proof.findings.get(each.issuance_id)
                if finding is None or each.status not in {*LOOKED_FOR, Status.SETTLED}:
                    continue
                since = past.left_at(each)
                to, why = self._shown(each, finding, case.issuances, acting.now - since)
                if to is None and self._is_absent(each, finding, acting.now - since) and shows_held:
                    to, why = Status.ABSENT, self._absence()
                if to is None:
                    again = look_again_at(each, since, acting.now, self.absent_after)
                    acting.writer.issuing.look_again(each.issuance_id, again)
                    continue
                moved = self._move(
                    acting, each, to, why, since=since, told={"money": _keys(finding)}
                )
                if to is Status.CONFIRMED and finding.is_final:
                    final = f"{finding.book} shows it under its own key."
                    self._move(acting, moved, Status.SETTLED, final, since=since, told={})
            self._note_orphans(acting, order_id, proof.unexplained, proof.unexplained_keys, past)
            acting.decide(acting.case(order_id))

    def _shown(
        self, issuance: Issuance, finding: Finding, others: Iterable[Issuance], age: timedelta
    ) -> tuple[Status | None, str]:
        """Where the books lead it; None where they say nothing new."""
        to = _BECOMES.get(finding.shown)
        if to is None:
            return None, ""
        if to is Status.CONFIRMED and _was_tried_again(issuance, others):
            to = Status.DUPLICATE
        settled = to is Status.CONFIRMED and issuance.status in {Status.CONFIRMED, Status.SETTLED}
        if (
            settled
            and issuance.status is Status.CONFIRMED
            and (finding.is_final or age > LAST_READ)
        ):
            return Status.SETTLED, f"{finding.book} still shows it, and nothing else."
        if settled or to is issuance.status:
            return None, ""
        return to, _sentence(issuance, finding, to)

    def _is_absent(self, issuance: Issuance, finding: Finding, age: timedelta) -> bool:
        """Whether it was looked for long enough, and nothing can come of it any more.

        A feed that is in progress still may pay, whatever time has passed.
        """
        if issuance.status is not Status.UNKNOWN or finding.shown is not Shown.NOTHING:
            return False
        asked = issuance.submission_id in self._feeds
        feed = self._feeds.get(issuance.submission_id or "")
        return asked and (feed is None or feed.is_over) and age > self.absent_after

    def _absence(self) -> str:
        hours = self.absent_after / timedelta(hours=1)
        return (
            f"No book shows it {hours:.0f} hours after it was handed in, and no feed works on it."
        )

    def _note_orphans(
        self,
        acting: Acting,
        order_id: str,
        rows: Iterable[Any],
        keys: Collection[str],
        past: Past,
    ) -> None:
        known = {
            each["key"]: each["explained"]
            for each in self.ledger.orphans(self.account)
            if each["order_id"] == order_id
        }
        issuing = acting.writer.issuing
        for row in rows:
            when = row.posted
            is_old = isinstance(when, datetime) and (
                past.first_approval is None or when < past.first_approval
            )
            if row.amount.amount > 0 and row.key not in known and not is_old:
                issuing.orphan(row)
                self._done.orphans.append((order_id, str(row.amount)))
        for key, explained in known.items():
            if explained is None and key not in keys:
                issuing.orphan_explained(order_id, key, "what is known by now explains it")


def _was_tried_again(issuance: Issuance, others: Iterable[Issuance]) -> bool:
    """Whether it was taken for nothing, and the same suggestion was approved once more since."""
    return issuance.status in CAME_TO_NOTHING and any(
        other.suggestion_id == issuance.suggestion_id
        and other.issuance_id != issuance.issuance_id
        and other.approved_at > issuance.approved_at
        and other.status not in {*CAME_TO_NOTHING, Status.APPROVED}
        for other in others
        if issuance.suggestion_id is not None
    )


def _keys(finding: Finding) -> list[str]:
    return [row.key for row in finding.rows]


def _sentence(issuance: Issuance, finding: Finding, to: Status) -> str:
    seen = ", ".join(str(row.amount) for row in finding.rows)
    meant = f"{issuance.amount} were meant"
    how = {
        Status.CONFIRMED: f"{finding.book} shows it to the cent: {seen}.",
        Status.PARTIAL: f"{finding.book} shows {seen}, and {meant}.",
        Status.MISMATCHED: f"{finding.book} shows {seen}, and {meant}.",
        Status.DUPLICATE: f"{finding.book} shows it more than once: {seen}, and {meant}.",
    }
    return how[to]
