"""Issues, remedies and deadlines in a seller's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issues import IssueKind
from seller_credits.domain.remedies import Remedy
from seller_credits.reporting import words
from tests.reporting.made import NOW, item


@pytest.mark.parametrize("kind", IssueKind)
def test_every_kind_of_issue_has_words_of_its_own(kind):
    said = words.what_happened({"issue": kind})
    assert said[0].isupper()
    assert "_" not in said
    others = [words.what_happened({"issue": other}) for other in IssueKind if other is not kind]
    assert said not in others


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_is_something_to_do(remedy):
    said = words.what_to_do({"remedy": remedy})
    assert said[0].isupper()
    assert "_" not in said


def test_a_word_nobody_knows_yet_is_still_readable():
    assert words.what_happened({"issue": "eaten_by_dog"}) == "Eaten by dog"
    assert words.what_to_do({"remedy": "send_flowers"}) == "Send flowers"


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("late_delivery", {"days_late": 5}, "Late delivery, 5 days so far"),
        ("late_delivery", {"days_late": 1}, "Late delivery, 1 day so far"),
        ("late_delivery", {"days_late": 1, "package": "delivered"}, "Late delivery, 1 day"),
        ("late_delivery", {"days_late": 2, "days_late_at_most": 4}, "Late delivery, 2 to 4 days"),
        ("late_delivery", {"days_late": 4, "days_late_at_most": 4}, "Late delivery, 4 days"),
        ("late_delivery", {"days_late_at_most": 4}, "Late delivery, at most 4 days"),
        ("late_delivery", {"days_late": 0, "days_late_at_most": 0}, "Late delivery"),
        ("late_shipment", {"order_status": "unshipped"}, "To be shipped soon"),
        ("late_delivery", {}, "Late delivery"),
        ("negative_feedback", {"feedback_rating": 1}, "Negative feedback, 1 star"),
        ("negative_feedback", {"feedback_rating": 2}, "Negative feedback, 2 stars"),
        ("late_shipment", {"order_status": "shipped", "days_overdue": 3}, "Shipped late"),
        (
            "late_shipment",
            {"order_status": "unshipped", "days_overdue": 1},
            "Not shipped yet, 1 day overdue",
        ),
        ("late_shipment", {"order_status": "unshipped", "days_overdue": 0}, "Not shipped yet"),
    ],
)
def test_what_happened_says_how_much_of_it(kind, facts, said):
    assert words.what_happened(item(issue=kind, facts=facts)) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=5), "in 0 h"),
        (timedelta(hours=31), "in 31 h"),
        (timedelta(hours=47, minutes=59), "in 47 h"),
        (timedelta(hours=48), "in 2 days"),
        (timedelta(days=20), "in 20 days"),
        (timedelta(hours=-3), "3 h overdue"),
        (timedelta(days=-2), "2 days overdue"),
    ],
)
def test_a_deadline_is_told_by_what_is_left(left, said):
    due = (NOW + left).isoformat().replace("+00:00", "Z")
    assert words.until_when(item(deadline=due), NOW) == said


def test_without_a_deadline_nothing_is_said():
    assert words.until_when(item(deadline=None), NOW) == ""


def test_money_is_told_with_its_currency_and_none_where_there_is_none():
    assert words.how_much(item()) == "4.20 USD"
    assert words.how_much(item(amount=None)) == ""


def test_days_are_told_in_utc_and_bare_days_as_they_are():
    assert words.day("2026-11-23T23:30:00Z") == "23 Nov 2026"
    assert words.day("2026-11-23T23:30:00-08:00") == "24 Nov 2026"
    assert words.day("2026-11-03") == "3 Nov 2026"
    assert words.day(None) == ""


def test_the_first_reason_is_told():
    assert words.why(item()) == "It came late."
    assert words.why(item(reasons=[])) == ""


def test_only_what_is_proposed_waits():
    assert words.waits(item())
    assert not words.waits(item(status="closed"))


def test_numbers_agree_with_their_nouns():
    assert words.counted(1, "issue") == "1 issue"
    assert words.counted(0, "issue") == "0 issues"
    assert words.counted(1204, "issue") == "1,204 issues"


def test_what_is_not_known_of_an_order_is_left_out():
    assert words.order_line(item(sku=None)) == "111-1234567-1234567 US"
    assert words.item(item(marketplace=None)) == "MUG"
