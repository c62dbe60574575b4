"""The program's own guards, in their order, whatever the policy says."""

from __future__ import annotations

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from seller_credits.domain.facts import Facts
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options, decide, load_policy
from seller_credits.policy.engine.guards import GUARDS, LOOSENABLE

from .test_properties import any_facts

GENEROUS = """\
policy: generous
currency: USD
authority: {automatic: 500 USD, agent: 500 USD, manager: 500 USD}
rules:
  - rule: all
    when: {}
    remedy: partial_refund
    amount: 10% of item
otherwise: {remedy: review}
"""

TRIGGERS = [
    ("fulfilled_by_amazon", Remedy.NONE, {"channel": "amazon"}),
    ("replacement_order", Remedy.NONE, {"replacement_order": "yes"}),
    ("cancelled", Remedy.NONE, {"order_status": "cancelled"}),
    ("nothing_left", Remedy.NONE, {"refunded_so_far": "40 USD"}),
    ("claim_open", Remedy.REVIEW, {"claim_open": "yes"}),
    ("feedback_left", Remedy.REVIEW, {"feedback_rating": "2"}),
    ("marketplace_answers", Remedy.NONE, {"prime": "yes"}),
    ("marketplace_pays", Remedy.NONE, {"marketplace_pays": "yes"}),
    ("stale_source", Remedy.REVIEW, {"source_age": "49"}),
]


def given(**more):
    return {"issue": "late_delivery", "item_price": "40 USD", **more}


@pytest.mark.parametrize(("name", "remedy", "facts"), TRIGGERS)
def test_each_guard_decides_before_the_rules(asked, name, remedy, facts):
    decision = asked(GENEROUS, given(**facts))
    assert (decision.guard, decision.remedy, decision.rule) == (name, remedy, None)
    assert decision.authority is None
    assert decision.reasons


@pytest.mark.parametrize("at", range(len(TRIGGERS) - 1))
def test_the_first_guard_that_applies_wins(asked, at):
    facts = {}
    for _, _, trigger in TRIGGERS[at:]:
        facts = {**trigger, **facts}
    assert asked(GENEROUS, given(**facts)).guard == TRIGGERS[at][0]


def test_without_a_guard_the_rule_decides(asked):
    decision = asked(GENEROUS, given())
    assert (decision.guard, decision.rule) == (None, "all")


def test_a_missing_fact_sets_off_no_guard():
    decision = decide(load_policy(GENEROUS), Facts({"issue": "late_delivery"}))
    assert decision.guard is None
    assert decision.remedy is Remedy.REVIEW


def test_feedback_is_seen_by_rating_by_contact_or_by_the_issue_itself(asked):
    assert asked(GENEROUS, given(buyer_contact="feedback")).guard == "feedback_left"
    assert asked(GENEROUS, given() | {"issue": "negative_feedback"}).guard == "feedback_left"


def test_a_received_prime_return_is_for_the_rules(asked):
    assert asked(GENEROUS, given(prime="yes", return_state="received")).rule == "all"


def test_marketplace_pays_is_about_delivery_only(asked):
    decision = asked(GENEROUS, given(marketplace_pays="yes") | {"issue": "damaged"})
    assert decision.rule == "all"


def test_a_source_whose_window_failed_is_a_review(asked):
    assert asked(GENEROUS, given(source_state="failed")).guard == "stale_source"


def test_how_old_a_source_may_be_is_an_option(asked):
    options = Options(stale_after_hours=None)
    assert asked(GENEROUS, given(source_age="900"), options=options).rule == "all"


def test_the_deadline_of_a_claim_is_said(asked):
    decision = asked(GENEROUS, given(claim_open="yes", hours_to_deadline="30"))
    assert any("30 hours" in reason for reason in decision.reasons)


def test_money_before_anything_is_shipped_is_a_review(asked):
    decision = asked(GENEROUS, given(order_status="unshipped"))
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "not_shipped")


def test_a_partial_refund_while_a_return_is_open_is_a_review(asked):
    decision = asked(GENEROUS, given(return_state="open"))
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "return_open")


def test_a_full_refund_while_a_return_is_open_may_go_on(asked):
    text = GENEROUS.replace("partial_refund", "full_refund").replace(
        "    amount: 10% of item\n", ""
    )
    assert asked(text, given(return_state="open")).remedy is Remedy.FULL_REFUND


def test_a_refund_that_is_on_its_way_already_is_a_review(asked):
    decision = asked(GENEROUS, given(refund_pending="yes"))
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "refund_pending")


def test_money_beside_a_replacement_is_a_review(asked):
    decision = asked(GENEROUS, given(replacement_pending="yes"))
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "replacement_pending")


def test_words_may_be_sent_before_anything_is_shipped(asked):
    text = GENEROUS.replace("partial_refund", "message").replace(
        "amount: 10% of item", "message: m"
    )
    assert asked(text, given(order_status="unshipped")).remedy is Remedy.MESSAGE


def test_who_bought_the_marketplaces_service_leaves_the_answer_to_it(asked):
    options = Options(answered_by_marketplace=True)
    assert asked(GENEROUS, given(), options=options).guard == "marketplace_answers"
    back = asked(GENEROUS, given(return_state="received"), options=options)
    assert back.rule == "all"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("marketplace_answers", {"prime": "yes"}),
        ("marketplace_pays", {"marketplace_pays": "yes"}),
        ("stale_source", {"source_state": "failed"}),
        ("return_open", {"return_state": "open"}),
    ],
)
def test_a_guard_that_the_settings_switch_off_is_named_and_holds_nothing_back(asked, name, told):
    assert name in LOOSENABLE
    assert asked(GENEROUS, given(**told)).guard == name
    loose = asked(GENEROUS, given(**told), options=Options(loosened=frozenset({name})), why=True)
    assert (loose.guard, loose.rule) == (None, "all")
    assert f"The guard {name} is switched off by your settings." in loose.reasons
    assert any(f"{name} would apply" in step.text for step in loose.trace)


def test_what_amazon_forbids_cannot_be_switched_off():
    assert not {"feedback_left", "claim_open", "fulfilled_by_amazon", "not_shipped"} & set(
        LOOSENABLE
    )


@supposing(any_facts, st.booleans())
def test_a_guard_never_applies_without_what_alarms_it(known, answered):
    options = Options(answered_by_marketplace=answered)
    for guard in GUARDS:
        if guard.alarm is not None and guard.alarm not in known.items():
            assert not guard.applies(known, options), guard.name
