"""Stores are found by any of their names, and count days in their own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.marketplaces import MARKETPLACES, find_marketplace


@pytest.mark.parametrize("word", ["US", "us", "ATVPDKIKX0DER", "Amazon.com", " amazon.COM "])
def test_a_store_is_found_by_code_id_or_name(word):
    assert MARKETPLACES["US"] is find_marketplace(word)


@pytest.mark.parametrize("word", [None, "", "Atlantis"])
def test_a_word_that_is_no_store_finds_none(word):
    assert find_marketplace(word) is None


def test_the_day_is_the_stores_own():
    just_after_midnight = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)

    assert date(2026, 11, 22) == MARKETPLACES["US"].day_of(just_after_midnight)
    assert date(2026, 11, 23) == MARKETPLACES["JP"].day_of(just_after_midnight)


def test_every_store_has_a_zone_this_machine_knows():
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    assert all(store.day_of(moment) for store in MARKETPLACES.values())
