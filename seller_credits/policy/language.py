"""The nouns of a policy, as it was read: rules, conditions, amounts, limits, examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from seller_credits.domain.facts import FACTS, Facts, Value
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.handwritten.problems import Place
from seller_credits.policy.engine.spans import inside
from seller_credits.policy.rates import Rates
from seller_credits.policy.sets import WHOLE, Numbers, ValueSet

_HUNDREDTH = Decimal("0.01")


class Base(StrEnum):
    """What a percentage is taken of."""

    ITEM = "item"
    ORDER = "order"
    SHIPPING = "shipping"
    RETURN_LABEL = "return_label"


class Already(StrEnum):
    """What becomes of money this program gave for the same issue before."""

    SUBTRACT = "subtract"
    SKIP = "skip"
    ADD = "add"


class Choose(StrEnum):
    """Which of several offered remedies is taken."""

    FIRST = "first"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a `when`: the fact, the values it accepts, and how the seller wrote it."""

    fact: str
    accepts: ValueSet
    text: str
    place: Place

    def __str__(self) -> str:
        return f"{self.fact}: {self.text}"


@dataclass(frozen=True, slots=True)
class Share:
    """`10% of item`: percent is 10 and factor 0.10."""

    percent: Decimal
    base: Base
    place: Place
    factor: Decimal = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "factor", self.percent * _HUNDREDTH)
        object.__setattr__(self, "text", f"{self.percent}% of {self.base}")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Fixed:
    """`5 USD`."""

    money: Money
    place: Place

    def __str__(self) -> str:
        return str(self.money)


Term = Share | Fixed


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of an amount table: for which values, and how much."""

    accepts: Numbers
    text: str
    term: Term
    place: Place


@dataclass(frozen=True, slots=True)
class Tiers:
    """A table of amounts by one numeric fact.

    Attributes:
        asked: each row behind the question whether it covers a number.
    """

    by: str
    rows: tuple[Tier, ...]
    place: Place
    asked: tuple[tuple[Callable[[Value], bool], Tier], ...] = field(
        init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        whole = FACTS[self.by].type in WHOLE
        asked = tuple((inside(row.accepts.spans, whole=whole), row) for row in self.rows)
        object.__setattr__(self, "asked", asked)

    def row_of(self, number: Value) -> Tier | None:
        """The row that covers this number; None where there is none."""
        for covers, row in self.asked:
            if covers(number):
                return row
        return None


Amount = Share | Fixed | Tiers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives: one remedy, or several offered in order.

    Attributes:
        remedies: one, or those of `offer` in the seller's order.
        message: name of a message template, or None.
        message_place: where it is named.
        because: the seller's own reason, or None.
    """

    remedies: tuple[Remedy, ...]
    place: Place
    choose: Choose = Choose.FIRST
    amount: Amount | None = None
    at_least: Term | None = None
    at_most: Term | None = None
    already: Already = Already.SUBTRACT
    message: str | None = None
    because: str | None = None
    message_place: Place | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it applies and what it gives."""

    name: str
    conditions: tuple[Condition, ...]
    outcome: Outcome
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """`+10%` or `+2 USD`, on the amount a rule gives. One of the two is set."""

    text: str
    percent: Decimal | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of the rule's amount where its conditions hold."""

    conditions: tuple[Condition, ...]
    change: Change
    place: Place


@dataclass(frozen=True, slots=True)
class Limit:
    """One ceiling: money, or a share of what the buyer paid. One of the two is set.

    Attributes:
        share: 0.50 for 50%.
    """

    name: str
    text: str
    place: Place
    share: Decimal | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class BuyerLimit:
    """At most so many credits to one buyer within so many days."""

    credits: int
    within_days: int
    place: Place


@dataclass(frozen=True, slots=True)
class Limits:
    """The ceilings of a policy; None where the seller set none."""

    per_line: Limit | None = None
    per_order: Limit | None = None
    per_buyer: BuyerLimit | None = None
    per_day: Limit | None = None
    per_month: Limit | None = None


@dataclass(frozen=True, slots=True)
class Approvals:
    """Up to what worth nobody, an agent or a manager may approve; above it the owner does."""

    automatic: Money
    agent: Money
    manager: Money
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Experiment:
    """Another outcome for a share of the decisions of some rules.

    Attributes:
        share: 0.10 for 10%.
    """

    name: str
    share: Decimal
    rules: frozenset[str]
    instead: Outcome
    place: Place


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example says the policy must answer; None where it does not say."""

    rule: str | None = None
    remedy: Remedy | None = None
    amount: Money | None = None
    authority: Authority | None = None
    guard: str | None = None
    message: str | None = None
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up order and what the policy must say about it."""

    given: Mapping[str, str]
    facts: Facts
    expect: Expectation
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A seller's rules, read and found without error. Two are the same where their digests are.

    Attributes:
        rates: the policy's currency, of bare amounts, and the others it covers.
        effective_from: first order date it is written for, in the account's own calendar.
        effective_to: last order date it is written for.
        digest: SHA-256 of the file's bytes, in hex.
    """

    name: str
    version: str
    rates: Rates
    effective_from: date | None
    effective_to: date | None
    approvals: Approvals
    limits: Limits
    rules: tuple[Rule, ...]
    otherwise: Outcome
    adjustments: tuple[Adjustment, ...]
    experiment: Experiment | None
    examples: tuple[Example, ...]
    digest: str
    file: str


OTHERWISE = "otherwise"
"""The name decisions bear that no rule took."""
