"""One issue under judgement: its facts, the policy's figures in its currency, what was noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from seller_credits.domain.decisions import Decision, Drawn
from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.engine.telling import Because, Note, Reasons, Trace, Wording, said
from seller_credits.policy.options import Options
from seller_credits.policy.rates import EXACT

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
        rule: name of the rule that took it, once one has.
        rule_line: its line in the file.
        notes: the steps so far.
        reasons: why, for the seller, so far.
        missing: facts a step needed and did not find.
        hit: limits that made the amount smaller.
        drawn: the experiment's arm, once the rule is one that the experiment covers.
        never_automatic: a limit could not be judged, so a person must look.
    """

    known: Mapping[str, Value]
    currency: str
    unit: Decimal
    options: Options
    rule: str | None = None
    rule_line: int | None = None
    notes: list[Note] = field(default_factory=list)
    reasons: list[Because] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    drawn: Drawn | None = None
    never_automatic: bool = False

    def note(
        self, stage: str, wording: Wording, values: tuple[object, ...], line: int | None = None
    ) -> None:
        """Write one step down; a Decimal among the values is an amount of the order."""
        self.notes.append((stage, wording, values, line))

    def because(self, template: str, *values: object) -> None:
        """Give the seller one reason more; a Decimal among the values is an amount."""
        self.reasons.append((template, values))

    def lack(self, name: str) -> None:
        """Write down that a step needed this fact and did not find it."""
        if name not in self.missing:
            self.missing += (name,)

    def money(self, name: str) -> Decimal | None:
        """An amount of the order, all of which are in its currency; None where it is unknown."""
        value = self.known.get(name)
        return value.amount if isinstance(value, Money) else None

    def needed(self, name: str) -> Decimal | None:
        """The same, and noted as missing where it is unknown."""
        value = self.known.get(name)
        if isinstance(value, Money):
            return value.amount
        self.lack(name)
        return None

    def even(self, amount: Decimal) -> Decimal:
        """Half-even to the currency's smallest unit: how amounts are rounded, once."""
        return amount.quantize(self.unit, ROUND_HALF_EVEN, EXACT)

    def down(self, amount: Decimal) -> Decimal:
        """Towards zero to the currency's smallest unit: how ceilings are rounded."""
        return amount.quantize(self.unit, ROUND_DOWN, EXACT)

    def said(self, amount: Decimal) -> str:
        """An amount for a sentence: `4.00 USD`."""
        return said(amount, self.currency)

    def aside(self) -> Case:
        """The same issue, to try a remedy on without leaving a mark."""
        return Case(self.known, self.currency, self.unit, self.options, self.rule)

    def review(self, reason: str, *values: object, guard: str | None = None) -> Decision:
        """Hand it to a person, for this reason before all others."""
        return self.closed(Remedy.REVIEW, (reason, values), guard=guard)

    def lacking(self) -> Decision:
        """Hand it to a person because of the facts that are missing, naming them."""
        if _PRICES.issuperset(self.missing):
            return self.review(UNKNOWN_PRICE)
        names = " and ".join(self.missing)
        verb = "is" if len(self.missing) == 1 else "are"
        return self.review("It takes {} to decide this, which {} not known.", names, verb)

    def closed(
        self, remedy: Remedy, first: Because | None = None, *, guard: str | None = None
    ) -> Decision:
        """A decision that pays nothing, for this reason before all others."""
        reasons = self.reasons if first is None else [first, *self.reasons]
        return Decision(
            remedy=remedy,
            reasons=Reasons(reasons[:_MOST_REASONS], self.currency),
            rule=self.rule,
            rule_line=self.rule_line,
            guard=guard,
            limits_hit=self.hit,
            missing=self.missing,
            drawn=self.drawn,
            trace=Trace(self.notes, self.currency),
        )

    def open(
        self,
        remedy: Remedy,
        authority: Authority,
        message: str | None,
        worth: Money | None = None,
        net_cost: Money | None = None,
        *,
        amount: Money | None = None,
    ) -> Decision:
        """A decision that somebody approves and somebody carries out."""
        # In the order of its fields: names would take as long as all the rest of it.
        return Decision(
            remedy,
            Reasons(self.reasons[:_MOST_REASONS], self.currency),
            amount,
            worth,
            self.rule,
            self.rule_line,
            None,
            authority,
            message,
            self.hit,
            (),
            net_cost,
            self.drawn,
            Trace(self.notes, self.currency),
        )
