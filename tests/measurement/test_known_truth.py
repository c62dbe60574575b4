"""Made-up shops whose truth is known: intervals hold it, and nothing is told where nothing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.impact import SHOPS, Shop, experimented, observed, tally

HALVED = Shop("halved", 60, 0.20, 0.10)
MANY = 300


def test_intervals_hold_what_was_planted():
    assert tally(HALVED, MANY, observed).coverage > 0.92
    assert tally(HALVED, MANY, experimented).coverage > 0.92


def test_where_credits_change_nothing_hardly_a_shop_is_told_that_they_do():
    nothing = replace(HALVED, despite=HALVED.without)
    assert tally(nothing, MANY, observed).told_apart < 0.08 * MANY


def test_who_complains_before_a_credit_can_be_there_makes_none_look_good():
    quick = replace(HALVED, orders=150, despite=HALVED.without, quick=0.4)
    assert tally(quick, 100, observed).told_apart < 10


def test_where_the_worse_are_credited_only_the_experiment_holds_the_truth():
    worse = Shop("worse", 400, 0.25, 0.15, worse=0.30)
    seen, shown = (tally(worse, 50, ask).coverage for ask in (observed, experimented))
    assert seen < 0.5
    assert shown > 0.85


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_shop_of_the_benchmark_can_be_measured(shop):
    assert tally(replace(shop, orders=40), 3, observed).told == 3
