"""One issue under judgement: its facts, the policy's figures in its currency, what was noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from seller_credits.domain.decisions import Decision, Drawn, Step
from seller_credits.domain.facts import Value, value_text
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.options import Options
from seller_credits.policy.rates import EXACT

_LONGEST = 60
_MOST_REASONS = 3
_PRICES = frozenset({"item_price", "line_total", "affected_value", "shipping_paid", "order_total"})
UNKNOWN_PRICE = (
    "The price of the line is not known; import the all-orders report beside this file "
    "(or sync) and it will be."
)
"""What a seller can do where a review is for want of a price."""


@dataclass(slots=True)
class Case:
    """The facts of one issue and what is found out about it on the way to a decision.

    Attributes:
        known: the facts, by name.
        currency: of the order, or the policy's where no amount is known.
        unit: the smallest of the currency.
        options: what the caller knows beside the facts.
        trace: the steps so far; None where nobody will read them.
        rule: name of the rule that took it, once one has.
        rule_line: its line in the file.
        reasons: sentences for the seller so far.
        missing: facts a step needed and did not find.
        hit: limits that made the amount smaller.
        drawn: the experiment's arm, once the rule is one that the experiment covers.
        never_automatic: a limit could not be judged, so a person must look.
    """

    known: Mapping[str, Value]
    currency: str
    unit: Decimal
    options: Options
    trace: list[Step] | None
    rule: str | None = None
    rule_line: int | None = None
    reasons: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    hit: list[str] = field(default_factory=list)
    drawn: Drawn | None = None
    never_automatic: bool = False

    def note(self, stage: str, template: str, *values: object, line: int | None = None) -> None:
        """Write one step down, where somebody will read it; formats nothing otherwise."""
        if self.trace is not None:
            self.trace.append(Step(stage, template.format(*values), line))

    def money(self, name: str) -> Decimal | None:
        """An amount of the order, all of which are in its currency; None where it is unknown."""
        value = self.known.get(name)
        return value.amount if isinstance(value, Money) else None

    def needed(self, name: str) -> Decimal | None:
        """The same, and noted as missing where it is unknown."""
        value = self.known.get(name)
        if isinstance(value, Money):
            return value.amount
        if name not in self.missing:
            self.missing.append(name)
        return None

    def even(self, amount: Decimal) -> Decimal:
        """Half-even to the currency's smallest unit: how amounts are rounded, once."""
        return amount.quantize(self.unit, ROUND_HALF_EVEN, EXACT)

    def down(self, amount: Decimal) -> Decimal:
        """Towards zero to the currency's smallest unit: how ceilings are rounded."""
        return amount.quantize(self.unit, ROUND_DOWN, EXACT)

    def said(self, amount: Decimal) -> str:
        """An amount for a sentence: `4.00 USD`."""
        return f"{amount.quantize(self.unit, ROUND_HALF_EVEN, EXACT)} {self.currency}"

    def aside(self) -> Case:
        """The same issue, to try a remedy on without leaving a mark."""
        return Case(self.known, self.currency, self.unit, self.options, None, rule=self.rule)

    def review(self, reason: str, *, guard: str | None = None) -> Decision:
        """Hand it to a person, for this reason before all others."""
        return self.closed(Remedy.REVIEW, reason, guard=guard)

    def lacking(self) -> Decision:
        """Hand it to a person because of the facts that are missing, naming them."""
        if _PRICES.issuperset(self.missing):
            return self.review(UNKNOWN_PRICE)
        names = " and ".join(self.missing)
        verb = "is" if len(self.missing) == 1 else "are"
        return self.review(f"It takes {names} to decide this, which {verb} not known.")

    def closed(self, remedy: Remedy, *reasons: str, guard: str | None = None) -> Decision:
        """A decision that pays nothing."""
        return Decision(
            remedy=remedy,
            reasons=self._reasons(reasons),
            rule=self.rule,
            rule_line=self.rule_line,
            guard=guard,
            limits_hit=tuple(self.hit),
            missing=tuple(self.missing),
            drawn=self.drawn,
            trace=tuple(self.trace or ()),
        )

    def open(
        self,
        remedy: Remedy,
        authority: Authority,
        *,
        message: str | None = None,
        amount: Money | None = None,
        worth: Money | None = None,
        net_cost: Money | None = None,
    ) -> Decision:
        """A decision that somebody approves and somebody carries out."""
        return Decision(
            remedy=remedy,
            reasons=self._reasons(()),
            amount=amount,
            worth=worth,
            rule=self.rule,
            rule_line=self.rule_line,
            authority=authority,
            message=message,
            limits_hit=tuple(self.hit),
            net_cost=net_cost,
            drawn=self.drawn,
            trace=tuple(self.trace or ()),
        )

    def _reasons(self, first: tuple[str, ...]) -> tuple[str, ...]:
        return (*first, *self.reasons)[:_MOST_REASONS]


def shown(value: Value | None) -> str:
    """A fact's value for a sentence: plain text of bounded length, `missing` where unknown."""
    if value is None:
        return "missing"
    text = value_text(value)
    if text.isprintable() and len(text) <= _LONGEST:
        return text
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3]}..."
