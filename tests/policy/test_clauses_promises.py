"""What holds of any policy and any order: the same again, never more than is left."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seller_credits.domain.facts import Facts
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger.codec import dump, load
from seller_credits.policy import Options, decide, explain, load_policy
from tests.policy.reference.any_order import cases

any_case = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
NEVER_ASKED = {
    "asin": "B000000001",
    "country": "NO",
    "service_level": "Std",
    "odr_exposure": "preventable",
    "odr_headroom": 3,
    "sku_issue_rate": Decimal("2.5"),
    "buyer_prior_orders": 4,
    "severity": "high",
    "comment_says": "lost",
    "days_since_order": 12,
    "hours_to_deadline": Decimal(7),
}


@any_case
@given(cases())
def test_what_was_kept_of_a_decision_gives_it_again(case):
    text, facts, options = case
    policy = load_policy(text)
    kept = load(dump({"facts": facts, "options": options.as_json()}))
    again = Facts.from_json(kept["facts"]), Options.from_json(kept["options"])
    first = explain(policy, facts, options=options)
    assert explain(load_policy(text), again[0], options=again[1]) == first


@any_case
@given(cases(), st.randoms())
def test_the_order_in_which_facts_are_learnt_changes_nothing(case, random):
    text, facts, options = case
    policy, names = load_policy(text), list(facts)
    random.shuffle(names)
    shuffled = Facts({name: facts[name] for name in names})
    assert explain(policy, shuffled, options=options) == explain(policy, facts, options=options)


@any_case
@given(cases())
def test_facts_that_nothing_asks_for_change_nothing(case):
    text, facts, options = case
    policy = load_policy(text)
    more = Facts({**facts, **NEVER_ASKED})
    assert explain(policy, more, options=options) == explain(policy, facts, options=options)


@any_case
@given(cases())
def test_no_refund_is_above_what_is_left_of_the_line(case):
    text, facts, options = case
    decision = decide(load_policy(text), facts, options=options)
    if decision.amount is None:
        return
    shipping = facts.get("shipping_paid")
    paid = facts["line_total"] + shipping if shipping else facts["line_total"]
    assert 0 < decision.amount.amount <= (paid - facts["refunded_so_far"]).amount
    assert decision.amount == decision.amount.rounded()


@any_case
@given(cases())
def test_a_limit_more_never_pays_more(case):
    text, facts, options = case
    free = decide(load_policy(without(text, "limits")), facts, options=options)
    bound = decide(load_policy(text), facts, options=options)
    if free.remedy is Remedy.PARTIAL_REFUND and bound.remedy is Remedy.PARTIAL_REFUND:
        assert bound.amount <= free.amount
    if bound.limits_hit and bound.amount is not None:
        assert Fraction(bound.amount.amount) <= Fraction(free.amount.amount)


def without(text, section):
    """The policy without one of its sections."""
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        inside = line.startswith(f"{section}:") or (inside and line[0] in " -")
        if not inside:
            kept.append(line)
    return "".join(kept)


@any_case
@given(cases())
def test_whoever_may_approve_there_is_something_to_approve(case):
    text, facts, options = case
    decision = decide(load_policy(text), facts, options=options)
    opens = decision.remedy.costs_money or decision.remedy is Remedy.MESSAGE
    assert (decision.authority is not None) is opens
    assert (decision.worth is not None) is decision.remedy.costs_money
    assert (decision.amount is not None) is (
        decision.remedy.costs_money and decision.remedy is not Remedy.REPLACEMENT
    )
    if decision.missing:
        assert decision.remedy is Remedy.REVIEW
