"""`reconcile`: what really became of everything that was handed in, by evidence alone.

First the feed and its report, which cost little; then the books of the order. A report says what
was taken, the books what was paid, and only they confirm. What neither shows stays unknown: frozen,
looked for again, and never sent a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.domain.errors import MarketplaceProblem, UnreadableSource
from seller_credits.domain.issuances import (
    FOR_A_PERSON,
    Issuance,
)
from seller_credits.domain.issues import Source
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.looking import LAST_READ
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.workflow.feed_evidence import ASKED, FeedEvidence
from seller_credits.workflow.goods_evidence import GoodsEvidence
from seller_credits.workflow.judging import LOOKED_FOR, Judging, Reconciled
from seller_credits.workflow.recording import Recorder

_LATELY = timedelta(days=7)
"""How far back a usual run looks for refunds nobody here issued: books show most within four days;
what was held back longer is found by `--all`."""


@dataclass(slots=True)
class Reconciling:
    """One run for one account, which must be held while it lasts.

    Attributes:
        desk: where feeds, books and warehouses are asked.
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

    def run(self, *, everything: bool = False) -> Reconciled:
        """Look for what is due, or for everything that may still change."""
        judging = Judging(self.ledger, self.account, self.recorder, self.absent_after, self.told)
        done = judging.done
        questions = judging.orders_with_orphans()
        due = self._due(everything=everything)
        done.looked_for = len(due)
        orders = dict.fromkeys(each.order_id for each in due if each.amount is not None)
        orders |= dict.fromkeys(questions)
        # What is in question may be explained by now by what a person recorded.
        try:
            self._ask_feeds(judging, [each for each in due if each.status in ASKED])
            self._ask_books(judging, list(orders))
            self._ask_warehouses(judging, due)
        except MarketplaceProblem as problem:
            done.problem = problem
        judging.look_through(LAST_READ if everything else _LATELY, beside=orders)
        return done

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

    def _ask_feeds(self, judging: Judging, issuances: Sequence[Issuance]) -> None:
        names = (self.ledger, self.account, self.recorder, self.desk, self.clock)
        feeds = FeedEvidence(*names, judging.move, self.told)
        judging.no_feed_works_on = feeds.no_feed_works_on
        feeds.ask(issuances)
        judging.done.problem = feeds.problem

    def _ask_warehouses(self, judging: Judging, issuances: Sequence[Issuance]) -> None:
        names = (self.ledger, self.account, self.recorder, self.desk, self.absent_after)
        goods = GoodsEvidence(*names, judging.move, self.told)
        goods.ask(issuances)
        judging.done.problem = goods.problem or judging.done.problem

    def _ask_books(self, judging: Judging, order_ids: Sequence[str]) -> None:
        for number, order_id in enumerate(order_ids, 1):
            self.told(f"reading the books of order {order_id}, {number:,} of {len(order_ids):,}")
            try:
                money = self.desk.money_of(order_id)
            except (MarketplaceProblem, UnreadableSource) as problem:
                judging.done.unread[order_id] = problem.message
                if isinstance(problem, MarketplaceProblem) and ends_all(problem):
                    raise
                judging.done.problem = problem
                continue
            judging.done.read += 1
            if money.rows:
                self.recorder.record(Source.FINANCES, list(money.rows))
            with self.recorder.acting() as acting:
                judging.prove(acting, acting.case(order_id), read=money)
