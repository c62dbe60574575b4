"""The JSON Schema an editor completes a policy with."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from seller_credits.domain.facts import FACTS
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import load_policy, policy_schema, read_policy
from seller_credits.resources import POLICIES, packaged_policy

RULE = "rules:\n  - rule: it\n    {}\notherwise: {{remedy: review}}\n"
HEAD = "policy: test\ncurrency: USD\n"


class EditorsLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2): `yes` and dates are texts, numbers are numbers."""


EditorsLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, regexp)
        for tag, regexp in resolvers
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorsLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), "tf")


@pytest.fixture(scope="module")
def validator():
    schema = policy_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_an_editor_reads_it(text):
    """As JSON, in which every key is a text."""
    return json.loads(json.dumps(yaml.load(text, EditorsLoader)))


def as_old_editors_read_it(text):
    """The same, with yes and no typed as YAML 1.1 does; dates are texts, as in JSON."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("name", POLICIES)
def test_it_accepts_the_policies_to_start_from(validator, name):
    text = packaged_policy(name).read_text(encoding="utf-8")

    validator.validate(as_an_editor_reads_it(text))
    validator.validate(as_old_editors_read_it(text))


def test_it_accepts_what_the_program_accepts(validator, standard_text):
    for read in (as_an_editor_reads_it, as_old_editors_read_it):
        validator.validate(read(standard_text))
    validator.validate(yaml.load(standard_text, yaml.BaseLoader))


def test_it_names_every_fact_with_its_meaning_and_how_its_values_are_written():
    when = policy_schema()["$defs"]["when"]["properties"]
    assert list(when) == list(FACTS)
    for name, fact in FACTS.items():
        meaning, written = when[name]["description"].split(". ", 1)
        assert meaning == fact.meaning
        assert written


def test_every_key_but_a_fact_of_an_order_says_what_it_is_for():
    schema = policy_schema()
    rule = schema["properties"]["rules"]["items"]["properties"]
    silent = [
        name
        for keys in (schema["properties"], rule, schema["properties"]["limits"]["properties"])
        for name, value in keys.items()
        if "description" not in value and "$ref" not in value
    ]
    assert silent == []
    assert all(remedy in rule["remedy"]["description"] for remedy in Remedy)


WRITTEN = [
    "remedy: none",
    "when: {issue: [lost, damaged], sku: {not: [A-1, '12', 12]}}\n    remedy: none",
    "when: {unit_cost: {missing: yes}, margin: {missing: no}}\n    remedy: none",
    "when: {item_price: ..30 USD, line_total: 10..30 USD, order_total: 5 USD..}\n    remedy: none",
    "when: {days_late: 3, days_overdue: [1, 4..], hours_to_deadline: ..24 h}\n    remedy: none",
    "when: {margin: -5%..40%, sku_issue_rate: 2.5.., business: yes, prime: no}\n    remedy: none",
    "when: {feedback_rating: {not: 1..2}, carrier: {not: UPS}}\n    remedy: none",
    "offer: [replacement, full_refund]\n    choose: cheapest",
    "remedy: partial_refund\n    amount: 5",
    "remedy: partial_refund\n    amount: 12.5% of return_label\n    already: skip",
    "remedy: partial_refund\n    amount: {by: days_late, 1: 2 USD, 2..4: 10% of item, 5..: 4}",
    "remedy: partial_refund\n    amount: {by: item_price, ..30 USD: 10% of item}",
    "remedy: partial_refund\n    amount: 1 USD\n    at_least: 1 USD\n    at_most: 9% of order",
    "remedy: message\n    message: sorry\n    because: It is so.",
]
MISWRITTEN = [
    "when: {days_lte: 1..3}\n    remedy: none",
    "when: {days_late: soon}\n    remedy: none",
    "when: {issue: remorse}\n    remedy: none",
    "when: {item_price: ..30}\n    remedy: none",
    "when: {item_price: 30}\n    remedy: none",
    "when: {unit_cost: {missing: perhaps}}\n    remedy: none",
    "when: {unit_cost: {absent: yes}}\n    remedy: none",
    "when: {issue: []}\n    remedy: none",
    "when: {business: maybe}\n    remedy: none",
    "remedy: nothing",
    "because: It says no remedy.",
    "remedy: none\n    offer: [review]",
    "offer: []",
    "remedy: partial_refund",
    "offer: [replacement, partial_refund]",
    "remedy: message",
    "remedy: partial_refund\n    amount: 10%",
    "remedy: partial_refund\n    amount: 10% of everything",
    "remedy: partial_refund\n    amount: {1..3: 5 USD}",
    "remedy: partial_refund\n    amount: {by: days_late}",
    "remedy: partial_refund\n    amount: {by: carrier, 1: 5 USD}",
    "remedy: partial_refund\n    amount: {by: days_late, soon: 5 USD}",
    "remedy: none\n    unless: {issue: lost}",
]


@pytest.mark.parametrize("lines", WRITTEN)
def test_what_a_rule_may_say_is_accepted_by_it_and_by_the_program(validator, lines):
    text = HEAD + RULE.format(lines)

    assert read_policy(text).problems == () or load_policy(text)
    assert list(validator.iter_errors(as_an_editor_reads_it(text))) == []


@pytest.mark.parametrize("lines", MISWRITTEN)
def test_what_a_rule_may_not_say_is_refused_by_it_and_by_the_program(validator, lines):
    text = HEAD + RULE.format(lines)

    assert any(problem.severity == "error" for problem in read_policy(text).problems)
    assert not validator.is_valid(as_an_editor_reads_it(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("otherwise: {remedy: review}", "otherwise: review"),
        ("business: yes}, change: +10%", "business: yes}, change: 10"),
        ("share: 10%", "share: some"),
        ("within: 180d", "within: half a year"),
        ("per_line: 50%", "per_lines: 50%"),
        ("agent: 20 USD", "agent: twenty"),
        ("days_late: 2,", "days_late: 1..3,"),
        ("issue: late_delivery, days_late: 2", "issue: late, days_late: 2"),
        ("expect: {amount: 6.60 USD}", "expect: {}"),
        ("currency: USD", "currency: dollars"),
    ],
)
def test_what_stands_around_the_rules_is_checked_too(validator, standard_text, old, new):
    assert old in standard_text
    text = standard_text.replace(old, new, 1)

    assert any(problem.severity == "error" for problem in read_policy(text).problems)
    assert not validator.is_valid(as_an_editor_reads_it(text))
