"""One decision, from its guards to its rule; the remedy itself is worked out next door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine import guards
from seller_credits.policy.engine.arms import outcome_of
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.program import Program
from seller_credits.policy.engine.remedy import carried_out
from seller_credits.policy.engine.telling import matched, shown
from seller_credits.policy.language import OTHERWISE, Rule
from seller_credits.policy.options import Options
from seller_credits.policy.rates import quantum

PAID = (
    *("line_total", "item_price", "shipping_paid", "order_total", "refunded_so_far"),
    *("affected_value", "credited_for_issue"),
)


def judge(
    program: Program,
    facts: Mapping[str, Value],
    order_date: date | None,
    options: Options,
) -> Decision:
    """One decision; its trace and its reasons become sentences when they are read."""
    currency, mixed = _currency(facts, program)
    case = Case(facts, currency, quantum(currency), options)
    stopped = guards.before_rules(case) or _out_of_force(case, program, order_date)
    if stopped is not None:
        return stopped
    if mixed:
        return case.review("The amounts of this order are in different currencies.")
    if currency not in program.ceilings:
        return case.review("The policy does not cover orders in {}.", shown(currency))
    return _by_rule(case, program)


def _by_rule(case: Case, program: Program) -> Decision:
    rule = matching(case, program)
    case.rule, case.rule_line = rule.name, rule.place.line
    outcome = outcome_of(case, program.policy.experiment, rule)
    if outcome.because:
        case.because("{}", outcome.because)
    return carried_out(case, program, outcome)


def matching(case: Case, program: Program) -> Rule:
    """The first rule all of whose conditions hold, else the last resort."""
    known = case.known
    sieve = program.sieves.get(known.get("issue"))
    rule = None if sieve is None else sieve.first(known)
    if rule is not None:
        case.note("rule", matched, (rule, known))
        return rule
    case.note("rule", "no rule applies: {}", (OTHERWISE,), program.otherwise.place.line)
    return program.otherwise


def _currency(known: Mapping[str, Value], program: Program) -> tuple[str, bool]:
    currency = ""
    for name in PAID:
        value = known.get(name)
        if isinstance(value, Money) and value.currency != currency:
            if currency:
                return currency, True
            currency = value.currency
    return currency or program.policy.rates.own, False


def _out_of_force(case: Case, program: Program, order_date: date | None) -> Decision | None:
    first, last = program.policy.effective_from, program.policy.effective_to
    if order_date is None:
        return None
    if last is not None and order_date > last:
        return case.review("The policy ended on {}; the order is of {}.", last, order_date)
    if first is not None and order_date < first:
        text = "the order is of {}, before this earliest version ({}): judged by it all the same"
        case.note("rule", text, (order_date, first))
    return None
