"""What became of a troubled order: told when nothing more can come, and by what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.domain.aftermath import Defect, Event, Outcome, gravest
from seller_credits.domain.coverage import Span
from seller_credits.domain.remedies import Remedy
from seller_credits.measurement.outcomes import Horizon, Reads, Waiting, outcome_of, waits_for

from .troubles import CLOSED, FOUND, NOW, at, credit, credited, event, suggested, trouble

HORIZON = Horizon(claim=at(days=90), feedback=at(days=84), chargeback=CLOSED)
WHOLE = (Span(at(days=-30), NOW),)
ALL_READ = Reads(feedback=WHOLE, books=WHOLE)


def why(of=None, horizon=HORIZON, reads=ALL_READ, now=NOW):
    return waits_for(of or trouble(), horizon, reads, now)


def test_an_order_whose_windows_have_closed_and_that_was_watched_waits_for_nothing():
    assert why() is None


@pytest.mark.parametrize("days", [85, 91, 119.9])
def test_while_one_window_is_open_something_can_still_come(days):
    assert why(now=at(days=days)) is Waiting.OPEN


@pytest.mark.parametrize("unknown", ["claim", "feedback", "chargeback"])
def test_a_store_without_one_of_the_windows_is_told_nothing_of(unknown):
    assert why(horizon=replace(HORIZON, **{unknown: None})) is Waiting.NO_WINDOW


def test_a_credit_of_which_nobody_knows_whether_it_came_is_waited_for():
    of = trouble()
    for status in ("approved", "intended", "submitted", "accepted", "unknown"):
        assert why(replace(of, issuances=(credit(of, status),))) is Waiting.ON_ITS_WAY
    for status in ("rejected", "absent", "withdrawn", "confirmed"):
        assert why(replace(of, issuances=(credit(of, status),))) is None


def test_a_message_on_its_way_is_no_credit_to_wait_for():
    of = trouble(suggestions=(suggested(remedy=Remedy.MESSAGE, amount=None),))
    assert why(replace(of, issuances=(credit(of, "submitted"),))) is None


@pytest.mark.parametrize(
    ("missing", "told"),
    [("feedback", Waiting.FEEDBACK), ("books", Waiting.BOOKS)],
)
@pytest.mark.parametrize(
    "read",
    [
        (),
        (Span(at(days=-1), at(days=80)),),
        (Span(at(days=1), NOW),),
        (Span(at(days=-1), at(days=40)), Span(at(days=41), NOW)),
    ],
    ids=["nothing", "not to the end", "not from the beginning", "with a gap"],
)
def test_a_source_must_have_been_read_over_the_whole_time(missing, told, read):
    assert why(reads=replace(ALL_READ, **{missing: read})) is told


def test_windows_of_reports_that_follow_one_another_leave_no_gap():
    middle = at(days=40)
    read = Span(at(days=-1), middle), Span(middle + timedelta(seconds=1), NOW)
    assert why(reads=Reads(read, read)) is None


def test_feedback_is_read_until_its_own_window_closes_and_no_longer():
    read = (Span(at(days=-1), at(days=84)),)
    assert why(reads=replace(ALL_READ, feedback=read)) is None
    assert why(reads=replace(ALL_READ, books=read)) is Waiting.BOOKS


def test_what_was_done_before_a_credit_must_have_been_read_too():
    late = credited(trouble(), after=timedelta(days=20))
    since_credit = (Span(at(days=19), NOW),)
    assert why(late, reads=Reads(since_credit, WHOLE)) is Waiting.FEEDBACK
    assert why(late) is None


def test_what_was_found_after_everything_had_closed_wants_no_reading():
    late = trouble(detected_at=at(days=121))
    assert why(late, reads=Reads((), ())) is None


def test_what_the_buyer_did_is_told_apart_by_the_credit():
    of = credited(
        replace(trouble(), events=(event("negative_feedback", hours=5), event("claim", hours=7)))
    )
    found = outcome_of(of, CLOSED, NOW)
    assert (found.since, found.until, found.matured_at) == (of.credited_at, CLOSED, NOW)
    assert (found.word, found.credited_by) == ("claim", of.credited_by)
    assert [each.what for each in found.before] == [Defect.NEGATIVE_FEEDBACK]


def test_without_a_credit_it_is_told_apart_by_the_finding_of_the_trouble():
    of = trouble(events=(event("claim", hours=-1), event("negative_feedback", hours=1)))
    found = outcome_of(of, CLOSED, NOW)
    assert (found.since, found.credited_by) == (FOUND, None)
    assert (gravest(found.before), found.word) == ("claim", "negative_feedback")


@pytest.mark.parametrize(
    ("day", "is_before"),
    [(date(2026, 5, 31), True), (date(2026, 6, 1), False), (date(2026, 6, 2), False)],
)
def test_a_bare_day_is_before_only_where_it_is_an_earlier_one(day, is_before):
    assert Event(Defect.CLAIM, day).is_before(FOUND, "US") is is_before


def test_the_day_of_a_moment_is_the_stores_own():
    small_hours = datetime(2026, 6, 2, 3, tzinfo=UTC)  # the evening of the first in the US
    feedback = Event(Defect.NEGATIVE_FEEDBACK, date(2026, 6, 1))
    assert not feedback.is_before(small_hours, "US")
    assert feedback.is_before(small_hours, "DE")


@pytest.mark.parametrize(
    ("what", "word"),
    [
        ([], "nothing"),
        (["negative_feedback"], "negative_feedback"),
        (["negative_feedback", "chargeback"], "chargeback"),
        (["chargeback", "claim"], "claim"),
    ],
)
def test_the_gravest_names_the_outcome(what, word):
    assert gravest(map(event, what)) == word


def test_an_outcome_is_read_back_as_it_was_kept():
    whole = credited(
        trouble(events=(Event(Defect.NEGATIVE_FEEDBACK, date(2026, 6, 9)), event("claim", days=-1)))
    )
    outcome = outcome_of(whole, CLOSED, NOW)
    told = outcome.as_json() | {"matured_at": NOW.isoformat()}
    assert Outcome.from_json(told) == outcome
    assert outcome.says_the_same(replace(outcome, matured_at=NOW + timedelta(days=1)))
    assert not outcome.says_the_same(replace(outcome, after=()))
