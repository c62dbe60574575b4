"""Decides the orders of a batch, by what is in force at that moment, and records what is news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from seller_credits.detection.facts import Finding, Freshness
from seller_credits.detection.matching import learn_from_order
from seller_credits.domain.cases import CurrentSuggestion, Issue, OrderCase
from seller_credits.domain.issuances import RESERVING, Issuance
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.ledger.interface import Ledger
from seller_credits.ledger.transaction import Writer
from seller_credits.workflow.deciding import (
    SOURCE_IS_STALE,
    Decider,
    Ground,
    Judged,
    News,
    Suggested,
)
from seller_credits.workflow.freshness import as_recorded
from seller_credits.workflow.in_force import InForce, in_force
from seller_credits.workflow.results import Outcome
from seller_credits.workflow.shop import ShopReading
from seller_credits.workflow.spending import Spending, month_before
from seller_credits.workflow.suggesting import Made, compared


class Verdicts:
    """One account's decisions, in one run of the program.

    Args:
        ledger: what is known of the account.
        account: its name.
        decider: decides single issues; what is in force it is told anew with every transaction.
        shop: what facts need of the shop as a whole.
        outcome: grows by what is suggested.
    """

    def __init__(
        self, ledger: Ledger, account: str, decider: Decider, shop: ShopReading, outcome: Outcome
    ) -> None:
        self._ledger = ledger
        self._account = account
        self._decider = decider
        self._shop = shop
        self._outcome = outcome
        self.sources = as_recorded(ledger.windows(account))
        self._spending: Spending | None = None
        self._begun_at = _position(ledger, account)

    def begin(self, writer: Writer, now: datetime) -> None:
        """Begin a transaction: what others said and gave meanwhile counts from here on."""
        self._heed(writer.last_standing)
        in_use = self._decider.in_force.in_use
        writer.policy_read(in_use.digest, in_use.name, in_use.text)
        if self._spending is None or self._spending.position != writer.position:
            given = writer.given_since(month_before(now))
            pending = writer.issuing.standing(statuses=RESERVING)
            self._spending = Spending(given, writer.position, pending)

    def end(self, writer: Writer) -> None:
        """All that was added to the chain since `begin` was this run's own."""
        assert self._spending is not None
        self._spending.position = writer.position

    def heard(self, row: MoneyRow) -> None:
        """A movement of money was recorded in this transaction."""
        assert self._spending is not None
        self._spending.heard(row)

    def moved(self, issuance: Issuance) -> None:
        """Something was approved in this transaction, or came to another status."""
        assert self._spending is not None
        self._spending.moved(issuance)

    def health_read(self) -> None:
        """An account-health report was recorded in this transaction."""
        self._shop.health_read()

    def _heed(self, last_standing: int) -> None:
        """Judge by other versions from now on, where somebody activated or revoked one."""
        now_in_force = self._decider.in_force
        if last_standing != now_in_force.last_standing:
            anew = in_force(self._ledger, self._account, now_in_force.in_use)
            self._decider = self._decider.under(anew)
            self._shop.forget()

    def decide(
        self, writer: Writer, case: OrderCase, now: datetime, just_read: dict[str, Freshness]
    ) -> None:
        """Decide every issue of an order that nobody has acted on, and record what is news.

        Args:
            writer: the transaction.
            case: all that is known of the order.
            now: the moment, aware.
            just_read: sources that are being read, and so are fresher than the ledger knows.
        """
        for issue in case.issues:
            learnt = learn_from_order(case, issue) if case.snapshots else {}
            if learnt:
                writer.issue_joined(case.order_id, issue.issue_id, learnt)
            news = self._decider.judged(case, issue, self._ground(issue, now, just_read))
            if news is not None:
                self._record(writer, case, issue, news)

    def weighed(
        self, case: OrderCase, issue: Issue, now: datetime, *, without: str | None = None
    ) -> tuple[Finding, Made]:
        """What would be decided of an issue now, whatever was said of it already.

        Args:
            case: all that is known of the order.
            issue: one of its issues.
            now: the moment, aware.
            without: key of an issuance that is not to count: whether it still fits is asked as if
                it were not there.
        """
        ground = self._ground(issue, now, {})
        if without is not None:
            left = [each for each in case.issuances if each.issuance_id != without]
            case = replace(case, issuances=left)
            ground = replace(ground, spending=ground.spending.without(without))
        return self._decider.weighed(case, issue, ground)

    @property
    def in_force(self) -> InForce:
        """What judges by now."""
        return self._decider.in_force

    def _ground(self, issue: Issue, now: datetime, just_read: dict[str, Freshness]) -> Ground:
        assert self._spending is not None
        shop = self._shop.as_of(now, self._decider.in_force.asked)
        sources = self.sources.rests_on(issue.marketplace) | just_read
        return Ground(now, sources, shop, self._spending)

    def _record(self, writer: Writer, case: OrderCase, issue: Issue, news: News) -> None:
        payload = news.payload
        if isinstance(news, Judged):
            writer.judged(case.order_id, payload)
            return
        if isinstance(news, Suggested):
            writer.suggested(case.order_id, payload)
            replaced = case.suggestions.get(issue.issue_id)
            # One that this very run made and now replaces is still one new suggestion.
            if replaced is None or replaced.seq <= self._begun_at:
                self._outcome.suggestions += 1
        else:
            writer.upheld(case.order_id, payload)
            self._outcome.upheld += 1
        case.suggestions[issue.issue_id] = CurrentSuggestion(
            payload["suggestion_id"],
            payload["ordinal"],
            payload["status"],
            writer.position,
            payload["outcome"],
            (payload["policy_digest"], payload["authority"]),
            compared(payload),
        )

    def mark(self, now: datetime) -> str:
        """What names all that decides beside the orders: the versions, the shop's own tables."""
        also = self._shop.mark(now, self.in_force.asked)
        return f"{self.in_force.versions.digest} {also}".rstrip()

    def waiting(self, now: datetime) -> list[str]:
        """Orders that wait for a source to be read, or for another day or month to begin.

        And those of which an approval was given up, where whoever did so got no further.
        """
        stale = self._ledger.decided_as(self._account, SOURCE_IS_STALE)
        limited = self._ledger.limited_until(self._account, now)
        given_up = self._ledger.given_up(self._account)
        return list(dict.fromkeys((*stale, *limited, *given_up)))

    def otherwise_decided(self, before: str | None, mark: str) -> list[str]:
        """Orders that may come out otherwise now than when another mark was in force.

        With one version alone, what it decided itself need not be asked again.
        """
        only = self._decider.in_force.only
        is_same_shop = before is None or before.partition(" ")[2] == mark.partition(" ")[2]
        return list(self._ledger.undecided_by(self._account, only if is_same_shop else None))

    @property
    def has_any(self) -> bool:
        """Whether anything was ever suggested that nobody has acted on."""
        open_ones: Iterator[str] = self._ledger.undecided_by(self._account, None)
        return next(open_ones, None) is not None


def _position(ledger: Ledger, account: str) -> int:
    return next((mark.seq for mark in ledger.checkpoints() if mark.account == account), 0)
