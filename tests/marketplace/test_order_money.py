"""What both books show of one order: each movement once, and which of them were read."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    MarketplaceFailed,
    Unreachable,
)
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.sections.order_money import money_of_order
from tests.marketplace.loopback import TOKEN, Reply, amazon_error, granted, said

ORDER, OTHER = "111-0000000-0000001", "111-0000000-0000002"
NEWER = "/finances/2024-06-19/transactions"
OLDER = f"/finances/v0/orders/{ORDER}/financialEvents"
DENIED = amazon_error(403, "Unauthorized", "Access to requested resource is denied.")
LINE = "123456789012345"


def usd(amount):
    return {"currencyCode": "USD", "currencyAmount": amount}


def booked(name="t1", amount=-5, status="RELEASED", adjustment="a1", **members):
    """Book a refund of one line the newer way; `held` names the transaction that it lets go."""
    related = {"ORDER_ID": members.pop("order", ORDER)}
    if held := members.pop("held", None):
        related["DEFERRED_TRANSACTION_ID"] = held
    word = members.pop("word", "OurPricePrincipal")
    line = {
        "relatedIdentifiers": [
            {
                "itemRelatedIdentifierName": "ORDER_ADJUSTMENT_ITEM_ID",
                "itemRelatedIdentifierValue": adjustment,
            }
        ],
        "totalAmount": usd(amount),
        "contexts": [{"contextType": "ProductContext", "sku": "MUG"}],
        "breakdowns": [
            {
                "breakdownType": "Refunded Sales",
                "breakdownAmount": usd(amount),
                "breakdowns": [{"breakdownType": word, "breakdownAmount": usd(amount)}],
            }
        ],
    }
    return {
        "transactionType": "Refund",
        "transactionId": name,
        "transactionStatus": status,
        "description": "Refund Order",
        "postedDate": "2026-11-20T10:00:00Z",
        "totalAmount": usd(amount),
        "relatedIdentifiers": [
            {"relatedIdentifierName": key, "relatedIdentifierValue": value}
            for key, value in related.items()
        ],
        "items": [line],
    } | members


def newer(*transactions, token=None):
    following = {"nextToken": token} if token else {}
    return said({"payload": {"transactions": list(transactions), **following}})


def older(*amounts, name="RefundEventList"):
    events = [
        {
            "AmazonOrderId": ORDER,
            "PostedDate": "2026-11-20T10:00:00Z",
            "ShipmentItemAdjustmentList": [
                {
                    "OrderItemId": LINE,
                    "OrderAdjustmentItemId": f"a{number}",
                    "ItemChargeAdjustmentList": [
                        {
                            "ChargeType": "Principal",
                            "ChargeAmount": {"CurrencyCode": "USD", "CurrencyAmount": amount},
                        }
                    ],
                }
            ],
        }
        for number, amount in enumerate(amounts, 1)
    ]
    return said({"payload": {"FinancialEvents": {name: events}}})


@pytest.fixture
def money_of(amazon, caller):
    """The money of the order, by what each book answers."""

    def read(*of_newer, then=()):
        amazon.answers(NEWER, *of_newer)
        amazon.answers(OLDER, *(then or (older(),)))
        return money_of_order(caller, ORDER)

    return read


def told(money):
    return [(row.book, row.kind, row.amount.amount, row.is_held) for row in money.rows]


def test_a_refund_stands_in_both_books_which_are_never_added(money_of):
    money = money_of(newer(booked()), then=(older(-5),))

    assert told(money) == [
        ("finances", MoneyKind.REFUND, Decimal(5), False),
        ("finances v0", MoneyKind.REFUND, Decimal(5), False),
    ]
    assert [(row.sku, row.order_item_id) for row in money.rows] == [("MUG", None), (None, LINE)]
    assert money.rows[0].posted == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert money.rows[0].amount == Money(Decimal(5), "USD")
    assert money.books == (Book.TRANSACTIONS, Book.POSTINGS)
    assert money.shows_held


def test_the_order_is_asked_for_by_its_id_alone(amazon, money_of):
    money_of(newer(booked("t1"), token="p2"), newer(booked("t2", adjustment="a2")))

    first, second = (heard.query for heard in amazon.asked(NEWER))
    assert first == {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": ORDER}
    assert second == {**first, "nextToken": "p2"}


def test_pages_are_read_to_the_end_and_what_is_on_two_of_them_is_one(money_of):
    money = money_of(
        newer(booked("t1"), token="p2"),
        newer(token="p3"),
        newer(booked("t1"), booked("t2", -3, adjustment="a2")),
    )

    assert [row.amount.amount for row in money.rows] == [Decimal(5), Decimal(3)]


def test_what_is_held_counts_and_says_so(money_of):
    money = money_of(newer(booked(status="DEFERRED")))

    assert told(money) == [("finances", MoneyKind.REFUND, Decimal(5), True)]


@pytest.mark.parametrize("adjustment", ["a1", None], ids=["named", "not named"])
@pytest.mark.parametrize("backwards", [False, True])
def test_what_was_held_and_let_go_is_one_refund(money_of, adjustment, backwards):
    pair = [
        booked("t1", status="DEFERRED_RELEASED", adjustment=adjustment),
        booked("t2", status="RELEASED", adjustment=adjustment, held="t1"),
    ]

    money = money_of(newer(*(reversed(pair) if backwards else pair)))

    assert told(money) == [("finances", MoneyKind.REFUND, Decimal(5), False)]


def test_two_refunds_of_the_same_amount_are_two(money_of):
    money = money_of(newer(booked("t1"), booked("t2", adjustment="a2")), then=(older(-5, -5),))

    assert len(told(money)) == 4


def test_claims_and_goodwill_are_told_apart_and_what_comes_to_the_seller_is_left_out(money_of):
    money = money_of(
        newer(
            booked("t1", word="GoodwillPrincipal"),
            booked("t2", adjustment="a2", transactionType="GuaranteeClaim", description=""),
            booked("t3", 7, adjustment="a3", transactionType="SAFE-T Reimbursement"),
            booked("t4", 20, adjustment="a4", transactionType="Shipment", description="Sale"),
        ),
        then=(older(-5, name="GuaranteeClaimEventList"),),
    )

    assert [row.kind for row in money.rows] == [
        MoneyKind.GOODWILL,
        MoneyKind.A_TO_Z_CLAIM,
        MoneyKind.A_TO_Z_CLAIM,
    ]


def test_another_orders_money_is_not_this_ones(money_of):
    assert money_of(newer(booked(order=OTHER))).rows == ()


def test_no_money_is_none_where_both_books_were_read(money_of):
    money = money_of(newer())

    assert money.rows == ()
    assert money.shows_held


@pytest.mark.parametrize("refusal", [DENIED, amazon_error(400)], ids=["denied", "refused"])
def test_where_the_newer_book_is_refused_the_older_one_stands_for_it_and_hides_what_is_held(
    money_of, refusal
):
    money = money_of(refusal, then=(older(-5),))

    assert [row.book for row in money.rows] == ["finances v0"]
    assert money.books == (Book.POSTINGS,)
    assert not money.shows_held


def test_where_both_are_refused_there_is_no_answer(money_of):
    with pytest.raises(AccessDenied):
        money_of(DENIED, then=(DENIED,))


@pytest.mark.parametrize(
    "problem",
    [DENIED, amazon_error(500), Reply(200, b"{}"), said({"payload": {"FinancialEvents": {}}})],
)
def test_the_newer_book_is_enough(money_of, problem):
    money = money_of(newer(booked()), then=(problem,))

    assert [row.book for row in money.rows] == ["finances"]
    assert money.shows_held


def test_an_older_book_that_cannot_be_read_is_not_among_those_read(money_of):
    unread = said({"payload": {"FinancialEvents": {"RefundEventList": ["?"]}}})

    assert money_of(newer(booked()), then=(unread,)).books == (Book.TRANSACTIONS,)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (amazon_error(500), MarketplaceFailed),
        (Reply(200, b"{}"), CallProblem),
        (Reply(cut=True), Unreachable),
    ],
)
def test_a_failure_of_the_newer_book_is_no_answer_though_the_older_one_would_give_one(
    amazon, money_of, reply, problem
):
    with pytest.raises(problem):
        money_of(reply, then=(older(-5),))

    assert amazon.asked(OLDER) == []


def test_where_nobody_is_there_any_more_half_the_books_are_no_answer(money_of):
    with pytest.raises(Unreachable):
        money_of(newer(booked()), then=(Reply(cut=True),))


def test_a_movement_that_cannot_be_read_is_no_movement_less(money_of):
    with pytest.raises(UnreadableSource):
        money_of(newer(booked(), booked("t2", totalAmount=usd("much"))))


def test_a_movement_that_names_no_order_is_not_left_out_in_silence(money_of):
    nobodys = booked(relatedIdentifiers=[])

    with pytest.raises(UnreadableSource, match=f"order {ORDER}, one movement"):
        money_of(newer(nobodys))


def test_a_revoked_token_is_said_so(amazon, money_of):
    amazon.answers(TOKEN, granted(expires_in=1), said({"error": "invalid_grant"}, 400))

    with pytest.raises(CredentialsRefused):
        money_of(newer(booked()))
