"""What a policy says about one set of facts, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a decision: which stage, what it read, and what it changed.

    Attributes:
        stage: `guard`, `rule`, `experiment`, `amount`, `adjustment`, `bounds`, `limits`,
            `rounding`, `authority`.
        text: a sentence for a seller, with the values read.
        line: the line of the policy file it rests on, 1-based; None where it is the program's.
    """

    stage: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that failed on one condition only, and which."""

    rule: str
    line: int
    condition: str
    found: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another remedy that was looked at, what it would cost, and why it was not chosen."""

    remedy: Remedy
    amount: Money | None
    net_cost: Money | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which arm of a policy's experiment an order is in.

    Attributes:
        experiment: its name.
        instead: whether the order gets what the experiment gives instead of the rule.
        share: of the orders the experiment covers, how many get this arm: 0.10 for 10%. Whoever
            compares the arms later must know it.
    """

    experiment: str
    instead: bool
    share: Decimal

    def as_json(self) -> dict[str, Any]:
        """As the ledger keeps it."""
        return {"experiment": self.experiment, "instead": self.instead, "share": str(self.share)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Drawn:
        """Read back what the ledger kept."""
        return cls(told["experiment"], told["instead"], Decimal(told["share"]))


class Decision(NamedTuple):
    """What to do about one issue, by one policy: pure and repeatable.

    A named tuple, because a hundred thousand of them are made in a run, and a frozen dataclass of
    as many fields takes longer to fill than the decision takes to make.

    Attributes:
        remedy: what to do.
        amount: what the buyer receives, rounded; None where the remedy is no refund.
        worth: what it counts for in limits and authority; None where it costs nothing.
        rule: name of the rule that decided, `otherwise`, or None where a guard did.
        guard: name of the guard that decided, or None.
        authority: who may approve it; None where there is nothing to approve.
        message: name of the message template, or None.
        reasons: short sentences for a seller, the most telling first.
        limits_hit: names of the limits that made the amount smaller or a remedy a review.
        missing: names of the facts whose absence made it a review.
        trace: every step in order.
        near_misses: rules that failed on exactly one condition.
        alternatives: other remedies considered.
        net_cost: what it really costs the seller; None where that is not known.
        drawn: the experiment's arm it was decided in; None where no experiment had a say.
    """

    remedy: Remedy
    reasons: Sequence[str]
    amount: Money | None = None
    worth: Money | None = None
    rule: str | None = None
    rule_line: int | None = None
    guard: str | None = None
    authority: Authority | None = None
    message: str | None = None
    limits_hit: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    net_cost: Money | None = None
    drawn: Drawn | None = None
    trace: Sequence[Step] = ()
    near_misses: tuple[NearMiss, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
