"""A partial refund, step by step: amount, adjustments, bounds, what was given, limits, rounding."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.policy.engine import limits
from seller_credits.policy.engine.amounts import no_row, term_of, value_of
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.program import Change, Program
from seller_credits.policy.engine.telling import not_applied, rounded
from seller_credits.policy.language import Already, Outcome, Tiers
from seller_credits.policy.rates import EXACT, Rates


def partial_refund(case: Case, program: Program, outcome: Outcome) -> Decimal | Decision:
    """What the buyer gets back of the price, rounded; or the decision where it is no amount."""
    rates, amount = program.policy.rates, outcome.amount
    assert amount is not None
    rooms = limits.rooms(case, program, partial=True)
    term = term_of(case, amount, rates)
    if term is None and isinstance(amount, Tiers) and amount.by not in case.missing:
        return case.review("{}", no_row(case, amount))
    worth = None if term is None else value_of(case, term, rates)
    if term is None or worth is None:
        return case.lacking()
    value, (how, figures) = worth
    case.because(f"Rule {{}}: {how}.", case.rule, *figures)
    case.note("amount", how, figures, term.place.line)
    value = _adjusted(case, program, value)
    bounded = _bounded(case, outcome, value, rates)
    given = Decimal(0) if outcome.already is Already.ADD else case.needed("credited_for_issue")
    if bounded is None or given is None or case.missing:
        return case.lacking()
    if given:
        rest = _less_given(case, bounded, given)
        if isinstance(rest, Decision):
            return rest
        bounded = rest
    return _rounded(case, limits.tightest(case, rooms, bounded))


def _adjusted(case: Case, program: Program, value: Decimal) -> Decimal:
    for change in program.changes:
        if change.holds(case.known):
            value = _changed(case, change, value, program.policy.rates)
        else:
            case.note("adjustment", not_applied, (change, case.known))
    return value


def _changed(case: Case, change: Change, value: Decimal, rates: Rates) -> Decimal:
    wanted = change.adjustment.change
    if change.factor is not None:
        value = EXACT.multiply(value, change.factor)
    elif wanted.money is not None:
        value = max(Decimal(0), value + rates.amount_in(wanted.money, case.currency))
    figures, line = (wanted.text, change.why, value), change.adjustment.place.line
    case.because("{} ({}) makes it {}.", *figures)
    case.note("adjustment", "{} ({}) makes it {}", figures, line)
    return value


def _bounded(case: Case, outcome: Outcome, value: Decimal, rates: Rates) -> Decimal | None:
    least, most = outcome.at_least, outcome.at_most
    if least is not None:
        floor = value_of(case, least, rates)
        if floor is None:
            return None
        if value < floor[0]:
            value = floor[0]
            _say_bound(case, "at_least", value, least.place.line)
    if most is not None:
        bound = value_of(case, most, rates)
        if bound is None:
            return None
        ceiling = case.down(bound[0])
        if value > ceiling:
            value = ceiling
            _say_bound(case, "at_most", value, most.place.line)
    return value


def _say_bound(case: Case, name: str, bound: Decimal, line: int) -> None:
    case.because("{} makes it {}.", name, bound)
    case.note("bounds", "{} makes it {}", (name, bound), line)


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
    case.note("rounding", rounded, (value, even))
    if even > 0:
        return even
    return case.review("The amount ends at 0: a person must look.")
