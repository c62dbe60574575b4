"""What holds whatever a policy says and whatever an order looks like."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.facts import FACTS, Facts, FactType
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import check, decide, explain, load_policy, parse_given, read_policy

STANDARD = (Path(__file__).parent / "standard.yaml").read_text(encoding="utf-8")

slow = settings(deadline=None)  # a busy machine is no finding
standard = cache(lambda: load_policy(STANDARD))
cents = st.decimals(min_value=0, max_value=5000, places=2)
percents = st.decimals(min_value="0.01", max_value=100, places=2)


def value_of(definition):
    """Any value the fact may have, in one currency of two."""
    if definition.type is FactType.MONEY:
        return st.builds(Money, cents, st.sampled_from(["USD", "USD", "USD", "EUR"]))
    if definition.type is FactType.YES_NO:
        return st.booleans()
    if definition.type is FactType.CHOICE:
        return st.sampled_from(definition.choices)
    if definition.type is FactType.TEXT:
        return st.text(max_size=8)
    if definition.type is FactType.STARS:
        return st.integers(1, 5)
    if definition.type in {FactType.COUNT, FactType.DAYS}:
        return st.integers(0, 40)
    return st.decimals(min_value=0, max_value=100, places=1)


any_facts = st.fixed_dictionaries(
    {}, optional={name: value_of(definition) for name, definition in FACTS.items()}
).map(Facts)


@st.composite
def uneventful_facts(draw):
    """An order no guard takes, with anything else about it open."""
    known = {
        "issue": draw(st.sampled_from(["late_delivery", "damaged"])),
        "days_late": draw(st.integers(0, 20)),
        "item_price": f"{draw(cents)} USD",
        "quantity": draw(st.integers(1, 4)),
        "shipping_paid": f"{draw(cents)} USD",
        "refunded_so_far": f"{draw(cents)} USD",
        "credited_for_issue": f"{draw(cents)} USD",
        "business": draw(st.sampled_from(["yes", "no"])),
    }
    return parse_given(known, "USD")


amounts = st.one_of(
    percents.map(lambda percent: f"{percent}% of item"),
    st.decimals(min_value="0.01", max_value=500, places=2).map(lambda amount: f"{amount} USD"),
)


@st.composite
def policies(draw):
    """A policy that pays for damage, with bounds and limits of any height."""
    already = draw(st.sampled_from(["subtract", "add"]))
    per_line = draw(st.integers(0, 100))
    per_order = draw(st.integers(0, 300))
    change = draw(st.integers(-99, 200))
    return (
        "currency: USD\n"
        "authority: {automatic: 5, agent: 20, manager: 100}\n"
        f"limits: {{per_line: {per_line}%, per_order: {per_order} USD}}\n"
        "rules:\n"
        f"  - {{rule: a, when: {{issue: damaged}}, remedy: partial_refund, "
        f"amount: {draw(amounts)}, at_most: {draw(amounts)}, already: {already}}}\n"
        f"  - {{rule: b, when: {{issue: late_delivery}}, remedy: full_refund}}\n"
        "otherwise: {remedy: review}\n"
        f"adjustments: [{{when: {{business: yes}}, change: {change:+}%}}]\n"
    )


@slow
@given(policies(), uneventful_facts())
def test_a_refund_is_never_above_what_is_left_nor_above_a_limit(text, facts):
    policy = load_policy(text)
    decision = decide(policy, facts)
    if decision.amount is None:
        return
    refunded = facts["refunded_so_far"]
    left = facts["line_total"] + facts["shipping_paid"] - refunded
    assert Money.zero("USD") < decision.amount <= left
    assert (decision.amount + refunded).amount <= policy.limits.per_order.money.amount
    if decision.remedy is Remedy.PARTIAL_REFUND:
        share = facts["line_total"].amount * policy.limits.per_line.share
        assert (decision.amount + refunded).amount <= share


@slow
@given(policies(), uneventful_facts())
def test_money_is_in_whole_cents(text, facts):
    decision = decide(load_policy(text), facts)
    if decision.amount is not None:
        assert decision.amount == decision.amount.rounded()
        assert decision.amount.amount.as_tuple().exponent == -2


@given(any_facts)
@settings(deadline=None, max_examples=300)
def test_deciding_and_explaining_agree_on_any_order(facts):
    policy = standard()
    decision, explained = decide(policy, facts), explain(policy, facts)
    for name in (
        *("remedy", "amount", "worth", "rule", "rule_line", "guard", "authority", "message"),
        *("reasons", "limits_hit", "missing", "net_cost"),
    ):
        assert getattr(decision, name) == getattr(explained, name)
    assert explained.trace
    assert 1 <= len(decision.reasons) <= 3


@slow
@given(policies(), uneventful_facts())
def test_the_same_policy_and_facts_give_the_same_decision(text, facts):
    again = Facts(dict(reversed(list(facts.items()))))
    assert explain(load_policy(text), facts) == explain(load_policy(text), again)


@slow
@given(percents, st.integers(1, 50), st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_a_percentage_is_exact_until_it_is_rounded_once(percent, quantity, price):
    text = (
        "currency: USD\nrules:\n"
        "  - {rule: a, when: {}, remedy: partial_refund, "
        f"amount: {percent}% of item}}\n"
        "otherwise: {remedy: review}\n"
    )
    facts = parse_given({"item_price": f"{price} USD", "quantity": quantity}, "USD")
    decision = decide(load_policy(text), facts)
    exact = Fraction(percent) / 100 * Fraction(price) * quantity
    wanted = Decimal(round(exact * 100)) / 100
    assert (decision.amount.amount if decision.amount else 0) == wanted


@slow
@given(
    st.lists(st.integers(1, 100), min_size=2, max_size=5), st.integers(1, 30), st.integers(1, 30)
)
def test_where_the_check_is_silent_a_worse_row_never_pays_less(shares, one, other):
    rows = [f"{at * 6}..{at * 6 + 5}: {share}% of item" for at, share in enumerate(shares)]
    text = (
        "currency: USD\nrules:\n"
        "  - {rule: a, when: {issue: late_delivery}, remedy: partial_refund, "
        f"amount: {{by: days_late, {', '.join(rows)}}}}}\n"
        "otherwise: {remedy: review}\n"
    )
    silent = not any("pays less" in problem.message for problem in check(text))
    assert silent == (shares == sorted(shares))
    better, worse = sorted((one, other))
    given_facts = {"issue": "late_delivery", "item_price": "1000 USD"}
    paid = [
        decide(load_policy(text), parse_given({**given_facts, "days_late": days}, "USD")).amount
        for days in (better, worse)
    ]
    if silent and None not in paid:
        assert paid[0] <= paid[1]


@slow
@given(st.text(max_size=200))
def test_any_text_can_be_read_or_is_told_why_not(text):
    file = read_policy(text)
    errors = [problem for problem in file.problems if problem.severity == "error"]
    assert (file.policy is None) == bool(errors)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in file.problems)


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_a_damaged_policy_can_be_checked_or_is_told_why_not(data):
    at = data.draw(st.integers(0, len(STANDARD)))
    to = data.draw(st.integers(at, min(at + 40, len(STANDARD))))
    put = data.draw(st.text(alphabet="{}[]:,.%&*!-\n\t abc019'\"#", max_size=12))
    problems = check(STANDARD[:at] + put + STANDARD[to:])
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


@slow
@given(any_facts)
def test_any_order_is_decided_and_nothing_is_paid_without_a_price(facts):
    decision = decide(standard(), facts)
    if decision.remedy.costs_money:
        assert decision.worth is not None
        assert decision.authority is not None
        assert "line_total" in facts or "unit_cost" in facts
