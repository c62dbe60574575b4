"""Whether and how the buyer said a word; never that they said none."""

from __future__ import annotations

from datetime import date

import pytest

from seller_credits.detection.contact import buyer_contact, noted_contact
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import NotedRow
from tests.detection.makers import ORDER, case_of, feedback, order, parcel, returned

LATE = order(packages=(parcel("IN_TRANSIT"),))


def note(text, kind="late_delivery"):
    origin = Origin(Source.CSV, api=False, where="noted.csv, row 2")
    return NotedRow(origin, ORDER, IssueKind(kind), date(2026, 11, 20), None, text, {})


@pytest.mark.parametrize(
    "text",
    [
        *("Buyer wrote twice", "e-mail of Tuesday", "complained on the phone: rang at noon"),
        *("Kunde hat angerufen", "le client a écrit", "escribió ayer", "ha chiamato"),
        "お客様からメールがありました",
    ],
)
def test_a_note_that_speaks_of_a_message_is_one(text):
    assert noted_contact(note(text))[0] == "message"


@pytest.mark.parametrize("text", ["", "left in the mailbox", "wrong size sent", "carrier strike"])
def test_a_note_that_speaks_of_none_says_nothing(text):
    assert noted_contact(note(text)) is None


def test_whom_an_answer_was_slow_for_has_written():
    assert noted_contact(note("", "slow_response"))[0] == "message"


def said(*records, stars=None):
    return buyer_contact(case_of(records).issues, stars)


def test_a_return_is_a_word_on_every_issue_of_the_order():
    assert said(LATE, returned()) == ("return", "returns.txt, row 2")


def test_of_several_words_the_most_telling_counts():
    assert said(feedback(), returned())[0] == "return"
    assert said(feedback())[0] == "feedback"


def test_feedback_that_is_no_issue_is_a_word_all_the_same():
    assert said(LATE, stars=3)[0] == "feedback"


def test_that_nothing_was_heard_is_not_that_nothing_was_said():
    assert said(LATE)[0] == "unknown"
