"""How often a SKU goes wrong: of a hundred orders, of enough orders, of the last ninety days."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from seller_credits.domain.issues import IssueKind
from seller_credits.measurement.issue_rates import issue_rates

from .shops import TODAY, gone_wrong, order


def orders(well, badly, sku="MUG", **changes):
    some = [order(skus=(sku,), **changes) for _ in range(well + badly)]
    return [*some[:well], *(gone_wrong(each, IssueKind.DAMAGED) for each in some[well:])]


def rates(found, fewest=10):
    return issue_rates(found, TODAY, fewest)


def test_it_is_the_orders_with_an_issue_of_a_hundred():
    assert rates(orders(23, 1)) == {("US", "MUG"): Decimal("4.2")}


def test_an_order_with_two_issues_is_one_order():
    twice = [gone_wrong(each, IssueKind.LATE_DELIVERY) for each in orders(0, 1)]
    assert rates([*orders(9, 0), *twice]) == {("US", "MUG"): Decimal("10.0")}


def test_a_sku_of_few_orders_has_no_rate():
    assert rates(orders(8, 1)) == {}
    assert rates(orders(9, 1)).keys() == {("US", "MUG")}


def test_stores_and_skus_are_told_apart():
    found = rates([*orders(10, 0), *orders(5, 5, marketplace="DE"), *orders(9, 1, sku="CUP")])
    assert found == {("US", "MUG"): 0, ("DE", "MUG"): 50, ("US", "CUP"): 10}


def test_only_the_last_ninety_days_count():
    old = orders(0, 10, day=TODAY - timedelta(days=91))
    assert rates([*orders(10, 0, day=TODAY - timedelta(days=90)), *old]) == {("US", "MUG"): 0}


def test_orders_that_no_list_told_of_or_that_were_cancelled_are_left_out():
    untold = [*orders(0, 5, is_listed=False), *orders(0, 5, is_cancelled=True)]
    nowhere = [*orders(0, 5, day=None), *orders(0, 5, marketplace=None)]
    assert rates([*orders(10, 0), *untold, *nowhere]) == {("US", "MUG"): 0}


def test_of_an_order_of_two_skus_the_one_is_wrong_that_the_issue_names():
    both = [order(skus=("MUG", "CUP")) for _ in range(10)]
    assert rates([gone_wrong(each, IssueKind.DAMAGED, sku="CUP") for each in both]) == {
        ("US", "MUG"): 0,
        ("US", "CUP"): 100,
    }


def test_of_an_order_that_is_lost_every_sku_went_wrong():
    both = [order(skus=("MUG", "CUP")) for _ in range(10)]
    assert set(rates([gone_wrong(each, IssueKind.LOST) for each in both]).values()) == {100}
