"""What a person types, and what it makes of a suggestion."""

from __future__ import annotations

import pytest

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.wishes import Wish, amount_typed, chosen

WHOLE = Money.parse("20.00 USD")


def suggested(remedy="partial_refund", amount="4.20", message=None):
    return {"remedy": remedy, "amount": amount, "currency": "USD", "message": message}


def picked(item, **said):
    if "remedy" in said:
        said["remedy"] = Remedy(said["remedy"])
    found = chosen(item, Wish(**said), WHOLE)
    return str(found.remedy), str(found.amount) if found.amount else None, found.is_changed


@pytest.mark.parametrize("typed", ["4.2", "4.20", " 4.20 USD ", "4.20usd", "4.200"])
def test_an_amount_may_be_typed_with_or_without_its_currency(typed):
    assert amount_typed(typed, "USD") == Money.parse("4.20 USD")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4,20", "is no amount"),
        ("four", "is no amount"),
        ("4.20 EUR", "another currency"),
        ("4.205", "finer than USD"),
        ("0", "above 0"),
        ("-1", "above 0"),
    ],
)
def test_what_is_no_amount_to_give_is_refused_with_a_sentence(typed, said):
    with pytest.raises(UsageProblem, match=said):
        amount_typed(typed, "USD")


def test_yen_have_no_smaller_unit():
    assert amount_typed("420", "JPY") == Money.parse("420 JPY")
    with pytest.raises(UsageProblem, match="no digits"):
        amount_typed("4.2", "JPY")


def test_where_nothing_tells_the_currency_it_must_be_typed():
    assert amount_typed("4.20 usd", None) == Money.parse("4.20 USD")
    with pytest.raises(UsageProblem, match="Which currency"):
        amount_typed("4.20", None)


def test_nothing_said_takes_it_as_it_is():
    assert picked(suggested()) == ("partial_refund", "4.20 USD", False)


def test_the_very_same_said_is_no_change():
    assert picked(suggested(), amount="4.2", remedy="partial_refund") == (
        *("partial_refund", "4.20 USD"),
        False,
    )


@pytest.mark.parametrize("said", [{"amount": "3"}, {"remedy": "replacement"}])
def test_a_change_needs_a_reason(said):
    with pytest.raises(UsageProblem, match="needs a reason"):
        picked(suggested(), **said)
    assert picked(suggested(), **said, reason="so")[2] is True


def test_what_gives_no_money_takes_no_amount():
    with pytest.raises(UsageProblem, match="gives no money"):
        picked(suggested(), remedy="replacement", amount="3", reason="so")


def test_another_refund_says_how_much():
    with pytest.raises(UsageProblem, match=r"How much .* A full refund is 20.00 USD"):
        picked(suggested(), remedy="full_refund", reason="so")


def test_a_full_refund_of_less_is_a_partial_one():
    full = suggested("full_refund", "20.00")

    assert picked(full, amount="7", reason="so") == ("partial_refund", "7.00 USD", True)
    assert picked(full) == ("full_refund", "20.00 USD", False)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, "--remedy, --amount, --reason"),
        ({"remedy": "partial_refund"}, "--amount, --reason"),
        ({"remedy": "partial_refund", "amount": "3"}, "--reason"),
        ({"remedy": "replacement"}, "--reason"),
    ],
)
def test_of_a_review_a_person_says_what_is_to_be_done_and_why(said, missing):
    with pytest.raises(UsageProblem, match=f"missing: {missing}\\."):
        picked(suggested("review", None), **said)


def test_a_review_can_become_any_remedy():
    review = suggested("review", None)

    assert picked(review, remedy="replacement", reason="so") == ("replacement", None, True)
    assert picked(review, remedy="full_refund", amount="20", reason="so") == (
        *("full_refund", "20.00 USD"),
        True,
    )


def test_a_message_nobody_wrote_is_not_sent():
    with pytest.raises(UsageProblem, match="no message"):
        picked(suggested("review", None), remedy="message", reason="so")
    assert picked(suggested("message", None, message="sorry")) == ("message", None, False)


@pytest.mark.parametrize("remedy", ["review", "none"])
def test_a_review_is_nothing_to_approve(remedy):
    with pytest.raises(UsageProblem, match="nothing that could be approved"):
        picked(suggested(), remedy=remedy, reason="so")
