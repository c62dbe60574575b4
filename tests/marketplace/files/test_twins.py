"""Rows that are alike: one for each unit, told apart by their number."""

from __future__ import annotations

from seller_credits.marketplace.files.twins import Twins


def test_each_row_that_repeats_another_is_one_more():
    twins = Twins()

    assert [twins.count(row) for row in ("a", "b", "a", "a", "b")] == [1, 1, 2, 3, 2]


def test_a_row_is_remembered_for_some_thousands_of_others():
    twins = Twins()
    twins.count("a")
    for number in range(16_000):
        twins.count(str(number))

    assert twins.count("a") == 2


def test_a_row_that_comes_again_much_later_counts_as_told_for_the_first_time():
    twins = Twins()
    twins.count("a")
    for number in range(40_000):
        twins.count(str(number))

    assert twins.count("a") == 1
