"""Money is exact, keeps its currency, and is rounded only where it is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money, NotMoney, minor_digits, reckoned

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD", "XYZ"])


def test_an_amount_is_read_with_its_currency():
    assert Money(Decimal("12.50"), "USD") == Money.parse("12.50 USD")


@pytest.mark.parametrize("text", ["12.50", "USD", "12,50 USD", "1e3 USD", "12.50 usd", "NaN USD"])
def test_what_is_no_amount_is_refused_and_named(text):
    with pytest.raises(NotMoney, match=text.replace(".", r"\.")):
        Money.parse(text)


def test_a_float_is_never_money():
    with pytest.raises(NotMoney):
        Money(12.5, "USD")  # type: ignore[arg-type]


@given(amounts, currencies)
def test_an_amount_that_was_reckoned_is_like_any_other(amount, currency):
    made, usual = reckoned(amount, currency), Money(amount, currency)
    assert (made, str(made), hash(made)) == (usual, str(usual), hash(usual))
    assert made + usual == usual * 2


def test_two_currencies_are_never_added_or_compared():
    with pytest.raises(NotMoney, match="different currencies"):
        Money.parse("1 USD") + Money.parse("1 EUR")
    with pytest.raises(NotMoney, match="different currencies"):
        assert Money.parse("1 USD") < Money.parse("2 EUR")


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.125 USD", "0.12 USD"), ("0.135 USD", "0.14 USD"), ("10.5 JPY", "10 JPY")],
)
def test_halves_are_rounded_to_the_even_neighbour_of_the_smallest_unit(exact, rounded):
    assert rounded == str(Money.parse(exact).rounded())


def test_a_ceiling_is_rounded_down():
    assert str(Money.parse("4.999 USD").rounded_down()) == "4.99 USD"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("5", "USD", "5.00"),
        ("1099", "JPY", "1099"),
        ("1.5", "KWD", "1.500"),
        ("3.333", "USD", "3.333"),
    ],
)
def test_an_amount_is_shown_with_its_currencys_digits_and_never_fewer(amount, currency, text):
    assert text == Money(Decimal(amount), currency).plain


@given(amounts, currencies)
def test_what_is_written_is_read_back_exactly(amount, currency):
    money = Money(amount, currency)

    assert money == Money.parse(str(money))


@given(amounts, amounts, currencies)
def test_sums_and_differences_are_exact(left, right, currency):
    total = Money(left, currency) + Money(right, currency)
    rest = total - Money(right, currency)

    assert Fraction(left) + Fraction(right) == Fraction(total.amount)
    assert Fraction(left) == Fraction(rest.amount)


@given(amounts, currencies)
def test_rounding_moves_an_amount_by_half_a_unit_at_most(amount, currency):
    money = Money(amount, currency)
    half = Fraction(1, 2 * 10 ** minor_digits(currency))

    assert abs(Fraction(money.rounded().amount) - Fraction(amount)) <= half
    assert abs(money.rounded_down().amount) <= abs(amount)
