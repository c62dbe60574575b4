"""A partial refund, step by step: amount, adjustments, bounds, what was given, limits, rounding."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.policy.engine import limits
from seller_credits.policy.engine.adjusting import Adjusting
from seller_credits.policy.engine.amounts import priced, worth_of
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.tariff import Tariff
from seller_credits.policy.engine.telling import rounded
from seller_credits.policy.language import Already, Amount, Outcome, Term

Refund = Callable[[Case], Decimal | Decision]
"""What the buyer gets back of the price, rounded; or the decision where it is no amount."""
Bound = Callable[[Case, Decimal], Decimal | None]
"""What a bound makes of an amount; None where the bound is unknown, which is noted as missing."""

_ZERO = Decimal(0)


def partial_refund(
    amount: Amount, outcome: Outcome, tariff: Tariff, adjusted: Adjusting | None
) -> Refund:
    """All steps of a rule that gives part of the price back; what it does not have is left out."""
    worth = priced(amount, tariff)
    rooms = limits.rooms_of_part(tariff)
    bounds = _bounds(outcome, tariff)
    adds = outcome.already is Already.ADD

    def refund(case: Case) -> Decimal | Decision:
        limit = limits.tightest(case, rooms)
        value = worth(case)
        if isinstance(value, Decision):
            return value
        if adjusted is not None:
            value = adjusted(case, value)
        bounded = _bounded(case, bounds, value)
        given = _ZERO if adds else case.needed("credited_for_issue")
        if bounded is None or given is None or case.missing:
            return case.lacking()
        if given:
            rest = _less_given(case, bounded, given)
            if isinstance(rest, Decision):
                return rest
            bounded = rest
        return _rounded(case, limits.cut(case, limit, bounded))

    return refund


def _bounds(outcome: Outcome, tariff: Tariff) -> tuple[Bound, ...]:
    found = []
    if outcome.at_least is not None:
        found.append(_at_least(outcome.at_least, tariff))
    if outcome.at_most is not None:
        found.append(_at_most(outcome.at_most, tariff))
    return tuple(found)


def _at_least(term: Term, tariff: Tariff) -> Bound:
    (_, worth), line = worth_of(term, tariff), term.place.line

    def raised(case: Case, value: Decimal) -> Decimal | None:
        bound = worth(case)
        if bound is None:
            return None
        return _moved(case, "at_least", bound[0], line) if value < bound[0] else value

    return raised


def _at_most(term: Term, tariff: Tariff) -> Bound:
    (_, worth), line = worth_of(term, tariff), term.place.line

    def lowered(case: Case, value: Decimal) -> Decimal | None:
        bound = worth(case)
        if bound is None:
            return None
        ceiling = case.down(bound[0])
        return _moved(case, "at_most", ceiling, line) if value > ceiling else value

    return lowered


def _moved(case: Case, name: str, bound: Decimal, line: int) -> Decimal:
    case.because("{} makes it {}.", name, bound)
    case.note("bounds", "{} makes it {}", (name, bound), line)
    return bound


def _bounded(case: Case, bounds: tuple[Bound, ...], value: Decimal) -> Decimal | None:
    bounded: Decimal | None = value
    for bound in bounds:
        if bounded is not None:
            bounded = bound(case, bounded)
    return bounded


def _less_given(case: Case, value: Decimal, given: Decimal) -> Decimal | Decision:
    rest = value - given
    if case.even(rest) <= 0 < case.even(value):
        case.note("bounds", "{} was already given for this: nothing is left to give", (given,))
        return case.review("{} was already given for this: that is all of it.", given)
    case.because("{} was already given for this; the difference is {}.", given, rest)
    case.note("bounds", "{} was already given for this: {} is the difference", (given, rest))
    return rest


def _rounded(case: Case, value: Decimal) -> Decimal | Decision:
    even = case.even(value)
    case.notes.append(("rounding", rounded, (value, even), None))
    if even > _ZERO:
        return even
    return case.review("The amount ends at 0: a person must look.")
