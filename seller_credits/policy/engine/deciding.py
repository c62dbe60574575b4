"""The policy's two doors: `decide` for a hundred thousand issues, `explain` for one."""

from __future__ import annotations

from datetime import date

from seller_credits.domain.decisions import Alternative, Decision, NearMiss
from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.choosing import Weighed, weigh
from seller_credits.policy.engine.judging import judge
from seller_credits.policy.engine.program import Program, program_of
from seller_credits.policy.engine.telling import shown
from seller_credits.policy.language import Choose, Policy, Rule
from seller_credits.policy.options import Options
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
    """What the policy says about one issue. Pure: the same in, the same out.

    Args:
        policy: as read from the seller's file.
        facts: what is known of the issue; a fact that is absent is not known.
        order_date: the order's date in the marketplace's own calendar, which decides whether
            the policy was in force; None judges by this policy whatever the date.
        options: age of sources, budgets and experiments.
    """
    return judge(program_of(policy), facts, order_date, options)


def explain(
    policy: Policy,
    facts: Facts,
    *,
    order_date: date | None = None,
    options: Options = _PLAIN,
) -> Decision:
    """The same decision, with every step, the rules that nearly applied, and the alternatives."""
    program = program_of(policy)
    decision = judge(program, facts, order_date, options)
    if decision.rule is None:
        return decision
    return decision._replace(
        near_misses=_near_misses(program, facts),
        alternatives=alternatives(policy, facts, decision, options),
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


def alternatives(
    policy: Policy, facts: Facts, decision: Decision, options: Options = _PLAIN
) -> tuple[Alternative, ...]:
    """The other remedies that were open to a rule's decision: what each costs, and why not it.

    They are those the deciding rule offers, and those of rules further down that fit as well. A
    guard's decision has none.
    """
    program = program_of(policy)
    case = _case(program, facts, decision, options)
    if case is None:
        return ()
    plans = program.plans[case.currency].of_rule
    found: list[Alternative] = []
    seen = {decision.remedy}
    for rule in (*_fitting(program, facts), program.otherwise):
        for remedy in rule.outcome.remedies:
            if remedy not in seen:
                seen.add(remedy)
                weighed = weigh(case, plans[rule.name].offer, remedy)
                found.append(_alternative(case, weighed, _why_not(case, weighed, rule, decision)))
    return tuple(found)


def _case(program: Program, facts: Facts, decision: Decision, options: Options) -> Case | None:
    if decision.rule is None:
        return None
    money = decision.worth or facts.money("line_total") or facts.money("item_price")
    currency = money.currency if money else program.policy.rates.own
    if currency not in program.plans:
        return None
    return Case(dict(facts), currency, quantum(currency), options, decision.rule)


def _fitting(program: Program, facts: Facts) -> list[Rule]:
    branches = program.branches.get(facts.get("issue"), ())
    return [branch.rule for branch in branches if branch.holds(facts)]


def _why_not(case: Case, weighed: Weighed, rule: Rule, decision: Decision) -> str:
    if weighed.obstacle:
        return f"{weighed.obstacle}."
    saved = _saved(case, weighed, decision)
    lead = f"It would cost {saved} less, but " if saved else ""
    return lead + _what_goes_before(rule, decision, lead=lead)


def _what_goes_before(rule: Rule, decision: Decision, *, lead: str) -> str:
    word = "rule" if lead else "Rule"
    if rule.name != decision.rule:
        return f"{word} {rule.name} (line {rule.place.line}) comes after rule {decision.rule}."
    if decision.drawn is not None and decision.drawn.instead:
        return f"{'the' if lead else 'The'} experiment {decision.drawn.experiment} goes before it."
    if decision.remedy is Remedy.REVIEW:
        return f"{'the' if lead else 'The'} decision is a person's."
    if rule.outcome.choose is Choose.CHEAPEST:
        return f"{decision.remedy} costs no more."
    return f"{word} {rule.name} offers {decision.remedy} first."


def _saved(case: Case, weighed: Weighed, decision: Decision) -> str:
    """By how much it is cheaper than what was decided; empty where it is not, or nobody knows."""
    if weighed.cost is None or decision.worth is None or weighed.remedy is Remedy.REVIEW:
        return ""
    dear = decision.worth if decision.net_cost is None else decision.net_cost
    less = case.even(dear.amount - weighed.cost)
    return case.said(less) if less > 0 else ""


def _alternative(case: Case, weighed: Weighed, why: str) -> Alternative:
    amount = weighed.amount
    # What a person will make of it, nobody knows.
    net = None if weighed.remedy is Remedy.REVIEW else weighed.net
    return Alternative(
        weighed.remedy,
        None if amount is None else Money(case.even(amount), case.currency),
        None if net is None else Money(case.even(net), case.currency),
        why,
    )
