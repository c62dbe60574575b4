"""Dates an order can have, and those that only a typing error or another program writes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.clock import is_of_our_time


@pytest.mark.parametrize("when", [date(1995, 7, 16), datetime(2036, 1, 1, tzinfo=UTC)])
def test_a_date_of_the_past_and_of_the_years_to_come_can_be_an_orders(when):
    assert is_of_our_time(when)


@pytest.mark.parametrize("when", [date.min, date(1900, 1, 1), datetime.max.replace(tzinfo=UTC)])
def test_dates_at_the_ends_of_the_calendar_are_no_orders(when):
    assert not is_of_our_time(when)
