"""Reading a policy file: every problem at once, each with its place and what to do."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import load_policy, read_policy


def errors(text):
    return [found for found in read_policy(text).problems if found.severity == "error"]


def test_the_policy_of_the_documentation_is_read_without_a_word(standard_text):
    file = read_policy(standard_text)
    assert file.problems == ()
    policy = file.policy
    assert policy is not None
    assert (policy.name, policy.version) == ("standard", "2026-11-01")
    assert policy.effective_from == date(2026, 11, 1)
    assert [rule.name for rule in policy.rules] == [
        "late-a-few-days",
        "late-longer",
        "lost-and-cheap",
        "change-of-mind",
    ]
    assert policy.experiment is not None
    assert policy.experiment.share == Decimal("0.1")


def test_the_digest_is_of_the_bytes(standard_text):
    wanted = hashlib.sha256(standard_text.encode()).hexdigest()
    assert read_policy(standard_text).digest == wanted
    assert read_policy(standard_text + "\n").digest != wanted


def test_all_problems_are_told_at_once_each_with_its_line_and_column():
    text = (
        "polcy: x\n"
        "currency: USD\n"
        "rules:\n"
        "  - rule: a\n"
        "    when: {isue: damaged}\n"
        "    remedy: refnd\n"
        "  - rule: b\n"
        "    when: {issue: damaged, days_late: 3..1}\n"
        "    remedy: partial_refund\n"
        "    amount: 10% of itm\n"
    )
    found = [(problem.line, problem.column) for problem in errors(text)]
    assert found == [(1, 1), (1, 1), (5, 12), (6, 13), (8, 39), (10, 13)]
    hints = " ".join(f"{problem.message} {problem.hint}" for problem in errors(text))
    for word in ("`policy`", "`issue`", "refnd", "3..1", "`item`", "otherwise"):
        assert word in hints


def test_a_policy_that_must_be_usable_raises_with_every_line():
    with pytest.raises(ConfigurationProblem) as raised:
        load_policy("rules: []\ncurrency: dollars\n", "mine.yaml")
    assert raised.value.exit_code == 4
    assert "mine.yaml:2:11: " in str(raised.value)
    assert "mine.yaml:1:1: The policy has no `otherwise`." in str(raised.value)


BASE = "currency: USD\nrules: []\notherwise: {remedy: review}\n"


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("", "empty", (1, 1)),
        ("# only a comment\n", "empty", (1, 1)),
        ("- a\n- b\n", "not a list", (1, 1)),
        ("just words", "key: value", (1, 1)),
        ("currency: USD\n\trules: []\n", "tab", (2, 1)),
        ("currency: [USD\n", "no YAML", (2, 1)),
        (BASE + "currency: EUR\n", "given twice (first in line 1)", (4, 1)),
        (BASE + "limits: {per_line: 5%, per_line: 6%}\n", "given twice", (4, 24)),
        (BASE + "--- \na: b\n", "one document", (4, 1)),
        (BASE + "version: !!python/object:os.system x\n", "Tags", (4, 10)),
        (BASE + "version: *nothing\n", "repeats something", (4, 10)),
        (BASE + "version: a\x00b\n", "U+0000", (4, 11)),
        (BASE + "version: \ud800\n", "U+D800", (4, 10)),
        (BASE + "? [a, b]\n: c\n", "A key must be one word", (4, 3)),
        (BASE + "a: " + "[" * 60 + "]" * 60 + "\n", "nested too deeply", (4, 34)),
    ],
)
def test_what_is_no_policy_file_is_told_with_its_place(text, said, place):
    problems = [p for p in errors(text) if said in f"{p.message} {p.hint}"]
    assert problems, errors(text)
    assert (problems[0].line, problems[0].column) == place


def test_aliases_may_repeat_a_part():
    text = (
        "currency: USD\nrules:\n"
        "  - {rule: a, when: &w {issue: damaged, business: yes}, remedy: none}\n"
        "  - {rule: b, when: *w, remedy: review}\n"
        "otherwise: {remedy: review}\n"
    )
    policy = load_policy(text)
    assert [c.fact for c in policy.rules[1].conditions] == ["issue", "business"]


def test_aliases_that_would_fill_the_memory_are_refused():
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert any("repeats itself too often" in found.message for found in errors("\n".join(levels)))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["remedy: partial_refund"], "no `amount`"),
        (["amount: 5"], "says no `remedy`"),
        (["remedy: none", "offer: [none]"], "both `remedy` and `offer`"),
        (["remedy: [none, review]"], "one text"),
        (["offer: [none, none]"], "twice"),
        (["remedy: none", "choose: first"], "`choose` goes with `offer`"),
        (["remedy: full_refund", "amount: 5"], "does not go with full_refund"),
        (["remedy: full_refund", "at_most: 5"], "does not go with full_refund"),
        (["remedy: message"], "names no template"),
        (["remedy: partial_refund", "amount: 0"], "`remedy: none`"),
        (["remedy: partial_refund", "amount: 0% of item"], "above 0"),
        (["remedy: partial_refund", "amount: 120% of item"], "up to 100"),
        (["remedy: partial_refund", "amount: 10%"], "Say of what"),
        (["remedy: partial_refund", "amount: -5 USD"], "below 0"),
        (["remedy: partial_refund", "amount: five"], "no amount of money"),
        (["remedy: partial_refund", "amount: 5 EUR"], "does not cover"),
        (["remedy: partial_refund", "amount: $5"], "Write it like `5 USD`"),
        (["remedy: partial_refund", "amount: 5", "at_least: 9", "at_most: 8"], "above `at_most`"),
        (["remedy: partial_refund", "amount: 5", "already: sum"], "known are: subtract"),
        (["remedy: partial_refund", "amount: {1..3: 5 USD}"], "does not say `by`"),
        (["remedy: partial_refund", "amount: {by: days_late}"], "no rows"),
        (["remedy: partial_refund", "amount: {by: carrier, 1: 5}"], "no numeric fact"),
        (["remedy: partial_refund", "amount: {by: days_lte, 1: 5}"], "`days_late`"),
        (
            ["remedy: partial_refund", "amount: {by: days_late, 1..3: 5, 3..9: 6}"],
            "`1..3` and `3..9` overlap",
        ),
        (["remedy: none", "tone: kind"], "no key `tone`"),
    ],
)
def test_an_outcome_that_makes_no_sense_is_an_error(text_of, rule, lines, said):
    found = errors(text_of(rule(*lines)))
    assert any(said in f"{problem.message} {problem.hint}" for problem in found), found


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("effective: {from: 2026-13-01}", "no date"),
        ("effective: {from: 2026-03-01, to: 2026-02-01}", "ends before"),
        ("effective: today", "must be keys"),
        ("rates: {EUR: -1}", "no rate"),
        ("rates: {euro: 1}", "no currency"),
        ("rates: {USD: 2}", "own currency"),
        ("rates: [EUR]", "must name currencies"),
        ("limits: {per_line: 150%}", "between 0% and 100%"),
        ("limits: {per_day: 50%}", "no amount of money"),
        ("limits: {per_week: 5}", "did you mean"),
        ("limits: {per_buyer: {credits: 2}}", "count and a span of days"),
        ("limits: {per_buyer: {credits: two, within: 180d}}", "count and a span"),
        ("authority: {automatic: -1}", "below 0"),
        ("adjustments: [{when: {business: yes}}]", "says no `change`"),
        ("adjustments: [{when: {business: yes}, change: 10%}]", "no change"),
        ("adjustments: [{when: {business: yes}, change: -100%}]", "leaves nothing"),
        ("experiment: {name: x, share: 10%, rules: [nope], instead: {remedy: none}}", "no rule"),
        ("experiment: {name: x, share: 100%, rules: [it], instead: {remedy: none}}", "below 100%"),
        ("experiment: {name: x}", "says no `share`"),
        ("examples: [{given: {issue: damaged}}]", "has no `expect`"),
        ("examples: [{given: {isue: damaged}, expect: {remedy: none}}]", "`issue`"),
        ("examples: [{given: {days_late: soon}, expect: {remedy: none}}]", "whole days"),
        ("examples: [{given: {issue: damaged}, expect: {rule: that}}]", "cannot be `that`"),
        ("examples: [{given: {issue: damaged}, expect: {}}]", "expects nothing"),
        ("examples: {given: {issue: damaged}}", "must be a list"),
        ("examples: [damaged]", "must be keys with values"),
        ("examples: [{given: damaged, expect: {remedy: none}}]", "must name facts"),
        ("examples: [{given: {issue: [lost, damaged]}, expect: {remedy: none}}]", "one value"),
        ("examples: [{given: {issue: lost}, expect: {amount: lots}}]", "no amount of money"),
        ("adjustments: [often]", "must be keys with values"),
        ("adjustments: [{when: {business: yes}, change: +5 GBP}]", "does not cover"),
        ("adjustments: [{when: business, change: +5%}]", "must name facts and values"),
    ],
)
def test_a_section_that_makes_no_sense_is_an_error(text_of, rule, more, said):
    text = text_of(rule("remedy: none"), approvals="", more=more + "\n")
    found = errors(text)
    assert any(said in f"{problem.message} {problem.hint}" for problem in found), found


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{when: {issue: damaged}, remedy: none}", "Rule 1 has no name"),
        ("{rule: otherwise, when: {issue: damaged}, remedy: none}", "last resort"),
        ("damaged", "Rule 1 must be keys with values"),
    ],
)
def test_a_rule_needs_a_name_of_its_own(entry, said):
    text = f"currency: USD\nrules:\n  - {entry}\notherwise: {{remedy: review}}\n"
    assert [said in problem.message for problem in errors(text)] == [True]


def test_two_rules_of_one_name_are_an_error():
    text = (
        "currency: USD\nrules:\n"
        "  - {rule: a, when: {issue: damaged}, remedy: none}\n"
        "  - {rule: a, when: {issue: quality}, remedy: none}\n"
        "otherwise: {remedy: review}\n"
    )
    (problem,) = errors(text)
    assert "Two rules are named `a`" in problem.message


def test_a_currency_left_out_is_the_one_all_amounts_name(text_of, rule):
    text = text_of(rule("remedy: partial_refund", "amount: 5 EUR"), head="", approvals="")
    file = read_policy(text)
    assert file.policy is not None
    assert file.policy.rates.own == "EUR"
    assert any("EUR" in problem.message for problem in file.problems)


def test_a_currency_left_out_where_none_is_named_is_an_error():
    (problem,) = errors("rules: []\notherwise: {remedy: review}\n")
    assert "currency" in problem.message


def test_a_byte_order_mark_is_no_part_of_the_file(standard_text):
    assert read_policy("\ufeff" + standard_text).policy is not None


def test_a_level_of_authority_left_out_may_approve_no_more_than_the_one_below():
    text = BASE + "authority: {agent: 20 USD}\n"
    approvals = load_policy(text).approvals
    assert [str(m) for m in (approvals.automatic, approvals.agent, approvals.manager)] == [
        "0.00 USD",
        "20.00 USD",
        "20.00 USD",
    ]


def test_otherwise_may_be_any_outcome():
    policy = load_policy(BASE.replace("review", "none"))
    assert policy.otherwise.remedies == (Remedy.NONE,)
