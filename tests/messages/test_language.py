"""The buyer's language: their own locale first, then the store's."""

from __future__ import annotations

import pytest

from seller_credits.domain.marketplaces import MARKETPLACES
from seller_credits.messages import LANGUAGES, buyers_language, languages_of


@pytest.mark.parametrize(
    ("store", "language"),
    [("US", "en"), ("DE", "de"), ("JP", "ja"), ("BE", "nl"), ("CA", "en"), ("MX", "es")],
)
def test_a_store_has_its_language(store, language):
    assert buyers_language(store) == language


@pytest.mark.parametrize(
    ("store", "locale", "language"),
    [("CA", "fr-CA", "fr"), ("BE", "fr_BE", "fr"), ("US", "es-US", "es"), ("JP", "zh-CN", "zh")],
)
def test_a_buyers_own_locale_goes_before_the_store(store, locale, language):
    assert buyers_language(store, locale) == language


def test_a_store_nobody_knows_tells_no_language():
    assert buyers_language("XX") is None
    assert buyers_language("") is None


def test_every_store_has_languages_and_most_can_be_written_in():
    unwritten = {store for store in MARKETPLACES if languages_of(store)[0] not in LANGUAGES}
    assert unwritten == {"TR", "AE", "EG", "SA"}
