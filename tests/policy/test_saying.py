"""Boxes of orders in words: never the opposite of what they hold."""

from __future__ import annotations

import pytest

from seller_credits.policy.proof.boxes import box_of
from seller_credits.policy.proof.saying import said
from seller_credits.policy.reading.loading import load_policy

RULE = """policy: t
currency: USD
rules:
  - {{rule: it, when: {{{}}}, remedy: none}}
otherwise: {{remedy: review}}
"""


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("service_level: [a, b, c, d, e]", "service_level a or b or c or d or e"),
        (
            "service_level: {not: [a, b, c, d, e]}",
            "service_level known and not a or b or c or d or e",
        ),
        (
            "issue: [lost, damaged, defective, quality, other]",
            "damaged or defective or lost or other or quality",
        ),
        ("package: [moving, stuck]", "package moving or stuck"),
    ],
)
def test_words_are_told_as_they_were_meant_however_many(when, told):
    (rule,) = load_policy(RULE.format(when)).rules

    assert said(box_of(rule.conditions), "USD") == told
