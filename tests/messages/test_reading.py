"""messages.yaml: read with every problem at once, each with its line; never crashing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.messages import Kind, load_templates, read_templates


def found(text):
    return [(problem.line, problem.column, problem.message) for problem in read(text).problems]


def read(text):
    return read_templates(text, "mine.yaml")


def test_a_template_has_a_text_for_each_language_and_is_an_unexpected_problem():
    template = load_templates("late:\n  en: It is late.\n  de: >-\n    Zu\n    spät.\n").by_name[
        "late"
    ]

    assert {code: wording.text for code, wording in template.wordings.items()} == {
        "en": "It is late.",
        "de": "Zu spät.",
    }
    assert template.sent_as is Kind.UNEXPECTED_PROBLEM
    assert template.longest == 2000


def test_the_kind_of_message_sets_how_long_it_may_be():
    text = "key:\n  sent_as: digital_access_key\n  en: Here it is.\n"
    assert load_templates(text).by_name["key"].longest == 400


def test_all_problems_are_told_at_once_each_with_its_line_and_column():
    text = (
        "late:\n"
        "  english: It is late.\n"
        "  en: It is {days_lat} days late.\n"
        "  de: [a, b]\n"
        "other:\n"
        "  sent_as: unexpected\n"
        "  fr: En retard de {days_late jours.\n"
        "third: It is late.\n"
        "fourth: {}\n"
    )
    places = [(line, column) for line, column, _ in found(text)]
    assert places == [(2, 3), (3, 13), (4, 7), (6, 12), (7, 7), (8, 8), (9, 1)]
    assert read(text).templates is None


def test_an_unknown_placeholder_is_named_with_the_nearest_known_one():
    (problem,) = read("late:\n  en: >-\n    We are sorry.\n    It is {days_lat} late.\n").problems
    assert (problem.line, problem.column) == (4, 11)
    assert "`{days_lat}`" in problem.message
    assert problem.hint == "did you mean `days_late`?"


def test_templates_that_must_be_usable_raise_with_every_line():
    with pytest.raises(ConfigurationProblem) as raised:
        load_templates("late:\n  xx: a\n", "mine.yaml")
    assert raised.value.exit_code == 4
    assert "mine.yaml:2:3: Message `late` has no key `xx`." in str(raised.value)
    assert "mine.yaml:1:1: Message `late` has no text." in str(raised.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "late: [\n", "a: 1\na: 2\n", "\x00"])
def test_what_is_no_file_of_templates_is_said(text):
    assert read(text).templates is None
    assert read(text).problems


def test_a_text_that_is_the_word_yes_stays_text():
    assert load_templates("late:\n  en: yes\n").by_name["late"].wordings["en"].text == "yes"


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_crash(text):
    file = read(text)
    assert (file.templates is None) == any(one.severity == "error" for one in file.problems)


_PIECES = st.sampled_from(
    [
        "late",
        ":",
        " ",
        "\n",
        "  ",
        "en",
        "de",
        "{",
        "}",
        "days_late",
        "[",
        "- ",
        ">-",
        '"',
        "&a",
        "*a",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_pieces_of_such_a_file_make_the_reader_crash(text):
    file = read(text)
    assert file.templates is not None or file.problems
