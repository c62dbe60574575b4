"""Two policies that cannot but decide alike: one decision tells both, and no figure is another."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.money import NotMoney
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import compare, decide, load_policy
from seller_credits.policy.diff import comparing
from seller_credits.policy.diff.alike import Alike
from seller_credits.policy.diff.recorded import facts_of

from .test_diff import any_history, of, policy, recorded, share
from .test_properties import any_facts, policies, uneventful_facts

ANY_OTHER = {"issue": "lost"}
LOST = "all, when: {issue: lost}, remedy: full_refund"
DAMAGED_OR_LOST = share(10, when="issue: [damaged, lost]")


class NeverAlike(Alike):
    """Every issue is decided twice."""

    def decide(self, _decision, _issue):
        return False


def decided_twice(old, new, history):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "Alike", NeverAlike)
        return compare(old, new, history)


def alike(old, new, facts=None):
    told = recorded(facts).facts
    decision = decide(old, facts_of(told), order_date=date(2026, 11, 1))
    return Alike(old, new).decide(decision, told.get("issue"))


@pytest.mark.parametrize(
    "other",
    [
        policy(share(10), more="examples: []\n"),
        policy(LOST, share(10)),
        policy(share(10, when="issue: [damaged, lost]")),
    ],
    ids=["a line elsewhere", "a rule of another kind above it", "a rule that takes more kinds"],
)
def test_what_is_of_another_kind_or_elsewhere_in_the_file_leaves_an_issue_alike(other):
    assert alike(policy(share(10)), other)


@pytest.mark.parametrize(
    "other",
    [
        policy(share(11)),
        policy(share(10, "another")),
        policy(share(10, when="issue: damaged, item_price: 5 USD..")),
        policy(share(10), LOST.replace("issue: lost", "prime: yes")),
        policy(share(10), approve=6),
        policy(share(10), more="limits: {per_line: 50%}\n"),
        policy(share(10), more="adjustments: [{when: {business: yes}, change: +10%}]\n"),
        policy(share(10), head="policy: test\ncurrency: USD\nrates: {EUR: 2}\n"),
        policy(share(10), head="currency: USD\nrates: {EUR: 1}\neffective: {to: 2026-12-01}\n"),
        policy(
            share(10),
            more="experiment: {name: e, share: 10%, rules: [part], instead: {remedy: none}}\n",
        ),
    ],
    ids=[
        *("amount", "name", "condition", "a rule of every kind", "authority", "limits"),
        *("adjustments", "rates", "end", "experiment"),
    ],
)
def test_whatever_may_decide_otherwise_is_decided_by_both(other):
    assert not alike(policy(share(10)), other)


def test_what_a_guard_decides_before_any_rule_is_every_policys_decision():
    assert alike(policy(share(10)), policy(LOST), {"claim_open": "yes"})


def test_what_a_guard_makes_of_a_rules_remedy_is_not():
    assert not alike(policy(share(10)), policy(LOST), {"refund_pending": "yes"})


def test_one_kind_may_be_alike_while_another_is_not():
    old, new = policy(share(10), LOST), policy(share(20), LOST)
    assert alike(old, new, ANY_OTHER)
    assert not alike(old, new)


def test_where_the_issue_is_not_known_every_rule_counts():
    old, new = policy(share(10)), policy(DAMAGED_OR_LOST)
    nothing = decide(old, facts_of({}))
    assert nothing.remedy is Remedy.REVIEW
    assert not Alike(old, new).decide(nothing, None)
    assert Alike(old, policy(share(10), more="examples: []\n")).decide(nothing, None)


@settings(deadline=None, max_examples=60)
@given(policies(), policies(), any_history())
def test_a_comparison_that_decides_every_issue_twice_comes_to_the_same(one, other, history):
    old, new, records = load_policy(one), load_policy(other), of(history)
    assert compare(old, new, records) == decided_twice(old, new, records)


@st.composite
def changed_a_little(draw):
    """A policy, and the same with a rule more above all others."""
    text = draw(policies())
    kinds = draw(st.sampled_from(["damaged", "lost", "[late_delivery, quality]"]))
    lead = f"rules:\n  - {{rule: put-in-front, when: {{issue: {kinds}}}, remedy: none}}\n"
    body = text.replace("rules: []\n", "rules:\n", 1)
    return text, body.replace("rules:\n", lead, 1)


@settings(deadline=None, max_examples=60)
@given(changed_a_little(), any_history())
def test_so_it_does_where_a_policy_has_one_rule_more(texts, history):
    old, new = map(load_policy, texts)
    records = of(history)
    assert compare(old, new, records) == decided_twice(old, new, records)


@settings(deadline=None, max_examples=60)
@given(changed_a_little(), st.one_of(any_facts, uneventful_facts()))
def test_what_is_taken_for_alike_is_decided_alike(texts, facts):
    old, new = map(load_policy, texts)
    before, after = decide(old, facts), decide(new, facts)
    if Alike(old, new).decide(before, facts.get("issue")):
        counted = ("remedy", "amount", "worth", "rule", "guard", "authority", "missing")
        assert [getattr(before, name) for name in counted] == [
            getattr(after, name) for name in counted
        ]


@pytest.mark.parametrize("text", ["", "twelve USD", "NaN USD", "Infinity USD"])
def test_an_amount_that_is_none_is_refused(text):
    with pytest.raises(NotMoney):
        facts_of({"item_price": text})


def test_more_amounts_than_are_kept_are_read_like_the_first(monkeypatch):
    monkeypatch.setattr("seller_credits.policy.diff.recorded._KEPT", 3)
    told = [f"{number}.10 USD" for number in range(10)]
    assert [str(facts_of({"item_price": text})["item_price"]) for text in told * 2] == told * 2
