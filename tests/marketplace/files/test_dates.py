"""Days and instants as returns and order reports write them."""

from datetime import UTC, date, datetime

import pytest

from seller_credits.marketplace.files.dates import read_day, read_instant, read_moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03-Aug-2026", date(2026, 8, 3)),
        ("3-AUG-2026", date(2026, 8, 3)),
        ("3-Aug-26", date(2026, 8, 3)),
        ("2026-08-03", date(2026, 8, 3)),
        ("2026-08-03T23:30:00", date(2026, 8, 3)),
    ],
)
def test_a_day_without_a_zone_stays_that_day(text, day):
    assert read_moment(text) == day
    assert not isinstance(read_moment(text), datetime)
    assert read_day(text) == day


@pytest.mark.parametrize("day", ["2026-08-03", "2026/08/03", "03.08.2026", "03-Aug-2026"])
def test_a_day_with_a_time_that_says_utc_is_an_instant(day):
    assert read_instant(f"{day} 17:15:00 UTC") == datetime(2026, 8, 3, 17, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-08-03 UTC", "17:15:00 UTC", "2026-08-03 25:00:00 UTC", " UTC"]
)
def test_a_text_that_says_utc_and_lacks_day_or_time_is_no_instant(text):
    assert read_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "03-ago-2026",
        "03-août-2026",
        "3-Aug.-26",
        "03-AOÛ-2026",
        "2026/08/03",
        "3.8.2026",
        "03.08.26",
    ],
)
def test_a_day_is_read_in_the_stores_languages_and_marks(text):
    assert read_moment(text) == date(2026, 8, 3)


@pytest.mark.parametrize(
    ("word", "month"),
    [("ene", 1), ("Fév", 2), ("Mär", 3), ("Okt", 10), ("DEZ", 12), ("dic", 12), ("ott", 10),
     ("mrt", 3), ("juil", 7), ("juin", 6), ("maj", 5), ("gru", 12), ("paź", 10), ("set", 9)],
)  # fmt: skip
def test_a_month_is_read_as_the_stores_shorten_it(word, month):
    assert read_moment(f"03-{word}-2026") == date(2026, month, 3)


def test_days_between_slashes_are_read_in_the_stores_order_and_not_without_one():
    assert read_moment("03/11/2026", "DMY") == date(2026, 11, 3)
    assert read_moment("11/03/2026", "MDY") == date(2026, 11, 3)
    assert read_moment("11/25/2026", "DMY") is None
    assert read_moment("03/11/2026") is None


def test_an_instant_is_moved_to_utc():
    assert read_instant("2026-08-03T23:30:00-07:00") == datetime(2026, 8, 4, 6, 30, tzinfo=UTC)
    assert read_instant("2020-11-18T23:59Z") == datetime(2020, 11, 18, 23, 59, tzinfo=UTC)
    assert read_instant("2026-08-03") is None


@pytest.mark.parametrize(
    "text",
    ["", "03-Foo-2026", "31-Feb-2026", "03-Aug-026",
     "03-Monat-2026", "3/8/2026", "2026-13-01", "2026-08-03T99:00Z",
     "0001-01-01T00:00:00+23:59", "-", "--",
     "0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "31.12.9999"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert read_moment(text) is None
    assert read_day(text) is None
