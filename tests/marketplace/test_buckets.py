from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.marketplace.buckets import MemoryBuckets

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_a_rested_bucket_gives_its_burst_at_once_and_then_as_fast_as_it_fills():
    buckets = MemoryBuckets()

    waits = [buckets.take("orders", 0.5, 3, NOW) for _ in range(5)]

    assert waits == [0, 0, 0, 2, 4]


def test_tokens_grow_back_while_time_passes_but_never_beyond_the_burst():
    buckets = MemoryBuckets()
    for _ in range(3):
        buckets.take("orders", 0.5, 3, NOW)

    assert buckets.take("orders", 0.5, 3, after(2)) == 0
    assert [buckets.take("orders", 0.5, 3, after(10_000)) for _ in range(4)] == [0, 0, 0, 2]


def test_operations_do_not_share_a_bucket():
    buckets = MemoryBuckets()
    buckets.take("orders", 0.01, 1, NOW)

    assert buckets.take("reports", 0.01, 1, NOW) == 0


def test_a_refusal_empties_the_bucket_whatever_was_counted():
    buckets = MemoryBuckets()
    buckets.take("orders", 0.5, 20, NOW)

    buckets.drain("orders", NOW)

    assert buckets.take("orders", 0.5, 20, NOW) == 2


def test_a_refusal_does_not_give_back_what_was_taken_in_advance():
    buckets = MemoryBuckets()
    for _ in range(3):
        buckets.take("orders", 1, 1, NOW)

    buckets.drain("orders", NOW)

    assert buckets.take("orders", 1, 1, NOW) == 3


def test_a_clock_that_was_set_back_gives_no_tokens_and_stops_none():
    buckets = MemoryBuckets()
    buckets.take("orders", 1, 1, NOW)

    assert buckets.take("orders", 1, 1, after(-3600)) == 1
    assert buckets.take("orders", 1, 1, after(-3597)) == 0


@given(
    st.floats(0.005, 50),
    st.integers(1, 30),
    st.lists(st.floats(0, 500), min_size=1, max_size=60),
)
def test_never_more_than_the_burst_and_what_grew_in_any_interval(rate, burst, pauses):
    """Callers come when they like and wait as they are told; Amazon counts what arrives."""
    buckets = MemoryBuckets()
    now = 0.0
    sent = []
    for pause in pauses:
        now += pause
        sent.append(now + buckets.take("orders", rate, burst, after(now)))

    slack = 1e-3 * rate + 1e-6  # datetimes count microseconds
    for first, begin in enumerate(sent):
        for last, end in enumerate(sent[first:], first):
            assert last - first + 1 <= burst + rate * (end - begin) + slack


@given(st.floats(0.005, 50), st.integers(1, 30), st.integers(1, 60))
def test_nobody_waits_longer_than_the_tokens_before_him_take(rate, burst, callers):
    buckets = MemoryBuckets()

    waits = [buckets.take("orders", rate, burst, NOW) for _ in range(callers)]

    assert waits[-1] == pytest.approx(max(0, callers - burst) / rate)
