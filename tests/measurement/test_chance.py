"""Chance is counted exactly, and each kind of issue in one group."""

from itertools import combinations
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.issues import IssueKind
from seller_credits.measurement.chance import Draw, chance_of, corrected, interval
from seller_credits.measurement.groups import KINDS, MEASURES
from seller_credits.measurement.since import rise_of


def by_hand(issues: int, draw: Draw) -> float:
    """Every way to choose the orders looked at; the first ones are those that went wrong."""
    ways = list(combinations(range(draw.all_orders), draw.orders))
    return sum(sum(n < draw.all_issues for n in way) >= issues for way in ways) / len(ways)


@given(st.integers(1, 4), st.integers(0, 4), st.integers(0, 5))
def test_the_chance_is_that_of_a_draw_without_putting_back(orders, wrong, issues):
    draw = Draw(orders, orders + 5, wrong)
    assert isclose(chance_of(issues, [draw]), by_hand(issues, draw), abs_tol=1e-12)


def test_stores_are_drawn_from_apart():
    one, two = Draw(2, 4, 2), Draw(1, 3, 1)
    both = chance_of(3, [one, two])
    assert isclose(both, by_hand(2, one) * by_hand(1, two))
    assert isclose(chance_of(0, [one, two]), 1.0)


def test_a_chance_is_corrected_for_all_comparisons_and_never_beyond_certainty():
    assert corrected(0.001, 10, 1) == pytest.approx(0.01)
    assert corrected(0.001, 10, 2) == pytest.approx(0.005)
    assert corrected(0.5, 10, 1) == 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_rate_lies_within_its_interval(counted):
    issues, orders = counted
    low, high = interval(issues, orders)
    assert 0 <= low <= issues / orders <= high <= 1


def test_every_kind_of_issue_is_in_exactly_one_group():
    every = [kind for kinds in KINDS.values() for kind in kinds]
    assert sorted(every) == sorted(IssueKind)
    alone = [measure.kinds for measure in MEASURES if len(measure.kinds) == 1]
    assert len(alone) == len(IssueKind)


def column(*numbers):
    return np.array(numbers).reshape(-1, 1)


def test_a_rise_is_told_from_its_week():
    orders = column(*[50] * 12)
    assert rise_of(orders, column(1, 0, 1, 0, 1, 0, 1, 8, 9, 7, 8, 9)) == 7


@pytest.mark.parametrize(
    "issues",
    [[1, 0, 2, 1, 0, 1], [0] * 6, [9, 8, 9, 0, 1, 0], [10] * 6],
)
def test_what_is_level_or_falls_is_no_rise(issues):
    assert rise_of(column(*[50] * 6), column(*issues)) is None


def test_being_watched_only_from_some_week_on_is_no_rise():
    orders = np.array([[50, 0]] * 6 + [[0, 50]] * 6)
    issues = np.array([[0, 0]] * 6 + [[0, 9]] * 6)
    assert rise_of(orders, issues) is None
    together = [each.sum(axis=1, keepdims=True) for each in (orders, issues)]
    assert rise_of(*together) == 6
