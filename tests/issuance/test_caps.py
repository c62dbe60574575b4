"""Ceilings: by currency, whole amounts, the account's own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.issuances import Status
from seller_credits.domain.money import Money
from seller_credits.issuance.caps import Ceiling, handed_in_on
from tests.issuance.test_components import issuance_of

EVENING = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)  # still the 23rd in Los Angeles


def usd(text):
    return Money.parse(f"{text} USD")


def test_up_to_the_ceiling_it_goes_and_not_a_cent_beyond():
    ceiling = Ceiling([usd("10.00")], [usd("4.00")])

    assert ceiling.passed_by(usd("6.00")) is None
    assert ceiling.passed_by(usd("6.01")) == (usd("10.00"), usd("4.00"))


def test_a_currency_without_a_ceiling_is_not_capped_and_currencies_are_never_added():
    ceiling = Ceiling([usd("10.00")], [Money.parse("99.00 EUR")])

    assert ceiling.passed_by(Money.parse("500.00 EUR")) is None
    assert ceiling.passed_by(usd("10.00")) is None


@given(st.lists(st.integers(1, 500), max_size=20), st.integers(0, 2000))
def test_whatever_comes_no_more_goes_than_the_ceiling(amounts, most):
    ceiling, gone = Ceiling([Money.of(str(most), "USD")]), 0
    for amount in amounts:
        if ceiling.passed_by(Money.of(str(amount), "USD")) is None:
            ceiling.take(Money.of(str(amount), "USD"))
            gone += amount
    assert gone <= most


def test_what_was_handed_in_counts_on_the_day_of_its_intent_in_the_accounts_calendar():
    gone = replace(issuance_of(420), status=Status.SUBMITTED, submission_id="h-1")
    later = replace(gone, moved_at=datetime(2026, 11, 26, tzinfo=UTC), status=Status.ACCEPTED)

    def on(day, calendar, *issuances):
        return handed_in_on(date(2026, 11, day), calendar, issuances, {"h-1": EVENING})

    assert on(23, "US", gone) == on(24, "DE", gone) == on(23, "US", later) == [usd("4.20")]
    assert on(24, "US", gone) == on(26, "US", later) == []


def test_what_did_not_leave_or_came_to_nothing_does_not_count():
    for status in (Status.APPROVED, Status.WITHDRAWN, Status.REJECTED, Status.ABSENT):
        each = replace(issuance_of(420), status=status)
        assert handed_in_on(date(2026, 11, 23), "US", [each], {}) == []
