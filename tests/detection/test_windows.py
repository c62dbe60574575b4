"""The table of windows: whom a row is for, and how its time is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.windows import Unit, Window, WindowName, Windows
from seller_credits.settings import read_settings

NAME = WindowName.RETURN_REFUND
READ = date(2026, 11, 23)
NOON = datetime(2026, 11, 20, 20, tzinfo=UTC)
"""Of a Friday in Los Angeles."""


def row(length=2, unit=Unit.DAYS, **changes):
    return Window(NAME, length, unit, "rule", READ, **changes)


def found(*rows, store="US", start=NOON, programmes=frozenset()):
    return Windows(rows).find(NAME, store, start, programmes)


def test_the_first_row_that_fits_is_taken():
    general, special = row(5), row(1, marketplaces=frozenset({"US"}))
    assert found(special, general) is special
    assert found(special, general, store="DE") is general
    assert found(general, special) is general
    assert found(special, store=None) is None


def test_a_row_of_a_programme_is_for_its_orders_only():
    prime = row(1, programmes=frozenset({"prime"}))
    assert found(prime) is None
    assert found(prime, programmes=frozenset({"prime", "business"})) is prime


def test_a_row_is_in_force_from_its_day_on_in_the_stores_own_calendar():
    new, old = row(4, since=date(2026, 11, 20)), row(2)
    midnight = datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert found(new, old, start=midnight - timedelta(seconds=1)) is old
    assert found(new, old, start=midnight) is new


def test_hours_are_hours_also_where_the_clocks_change():
    start = datetime(2026, 10, 31, 20, tzinfo=UTC)
    assert row(48, Unit.HOURS).end(start, "US") == start + timedelta(hours=48)


def test_days_end_at_the_same_time_of_day_also_where_the_clocks_change():
    start = datetime(2026, 10, 31, 19, tzinfo=UTC)  # noon in Los Angeles
    assert row(1).end(start, "US") == datetime(2026, 11, 1, 20, tzinfo=UTC)


def test_business_days_leave_out_the_weekend():
    assert row(2, Unit.BUSINESS_DAYS).end(NOON, "US") == NOON + timedelta(days=4)
    assert row(1, Unit.BUSINESS_DAYS).end(NOON + timedelta(days=1), "US") == NOON + timedelta(
        days=3
    )


def test_a_length_is_told_in_words():
    assert row(1).words == "1 day"
    assert row(2, Unit.BUSINESS_DAYS).words == "2 business days"
    assert "public holidays are counted" in row(2, Unit.BUSINESS_DAYS).cited


MOMENTS = st.integers(0, 700 * 24).map(lambda past: NOON + timedelta(hours=past))


@given(
    st.integers(1, 100),
    st.sampled_from(list(Unit)),
    MOMENTS,
    st.sampled_from(["US", "DE", "JP", None]),
)
def test_no_window_ends_before_it_begins(length, unit, start, store):
    assert row(length, unit).end(start, store) > start


# The table that comes with the program


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return read_settings(tmp_path_factory.mktemp("home"), None).windows()


def test_every_window_has_a_row_for_every_order(table):
    missing = [name for name in WindowName if table.find(name, "US", NOON) is None]
    assert missing == []
    elsewhere = [name for name in WindowName if table.find(name, "DE", NOON) is None]
    assert elsewhere == [WindowName.SAFE_T]


@pytest.mark.parametrize(
    ("name", "store", "day", "words"),
    [
        ("return_refund", "US", datetime(2026, 1, 26, 20, tzinfo=UTC), "4 days"),
        ("return_refund", "US", datetime(2026, 1, 25, 20, tzinfo=UTC), "2 business days"),
        ("return_refund", "DE", NOON, "2 business days"),
        ("safe_t", "US", datetime(2026, 2, 16, 20, tzinfo=UTC), "30 days"),
        ("safe_t", "US", datetime(2026, 2, 15, 20, tzinfo=UTC), "60 days"),
        ("claim_answer", "JP", NOON, "48 hours"),
        ("claim_answer_on_appeal", "US", NOON, "72 hours"),
        ("chargeback_answer", "US", NOON, "7 days"),
    ],
)
def test_the_rule_of_the_store_and_the_day_is_in_the_table(table, name, store, day, words):
    window = table.find(WindowName(name), store, day)
    assert window.words == words
    assert window.source
    assert window.read <= READ
