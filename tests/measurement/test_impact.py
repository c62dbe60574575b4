"""What credits did: who is compared with whom, what that says, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from seller_credits.domain.issues import Channel
from seller_credits.domain.money import Money
from seller_credits.measurement.impact import By, Case, impact_of
from seller_credits.measurement.lines import Verdict
from seller_credits.measurement.outcomes import Waiting

from .troubles import CLOSED, at, credit, credited, ended, event, suggested, trouble


def impact(*troubles, unnamed=(), by=By.ISSUE, since=None, waiting=Waiting.OPEN, until=None):
    cases = [Case(each, None if each.recorded else waiting, until) for each in troubles]
    return impact_of("default", cases, unnamed, by=by, since=since)


def total(*troubles, **how):
    return impact(*troubles, **how).total


def group(orders, defects, make=trouble):
    """So many orders, of which so many had a claim after thirty days."""
    hits = [(event(days=30),) if number < defects else () for number in range(orders)]
    return [ended(make(), *each) for each in hits]


def given():
    return credited(trouble())


def shares(line):
    return [(each.count, each.of) for each in (line.credited, line.uncredited)]


def test_credited_orders_are_counted_apart_from_others():
    line = total(*group(5, 1, given), *group(7, 3))
    assert shares(line) == [(1, 5), (3, 7)]


def test_what_the_buyer_had_done_before_is_no_outcome_and_is_told_apart():
    early = ended(given(), event(hours=5))
    line = total(early, ended(trouble(), event(hours=-1)), ended(given()), ended(trouble()))
    assert shares(line) == [(0, 1), (0, 1)]
    assert (line.already_credited, line.already_uncredited) == (1, 1)


def test_an_order_without_a_credit_must_have_stayed_well_as_long_as_it_takes_to_get_one():
    """Who complained within the hour had no time to get one: no failure of giving none."""
    soon, later = ended(trouble(), event(hours=5)), ended(trouble(), event(hours=7))
    found = impact(*group(3, 0, given), soon, later)
    assert found.landmark == timedelta(hours=6)
    assert shares(found.total) == [(0, 3), (1, 1)]
    assert found.total.already_uncredited == 1


def test_without_any_credit_it_counts_from_the_finding_of_the_trouble():
    assert impact(ended(trouble())).landmark == timedelta(0)


def test_an_order_with_two_troubles_counts_once_in_all_and_in_each_of_its_lines():
    first = trouble()
    second = trouble("late_delivery", order_id=first.order_id)
    found = impact(ended(first), ended(second))
    assert shares(found.total)[1] == (0, 1)
    assert {line.name: line.uncredited.of for line in found.lines} == {
        "damaged": 1,
        "late_delivery": 1,
    }


@pytest.mark.parametrize(
    ("of", "why"),
    [
        (trouble(channel=Channel.AMAZON), "shipped_by_amazon"),
        (trouble(detected_at=CLOSED), "found_too_late"),
        (trouble(given_by_others=at(days=-1)), "given_by_others"),
        (trouble(given_by_others=date(2026, 6, 1)), "given_by_others"),
    ],
)
def test_some_orders_show_nothing_whatever_came_of_them(of, why):
    line = total(ended(of))
    assert line.apart == {why: 1}
    assert shares(line) == [(0, 0), (0, 0)]


def test_money_that_went_back_later_may_follow_from_what_the_buyer_did():
    refunded = trouble(given_by_others=at(days=40))
    line = total(ended(refunded, event(days=39)))
    assert (line.apart, shares(line)) == ({}, [(0, 0), (1, 1)])


def test_what_has_no_outcome_is_told_with_why():
    line = total(trouble(), trouble(), ended(trouble()))
    assert line.waiting == {Waiting.OPEN: 2}
    assert line.uncredited.of == 1


def test_when_the_next_order_can_mature_is_told():
    soon, late = (impact_case(trouble(), days) for days in (3, 9))
    found = impact_of("default", [late, soon, Case(ended(trouble()))], ())
    assert found.next_at == at(days=3)
    assert impact(trouble()).next_at is None


def impact_case(of, days):
    return Case(of, Waiting.OPEN, at(days=days))


def test_what_reached_the_buyer_is_told_with_what_it_really_cost_matured_or_not():
    line = total(given(), ended(given()), trouble())
    assert line.spent.issuances == 2
    assert line.spent.given == {"USD": Money.parse("8.00 USD")}
    assert line.spent.net_cost == {"USD": Money.parse("6.80 USD")}
    assert line.matured_spent.net_cost == {"USD": Money.parse("3.40 USD")}


@pytest.mark.parametrize("status", ["approved", "unknown", "rejected", "absent", "withdrawn"])
def test_what_never_reached_a_buyer_or_not_yet_cost_nothing(status):
    of = trouble()
    assert total(replace(of, issuances=(credit(of, status),))).spent.issuances == 0


def test_currencies_are_never_added():
    pounds = suggested(amount=Money.parse("4.00 GBP"), net_cost=Money.parse("3.00 GBP"))
    line = total(given(), credited(trouble(suggestions=(pounds,))))
    assert {name: str(sum_) for name, sum_ in line.spent.given.items()} == {
        "USD": "4.00 USD",
        "GBP": "4.00 GBP",
    }


def test_the_net_cost_of_another_amount_than_was_suggested_is_not_known():
    changed = credited(trouble(), amount=Money.parse("6.00 USD"))
    line = total(changed)
    assert (line.spent.net_cost, line.spent.net_cost_unknown) == ({}, 1)


def test_the_net_cost_of_what_nobody_suggested_is_not_known():
    by_hand = credited(trouble(), suggestion_id=None)
    assert total(by_hand).spent.net_cost_unknown == 1


def test_an_order_costs_what_was_given_for_all_its_troubles():
    first, second = trouble(), trouble("late_delivery")
    second = replace(second, order_id=first.order_id)
    both = (credit(first), credit(second))
    troubles = [replace(each, issuances=both, credited_at=at(hours=6)) for each in (first, second)]
    found = impact(*(ended(replace(each, credited_by=both[0].issuance_id)) for each in troubles))
    assert found.total.matured_spent.net_cost == {"USD": Money.parse("6.80 USD")}
    assert found.total.spent.net_cost == {"USD": Money.parse("6.80 USD")}
    assert [line.spent.issuances for line in found.lines] == [1, 1]


def test_money_for_an_order_with_no_trouble_known_counts_as_spent_and_shows_nothing():
    issuance = credit(trouble(), issue=None, issue_id=None, suggestion_id=None)
    found = impact(unnamed=[issuance])
    (line,) = found.lines
    assert (line.name, line.spent.issuances, line.spent.net_cost_unknown) == (None, 1, 1)
    assert shares(line) == [(0, 0), (0, 0)]


def test_lines_are_made_by_what_is_asked_for_the_most_given_first():
    troubles = [ended(trouble()), ended(given()), given(), trouble("late_delivery", sku="CUP")]
    assert [line.name for line in impact(*troubles).lines] == ["damaged", "late_delivery"]
    assert [line.name for line in impact(*troubles, by=By.SKU).lines] == ["MUG", "CUP"]
    assert [line.name for line in impact(*troubles, by=By.RULE).lines] == ["part"]


def test_only_troubles_found_since_then_are_counted():
    early, late = ended(given()), ended(credited(trouble(detected_at=at(days=2))))
    line = total(early, late, since=at(days=1))
    assert (line.credited.of, line.spent.issuances) == (1, 1)


@pytest.mark.parametrize(
    ("with_credit", "without", "verdict"),
    [
        ((100, 5), (100, 30), Verdict.FEWER),
        ((100, 30), (100, 5), Verdict.MORE),
        ((10, 1), (10, 2), Verdict.CANNOT_TELL),
        ((100, 5), (0, 0), Verdict.NOTHING_TO_COMPARE),
        ((0, 0), (100, 5), Verdict.NOTHING_TO_COMPARE),
    ],
)
def test_a_verdict_claims_no_more_than_the_figures_show(with_credit, without, verdict):
    assert total(*group(*with_credit, given), *group(*without)).verdict is verdict


def test_how_many_orders_it_takes_goes_by_the_rate_without_a_credit():
    assert total(*group(100, 8)).needed == 553
    assert total(*group(100, 0)).needed is None
    assert total(*group(10, 10)).needed is None


def test_each_avoided_defect_has_a_cost_between_bounds():
    line = total(*group(100, 5, given), *group(100, 30))
    cost, avoided = line.cost_per_avoided, line.avoided
    assert cost.point == Money.parse("13.60 USD")  # 340.00 for 25 fewer
    assert cost.low == Money.parse(f"{340 / (100 * avoided.high):.2f} USD")
    assert cost.high == Money.parse(f"{340 / (100 * avoided.low):.2f} USD")
    assert cost.low.amount < cost.point.amount < cost.high.amount


def test_where_perhaps_nothing_was_avoided_there_is_no_upper_bound():
    cost = total(*group(10, 1, given), *group(10, 2)).cost_per_avoided
    assert cost.point == Money.parse("34.00 USD")
    assert cost.high is None
    none_seen = total(*group(10, 2, given), *group(10, 2)).cost_per_avoided
    assert (none_seen.point, none_seen.high) == (None, None)


def test_where_surely_nothing_was_avoided_there_is_no_cost_of_it():
    assert total(*group(100, 30, given), *group(100, 5)).cost_per_avoided is None


def test_a_cost_that_is_not_wholly_known_is_not_told():
    unknown = credited(trouble(suggestions=(suggested(net_cost=None),)))
    line = total(*group(20, 1, given), ended(unknown), *group(20, 9))
    assert (line.cost_per_avoided, line.matured_spent.net_cost_unknown) == (None, 1)


def test_nothing_at_all_is_nothing_to_tell_of():
    found = impact()
    assert (found.lines, found.trials) == ((), ())
    assert found.total.verdict is Verdict.NOTHING_TO_COMPARE
