"""What a processing report proves about one message: in doubt, nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.feed_results import (
    FeedResult,
    MessageResult,
    ResultSeverity,
    ResultState,
    Ruling,
    verdict_of,
)

ORDER, OTHER = "111-0000000-0000001", "111-0000000-0000002"
ERROR, WARNING = ResultSeverity.ERROR, ResultSeverity.WARNING


def an_error(number=1, order=None, severity=ERROR):
    return MessageResult(number, severity, "18028", "No.", order)


def report(*results, processed=3, successful=None, with_error=None, expected=3, is_fatal=False):
    """Draw up a report of three messages whose counts add up, but for what is said otherwise."""
    errors = {each.message_id for each in results if each.severity is ERROR}
    refused = len(errors) if with_error is None else with_error
    taken = processed - refused if successful is None else successful
    return FeedResult(
        ResultState.READ,
        processed=processed,
        successful=taken,
        with_error=refused,
        results=results,
        expected=expected,
        is_fatal=is_fatal,
    )


def ruling(result, number=1, order=ORDER, **told):
    return verdict_of(result, number, order, **told).ruling


# Taken


def test_a_message_nothing_is_said_of_was_taken_where_every_count_adds_up():
    assert ruling(report()) is Ruling.ACCEPTED
    assert ruling(report(an_error(2, OTHER))) is Ruling.ACCEPTED


def test_a_warning_does_not_keep_a_message_from_being_taken_and_is_told():
    verdict = verdict_of(report(an_error(1, severity=WARNING)), 1, ORDER)

    assert (verdict.ruling, verdict.why) == (Ruling.ACCEPTED, "18028 No.")


@pytest.mark.parametrize(
    "result",
    [
        report(processed=2),
        report(processed=4),
        report(processed=0),
        report(successful=2),
        report(successful=4),
        report(expected=None),
        report(with_error=1),
        report(an_error(2), an_error(3), with_error=1),
        report(an_error(None), with_error=1),
        report(an_error(None), an_error(2), with_error=2),
        report(an_error(2), with_error=2),
        report(an_error(4)),
    ],
    ids=[
        *("too few", "too many", "none processed", "one missing", "one too many"),
        *("nobody knows how many", "an unnamed error", "too many errors"),
        *("an error without a number", "another without one", "too few errors"),
        "an error of no message",
    ],
)
def test_where_a_count_does_not_add_up_nothing_is_proven(result):
    verdict = verdict_of(result, 1, ORDER)

    assert verdict.ruling is Ruling.UNKNOWN
    assert verdict.why


# Refused


@pytest.mark.parametrize("order", [None, ORDER])
def test_an_error_that_names_a_message_refuses_it(order):
    verdict = verdict_of(report(an_error(1, order)), 1, ORDER)

    assert (verdict.ruling, verdict.why) == (Ruling.REJECTED, "18028 No.")


def test_an_error_that_names_the_order_alone_refuses_its_message():
    assert ruling(report(an_error(None, ORDER))) is Ruling.REJECTED


def test_an_error_named_among_others_that_are_not_still_refuses_its_message():
    assert ruling(report(an_error(1, ORDER), with_error=2)) is Ruling.REJECTED


@pytest.mark.parametrize(
    "result",
    [
        report(an_error(1, OTHER)),
        report(an_error(2, ORDER)),
        report(an_error(1), an_error(2, ORDER)),
        report(an_error(1), processed=2),
        report(an_error(1), successful=3),
        report(an_error(1), with_error=0),
    ],
    ids=[
        *("the number with another order", "the order under another number", "both"),
        *("another count of messages", "it counts as taken", "no error is counted"),
    ],
)
def test_an_error_that_contradicts_itself_proves_nothing(result):
    assert ruling(result) is Ruling.UNKNOWN


def test_of_a_message_of_several_lines_nobody_knows_which_was_refused():
    verdict = verdict_of(report(an_error(1)), 1, ORDER, lines=2)

    assert verdict.ruling is Ruling.UNKNOWN
    assert "2 lines" in verdict.why
    assert ruling(report(), lines=2) is Ruling.ACCEPTED


def test_a_feed_that_was_refused_as_a_whole_refuses_every_message():
    whole = report(an_error(0), processed=0, successful=0, with_error=1)

    assert ruling(whole) is Ruling.REJECTED
    assert ruling(whole, 3, OTHER, lines=2) is Ruling.REJECTED


@pytest.mark.parametrize(
    "result",
    [
        report(an_error(0), processed=0, successful=0, with_error=1, is_fatal=True),
        report(an_error(0), with_error=1),
        report(an_error(0), an_error(1), with_error=2),
        report(an_error(0), processed=0, successful=1, with_error=1),
    ],
    ids=["it broke off", "some were processed", "one is named as well", "one was taken"],
)
def test_a_feed_that_may_have_been_carried_out_in_part_refuses_nobody(result):
    assert ruling(result) is Ruling.UNKNOWN


def test_a_feed_that_broke_off_still_tells_of_the_messages_it_names():
    assert ruling(report(an_error(1), is_fatal=True)) is Ruling.REJECTED


# Not read, and everything


def test_what_cannot_be_read_proves_nothing_and_says_why():
    unreadable = FeedResult(ResultState.UNREADABLE, "It is a page of HTML.", expected=3)
    verdict = verdict_of(unreadable, 1, ORDER)

    assert (verdict.ruling, verdict.why) == (Ruling.UNKNOWN, "It is a page of HTML.")


def test_its_raw_words_do_not_show():
    assert "secret" not in repr(FeedResult(ResultState.READ, raw="secret"))


_FEW = st.integers(0, 4)
REPORTS = st.builds(
    FeedResult,
    st.just(ResultState.READ),
    processed=_FEW,
    successful=_FEW,
    with_error=_FEW,
    results=st.lists(
        st.builds(
            MessageResult,
            st.one_of(st.none(), _FEW),
            st.sampled_from(ResultSeverity),
            st.just("1"),
            st.just("words"),
            st.sampled_from([None, ORDER, OTHER]),
        ),
        max_size=4,
    ).map(tuple),
    expected=st.one_of(st.none(), _FEW),
    is_fatal=st.booleans(),
)


@given(REPORTS, st.integers(1, 3), st.sampled_from([ORDER, OTHER]), st.integers(1, 2))
def test_whatever_a_report_says_nothing_is_proven_against_it(result, number, order, lines):
    found = ruling(result, number, order, lines=lines)

    errors = [each for each in result.results if each.severity is ERROR]
    numbers = {each.message_id for each in errors}
    if found is Ruling.ACCEPTED:
        assert result.processed == result.expected == result.successful + result.with_error
        assert len(numbers) == result.with_error
        assert not any(each.message_id in {0, number, None} for each in errors)
        assert not any(each.order_id == order for each in errors)
    if found is Ruling.REJECTED:
        named = [each for each in errors if each.message_id in {0, number, None}]
        assert named
        assert result.successful < max(1, result.processed)
        is_whole = 0 in numbers and not result.processed
        assert is_whole or all(
            each.order_id in {None, order} and (each.message_id or each.order_id)
            for each in named
            if each.message_id == number or each.order_id == order
        )


@given(REPORTS, st.integers(1, 3))
def test_a_doubt_more_never_proves_more(result, number):
    """Take away what was expected: nothing is taken that was not before."""
    before = ruling(result, number)
    after = ruling(replace(result, expected=None), number)

    assert after is not Ruling.ACCEPTED
    assert before is not Ruling.REJECTED or after is Ruling.REJECTED
