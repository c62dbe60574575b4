"""Intervals and numbers of orders, against published values and another implementation."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from seller_credits.measurement.intervals import (
    Share,
    difference,
    needed,
    needed_to_see_halving,
    surprise,
    wilson,
    z_of,
)

# Newcombe, Stat Med 17 (1998) 873-890, table II, method 10.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0),
    ((10, 10), (0, 10), 0.6075, 1.0),
]
# Two-sided 5%, power 80%: rate without a credit, orders to see it halved, or cut by a quarter.
ORDERS_NEEDED = [
    (0.02, 2319, 10795),
    (0.04, 1141, 5301),
    (0.08, 553, 2554),
    (0.15, 278, 1272),
    (0.25, 152, 686),
]
shares = st.integers(1, 400).flatmap(
    lambda many: st.builds(Share, st.integers(0, many), st.just(many))
)


@pytest.mark.parametrize(("one", "other", "low", "high"), PUBLISHED)
def test_differences_lie_where_their_author_says(one, other, low, high):
    found = difference(Share(*one), Share(*other))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(shares)
def test_a_rate_lies_where_another_implementation_says(share):
    theirs = stats.binomtest(share.count, share.of).proportion_ci(0.95, method="wilson")
    found = wilson(share)
    assert math.isclose(found.low, theirs.low, abs_tol=1e-12)
    assert math.isclose(found.high, theirs.high, abs_tol=1e-12)


@given(shares, shares)
def test_a_difference_is_the_other_way_round_where_the_groups_are(one, other):
    there, back = difference(one, other), difference(other, one)
    assert there.low <= there.point <= there.high
    assert math.isclose(there.low, -back.high, abs_tol=1e-12)
    assert math.isclose(there.high, -back.low, abs_tol=1e-12)


@pytest.mark.parametrize(("base", "halved", "by_a_quarter"), ORDERS_NEEDED)
def test_so_many_orders_does_it_take(base, halved, by_a_quarter):
    assert needed_to_see_halving(base) == halved
    assert needed(base, base * 0.75) == by_a_quarter


def test_a_small_group_needs_a_larger_one_beside_it():
    alone = needed_to_see_halving(0.08)
    beside_nine_times_as_many = needed_to_see_halving(0.08, ratio=9)
    assert alone / 3 < beside_nine_times_as_many < alone


def test_of_nothing_there_is_no_rate():
    with pytest.raises(ValueError, match="of nothing"):
        wilson(Share(0, 0))
    assert math.isnan(Share(0, 0).rate)


def test_rates_that_are_the_same_are_never_told_apart():
    with pytest.raises(ValueError, match="the same"):
        needed(0.1, 0.1)


def test_a_share_that_was_drawn_as_told_is_no_surprise():
    assert surprise(Share(98, 1000), 0.10) > 0.5
    assert surprise(Share(150, 1000), 0.10) < 0.001
    assert surprise(Share(0, 10), 0.0) == 1.0


def test_ninety_five_in_a_hundred_is_nearly_two_standard_deviations():
    assert round(z_of(0.95), 6) == 1.959964
