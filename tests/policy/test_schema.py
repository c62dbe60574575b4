"""The JSON Schema an editor completes a policy with."""

from __future__ import annotations

import pytest
import yaml
from jsonschema import Draft202012Validator

from seller_credits.domain.facts import FACTS
from seller_credits.policy import policy_schema


@pytest.fixture
def validator():
    schema = policy_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_an_editor_reads_it(text):
    """Numbers and yes/no typed as YAML does; dates stay texts, as in JSON."""
    document = yaml.safe_load(text)
    for key, value in document.get("effective", {}).items():
        document["effective"][key] = str(value)
    return document


def test_it_accepts_what_the_program_accepts(validator, standard_text, careful_text):
    for text in (standard_text, careful_text):
        validator.validate(as_an_editor_reads_it(text))
        validator.validate(yaml.load(text, yaml.BaseLoader))


def test_it_names_every_fact_with_its_meaning():
    when = policy_schema()["$defs"]["when"]["properties"]
    assert list(when) == list(FACTS)
    assert all(when[name]["description"] == FACTS[name].meaning for name in FACTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("days_late: 1..3", "days_lte: 1..3"),
        ("days_late: 1..3", "days_late: soon"),
        ("issue: buyer_remorse", "issue: remorse"),
        ("amount: 10% of item", "amount: 10% of everything"),
        ("remedy: none", "remedy: nothing"),
        ("otherwise: {remedy: review}", "otherwise: review"),
        ("business: yes}, change: +10%", "business: yes}, change: 10"),
    ],
)
def test_it_refuses_what_the_program_refuses(validator, standard_text, old, new):
    assert old in standard_text
    assert not validator.is_valid(as_an_editor_reads_it(standard_text.replace(old, new)))
