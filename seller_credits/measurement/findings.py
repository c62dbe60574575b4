"""What was found unusual, as it is told: how much, since when, what it costs, what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.measurement.groups import Dimension, KindGroup
from seller_credits.measurement.unseen import Unseen


@dataclass(frozen=True, slots=True)
class Company:
    """Another thing (nearly) all of a finding's orders have in common: the cause may be either.

    Attributes:
        is_mutual: hardly any other order has it, so that nothing tells the two apart.
    """

    dimension: Dimension
    value: str
    is_mutual: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Some orders go wrong more often than others of their store and channel.

    Attributes:
        dimension, value: what the orders have in common; `value` is empty where it is nothing.
        group: the sort of trouble, `kinds` which of it were seen, the most frequent first.
        is_event: of some weeks only, beside the other weeks of the same; else it is lasting,
            beside the others of the same weeks.
        orders, issues: of these so many went wrong, from `since` on.
        rate, low, high: as fractions; the rate lies between the two 95 times of 100.
        usual: the rate of the others.
        chance: how likely it is mere chance, corrected for all comparisons made.
        since: the first day of its first week; None where it was so from the first order on.
        until: the last day of its last week; None where it goes on, as far as is known.
        excess: how many issues more than usual.
        given_back: what was given back above the usual, each currency by itself; None where
            nothing is known of money at all.
        days: how long it lasted, as far as orders are old enough to tell.
        company: what else may be the cause.
    """

    dimension: Dimension
    value: str
    group: KindGroup
    kinds: tuple[IssueKind, ...]
    is_event: bool
    orders: int
    issues: int
    rate: float
    low: float
    high: float
    usual: float
    chance: float
    since: date | None
    until: date | None
    excess: Decimal
    given_back: tuple[Money, ...] | None
    days: int
    company: tuple[Company, ...] = ()

    @property
    def cost_a_month(self) -> tuple[Money, ...] | None:
        """What goes on being given back above the usual in 30 days; None where it is not known."""
        if self.given_back is None or self.until is not None:
            return None
        return tuple((each * self._a_month).rounded() for each in self.given_back)

    @property
    def excess_a_month(self) -> Decimal | None:
        """How many issues more than usual in 30 days; None where it is over."""
        return None if self.until is not None else self.excess * self._a_month

    @property
    def _a_month(self) -> Decimal:
        return Decimal(_A_MONTH) / max(self.days, 1)


_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Looked:
    """How much was looked at, so that finding nothing says something.

    Attributes:
        orders: that are in some rate; first and last day they were placed on.
        young: orders left out so far, because their troubles may not have shown yet.
        unlisted: orders with a trouble that no list of orders tells of: they are in no rate.
        unwatched: orders that are in no rate of delivery: first seen soon after they were due.
        comparisons: how many could be made; with none there were too few orders to say anything.
    """

    orders: int
    first: date | None
    last: date | None
    young: int
    unlisted: int
    unwatched: int
    comparisons: int


@dataclass(frozen=True, slots=True)
class Insight:
    """Everything unusual about one account's orders, the strongest first, and what it rests on."""

    findings: tuple[Finding, ...]
    looked: Looked


@dataclass(frozen=True, slots=True)
class AccountInsight:
    """All there is to say about one account.

    Attributes:
        unseen: what Amazon counts and nothing here has shown.
        unread: sources whose newest window could not be read: rates of theirs may be too low.
    """

    account: str
    insight: Insight
    unseen: tuple[Unseen, ...]
    unread: tuple[Source, ...]
