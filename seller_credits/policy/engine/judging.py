"""One decision, from its guards to its rule; the remedy itself is worked out next door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine import guards
from seller_credits.policy.engine.arms import in_other_arm
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.program import Plans, Program
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
    plans = program.plans.get(currency)
    case = Case(facts, currency, quantum(currency) if plans is None else plans.unit, options)
    stopped = guards.before_rules(case)
    if stopped is None and order_date is not None:
        stopped = _out_of_force(case, program, order_date)
    if stopped is not None:
        return stopped
    if mixed:
        return case.review("The amounts of this order are in different currencies.")
    if plans is None:
        return case.review("The policy does not cover orders in {}.", shown(currency))
    return _by_rule(case, program, plans)


def _by_rule(case: Case, program: Program, plans: Plans) -> Decision:
    rule = matching(case, program)
    case.rule, case.rule_line = rule.name, rule.place.line
    plan, experiment = plans.of_rule[rule.name], program.policy.experiment
    if experiment is not None and plans.instead is not None and in_other_arm(case, experiment):
        plan = plans.instead
    if plan.because is not None:
        case.reasons.append(plan.because)
    return plan.carried_out(case)


def matching(case: Case, program: Program) -> Rule:
    """The first rule all of whose conditions hold, else the last resort."""
    known = case.known
    sieve = program.sieves.get(known.get("issue"))
    rule = None if sieve is None else sieve.first(known)
    if rule is not None:
        case.notes.append(("rule", matched, (rule, known), None))
        return rule
    case.note("rule", "no rule applies: {}", (OTHERWISE,), program.otherwise.place.line)
    return program.otherwise


def _currency(known: Mapping[str, Value], program: Program) -> tuple[str, bool]:
    currency, get = "", known.get
    for name in PAID:
        value = get(name)
        if isinstance(value, Money) and value.currency != currency:
            if currency:
                return currency, True
            currency = value.currency
    return currency or program.policy.rates.own, False


def _out_of_force(case: Case, program: Program, order_date: date) -> Decision | None:
    first, last = program.policy.effective_from, program.policy.effective_to
    if last is not None and order_date > last:
        return case.review("The policy ended on {}; the order is of {}.", last, order_date)
    if first is not None and order_date < first:
        text = "the order is of {}, before this earliest version ({}): judged by it all the same"
        case.note("rule", text, (order_date, first))
    return None
