"""`policy check` against every order there is, in a world small enough to go through."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from seller_credits.policy import check, decide, load_policy
from seller_credits.policy.proof.boxes import contains
from seller_credits.policy.proof.reach import reach_of
from tests.policy.proofs import shows
from tests.policy.small_world import (
    DAYS,
    KINDS,
    facts_of,
    orders,
    paid,
    policy_text,
    rules,
    share,
)

few = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)  # each looks at every order
ORDERS = [(order, facts_of(order)) for order in orders()]
MONEY_WORLD = {
    "issue": ("late_delivery", "damaged"),
    "marketplace_pays": ("unknown",),
    "business": (None, True),
    "package": (None, "moving", "stuck"),
}


def deciders(policy):
    """Each order with the name of the rule that decides it, None where a guard does."""
    return [(order, decide(policy, facts).rule) for order, facts in ORDERS]


def found(problems, finding):
    return [problem for problem in problems if problem.finding == finding]


def named(problem):
    return re.findall(r"`([^`]+)`", problem.message)


@few
@given(rules())
def test_the_rules_that_can_never_fire_are_those_no_order_falls_to(small):
    text = policy_text(small)
    note(text)
    taken = {rule for _, rule in deciders(load_policy(text))}
    said = {named(problem)[0] for problem in found(check(text), "unreachable")}
    assert said == {rule.name for rule in small} - taken


@few
@given(rules())
def test_what_a_rule_gets_in_boxes_is_what_it_decides_each_order_once(small):
    policy = load_policy(policy_text(small))
    reach = reach_of(policy)
    decided = deciders(policy)
    for at, rule in enumerate(reach.rules):
        boxes = list(reach.all_of(at))
        for order, decider in decided:
            assert sum(contains(box, order) for box in boxes) == (decider == rule.name)


@few
@given(rules())
def test_rules_are_said_to_overlap_where_an_order_fits_both_and_one_decides_otherwise(small):
    text = policy_text(small)
    note(text)
    by_name = {rule.name: rule for rule in small}
    decided = deciders(load_policy(text))
    alive = {rule for _, rule in decided}
    real = set()
    for order, decider in decided:
        for rule in small:
            first = by_name.get(decider)
            if first and first.name < rule.name and first.remedy != rule.remedy:
                real |= {(first.name, rule.name)} if rule.fits(order) else set()
    said = {
        (before, rule)
        for problem in found(check(text), "overlap")
        for rule, *befores in [named(problem)]
        for before in befores
    }
    assert said == {(before, rule) for before, rule in real if rule in alive}


@few
@given(rules())
def test_kinds_said_to_fall_to_otherwise_are_those_of_which_an_order_does(small):
    text = policy_text(small)
    note(text)
    real = {order["issue"] for order, rule in deciders(load_policy(text)) if rule == "otherwise"}
    messages = " ".join(problem.message for problem in found(check(text), "gap"))
    listed = messages.replace(":", " ").replace(",", " ").split()
    assert {kind for kind in KINDS[:3] if kind in listed} == real - {"other"}


@few
@given(rules(), st.sampled_from(["review", "full_refund"]))
def test_every_finding_is_shown_by_its_order(small, otherwise):
    text = policy_text(small, otherwise=otherwise)
    note(text)
    policy = load_policy(text)
    for problem in check(text):
        if problem.finding:
            assert problem.example is not None
            assert shows(policy, problem), problem


_bounds = st.sampled_from(
    ["", "", ", at_most: 5 USD", ", at_least: 3 USD", ", at_most: 12% of item"]
)
_sums = st.sampled_from([2, 6, 12]).map(lambda sum_: f"remedy: partial_refund, amount: {sum_} USD")
_tables = st.tuples(st.sampled_from([5, 10, 25]), st.sampled_from([5, 10, 25])).map(
    lambda two: (
        "remedy: partial_refund, amount: "
        f"{{by: days_late, ..2: {two[0]}% of item, 3..: {two[1]}% of item}}"
    )
)
_shares = st.builds("{}{}".format, st.sampled_from([5, 10, 25]).map(share), _bounds)
_plain = st.sampled_from(["remedy: none", "remedy: review", "remedy: full_refund"])
payments = st.one_of(_shares, _shares, _sums, _tables, _plain)
adjusted = st.sampled_from(
    [
        "",
        "adjustments: [{when: {business: yes}, change: +50%}]\n",
        "adjustments: [{when: {days_late: 4..}, change: -50%}]\n",
        "adjustments: [{when: {business: yes, days_late: 2..3}, change: +2 USD}]\n",
    ]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    rules(facts=("issue", "days_late", "package", "business"), outcomes=payments, most=4),
    adjusted,
    st.sampled_from(["review", "none"]),
)
def test_where_more_days_pay_less_the_rule_that_does_was_warned_about(small, more, otherwise):
    text = policy_text(small, more=more, otherwise=otherwise)
    note(text)
    policy = load_policy(text)
    warned = found(check(text), "less_for_worse")
    assert all(shows(policy, problem) for problem in warned)
    places = {rule.name: rule.place.line for rule in policy.rules}
    places["otherwise"] = policy.otherwise.place.line
    lines = {problem.line for problem in warned}
    for price in ("10 USD", "40 USD", "200 USD"):
        for order in orders(**MONEY_WORLD, days_late=(None,)):
            best = None
            for days in DAYS[1:]:
                decision = decide(policy, facts_of(order | {"days_late": days}, price))
                pays = paid(decision)
                if pays is None:
                    continue
                if best is not None and pays < best:
                    assert places[decision.rule] in lines, (order, days, price)
                best = pays if best is None else max(best, pays)


def test_what_falls_into_too_many_pieces_is_said_and_not_left_out(monkeypatch):
    from seller_credits.policy.proof import boxes

    when = "rule: r{0}, when: {{days_late: {0}, quantity: {0}, business: yes}}, remedy: review"
    lines = [f"  - {{{when.format(number)}}}\n" for number in range(9)]
    text = f"currency: USD\nrules:\n{''.join(lines)}otherwise: {{remedy: review}}\n"
    assert found(check(text), "untold") == []
    monkeypatch.setattr(boxes, "_MOST_AT_ONCE", 8)
    untold = found(check(text), "untold")
    assert {problem.severity for problem in untold} == {"note"}
    assert "otherwise" in {named(problem)[0] for problem in untold}
