"""Adjustments: which of them change the amount that a rule gives, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.decisions import Step
from seller_credits.domain.facts import Value
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.predicates import Tested, tests_of
from seller_credits.policy.engine.sieves import sieve_of
from seller_credits.policy.engine.telling import said, shown
from seller_credits.policy.language import Adjustment, Policy
from seller_credits.policy.rates import EXACT, Rates

Adjusting = Callable[[Case, Decimal], Decimal]
"""Given the amount of the rule, what the adjustments that apply make of it."""

_MAKES = "{} ({}) makes it {}"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Change(Tested):
    """One adjustment made ready.

    Attributes:
        factor: 1.10 for `+10%`; None where the change is money.
        why: its conditions, for the sentence that says what it did.
    """

    adjustment: Adjustment
    factor: Decimal | None
    why: str

    def of(self, value: Decimal, currency: str, rates: Rates) -> Decimal:
        """What it makes of an amount, which never goes below 0."""
        if self.factor is not None:
            return EXACT.multiply(value, self.factor)
        money = self.adjustment.change.money
        return value if money is None else max(_ZERO, value + rates.amount_in(money, currency))


def adjusting(policy: Policy) -> Adjusting | None:
    """All adjustments of the policy as one step, in its order; None where it has none."""
    if not policy.adjustments:
        return None
    rates = policy.rates
    changes = [_change(adjustment, rates) for adjustment in policy.adjustments]
    sieve = sieve_of([(change, change.conditions) for change in changes], rates)

    def adjusted(case: Case, value: Decimal) -> Decimal:
        made = []
        for change in sieve.fitting(case.known):
            value = change.of(value, case.currency, rates)
            made.append(value)
            case.because(f"{_MAKES}.", change.adjustment.change.text, change.why, value)
        case.notes.append(("adjustment", _told, (changes, case.known, made, case.currency), None))
        return value

    return adjusted


def _change(adjustment: Adjustment, rates: Rates) -> Change:
    percent = adjustment.change.percent
    return Change(
        tests_of(adjustment.conditions, rates),
        adjustment.conditions,
        adjustment,
        factor=None if percent is None else 1 + percent / 100,
        why=", ".join(map(str, adjustment.conditions)) or "always",
    )


def _told(
    changes: Sequence[Change],
    known: Mapping[str, Value],
    made: Iterable[Decimal],
    currency: str,
) -> Iterator[Step]:
    """What each made of the amount, or the first of its conditions that failed."""
    values = iter(made)
    for change in changes:
        text, line = change.adjustment.change.text, change.adjustment.place.line
        if change.holds(known):
            outcome = _MAKES.format(text, change.why, said(next(values), currency))
        else:
            missed = change.failed(known)[0]
            found = shown(known.get(missed.fact))
            outcome = f"{text} is not applied: {missed} fails on {found}"
        yield Step("adjustment", outcome, line)
