"""Two policies over the same recorded history: counts, money, flips, and what cannot be told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.facts import value_text
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import (
    ENGINE_VERSION,
    Budgets,
    Options,
    Recorded,
    compare,
    decide,
    load_policy,
    parse_given,
)
from seller_credits.policy.diff.recorded import facts_of, options_of

from .conftest import policy_text
from .test_properties import any_facts, policies, uneventful_facts

NUMBERS = count(1)
EUROS = {
    "item_price": "30 EUR",
    "shipping_paid": "0 EUR",
    "refunded_so_far": "0 EUR",
    "credited_for_issue": "0 EUR",
}


@cache
def policy(*rules, head="policy: test\ncurrency: USD\nrates: {EUR: 1}\n", more="", approve=5):
    """A policy of these rules, which all are about damaged items unless they say when."""
    lines = "".join(f"  - {{rule: {rule}}}\n" for rule in rules)
    approvals = f"authority: {{automatic: {approve}, agent: 20, manager: 100}}\n"
    return load_policy(policy_text(f"rules:\n{lines}", head=head, approvals=approvals, more=more))


def share(percent, name="part", when="issue: damaged"):
    return f"{name}, when: {{{when}}}, remedy: partial_refund, amount: {percent}% of item"


TENTH, FIFTH = policy(share(10)), policy(share(20))
WHOLE = policy("all, when: {issue: damaged}, remedy: full_refund")
NOTHING = policy("nothing, when: {issue: damaged}, remedy: none")


def told(facts):
    """Facts as a ledger keeps them: amounts and exact numbers as text."""
    return {
        name: value if isinstance(value, bool | int | str) else value_text(value)
        for name, value in facts.items()
    }


def recorded(facts=None, *, options=None, **changes):
    """One issue as it was recorded: damaged, of 40 USD, unless told otherwise."""
    number = next(NUMBERS)
    known = {"issue": "damaged", "item_price": "40 USD", **(facts or {})}
    plain = Recorded(
        order_id=f"111-{number:07}-0000000",
        issue_id=f"i-{number}",
        facts=told(parse_given(known, "USD")),
        options=(options or Options()).as_json(),
        order_date=date(2026, 11, 1),
        engine=int(ENGINE_VERSION),
        policy_digest="of another policy",
        remedy="review",
        amount=None,
        afterwards=Afterwards.NOTHING_SEEN,
    )
    return plain._replace(**changes)


def texts(money):
    return [str(each) for each in money]


def test_what_is_given_is_told_in_each_currency_and_never_added_across_them():
    found = compare(TENTH, FIFTH, [recorded(), recorded(), recorded(EUROS)])
    assert [(str(each.old), str(each.new)) for each in found.spend] == [
        ("3.00 EUR", "6.00 EUR"),
        ("8.00 USD", "16.00 USD"),
    ]
    assert [each.percent for each in found.spend] == [100, 100]


def test_another_remedy_is_a_flip_and_another_amount_is_told_apart_from_it():
    found = compare(TENTH, WHOLE, [recorded()])
    assert (found.flipped, found.other_amounts) == (1, 0)
    found = compare(TENTH, FIFTH, [recorded()])
    assert (found.flipped, found.other_amounts) == (0, 1)


def test_a_flip_is_shown_with_its_order_both_verdicts_and_the_difference():
    one = recorded(afterwards=Afterwards.CLAIM)
    (flip,) = compare(TENTH, WHOLE, [one]).flips
    assert (flip.before, flip.after) == (Remedy.PARTIAL_REFUND, Remedy.FULL_REFUND)
    (example,) = flip.examples
    assert (example.order_id, example.issue_id) == (one.order_id, one.issue_id)
    assert (example.issue, example.afterwards) == ("damaged", Afterwards.CLAIM)
    assert (str(example.old.worth), example.old.by) == ("4.00 USD", "part")
    assert (str(example.new.worth), example.new.by) == ("40.00 USD", "all")
    assert str(example.change) == "36.00 USD"


def test_the_examples_are_the_largest_differences_however_long_the_history_is():
    prices = [10 * number for number in (3, 9, 1, 7, 5, 8, 2, 6, 4)]
    history = [recorded({"item_price": f"{price} USD"}) for price in prices]
    (flip,) = compare(TENTH, WHOLE, history).flips
    assert texts(each.new.worth for each in flip.examples) == [
        f"{price}.00 USD" for price in (90, 80, 70, 60, 50)
    ]
    assert flip.examples == compare(TENTH, WHOLE, reversed(history)).flips[0].examples


def test_remedies_and_rules_are_counted_beside_each_other():
    found = compare(TENTH, WHOLE, [recorded(), recorded({"issue": "lost"})])
    by_remedy = {row.name: (row.old.decisions, row.new.decisions) for row in found.by_remedy}
    assert by_remedy == {"partial_refund": (1, 0), "full_refund": (0, 1), "review": (1, 1)}
    by_rule = {row.name: (row.old.decisions, row.new.decisions) for row in found.by_rule}
    assert by_rule == {"part": (1, 0), "all": (0, 1), "otherwise": (1, 1)}
    assert [texts(row.new.worth) for row in found.by_rule if row.name == "all"] == [["40.00 USD"]]


def test_what_a_guard_decides_is_counted_by_the_guard():
    found = compare(TENTH, WHOLE, [recorded({"claim_open": "yes"})])
    assert [row.name for row in found.by_rule] == ["guard claim_open"]


def test_a_currency_the_policy_does_not_cover_is_decided_by_no_rule():
    found = compare(policy(share(10), head="currency: USD\n"), FIFTH, [recorded(EUROS)])
    assert {row.name: row.old.decisions for row in found.by_rule} == {"part": 0, "no rule": 1}


def test_what_followed_is_told_with_how_many_either_policy_would_have_paid_for():
    only_dear = policy(share(10, when="issue: damaged, item_price: 30 USD.."))
    history = [
        recorded(afterwards=Afterwards.CLAIM),
        recorded({"item_price": "20 USD"}, afterwards=Afterwards.CLAIM),
        recorded(afterwards=Afterwards.STILL_OPEN),
    ]
    claim, still_open = compare(only_dear, TENTH, history).by_afterwards
    assert (claim.name, claim.old.decisions, still_open.name) == ("a_to_z_claim", 2, "still_open")
    assert (claim.old.paying, claim.new.paying) == (1, 2)
    assert (texts(claim.old.worth), texts(claim.new.worth)) == (["4.00 USD"], ["6.00 USD"])


def test_newly_automatic_and_no_longer_automatic_are_counted_with_their_money():
    careful, bold = policy(share(10), approve=0), policy(share(10), approve=5)
    found = compare(careful, bold, [recorded(), recorded({"item_price": "100 USD"})])
    assert (found.newly_automatic.decisions, texts(found.newly_automatic.worth)) == (
        1,
        ["4.00 USD"],
    )
    assert found.no_longer_automatic.decisions == 0
    assert compare(bold, careful, [recorded()]).no_longer_automatic.decisions == 1


def test_an_issue_recorded_before_a_fact_was_known_to_exist_is_not_replayed_and_the_fact_named():
    asks = policy(share(10, when="issue: damaged, unit_cost: 10 USD.."))
    history = [recorded(engine=1), recorded()]
    for found in (compare(TENTH, asks, history), compare(asks, TENTH, history)):
        assert (found.recorded, found.not_replayed, found.replayed) == (2, 1, 1)
        assert found.lacking == {"unit_cost": 1}
        assert sum(row.old.decisions for row in found.by_remedy) == 1


def test_a_fact_that_only_other_kinds_of_issue_are_asked_for_keeps_nothing_from_being_replayed():
    asks = policy(share(10), share(20, "of-lost", when="issue: lost, unit_cost: 10 USD.."))
    found = compare(TENTH, asks, [recorded(engine=1), recorded({"issue": "lost"}, engine=1)])
    assert (found.replayed, found.lacking) == (1, {"unit_cost": 1})


def test_facts_that_are_asked_about_and_were_not_known_are_counted():
    asks = policy(share(10, when="issue: damaged, unit_cost: 10 USD.."))
    found = compare(TENTH, asks, [recorded(), recorded({"unit_cost": "12 USD"})])
    assert found.unknown["unit_cost"] == (1, 2)


def test_reviews_for_want_of_a_fact_are_counted_by_policy_and_fact():
    label = policy("it, when: {issue: damaged}, remedy: partial_refund, amount: 5% of return_label")
    found = compare(TENTH, label, [recorded(), recorded({"return_label": "6 USD"})])
    assert found.wanting == ({}, {"return_label": 1})


def test_what_the_old_policy_decided_otherwise_then_is_counted():
    told = {"policy_digest": TENTH.digest, "remedy": "partial_refund"}
    history = [
        recorded(amount="4.00", **told),
        recorded(amount="4", **told),
        recorded(**told),
        recorded(policy_digest=TENTH.digest),
    ]
    assert compare(TENTH, FIFTH, history).otherwise_recorded == 3
    assert compare(FIFTH, TENTH, history).otherwise_recorded == 0


def test_issues_of_orders_placed_after_a_policy_ended_are_counted():
    ended = policy(share(10), head="currency: USD\neffective: {to: 2026-10-01}\n")
    found = compare(ended, FIFTH, [recorded(), recorded(order_date=date(2026, 10, 1))])
    assert found.ended == (1, 0)
    assert {row.name: row.old.decisions for row in found.by_remedy} == {
        "partial_refund": 1,
        "review": 1,
    }


def test_limits_count_what_was_given_by_the_day_it_was_decided():
    limited = policy(share(10), more="limits: {per_day: 100 USD}\n")
    spent = Options(
        budgets=Budgets(today=(parse_given({"item_price": "97 USD"}, "USD")["item_price"],))
    )
    found = compare(TENTH, limited, [recorded(options=spent)])
    assert [str(each.new) for each in found.spend] == ["3.00 USD"]


def test_decisions_recorded_without_options_are_made_as_every_decision_is():
    assert options_of(None) == Options()
    assert compare(TENTH, FIFTH, [recorded()._replace(options=None)]).replayed == 1


def test_an_arm_that_was_drawn_holds_where_the_experiment_is_the_same():
    def tried(name):
        more = (
            f"experiment: {{name: {name}, share: 10%, rules: [part], instead: {{remedy: none}}}}\n"
        )
        return policy(share(10), more=more)

    drawn = {"experiment": "trial", "instead": True, "share": "0.10"}
    one = recorded()
    one = one._replace(options={**one.options, "drawn": drawn})
    found = compare(tried("trial"), tried("another"), [one])
    assert [(flip.before, flip.after) for flip in found.flips] == [("none", "partial_refund")]


@pytest.mark.parametrize(("most", "is_beyond"), [("99.9", True), ("100", False), ("250", False)])
def test_a_change_of_spend_is_beyond_a_share_of_the_old_one_upwards(most, is_beyond):
    assert bool(compare(TENTH, FIFTH, [recorded()]).beyond(Decimal(most))) is is_beyond


def test_a_change_of_spend_is_beyond_a_share_of_the_old_one_downwards():
    found = compare(FIFTH, TENTH, [recorded()])
    assert found.beyond(Decimal(49))
    assert not found.beyond(Decimal(50))


def test_any_spend_is_beyond_where_there_was_none():
    found = compare(NOTHING, TENTH, [recorded()])
    assert [each.percent for each in found.beyond(Decimal(1000))] == [None]
    assert not compare(NOTHING, NOTHING, [recorded()]).beyond(Decimal(0))


def test_no_history_makes_no_difference():
    found = compare(TENTH, FIFTH, [])
    assert (found.recorded, found.spend, found.flips) == (0, (), ())


def any_history():
    one = st.one_of(any_facts, uneventful_facts()).map(lambda facts: (told(facts), facts))
    return st.lists(st.tuples(one, st.sampled_from(Afterwards)), max_size=6)


def of(history):
    return [
        recorded(afterwards=afterwards, facts=None)._replace(facts=kept)
        for (kept, _), afterwards in history
    ]


@settings(deadline=None, max_examples=50)
@given(policies(), any_history())
def test_a_policy_compared_with_itself_differs_in_nothing(text, history):
    same = load_policy(text)
    found = compare(same, same, of(history))
    assert (found.flipped, found.other_amounts, found.flips) == (0, 0, ())
    assert not found.beyond(Decimal(0))
    for rows in (found.by_remedy, found.by_rule, found.by_afterwards):
        assert all(row.old == row.new for row in rows)
    assert found.newly_automatic.decisions == found.no_longer_automatic.decisions == 0


@settings(deadline=None, max_examples=50)
@given(policies(), policies(), any_history())
def test_comparing_the_other_way_round_mirrors_everything(one, other, history):
    old, new = load_policy(one), load_policy(other)
    records = of(history)
    there, back = compare(old, new, records), compare(new, old, records)
    assert [(each.old, each.new) for each in there.spend] == [
        (each.new, each.old) for each in back.spend
    ]
    for rows, mirrored in (
        (there.by_remedy, back.by_remedy),
        (there.by_afterwards, back.by_afterwards),
    ):
        assert [(row.name, row.old, row.new) for row in rows] == [
            (row.name, row.new, row.old) for row in mirrored
        ]
    assert {(flip.before, flip.after, flip.old, flip.new) for flip in there.flips} == {
        (flip.after, flip.before, flip.new, flip.old) for flip in back.flips
    }
    assert there.newly_automatic.decisions == back.no_longer_automatic.decisions
    assert there.unknown == back.unknown


@settings(deadline=None, max_examples=50)
@given(policies(), policies(), any_history())
def test_the_sums_are_those_of_deciding_one_by_one(one, other, history):
    policies_ = load_policy(one), load_policy(other)
    found = compare(*policies_, of(history))
    for side, rules in enumerate(policies_):
        decisions = [
            decide(rules, facts, order_date=date(2026, 11, 1)) for (_, facts), _ in history
        ]
        for row in found.by_remedy:
            mine = [each for each in decisions if each.remedy == row.name]
            counted = (row.old, row.new)[side]
            assert counted.decisions == len(mine)
            for money in counted.worth:
                worths = [each.worth for each in mine if each.worth is not None]
                assert money.amount == sum(
                    worth.amount for worth in worths if worth.currency == money.currency
                )


@given(any_facts)
def test_facts_come_back_as_they_were_recorded(facts):
    assert facts_of(told(facts)) == facts
