"""The communication rules on sentences of ten languages, labelled by hand."""

from __future__ import annotations

import pytest

from seller_credits.messages import LANGUAGES, RULES, broken_rules
from tests.messages.labelled import ALLOWED, EVASIONS, FORBIDDEN

_ALLOWED = [(language, text) for language, texts in ALLOWED.items() for text in texts]
_FORBIDDEN = [(language, rule, text) for language, rows in FORBIDDEN.items() for rule, text in rows]


@pytest.mark.parametrize(("language", "text"), _ALLOWED)
def test_an_honest_sentence_may_be_sent(language, text):
    assert broken_rules(text, language) == ()


@pytest.mark.parametrize(("language", "rule", "text"), _FORBIDDEN)
def test_a_forbidden_sentence_is_refused_by_its_rule(language, rule, text):
    assert rule in {broken.rule for broken in broken_rules(text, language)}


@pytest.mark.parametrize(("rule", "text"), EVASIONS)
def test_a_disguise_hides_nothing(rule, text):
    assert rule in {broken.rule for broken in broken_rules(text, "en")}


def test_every_language_has_labelled_sentences_of_both_kinds():
    assert set(ALLOWED) == set(FORBIDDEN) == set(LANGUAGES)


def test_every_rule_on_words_is_shown_in_the_seven_large_languages():
    on_words = set(RULES) - {"markup", "length"}
    for language in ("en", "de", "fr", "es", "it", "ja", "nl"):
        assert on_words <= {rule for rule, _ in FORBIDDEN[language]}, language


def test_counts_by_language():
    for language in LANGUAGES:
        passed = sum(not broken_rules(text, language) for text in ALLOWED[language])
        caught = sum(
            any(broken.rule == rule for broken in broken_rules(text, language))
            for rule, text in FORBIDDEN[language]
        )
        allowed, forbidden = len(ALLOWED[language]), len(FORBIDDEN[language])
        print(f"{language}: {passed} of {allowed} allowed pass, {caught} of {forbidden} refused")
        assert (passed, caught) == (allowed, forbidden)
