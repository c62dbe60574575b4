"""The communication rules: what is told of a text that breaks one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.messages import (
    LANGUAGES,
    RULES,
    broken_rules,
    check_templates,
    load_templates,
)

PLAIN = "We are sorry that your order is late."


def names(text, language="en", **more):
    return [broken.rule for broken in broken_rules(text, language, **more)]


def test_a_broken_rule_names_the_words_where_they_stand_and_who_says_so():
    (broken,) = broken_rules("We are sorry. Leave us your Re\u200bView, please.", "en")

    assert broken.rule == "reviews"
    assert broken.found == "Re\u200bView"
    assert broken.where == 29
    assert "reviews" in broken.why
    assert "read 2026-11-23" in broken.source


def test_every_place_is_told_in_the_order_of_the_rules():
    text = "Leave a review, then a rating, and write to a@example.com or call us."
    assert names(text) == ["reviews", "reviews", "elsewhere", "email"]


def test_an_address_in_an_email_is_not_told_again_as_a_link():
    assert names("We are sorry: help@example.com") == ["email"]


def test_a_text_may_be_as_long_as_its_kind_allows_and_no_longer():
    text = "We are sorry. " * 40
    assert len(text) == 560
    assert names(text, longest=560) == []
    (broken,) = broken_rules(text, "en", longest=400)
    assert (broken.rule, broken.where) == ("length", 401)
    assert "560 characters" in broken.why


def test_a_text_that_says_nothing_is_not_sent():
    assert names("") == ["length"]
    assert names(" \n ") == ["length"]


def test_a_text_in_a_language_nobody_can_judge_here_is_not_sent():
    (broken,) = broken_rules("Siparişiniz gecikti.", "tr")
    assert broken.rule == "language"
    assert "Turkish" in broken.why


def test_one_foreign_sentence_is_enough():
    text = f"{PLAIN} Es tut uns leid, dass Ihre Bestellung nicht angekommen ist."
    (broken,) = broken_rules(text, "en")
    assert broken.rule == "language"
    assert broken.found.startswith("Es tut uns leid")


def test_names_of_goods_in_another_script_are_not_let_through():
    assert names(f"{PLAIN} 青い皿") == ["language"]


def test_a_few_words_that_tell_no_language_are_left_alone():
    assert names("OK, Philips Sonicare HX6 Pro.") == []


def test_a_store_may_be_named_but_not_its_pages():
    assert names("Your order on Amazon.co.uk is late.") == []
    assert names("Your order is at amazon.co.uk/orders today.") == ["link"]


def test_every_rule_says_why_and_since_when_its_source_was_read():
    for rule in RULES.values():
        assert rule.why.endswith(".")
        assert rule.source
        assert rule.read.isoformat() == "2026-11-23"


TEMPLATES = (
    "late:\n"
    "  en: >-\n"
    "    We are sorry that it is {days_late} days late.\n"
    "    Please leave us a review.\n"
    "unused:\n"
    "  en: See www.example.com\n"
)


def test_a_template_that_breaks_a_rule_is_an_error_with_line_rule_and_source():
    found = check_templates(load_templates(TEMPLATES), {"late"})
    errors = [problem for problem in found if problem.severity == "error"]

    (problem,) = errors
    assert (problem.line, problem.column) == (4, 23)
    assert problem.message == (
        "The English text of `late` mentions reviews, ratings or feedback: `review`."
    )
    assert "rule reviews: Amazon's Communication Guidelines" in problem.hint


def test_a_template_no_policy_names_is_a_warning_only():
    found = check_templates(load_templates(TEMPLATES), {"late"})
    assert [problem.line for problem in found if problem.severity == "warning"] == [6]


def test_the_languages_a_named_template_lacks_are_a_note():
    found = check_templates(load_templates(TEMPLATES), {"late"})
    (note,) = [problem for problem in found if problem.severity == "note"]
    assert "German" in note.message
    assert "sent nothing" in note.hint


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "tr", ""]))
def test_no_text_makes_the_check_crash_and_what_is_found_is_in_it(text, language):
    for broken in broken_rules(text, language):
        assert broken.rule in RULES
        assert broken.found in " ".join(text.split())
        assert broken.where >= 1


@given(st.sampled_from(["review", "feedback", "coupon", "whatsapp"]), st.data())
def test_a_forbidden_word_is_found_whatever_invisible_is_put_into_it(word, data):
    at = data.draw(st.integers(1, len(word) - 1))
    unseen = data.draw(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u0301"))
    assert names(f"We are sorry, {word[:at]}{unseen}{word[at:]}.") != []
