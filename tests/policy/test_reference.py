"""The engine beside the plain reading of the language: any policy, any order, the same answer."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, note, settings

from seller_credits.policy import explain, load_policy
from tests.policy import reference
from tests.policy.reference.any_order import cases

# A policy is much to draw, and a busy machine is no finding.
long = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAID = ("remedy", "rule", "guard", "amount", "currency", "authority", "limits_hit")


def told(decision):
    """What of the engine's decision the plain reading must say too."""
    amount = decision.amount
    return {
        "remedy": str(decision.remedy),
        "rule": decision.rule,
        "guard": decision.guard,
        "amount": None if amount is None else Fraction(amount.amount),
        "currency": None if amount is None else amount.currency,
        "authority": None if decision.authority is None else str(decision.authority),
        "limits_hit": decision.limits_hit,
    }


@settings(long, max_examples=300)
@given(cases())
def test_the_engine_says_what_the_language_says(case):
    text, facts, options = case
    note(text)
    policy = load_policy(text)
    plain, decision = (
        reference.decide(text, facts, options),
        explain(policy, facts, options=options),
    )
    note("\n".join(str(step) for step in decision.trace))
    assert told(decision) == {name: getattr(plain, name) for name in SAID}
    assert set(plain.missing[:1]) <= set(decision.missing)
    assert bool(plain.missing) == bool(decision.missing)
    assert not set(decision.missing) & set(facts)
