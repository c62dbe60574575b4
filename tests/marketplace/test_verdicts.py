from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.marketplace.calling.exchange import Answer, Failure, FailureKind
from seller_credits.marketplace.calling.verdicts import GiveUp, Retry, forgiven, patience, verdict
from seller_credits.marketplace.operations import (
    CREATE_FEED,
    CREATE_FEED_DOCUMENT,
    CREATE_REPORT,
    DOWNLOAD,
    GET_REPORT,
    GET_TOKEN,
    OPERATIONS,
    SEARCH_ORDERS,
    Repeat,
)

THROTTLED = Answer(429, {})
FAILED = Answer(503, {})
REFUSED = Failure(FailureKind.NOT_SENT, "connection refused")
LOST = Failure(FailureKind.LOST, "the connection was reset")
NEVER = [operation for operation in OPERATIONS if operation.repeat is Repeat.NEVER]
ALL = (*OPERATIONS, DOWNLOAD, GET_TOKEN)

outcomes = st.one_of(
    st.builds(Answer, st.integers(100, 599), st.just({})),
    st.builds(Failure, st.sampled_from(FailureKind), st.just("words")),
)


@pytest.mark.parametrize("outcome", [THROTTLED, FAILED, LOST, Answer(500, {})])
def test_a_read_is_repeated(outcome):
    assert isinstance(verdict(SEARCH_ORDERS, outcome, 1, 0), Retry)


@pytest.mark.parametrize("status", [200, 202, 204, 301, 400, 401, 403, 404, 413])
def test_what_repetition_cannot_mend_is_final(status):
    assert verdict(SEARCH_ORDERS, Answer(status, {}), 1, 0) == GiveUp()


@pytest.mark.parametrize("kind", [FailureKind.NO_TRUST, FailureKind.UNSENDABLE])
def test_a_certificate_that_does_not_hold_is_not_tried_again(kind):
    assert verdict(SEARCH_ORDERS, Failure(kind, "no"), 1, 0) == GiveUp()


@pytest.mark.parametrize("outcome", [FAILED, LOST])
def test_what_is_harmless_twice_is_asked_for_once_more_only(outcome):
    assert isinstance(verdict(CREATE_FEED_DOCUMENT, outcome, 1, 0), Retry)
    assert verdict(CREATE_FEED_DOCUMENT, outcome, 2, 1) == GiveUp()


@pytest.mark.parametrize("outcome", [FAILED, LOST])
def test_a_report_that_may_be_there_is_looked_for_before_it_is_asked_for_again(outcome):
    assert verdict(CREATE_REPORT, outcome, 1, 0) == GiveUp()


@pytest.mark.parametrize("outcome", [THROTTLED, REFUSED])
def test_a_report_request_that_surely_did_nothing_is_repeated_as_a_read_is(outcome):
    assert isinstance(verdict(CREATE_REPORT, outcome, 3, 3), Retry)


def test_a_feed_and_every_message_are_among_what_is_never_repeated():
    assert CREATE_FEED in NEVER
    assert {operation.path for operation in NEVER if "messaging" in operation.path}


@given(st.sampled_from(NEVER), outcomes, st.integers(1, 5), st.floats(0, 1000))
def test_what_pays_or_writes_to_a_buyer_is_never_repeated_whatever_came(
    operation, outcome, attempt, elapsed
):
    assert verdict(operation, outcome, attempt, elapsed) == GiveUp()


def test_waits_double_up_to_a_minute():
    waits = [verdict(SEARCH_ORDERS, THROTTLED, attempt, 0) for attempt in range(1, 9)]

    assert waits == [Retry(s) for s in (1, 2, 4, 8, 16, 32, 60, 60)]


def test_a_longer_wait_that_amazon_asks_for_is_kept():
    assert verdict(GET_REPORT, Answer(429, {"retry-after": "30"}), 1, 0) == Retry(30)


@pytest.mark.parametrize("words", ["soon", "-5", "1e9", "", "٣"])
def test_a_retry_after_that_is_no_number_of_seconds_is_ignored(words):
    assert verdict(GET_REPORT, Answer(429, {"retry-after": words}), 1, 0) == Retry(1)


def test_too_many_requests_are_worth_waiting_for_while_three_tokens_grow():
    assert patience(GET_REPORT, THROTTLED) == 120
    assert patience(CREATE_REPORT, THROTTLED) == pytest.approx(179.6, abs=0.1)
    assert patience(SEARCH_ORDERS, THROTTLED) == pytest.approx(535.7, abs=0.1)
    assert patience(GET_TOKEN, THROTTLED) == 120


def test_failures_are_worth_two_minutes_whatever_the_limit():
    assert isinstance(verdict(SEARCH_ORDERS, FAILED, 1, 119), Retry)
    assert verdict(SEARCH_ORDERS, FAILED, 1, 119.5) == GiveUp()


def test_waiting_for_a_turn_does_not_wear_out_patience_with_failures():
    assert forgiven(SEARCH_ORDERS, FAILED, 180) == 180
    assert forgiven(SEARCH_ORDERS, FAILED, 10_000) == pytest.approx(535.7, abs=0.1)
    assert forgiven(DOWNLOAD, FAILED, 180) == 0


def test_waiting_for_a_turn_that_is_refused_again_does():
    assert forgiven(SEARCH_ORDERS, THROTTLED, 180) == 0


def test_nobody_there_is_said_within_ten_seconds():
    assert isinstance(verdict(SEARCH_ORDERS, REFUSED, 1, 8), Retry)
    assert verdict(SEARCH_ORDERS, REFUSED, 4, 7) == GiveUp()


@given(st.sampled_from(ALL), outcomes, st.integers(1, 10_000), st.floats(0, 1e9))
def test_no_wait_outlasts_patience_and_none_is_nothing(operation, outcome, attempt, elapsed):
    ruling = verdict(operation, outcome, attempt, elapsed)

    if isinstance(ruling, Retry):
        assert ruling.after >= 1
        assert elapsed + ruling.after <= patience(operation, outcome)


@given(st.sampled_from(ALL), outcomes)
def test_every_call_comes_to_an_end(operation, outcome):
    elapsed, attempt = 0.0, 1
    while isinstance(ruling := verdict(operation, outcome, attempt, elapsed), Retry):
        elapsed += ruling.after
        attempt += 1

    assert attempt < 60
