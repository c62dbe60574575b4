"""Whether the order of a finding really shows it: the policy is asked, and answers so."""

from __future__ import annotations

import re
from decimal import Decimal

from seller_credits.policy import Budgets, Options, decide, parse_given
from seller_credits.policy.engine.guards import GUARDS
from tests.policy.small_world import paid

NOTHING_SPENT = Options(budgets=Budgets(today=(), this_month=()))


def shows(policy, problem):
    """Whether the finding's order is decided as the finding says."""
    prove = _PROOFS[problem.finding]
    return prove(policy, problem, _decided(policy, problem.example))


def _decided(policy, given, options=None):
    facts = parse_given(given, policy.rates.own)
    return decide(policy, facts, options=options or Options())


def _named(problem):
    return re.findall(r"`([^`]+)`", problem.message)


def _by_its_rule(_policy, problem, decision):
    return decision.rule == _named(problem)[0]


def _by_another(policy, problem, decision):
    taken_by_rule = decision.rule not in {None, "otherwise", _named(problem)[0]}
    return taken_by_rule or decision.guard in {guard.name for guard in GUARDS}


def _by_a_guard(_policy, _problem, decision):
    return decision.guard is not None and not decision.remedy.costs_money


def _by_one_above(_policy, problem, decision):
    return decision.rule in _named(problem)[1:]


def _by_otherwise(policy, problem, decision):
    pays = decision.remedy.costs_money
    return decision.rule == "otherwise" and (problem.finding == "gap" or pays)


def _beside(policy, problem):
    one, other = parse_given(problem.example, "USD"), parse_given(problem.beside, "USD")
    assert len([fact for fact in one | other if one.get(fact) != other.get(fact)]) == 1
    return paid(_decided(policy, problem.beside))


def _pays_less(policy, problem, decision):
    return paid(decision) < _beside(policy, problem)


def _jumps(policy, problem, decision):
    return paid(decision) > 3 * _beside(policy, problem) > 0


def _approved_below(policy, problem, decision):
    lower, higher = _named(problem)[:2]
    most = getattr(policy.approvals, higher)
    return decision.authority == lower and decision.worth > most


def _costs(policy, problem, decision):
    return decision.worth is not None or decision.rule is not None


def _reaches_another(policy, problem, _decision):
    decision = _decided(policy, problem.example, NOTHING_SPENT)
    if _named(problem)[0] == "per_buyer":
        return decision.remedy.costs_money
    return bool(set(decision.limits_hit) - {_named(problem)[0]})


def _is_not_bound(policy, problem, decision):
    bound, name = _named(problem)[:2]
    said = any(reason.startswith(bound) for reason in decision.reasons)
    return decision.rule == name and decision.amount is not None and not said


def _is_cut(policy, problem, decision):
    sum_ = Decimal(problem.message.split()[0])
    return decision.limits_hit and decision.amount.amount < sum_


def _fails(policy, problem, _decision):
    return problem.severity == "error"


def _fires_not(policy, problem, decision):
    return decision.rule != _named(problem)[1]


def _sends_it(_policy, problem, decision):
    return decision.message == _named(problem)[0]


_PROOFS = {
    "unreachable": _by_another,
    "never_pays": _by_a_guard,
    "overlap": _by_one_above,
    "gets": _by_its_rule,
    "no_example": _by_its_rule,
    "gap": _by_otherwise,
    "otherwise_pays": _by_otherwise,
    "less_for_worse": _pays_less,
    "jump": _jumps,
    "approvals": _approved_below,
    "slip_of_scale": _costs,
    "idle_limit": _reaches_another,
    "idle_bound": _is_not_bound,
    "always_cut": _is_cut,
    "failing_example": _fails,
    "missing_fact": _fires_not,
    "no_template": _sends_it,
}
