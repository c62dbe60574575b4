"""A message as one buyer would get it, or why none is sent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.messages import load_templates, write

TEMPLATES = load_templates(
    "late:\n"
    "  en: We are sorry that your order is {days_late} days late.\n"
    "  de: Ihre Bestellung ist leider um {days_late} Tage verspätet.\n"
    "asking:\n"
    "  en: We are sorry. Please leave us a review.\n"
)


def test_the_text_is_in_the_stores_language_with_the_orders_facts():
    written = write(TEMPLATES, "late", {"days_late": 3}, marketplace="DE")

    assert written.text == "Ihre Bestellung ist leider um 3 Tage verspätet."
    assert written.language == "de"
    assert written.why_not == ""


def test_a_buyer_whose_language_is_missing_is_sent_nothing():
    written = write(TEMPLATES, "late", {"days_late": 3}, marketplace="JP")
    assert written.text is None
    assert written.why_not == "Message `late` has no text in Japanese: it is not sent."


def test_a_buyers_locale_goes_before_the_stores_language():
    written = write(TEMPLATES, "late", {"days_late": 3}, marketplace="DE", locale="en-GB")
    assert written.language == "en"


@pytest.mark.parametrize("days", [None, True, "3", Decimal("2.5"), -1])
def test_a_placeholder_whose_fact_is_not_known_as_a_whole_number_stops_the_message(days):
    facts = {} if days is None else {"days_late": days}
    written = write(TEMPLATES, "late", facts, marketplace="US")
    assert written.text is None
    assert "needs days_late, which is not known" in written.why_not


def test_a_message_nobody_wrote_is_named_with_the_nearest():
    written = write(TEMPLATES, "lat", {}, marketplace="US")
    assert "no message `lat`: did you mean `late`?" in written.why_not


def test_without_a_store_nobody_knows_the_language():
    written = write(TEMPLATES, "late", {"days_late": 3}, marketplace=None)
    assert (written.text, written.language) == (None, None)
    assert "store is not known" in written.why_not


def test_a_text_that_breaks_a_rule_is_shown_with_the_rule_and_its_source():
    written = write(TEMPLATES, "asking", {}, marketplace="US")
    assert written.text is not None
    assert "(review): rule reviews, Amazon's Communication Guidelines" in written.why_not
