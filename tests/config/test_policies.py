"""The policies a seller starts from: each proven, each more generous than the one before."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
import yaml

from seller_credits.domain.issues import IssueKind
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import check, decide, load_policy, parse_given, run_examples
from seller_credits.resources import POLICIES, packaged, packaged_policy

TEXTS = {name: packaged_policy(name).read_text(encoding="utf-8") for name in POLICIES}
MADE_UP = 300
ALWAYS_DUE = {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND}


@pytest.fixture(params=POLICIES)
def name(request):
    return request.param


@pytest.fixture
def text(name):
    return TEXTS[name]


@pytest.fixture
def rules(text):
    return load_policy(text)


def paid(decision):
    """What the buyer is to get back, where that is decided and no person has to look."""
    return decision.amount.amount if decision.remedy in ALWAYS_DUE else 0


def made_up_late_order(dice):
    """An order that came late, for a buyer who complained, as examples are written."""
    return {
        "issue": "late_delivery",
        "package": dice.choice(["delivered", "delivered", "delivered", "moving", "stuck"]),
        "days_late": dice.randint(1, 30),
        "buyer_contact": dice.choice(["message", "message", "return", "unknown"]),
        "item_price": f"{dice.randint(100, 25_000) / 100:.2f} {dice.choice(['USD', 'EUR'])}",
        "quantity": dice.randint(1, 3),
        "business": dice.choice(["yes", "no"]),
        "service_level": dice.choice(["STANDARD", "EXPEDITED", "NEXT_DAY"]),
        "odr_exposure": dice.choice(["preventable", "unknown", "not_exposed"]),
        "buyer_prior_issues": dice.randint(0, 3),
        "buyer_prior_credits": dice.randint(0, 3),
    }


def with_shipping(given, dice):
    currency = given["item_price"].split()[1]
    return {**given, "shipping_paid": f"{dice.choice([0, 3, 6, 15])} {currency}"}


def test_it_is_what_its_file_says(name, rules):
    assert rules.name == name


def test_nothing_is_wrong_or_unwise_in_it(text):
    assert [found for found in check(text) if found.severity != "note"] == []


def test_its_examples_come_out_and_show_every_rule(rules):
    report = run_examples(rules)

    assert report.passed
    assert report.uncovered == ()


def test_every_kind_of_issue_has_rules_of_its_own(rules):
    spoken_of = {
        kind
        for rule in rules.rules
        for condition in rule.conditions
        if condition.fact == "issue"
        for kind in IssueKind
        if kind in condition.accepts
    }

    assert spoken_of == set(IssueKind)


@pytest.mark.parametrize("kind", IssueKind)
def test_of_an_order_of_which_little_is_known_it_has_something_to_say(rules, kind):
    decision = decide(rules, parse_given({"issue": kind, "item_price": "25 USD"}, "USD"))

    assert decision.rule or decision.guard
    assert decision.rule != "otherwise"
    assert decision.reasons


def test_every_message_it_sends_comes_along_too(rules):
    templates = yaml.safe_load(packaged("messages.yaml").read_text(encoding="utf-8"))
    sent = {rule.outcome.message for rule in rules.rules if rule.outcome.message}

    assert sent
    assert sent <= templates.keys()


def test_nothing_is_paid_with_nobody_looking(rules):
    assert rules.approvals.automatic.amount == 0


def test_every_limit_is_set(rules):
    limits = rules.limits
    named = (limits.per_line, limits.per_order, limits.per_buyer, limits.per_day, limits.per_month)

    assert all(named)


def test_it_tells_an_editor_where_its_schema_is_before_anything_else(text):
    assert text.startswith("# yaml-language-server: $schema=policy.schema.json\n")


def test_its_introduction_names_its_own_limits(text, rules):
    introduction = re.sub(r"\n# ?", " ", text.split("\npolicy:")[0])
    day, month = rules.limits.per_day.money, rules.limits.per_month.money

    assert f"{day.amount:,.0f} USD a day and {month.amount:,.0f} USD a month" in introduction


def test_each_is_at_least_as_generous_as_the_one_before_where_a_parcel_was_late():
    dice = random.Random(7)
    policies = [load_policy(TEXTS[name]) for name in POLICIES]
    partly = 0
    for _ in range(MADE_UP):
        given = with_shipping(made_up_late_order(dice), dice)
        decisions = [decide(rules, parse_given(given, "USD")) for rules in policies]
        partly += decisions[0].remedy is Remedy.PARTIAL_REFUND
        for less, more in pairwise(decisions):
            if less.remedy is Remedy.PARTIAL_REFUND:
                assert paid(less) <= paid(more), (given, less.reasons, more.reasons)
    assert partly > MADE_UP // 10


def test_each_pays_more_than_the_one_before_over_all_late_orders():
    dice = random.Random(8)
    orders = [with_shipping(made_up_late_order(dice), dice) for _ in range(MADE_UP)]
    totals = [
        sum(paid(decide(rules, parse_given(given, "USD"))) for given in orders)
        for rules in map(load_policy, TEXTS.values())
    ]

    assert totals[0] < totals[1] < totals[2]
