"""Money that moved: a paid claim is an issue, and every refund counts against what is left."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin

from .makers import ORDER, finding, kinds, line, order, returned, usd


def money(kind: MoneyKind = MoneyKind.REFUND, amount: str = "5.00", **changes: Any) -> MoneyRow:
    plain = MoneyRow(
        origin=Origin(Source.FINANCES, api=True, where="finances"),
        kind=kind,
        book="finances",
        order_id=ORDER,
        order_item_id="1" * 14,
        sku="MUG",
        marketplace="US",
        posted=datetime(2026, 11, 21, 9, tzinfo=UTC),
        amount=usd(amount),
        key=f"{kind} {amount}",
        words="Refund Order",
        values={"transactionType": "Refund"},
    )
    return replace(plain, **changes)


def refunded(*records: Any) -> Money | None:
    """What the one defective line has got back."""
    return finding(*records, kind="defective").facts.money("refunded_so_far")


@pytest.mark.parametrize("kind", [MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK])
def test_a_claim_that_was_paid_is_an_issue(kind):
    assert kinds(money(kind)) == [str(kind)]


@pytest.mark.parametrize("kind", [MoneyKind.REFUND, MoneyKind.GOODWILL, MoneyKind.REIMBURSEMENT])
def test_a_refund_is_what_was_done_about_an_issue_and_none_itself(kind):
    assert kinds(money(kind)) == []


def test_a_paid_claim_shows_on_every_issue_of_the_order():
    both = [returned(), money(MoneyKind.A_TO_Z_CLAIM)]

    assert finding(*both, kind="defective").facts["claim_open"] == "yes"
    assert finding(*both, kind="a_to_z_claim").facts["claim_open"] == "yes"


def test_what_went_back_is_summed_within_one_book():
    assert refunded(returned(), money(amount="5.00"), money(amount="2.50")) == usd("7.50")


def test_the_same_refund_in_two_books_counts_once():
    twice = money(amount="5.00", book="settlement", key="other")

    assert refunded(returned(), money(amount="5.00"), twice) == usd("5.00")


def test_of_two_books_the_one_that_shows_more_counts():
    more = money(amount="8.00", book="settlement", key="other")

    assert refunded(returned(), money(amount="5.00"), more) == usd("8.00")


def test_what_the_returns_report_says_is_one_more_book():
    assert refunded(returned(refunded=usd("6.00")), money(amount="5.00")) == usd("6.00")


def test_goodwill_counts_as_given_back():
    assert refunded(returned(), money(MoneyKind.GOODWILL, "3.00")) == usd("3.00")


def test_money_that_came_to_the_seller_was_not_given_to_the_buyer():
    assert refunded(returned(), money(MoneyKind.REIMBURSEMENT, "9.00")) == usd("0.00")


def test_a_refund_of_another_line_leaves_this_one_alone():
    two = order(lines=(line(), line(order_item_id="2" * 14, sku="POT")))
    other = money(order_item_id="2" * 14, sku="POT")

    assert refunded(two, returned(order_item_id="1" * 14), other) == usd("0.00")


def test_money_that_names_no_line_counts_for_every_line():
    unnamed = money(order_item_id=None, sku=None)

    assert refunded(returned(), unnamed) == usd("5.00")


def test_money_of_another_currency_is_never_added():
    assert refunded(returned(), money(amount="5.00"), money(amount="7.00", key="x")) == usd("12.00")
    foreign = replace(money(key="y"), amount=Money.of("7.00", "CAD"))
    assert refunded(returned(), money(amount="5.00"), foreign) is None


def test_a_claim_that_was_taken_back_is_no_claim():
    assert kinds(money(MoneyKind.A_TO_Z_CLAIM, "-5.00")) == []


def test_a_refund_that_was_taken_back_no_longer_counts():
    assert refunded(returned(), money(amount="5.00"), money(amount="-5.00")) == usd("0.00")


def test_a_refund_in_another_currency_leaves_open_what_is_left_of_the_price():
    in_euros = money(amount="5.00", key="euros")
    in_euros = replace(in_euros, amount=Money.of("5.00", "EUR"))
    assert refunded(order(), returned(), in_euros) is None
    assert refunded(order(), returned(refunded=Money.of("5.00", "EUR"))) is None


def test_a_refund_in_another_currency_that_was_taken_back_leaves_nothing_open():
    amounts = (Money.of("5.00", "EUR"), Money.of("-5.00", "EUR"))
    booked = [replace(money(key=str(amount)), amount=amount) for amount in amounts]
    assert refunded(order(), returned(), *booked) == usd("0.00")


def test_what_was_given_back_is_never_below_nought():
    assert refunded(order(), returned(), money(amount="-5.00")) == usd("0.00")
