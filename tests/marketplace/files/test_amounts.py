"""Amounts and counts as reports write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.marketplace.files.amounts import read_amount, read_count


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.34", "12.34"),
        ("12,34", "12.34"),
        ("-15.50", "-15.50"),
        ("15.85    ", "15.85"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1234", "1234"),
        ("0.125", "0.125"),
        ("1234.5678", "1234.5678"),
    ],
)
def test_dot_and_comma_are_told_apart_by_where_they_stand(text, amount):
    assert read_amount(text, "EUR") == Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    "text",
    ["1.234", "1,234", "12.34.56", "1.23,456", "1,2345.6", "12a", "1e5", "NaN", "Infinity",
     "--1", "", "٣", "$5", "1.", ".5"],
)  # fmt: skip
def test_what_is_not_certain_is_no_amount(text):
    assert read_amount(text, "EUR") is None


def test_a_currency_without_decimals_settles_three_digits():
    assert read_amount("1,980", "JPY") == Money(Decimal(1980), "JPY")


@given(st.decimals(min_value=-99999, max_value=99999, places=2), st.sampled_from(["dot", "comma"]))
def test_any_amount_is_read_as_it_was_written(amount, style):
    written = f"{amount:,.2f}"
    if style == "comma":
        written = written.translate(str.maketrans(",.", ".,"))

    assert read_amount(written, "EUR") == Money(amount, "EUR")


@pytest.mark.parametrize(
    ("text", "count"), [("2", 2), (" 2 ", 2), ("2.0", None), ("-1", None), ("²", None), ("", None)]
)
def test_a_count_is_a_whole_number_or_none(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize("currency", ["", "usd", "US DOLLAR", "111-1111111-1111111", "US\n"])
def test_an_amount_in_what_is_no_currency_is_no_amount(currency):
    assert read_amount("3.00", currency) is None
