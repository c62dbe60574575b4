"""What feeds and their reports prove of what was handed in, written down where it is news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.feed_results import FeedResult, Ruling, verdict_of
from seller_credits.domain.feeds import Feed
from seller_credits.domain.issuances import Issuance, Status, Submission
from seller_credits.issuance.looking import (
    BEFORE,
    candidates,
    is_its_report,
    is_stuck,
    what_is_known,
)
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.recording import Recorder

ASKED = frozenset({Status.SUBMITTED, Status.UNKNOWN})
"""What a feed and its report can still tell something of."""

FOUND = "FOUND"
"""The status of a submission whose feed was found, not told: it never becomes sure by being read
once more."""

_REFUNDS = "refunds"
_RULED = {Ruling.ACCEPTED: Status.ACCEPTED, Ruling.REJECTED: Status.REJECTED}
_SAID = {Status.ACCEPTED: "took it", Status.REJECTED: "refused it"}

Ruled = tuple[Status, str]
Move = Callable[[Acting, Issuance, Ruled, datetime, dict[str, Any]], Issuance]
"""Moves an issuance to a status by evidence; since when, and what else the entry is to keep."""


@dataclass(slots=True)
class FeedEvidence:
    """The feeds of one run.

    Attributes:
        move: writes a move down.
        told: where progress goes.
        problem: what could not be asked.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    desk: Desk
    clock: Callable[[], datetime]
    move: Move
    told: Callable[[str], None]
    problem: SellerCreditsError | None = None
    _over: set[str] = field(default_factory=set)
    """Submissions that no feed works on any more, and of which none is known to have been taken."""

    def no_feed_works_on(self, issuance: Issuance) -> bool:
        """Whether this run saw that nothing can come of it any more by what feeds tell.

        What no feed was ever made for, as far as this program knows, has none to wait for.
        """
        return issuance.submission_id in self._over

    def ask(self, issuances: Sequence[Issuance]) -> None:
        """Ask what became of the feeds these were handed in with.

        Raises:
            MarketplaceProblem: nothing more can be asked.
        """
        names = {each.submission_id for each in issuances if each.submission_id is not None}
        if not names:
            return
        every = [each for each in self.ledger.submissions(self.account) if each.kind == _REFUNDS]
        wanted = [each for each in every if each.submission_id in names]
        for submission in wanted:
            if submission.feed_id is not None:
                self._try(partial(self._ask_one, submission))
        lost = [each for each in wanted if each.feed_id is None]
        if lost:
            # Any other that was lost may be what a feed belongs to, though it is not due now.
            rivals = [each for each in every if each.feed_id is None]
            claimed = {each.feed_id for each in every if each.feed_id is not None}
            self._try(partial(self._find, lost, rivals, claimed))

    def _try(self, ask: Callable[[], None]) -> None:
        """What cannot be asked of one feed keeps no other, nor the books."""
        try:
            ask()
        except (MarketplaceProblem, UnreadableSource) as problem:
            self.problem = problem
            if isinstance(problem, MarketplaceProblem) and ends_all(problem):
                raise

    def _ask_one(self, submission: Submission) -> None:
        assert submission.feed_id is not None
        self.told(f"asking what became of feed {submission.feed_id}")
        feed = self.desk.feed(submission.feed_id)
        if feed is None or feed.is_over:
            self._over.add(submission.submission_id)
        self._judge(submission, feed, is_sure=submission.status != FOUND)

    def _find(
        self, lost: Sequence[Submission], rivals: Sequence[Submission], claimed: Collection[str]
    ) -> None:
        """Look for feeds whose ids were lost: one is taken only if it can be no other's."""
        self.told("looking for feeds whose answer was lost")
        feeds = self.desk.feeds_since(FEED_TYPE, min(each.at for each in lost) - BEFORE)
        wanted = Counter(
            feed.feed_id for each in rivals for feed in candidates(each, feeds, claimed)
        )
        for submission in lost:
            some = candidates(submission, feeds, claimed)
            if all(feed.is_over for feed in some):
                self._over.add(submission.submission_id)
            if len(some) == 1 and wanted[some[0].feed_id] == 1:
                self._try(partial(self._judge, submission, some[0], is_sure=False))

    def _judge(self, submission: Submission, feed: Feed | None, *, is_sure: bool) -> None:
        """What a feed and its report prove of what was handed in with it.

        Args:
            submission: it.
            feed: as it was told last; None where the marketplace knows it no more.
            is_sure: the marketplace itself gave its id; else it was found, and refuses only what
                its report names by our own orders.
        """
        if feed is None:
            self._unknown(submission, "The marketplace knows its feed no more.", is_sure=is_sure)
        elif not feed.is_over:
            if is_stuck(feed, self.clock()):
                self._unknown(submission, what_is_known(feed), is_sure=is_sure)
        elif feed.did_nothing:
            if is_sure:
                why = f"Feed {feed.feed_id} was cancelled before it began: nothing came of it."
                self._move_all(submission, lambda _: (Status.REJECTED, why), None)
        else:
            self._read(submission, feed, is_sure=is_sure)

    def _read(self, submission: Submission, feed: Feed, *, is_sure: bool) -> None:
        result = self.desk.result_of(feed, submission.count)
        if result is None:
            self._unknown(submission, what_is_known(feed), is_sure=is_sure)
            return
        orders = [each.order_id for each in self._of(submission)]
        if is_sure or is_its_report(result, submission, orders):
            self._move_all(
                submission, lambda each: _ruled(each, feed, result, is_sure=is_sure), feed
            )

    def _of(self, submission: Submission) -> list[Issuance]:
        """All that was handed in with it, however it stands by now."""
        every = self.ledger.issuances(self.account)
        return [each for each in every if each.submission_id == submission.submission_id]

    def _unknown(self, submission: Submission, why: str, *, is_sure: bool) -> None:
        if is_sure:
            self._move_all(submission, lambda _: (Status.UNKNOWN, why), None)

    def _move_all(
        self, submission: Submission, ruled: Callable[[Issuance], Ruled], feed: Feed | None
    ) -> None:
        told: dict[str, Any] = {"submission_id": submission.submission_id}
        with self.recorder.acting() as acting:
            issuing = acting.writer.issuing
            if feed is not None and submission.feed_id is None:
                issuing.submission_seen(submission.submission_id, feed.feed_id, FOUND)
            for each in issuing.standing(statuses=ASKED):
                if each.submission_id != submission.submission_id:
                    continue
                status, why = ruled(each)
                if status is Status.ACCEPTED:
                    self._over.discard(submission.submission_id)
                if status is not each.status:
                    own = {**told, "message_id": each.message_id}
                    own["feed_id"] = feed.feed_id if feed else each.feed_id
                    self.move(acting, each, (status, why), submission.at, own)


def _ruled(issuance: Issuance, feed: Feed, result: FeedResult, *, is_sure: bool) -> Ruled:
    lines = max(1, sum(1 for line in issuance.lines if line.amount))
    verdict = verdict_of(result, issuance.message_id or -1, issuance.order_id, lines=lines)
    status = _RULED.get(verdict.ruling, Status.UNKNOWN)
    named = {error.order_id for error in result.errors}
    if status is Status.REJECTED and not is_sure and issuance.order_id not in named:
        status = Status.UNKNOWN
    words = f"The report of feed {feed.feed_id} {_SAID.get(status, 'proves nothing')}"
    return status, f"{words}: {verdict.why}" if verdict.why else f"{words}."
