"""Buckets in memory, in a file and in a database keep the same promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.marketplace.calling.buckets import MemoryBuckets
from tests.postgres import clock_as_told

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def after(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture(
    params=["in memory", "in a file", pytest.param("in a database", marks=pytest.mark.slow)]
)
def buckets(request, tmp_path):
    if request.param == "in memory":
        yield MemoryBuckets()
    elif request.param == "in a file":
        with SharedBuckets(tmp_path / "marketplace.db") as shared:
            yield shared
    else:
        address = request.getfixturevalue("postgres").address
        with clock_as_told(), SharedBuckets(address) as shared:
            yield shared


def test_a_rested_bucket_gives_its_burst_but_for_the_margin_and_then_says_when(buckets):
    waits = [buckets.take("orders", 0.5, 3, NOW) for _ in range(4)]

    assert waits[:2] == [0, 0]
    assert waits[2:] == pytest.approx([0.5 / 0.99] * 2, abs=0.002)


def test_whoever_waited_may_be_too_late_and_waits_again(buckets):
    for _ in range(2):
        buckets.take("orders", 0.5, 3, NOW)
    here, there = (buckets.take("orders", 0.5, 3, NOW) for _ in range(2))
    assert here == there > 0

    assert buckets.take("orders", 0.5, 3, after(here)) == 0
    assert buckets.take("orders", 0.5, 3, after(there)) == pytest.approx(2 / 0.99, abs=0.02)


def test_tokens_grow_back_while_time_passes_but_never_beyond_the_burst(buckets):
    while buckets.take("orders", 0.5, 3, NOW) == 0:
        pass

    assert buckets.take("orders", 0.5, 3, after(2)) == 0
    waits = [buckets.take("orders", 0.5, 3, after(10_000)) for _ in range(3)]
    assert [wait == 0 for wait in waits] == [True, True, False]


def test_operations_do_not_share_a_bucket(buckets):
    buckets.drain("orders", NOW)

    assert buckets.take("reports", 0.01, 1, NOW) == 0


def test_a_refusal_empties_the_bucket_whatever_was_counted(buckets):
    buckets.take("orders", 0.5, 20, NOW)

    buckets.drain("orders", NOW)

    assert buckets.take("orders", 0.5, 20, NOW) == pytest.approx(2 / 0.99, abs=0.002)


def test_a_refusal_of_the_very_first_request_counts_as_well(buckets):
    buckets.drain("orders", NOW)

    assert buckets.level("orders", 0.5, 20, NOW).tokens == 0


def test_a_learnt_rate_is_halved_by_a_refusal_until_an_answer_names_it_again(buckets):
    buckets.take("orders", 0.5, 20, NOW)
    for _ in range(2):  # every answer names it
        buckets.learn("orders", 4.0)
    assert buckets.level("orders", 0.5, 20, NOW).rate == 4

    buckets.drain("orders", NOW)

    assert buckets.level("orders", 0.5, 20, NOW).rate == 2
    assert buckets.take("orders", 0.5, 20, NOW) > 0.5
    buckets.learn("orders", 4.0)
    assert buckets.level("orders", 0.5, 20, NOW).rate == 4


def test_a_learnt_rate_counts_for_what_grew_since_the_last_request(buckets):
    buckets.drain("orders", NOW)

    buckets.learn("orders", 4.0)

    assert buckets.level("orders", 0.5, 20, after(2)).tokens == pytest.approx(8 * 0.99)


def test_a_clock_that_was_set_back_gives_no_tokens_and_stops_nobody(buckets):
    buckets.drain("orders", NOW)

    assert buckets.take("orders", 1, 5, after(-3600)) == pytest.approx(1 / 0.99, abs=0.002)
    assert buckets.take("orders", 1, 5, after(-3598.9)) == 0
