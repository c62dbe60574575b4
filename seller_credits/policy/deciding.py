"""The policy's two doors: `decide` for a hundred thousand issues, `explain` for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from seller_credits.domain.decisions import Alternative, Decision, NearMiss, Step
from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.case import Case, shown
from seller_credits.policy.choosing import Weighed, weigh
from seller_credits.policy.judging import judge
from seller_credits.policy.language import Choose, Outcome, Policy, Rule
from seller_credits.policy.options import Options
from seller_credits.policy.program import Program, program_of
from seller_credits.policy.rates import quantum

ENGINE_VERSION = "2"
"""Changes whenever the same policy and facts may be decided otherwise; kept with each decision."""

_PLAIN = Options()


def decide(
    policy: Policy,
    facts: Facts,
    *,
    order_date: date | None = None,
    options: Options = _PLAIN,
) -> Decision:
    """What the policy says about one issue. Pure: the same in, the same out; no trace is kept.

    Args:
        policy: as read from the seller's file.
        facts: what is known of the issue; a fact that is absent is not known.
        order_date: the order's date in the marketplace's own calendar, which decides whether
            the policy was in force; None judges by this policy whatever the date.
        options: age of sources, budgets and experiments.
    """
    return judge(program_of(policy), facts, order_date, options, None)


def explain(
    policy: Policy,
    facts: Facts,
    *,
    order_date: date | None = None,
    options: Options = _PLAIN,
) -> Decision:
    """The same decision, with every step, the rules that nearly applied, and the alternatives."""
    program = program_of(policy)
    trace: list[Step] = []
    decision = judge(program, facts, order_date, options, trace)
    if decision.rule is None:
        return decision
    return replace(
        decision,
        near_misses=_near_misses(program, facts),
        alternatives=_alternatives(program, facts, decision, options),
    )


def _near_misses(program: Program, facts: Facts) -> tuple[NearMiss, ...]:
    known = dict(facts)
    found = []
    for branch in program.branches.get(known.get("issue"), ()):
        failed = branch.failed(known)
        if len(failed) == 1:
            value = shown(known.get(failed[0].fact))
            rule = branch.rule
            found.append(NearMiss(rule.name, rule.place.line, str(failed[0]), value))
    return tuple(found)


def _alternatives(
    program: Program, facts: Facts, decision: Decision, options: Options
) -> tuple[Alternative, ...]:
    known = dict(facts)
    money = decision.worth or facts.money("line_total") or facts.money("item_price")
    currency = money.currency if money else program.policy.rates.own
    if currency not in program.ceilings:
        return ()
    case = Case(known, currency, quantum(currency), options, None, decision.rule)
    found: list[Alternative] = []
    seen = {decision.remedy}
    for rule in (*_matching(program, facts), program.otherwise):
        for remedy in rule.outcome.remedies:
            if remedy not in seen:
                seen.add(remedy)
                weighed = weigh(case, program, rule.outcome, remedy)
                why = _why_not(weighed, rule, rule.outcome, decision)
                found.append(_alternative(weighed, currency, why))
    return tuple(found)


def _matching(program: Program, facts: Facts) -> list[Rule]:
    branches = program.branches.get(facts.get("issue"), ())
    return [branch.rule for branch in branches if branch.holds(facts)]


def _why_not(weighed: Weighed, rule: Rule, outcome: Outcome, decision: Decision) -> str:
    if weighed.obstacle:
        return f"{weighed.obstacle}."
    if rule.name != decision.rule:
        return f"Rule {rule.name} (line {rule.place.line}) comes after rule {decision.rule}."
    if decision.remedy is Remedy.REVIEW:
        return "The decision is a person's."
    if outcome.choose is Choose.CHEAPEST:
        return f"{decision.remedy} costs less."
    return f"Rule {rule.name} offers {decision.remedy} first."


def _alternative(weighed: Weighed, currency: str, why: str) -> Alternative:
    amount = None if weighed.amount is None else Money(weighed.amount, currency).rounded()
    net = None if weighed.net is None else Money(weighed.net, currency).rounded()
    return Alternative(weighed.remedy, amount, net, why)
