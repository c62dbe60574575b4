from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.buckets import Bucket

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RATE, BURST = 0.5, 10
AN_HOUR = 3600


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def spend(bucket, tokens, now=NOW, rate=RATE, burst=BURST):
    for _ in range(tokens):
        bucket, wait = bucket.take(rate, burst, now)
        assert wait == 0
    return bucket


def drained():
    return Bucket().drained(NOW)


def test_a_new_bucket_is_full_but_for_the_margin():
    level = Bucket().level(RATE, BURST, NOW)

    assert (level.tokens, level.rate) == (BURST - 0.25, RATE)


def test_an_empty_bucket_says_when_there_will_be_one():
    _, wait = drained().take(RATE, BURST, NOW)

    assert wait == pytest.approx(2 / 0.99, abs=0.002)
    assert drained().take(RATE, BURST, after(wait))[1] == 0


def test_waiting_as_told_always_suffices_whoever_comes_alone():
    bucket, now = drained(), NOW
    for _ in range(50):
        bucket, wait = bucket.take(0.0056, 20, now)
        now += timedelta(seconds=wait)
        bucket = spend(bucket, 1, now, 0.0056, 20)


def test_asking_in_vain_takes_nothing():
    bucket = drained()
    for second in (0.5, 1.0, 1.5):
        bucket, wait = bucket.take(RATE, BURST, after(second))
        assert wait == pytest.approx(2 / 0.99 - second, abs=0.002)


def test_no_rest_however_long_fills_it_beyond_the_burst():
    bucket = spend(Bucket(), 5)

    assert bucket.level(RATE, BURST, after(10 * 365 * 24 * AN_HOUR)).tokens == BURST - 0.25


def test_a_clock_that_was_set_back_grows_nothing_and_is_believed_from_then_on():
    bucket = drained()

    bucket, wait = bucket.take(RATE, BURST, after(-AN_HOUR))

    assert wait == pytest.approx(2 / 0.99, abs=0.002)
    assert bucket.take(RATE, BURST, after(-AN_HOUR + wait))[1] == 0


def test_a_clock_that_was_years_ahead_leaves_no_more_than_a_full_bucket():
    bucket = spend(Bucket(), 1, after(10**9))

    assert bucket.level(RATE, BURST, NOW).tokens < BURST


def test_readings_of_one_clock_written_in_the_wrong_order_count_no_second_twice():
    """Two processes read the clock; the one that read it first writes last."""
    orderly = jumbled = drained()
    for second in range(0, 100, 2):
        jumbled, _ = jumbled.take(RATE, BURST, after(second + 1))
        jumbled, _ = jumbled.take(RATE, BURST, after(second))
        orderly, _ = orderly.take(RATE, BURST, after(second))
        orderly, _ = orderly.take(RATE, BURST, after(second + 1))

    assert jumbled == orderly


def test_a_named_rate_goes_before_the_documented_one_and_is_half_believed_after_a_refusal():
    bucket = spend(Bucket().naming(2.0), 9, burst=BURST)

    assert bucket.level(RATE, BURST, NOW).rate == 2.0
    assert bucket.drained(NOW).level(RATE, BURST, NOW).rate == 1.0


def test_a_bucket_of_one_still_gives_that_one():
    bucket = spend(Bucket(), 1, burst=1)

    assert bucket.take(RATE, 1, NOW)[1] > 0


class Amazon:
    """Counts what arrives, to the letter of what its documents say."""

    def __init__(self, rate, burst):
        self.rate, self.burst = rate, burst
        self.tokens, self.at = float(burst), 0.0

    def accepts(self, at):
        self.tokens = min(self.burst, self.tokens + (at - self.at) * self.rate)
        self.at = at
        self.tokens -= 1
        return self.tokens >= -1e-9


@given(
    st.floats(0.005, 10),
    st.integers(6, 30),
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 0.5)), min_size=1, max_size=80),
)
def test_amazon_never_refuses_though_requests_travel_for_different_times(rate, burst, requests):
    """Callers come when they like and wait as told; each request travels up to half a second."""
    bucket, now, arrivals = Bucket(), 0.0, []
    for pause, travel in requests:
        now += pause
        bucket, wait = bucket.take(rate, burst, after(now))
        if wait:
            now += wait
            bucket, wait = bucket.take(rate, burst, after(now))
        assert wait == 0
        arrivals.append(now + travel)

    amazon = Amazon(rate, burst)
    assert all(amazon.accepts(at) for at in sorted(arrivals))


@given(
    st.sampled_from([(0.0056, 180), (0.0167, 60), (0.0083, 120), (0.0222, 45), (0.016, 62.5)]),
    st.integers(1, 300),
)
def test_a_rate_that_was_rounded_up_is_not_exceeded_either(named_and_seconds, requests):
    """One request in three minutes is written 0.0056, which is a little more than it is."""
    named, seconds = named_and_seconds
    amazon, bucket, now = Amazon(1 / seconds, 20), Bucket(), 0.0
    for _ in range(requests):
        bucket, wait = bucket.take(named, 20, after(now))
        if wait:
            now += wait
            bucket, _ = bucket.take(named, 20, after(now))
        assert amazon.accepts(now)


@given(
    st.floats(0.005, 10),
    st.integers(2, 30),
    st.lists(st.floats(0, 300), min_size=1, max_size=80),
)
def test_no_window_holds_more_than_the_burst_and_what_grew_in_it(rate, burst, pauses):
    bucket, now, sent = Bucket(), 0.0, []
    for pause in pauses:
        now += pause
        bucket, wait = bucket.take(rate, burst, after(now))
        if wait == 0:
            sent.append(now)

    for first, begin in enumerate(sent):
        for last, end in enumerate(sent[first:], first):
            assert last - first + 1 <= burst + rate * (end - begin) + 1e-6
