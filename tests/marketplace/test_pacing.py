from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.marketplace.calling.buckets import Level, MemoryBuckets
from seller_credits.marketplace.calling.exchange import Answer, Failure, FailureKind
from seller_credits.marketplace.calling.pacing import Pacer
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.errors import Throttled
from seller_credits.marketplace.operations import DOWNLOAD, GET_REPORT, SEARCH_ORDERS
from seller_credits.marketplace.spans import span
from tests.marketplace.conftest import account

REFUSED = Answer(429, {})


class Crowded:
    """Somebody else always takes the token that has grown, or takes so many of them."""

    def __init__(self, times=None):
        self.times = times
        self.asked = 0

    def take(self, key, rate, burst, now):
        self.asked += 1
        return 0.0 if self.times is not None and self.asked > self.times else 1 / rate

    def level(self, key, rate, burst, now):
        return Level(0.0, rate)


class Unwritable:
    def take(self, key, rate, burst, now):
        return 0.0

    def drain(self, key, now):
        raise LedgerProblem("no space left")

    def learn(self, key, rate):
        raise LedgerProblem("no space left")


@pytest.fixture
def pacer_of(time, progress):
    def make(buckets, **changes):
        who = account(**{"endpoint": "http://127.0.0.1:1"} | changes)
        return Pacer(who, buckets, Waiting(time.clock, time.sleep, progress.append))

    return make


def test_what_has_no_limit_never_waits(pacer_of, time):
    assert pacer_of(Crowded()).before(DOWNLOAD) == 0
    assert time.naps == []


def test_a_wait_says_why_and_until_when(pacer_of, time, progress):
    buckets = MemoryBuckets()
    pacer = pacer_of(buckets)
    pacer.after(SEARCH_ORDERS, REFUSED)

    waited = pacer.before(SEARCH_ORDERS)

    assert [waited] == time.naps == [pytest.approx(180.4, abs=0.1)]
    when, why = progress[0].split(": ")
    assert when == "Waiting 3 min, until 12:03:00 UTC"
    assert why == "Amazon takes one searchOrders in 2 min 59 s from this account"


def test_a_turn_another_process_took_is_waited_for_again_and_said(pacer_of, progress):
    pacer_of(Crowded(times=2)).before(SEARCH_ORDERS)

    assert len(progress) == 2
    assert "another program took the turn" not in progress[0]
    assert "another program took the turn" in progress[1]


def test_waiting_for_a_turn_that_never_comes_ends_and_says_so(pacer_of, time):
    with pytest.raises(Throttled, match="other programs took every turn") as problem:
        pacer_of(Crowded()).before(SEARCH_ORDERS)

    assert sum(time.naps) == pytest.approx(10 / 0.0056)
    assert problem.value.may_have_happened is False
    assert (problem.value.operation, problem.value.account) == ("searchOrders", "default")


def test_a_fast_limit_is_waited_for_as_long_as_ten_minutes(pacer_of, time):
    with pytest.raises(Throttled):
        pacer_of(Crowded()).before(GET_REPORT)

    assert sum(time.naps) == pytest.approx(600, abs=2)


def test_limits_are_counted_by_seller_application_and_endpoint(pacer_of, time):
    buckets = MemoryBuckets()
    pacer_of(buckets).after(SEARCH_ORDERS, REFUSED)

    for other in ({"seller_id": "A2"}, {"client_id": "another"}, {"endpoint": "http://[::1]:2"}):
        assert pacer_of(buckets, **other).before(SEARCH_ORDERS) == 0
    assert pacer_of(buckets, name="same seller", region="eu").before(SEARCH_ORDERS) > 0


def test_a_limit_an_answer_names_is_learnt_and_halved_after_a_refusal(pacer_of, time):
    buckets = MemoryBuckets()
    pacer = pacer_of(buckets)
    pacer.after(SEARCH_ORDERS, Answer(200, {"x-amzn-ratelimit-limit": "0.5"}))
    pacer.after(SEARCH_ORDERS, Failure(FailureKind.LOST, "the connection was reset"))
    key = f"{account('http://127.0.0.1:1').owner} searchOrders"
    assert buckets.level(key, 0.0056, 20, time.now).rate == 0.5

    pacer.after(SEARCH_ORDERS, REFUSED)

    assert buckets.level(key, 0.0056, 20, time.now).rate == 0.25


@pytest.mark.parametrize("answer", [REFUSED, Answer(202, {"x-amzn-ratelimit-limit": "5"})])
def test_an_answer_is_never_lost_because_its_limit_cannot_be_noted(pacer_of, answer):
    pacer_of(Unwritable()).after(SEARCH_ORDERS, answer)


def test_a_clock_set_back_during_a_wait_costs_one_more_wait_at_most(pacer_of, time):
    pacer = pacer_of(MemoryBuckets())
    pacer.after(SEARCH_ORDERS, REFUSED)
    sleep = time.sleep

    def set_back(seconds):
        sleep(seconds)
        if len(time.naps) == 1:
            time.now -= timedelta(days=1)

    time.sleep = set_back
    pacer._waiting = Waiting(time.clock, time.sleep, print)
    pacer.before(SEARCH_ORDERS)

    assert len(time.naps) == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.5, "0.5 s"),
        (1, "1 s"),
        (40.2, "40 s"),
        (60, "1 min"),
        (178.6, "2 min 59 s"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
        (47 * 3600, "47 h"),
        (365 * 86400, "365 days"),
    ],
)
def test_spans_are_said_as_people_say_them(seconds, words):
    assert span(seconds) == words
