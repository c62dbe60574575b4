"""Spans of time that are known, and the gaps between them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.coverage import Span, gaps, merged

START = datetime(2026, 11, 1, tzinfo=UTC)
NOTHING = timedelta(0)


def hours(since, until):
    return Span(START + timedelta(hours=since), START + timedelta(hours=until))


def spans():
    ends = st.tuples(st.integers(0, 60), st.integers(0, 60))
    return st.lists(ends.map(sorted).map(lambda two: hours(*two)), max_size=8)


def test_spans_that_touch_or_overlap_are_one():
    known = [hours(4, 6), hours(0, 2), hours(2, 3), hours(5, 9)]
    assert merged(known) == [hours(0, 3), hours(4, 9)]


def test_what_was_never_read_is_one_gap():
    assert gaps(hours(0, 48), [], NOTHING) == [hours(0, 48)]


def test_gaps_come_newest_first():
    known = [hours(10, 20), hours(30, 40)]
    assert gaps(hours(0, 48), known, NOTHING) == [hours(40, 48), hours(20, 30), hours(0, 10)]


def test_the_end_of_what_is_known_is_read_again():
    assert gaps(hours(0, 48), [hours(0, 48)], timedelta(hours=2)) == [hours(46, 48)]


def test_a_span_shorter_than_the_look_back_counts_for_nothing():
    assert gaps(hours(0, 4), [hours(1, 2)], timedelta(hours=2)) == [hours(0, 4)]


@given(spans())
def test_gaps_and_what_is_known_make_the_whole_and_never_overlap(known):
    wanted = hours(0, 60)
    found = gaps(wanted, known, NOTHING)
    for hour in range(60):
        moment = START + timedelta(hours=hour, minutes=30)
        sure = any(span.since <= moment <= span.until for span in known)
        assert sure != any(gap.since <= moment <= gap.until for gap in found)
