"""Seller feedback: one and two stars count against the account; three do not."""

from __future__ import annotations

import pytest

from tests.detection.makers import feedback, seen


@pytest.mark.parametrize("stars", [1, 2])
def test_one_and_two_stars_are_an_issue_of_the_whole_order(stars):
    (shown,) = seen(feedback(stars))
    assert shown.kind == "negative_feedback"
    assert shown.order_item_id is None
    assert shown.facts == {"feedback_rating": stars}


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_three_and_more_stars_are_not(stars):
    assert seen(feedback(stars)) == []


def test_the_buyers_words_are_scrubbed_and_stay_out_of_the_values():
    (shown,) = seen(feedback(comment="Bad! Write to jane@example.com"))
    assert shown.evidence.comment == "Bad! Write to [e-mail]"
    assert shown.evidence.values == {"Rating": "1"}


def test_stars_that_change_are_a_new_piece_of_evidence():
    (one,), (two,) = seen(feedback(1)), seen(feedback(2))
    assert one.evidence.key != two.evidence.key
