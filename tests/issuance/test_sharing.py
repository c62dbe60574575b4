"""An amount over lines: to the cent, by value, and never more than is left of one."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.issuance.sharing import LineLeft, spread


def line(value, left=None, *, currency="USD", name="1"):
    paid = Money(Decimal(value), currency)
    return LineLeft(
        name, f"SKU-{name}", paid, paid if left is None else Money(Decimal(left), currency)
    )


def parts(amount, *lines, currency="USD"):
    shares = spread(Money(Decimal(amount), currency), lines)
    return None if shares is None else {share.order_item_id: share.amount.plain for share in shares}


def test_one_line_gets_all_of_it():
    assert parts("4.20", line("20")) == {"1": "4.20"}


def test_several_lines_get_their_part_by_value():
    assert parts("6.00", line("20"), line("10", name="2")) == {"1": "4.00", "2": "2.00"}


def test_what_rounding_leaves_goes_to_the_largest_remainder():
    three = [line("10", name=str(number)) for number in range(3)]

    assert parts("1.00", *three) == {"0": "0.34", "1": "0.33", "2": "0.33"}
    assert parts("0.02", line("10"), line("90", name="2")) == {"2": "0.02"}


def test_yen_are_never_split():
    lines = line("1000", currency="JPY"), line("2000", currency="JPY", name="2")

    assert parts("100", *lines, currency="JPY") == {"1": "33", "2": "67"}


def test_a_line_of_which_less_is_left_gives_the_rest_to_the_others():
    assert parts("9.00", line("10", "1.00"), line("10", name="2")) == {"1": "1.00", "2": "8.00"}


def test_a_line_of_which_nothing_is_left_is_left_out():
    assert parts("9.00", line("10", "0"), line("10", "-3", name="2"), line("10", name="3")) == {
        "3": "9.00"
    }


def test_what_does_not_fit_is_not_spread_at_all():
    assert parts("9.01", line("10", "4"), line("10", "5", name="2")) is None
    assert parts("9.00", line("10", "4"), line("10", "5", name="2")) == {"1": "4.00", "2": "5.00"}


def test_lines_worth_nothing_share_alike():
    assert parts("1.00", line("0", "5"), line("0", "5", name="2")) == {"1": "0.50", "2": "0.50"}


LINES = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(-100, 12_000)), min_size=1, max_size=6
)


@given(st.integers(1, 40_000), LINES)
def test_whatever_the_lines_nothing_is_lost_and_none_gets_more_than_is_left(cents, told):
    lines = [
        line(Decimal(value) / 100, Decimal(left) / 100, name=str(number))
        for number, (value, left) in enumerate(told)
    ]
    found = parts(Decimal(cents) / 100, *lines)

    if found is None:
        assert cents > sum(max(left, 0) for _, left in told)
        return
    assert sum(map(Decimal, found.values())) == Decimal(cents) / 100
    for name, part in found.items():
        assert 0 < Decimal(part) <= Decimal(told[int(name)][1]) / 100


@given(st.integers(1, 5_000), st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_where_enough_is_left_each_part_is_off_by_less_than_a_cent(cents, values):
    lines = [
        line(Decimal(value) / 100, "9999", name=str(number)) for number, value in enumerate(values)
    ]
    found = parts(Decimal(cents) / 100, *lines)

    for number, value in enumerate(values):
        exact = Decimal(cents * value) / Decimal(sum(values))
        assert abs(Decimal(found.get(str(number), 0)) * 100 - exact) < 1
