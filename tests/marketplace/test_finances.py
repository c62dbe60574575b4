"""Transactions of the Finances API 2024-06-19, by window and by order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from seller_credits.domain.errors import ConfigurationProblem, UnreadableSource
from seller_credits.domain.transactions import counted_once
from seller_credits.marketplace.errors import UnexpectedAnswer
from seller_credits.marketplace.sections.finances import transactions_of_order, transactions_posted
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import Reply, said

TRANSACTIONS = "/finances/2024-06-19/transactions"
ORDER = "111-0000000-0000001"
MONTH = timedelta(days=30)


def a_refund(name, amount=-5, status="RELEASED", **related):
    identifiers = {"ORDER_ID": ORDER} | {key.upper(): value for key, value in related.items()}
    return {
        "transactionType": "Refund",
        "transactionId": name,
        "transactionStatus": status,
        "description": "Refund Order",
        "postedDate": "2026-11-20T10:00:00Z",
        "totalAmount": {"currencyAmount": amount, "currencyCode": "USD"},
        "relatedIdentifiers": [
            {"relatedIdentifierName": key, "relatedIdentifierValue": value}
            for key, value in identifiers.items()
        ],
    }


def a_page(*transactions, token=None):
    following = {"nextToken": token} if token else {}
    return said({"payload": {"transactions": list(transactions), **following}})


def posted(caller, since=NOW - MONTH, until=NOW, marketplace=None):
    pages = transactions_posted(caller, since, until, marketplace)
    return [transaction.transaction_id for page in pages for transaction in page]


# By window


def test_transactions_of_a_window_come_a_page_at_a_time(amazon, caller):
    amazon.answers(
        TRANSACTIONS,
        a_page(a_refund("t1"), a_refund("t2"), token="p2"),
        a_page(token="p3"),
        a_page(a_refund("t3")),
    )

    pages = list(transactions_posted(caller, NOW - MONTH, NOW))

    assert [[each.transaction_id for each in page] for page in pages] == [["t1", "t2"], [], ["t3"]]


def test_every_page_is_asked_for_with_the_same_window(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(token="p2"), a_page())

    posted(caller)

    first, second = (heard.query for heard in amazon.asked(TRANSACTIONS))
    assert first == {
        "postedAfter": "2026-10-24T12:00:00Z",
        "postedBefore": "2026-11-23T11:57:50Z",
    }, "Amazon answers for nothing of the last two minutes"
    assert second == {**first, "nextToken": "p2"}


def test_a_page_is_asked_for_only_once_the_one_before_was_taken(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund("t1"), token="p2"), a_page())

    pages = transactions_posted(caller, NOW - MONTH, NOW)
    next(pages)

    assert len(amazon.asked(TRANSACTIONS)) == 1


def test_a_long_window_is_asked_for_in_parts_without_gap_or_overlap(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page())

    posted(caller, since=NOW - timedelta(days=400))

    asked = [heard.query for heard in amazon.asked(TRANSACTIONS)]
    assert [(query["postedAfter"], query["postedBefore"]) for query in asked] == [
        ("2025-10-19T12:00:00Z", "2026-04-17T12:00:00Z"),
        ("2026-04-17T12:00:00Z", "2026-10-14T12:00:00Z"),
        ("2026-10-14T12:00:00Z", "2026-11-23T11:57:50Z"),
    ]


def test_a_window_too_young_to_be_read_asks_for_nothing(amazon, caller):
    assert posted(caller, since=NOW - timedelta(minutes=2)) == []
    assert amazon.heard == []


@pytest.mark.parametrize("end", ["since", "until"])
def test_a_time_without_a_zone_is_refused(caller, end):
    with pytest.raises(ValueError, match="no time zone"):
        posted(caller, **{end: (NOW - MONTH).replace(tzinfo=None)})


@pytest.mark.parametrize(
    ("store", "asked"), [("CA", "A2EUQ1WTGCTBG2"), ("US", None), ("Amazon.com", None), (None, None)]
)
def test_the_us_store_is_never_named_as_its_own_parcels_would_be_left_out(
    amazon, caller, store, asked
):
    amazon.answers(TRANSACTIONS, a_page())

    posted(caller, marketplace=store)

    assert amazon.asked(TRANSACTIONS)[0].query.get("marketplaceId") == asked


def test_a_store_that_does_not_exist_is_refused(amazon, caller):
    with pytest.raises(ConfigurationProblem):
        posted(caller, marketplace="XX")

    assert amazon.heard == []


def test_a_transaction_on_two_pages_is_given_once(amazon, caller):
    amazon.answers(
        TRANSACTIONS,
        a_page(a_refund("t1"), a_refund("t2"), token="p2"),
        a_page(a_refund("t2"), a_refund("t3")),
    )

    assert posted(caller) == ["t1", "t2", "t3"]


def test_a_transaction_in_two_parts_of_a_long_window_is_given_once(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund("t1")))

    assert posted(caller, since=NOW - timedelta(days=300)) == ["t1"]
    assert len(amazon.asked(TRANSACTIONS)) == 2


def test_without_an_id_nothing_is_taken_for_the_same(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund(None), a_refund(None)))

    assert posted(caller) == [None, None]


def test_money_held_back_and_let_go_can_be_told_to_be_one_refund(amazon, caller):
    amazon.answers(
        TRANSACTIONS,
        a_page(
            a_refund("t1", status="DEFERRED_RELEASED", release_transaction_id="t2"),
            a_refund("t2", deferred_transaction_id="t1"),
            a_refund("t3", status="DEFERRED"),
        ),
    )

    (page,) = transactions_posted(caller, NOW - MONTH, NOW)

    assert [each.status for each in page] == ["DEFERRED_RELEASED", "RELEASED", "DEFERRED"]
    assert [each.transaction_id for each in counted_once(page)] == ["t2", "t3"]


def test_an_amount_is_exact_to_the_last_digit_that_was_sent(amazon, caller):
    body = b'{"payload": {"transactions": [%s]}}' % (
        b'{"totalAmount": {"currencyAmount": -12345678901234.10, "currencyCode": "USD"}}'
    )
    amazon.answers(TRANSACTIONS, Reply(200, body))

    ((transaction,),) = transactions_posted(caller, NOW - MONTH, NOW)

    assert str(transaction.total.amount) == "-12345678901234.10"


def test_a_transaction_that_cannot_be_read_is_named_after_all_others_were_given(amazon, caller):
    amazon.answers(
        TRANSACTIONS,
        a_page(a_refund("t1"), a_refund("t2", amount="much"), token="p2"),
        a_page(a_refund("t3")),
    )
    given = []

    with pytest.raises(UnreadableSource, match=r", 1 could not be read: .* t2, totalAmount"):
        given.extend(
            each.transaction_id
            for page in transactions_posted(caller, NOW - MONTH, NOW)
            for each in page
        )

    assert given == ["t1", "t3"]


# Lists without an end


def test_a_page_that_comes_again_and_again_ends_the_reading(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund("t1"), token="p2"))

    with pytest.raises(UnexpectedAnswer, match="again and again"):
        posted(caller)


@pytest.mark.parametrize("rows", [(), (a_refund("t1"),)], ids=["empty pages", "the same row"])
def test_new_tokens_that_lead_to_nothing_new_end_the_reading(amazon, caller, rows):
    endless = (a_page(*rows, token=f"p{number}") for number in range(200))
    amazon.answers(TRANSACTIONS, *endless)

    with pytest.raises(UnexpectedAnswer, match="nothing new"):
        posted(caller)

    assert len(amazon.asked(TRANSACTIONS)) <= 102


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b'{"payload": null}',
        b'{"payload": {}}',
        b'{"payload": []}',
        b'{"payload": {"transactions": null}}',
        b'{"payload": {"transactions": {}}}',
        b'{"payload": {"transactions": ["t1"]}}',
        b'{"transactions": []}',
        b'{"payload": {"transactions": [' + b"9" * 5000 + b"]}}",
        b'{"payload": {"transactions": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
)
def test_an_answer_without_a_list_is_never_taken_for_no_transactions(amazon, caller, body):
    amazon.answers(TRANSACTIONS, Reply(200, body))

    with pytest.raises(UnexpectedAnswer):
        posted(caller)


def test_a_page_may_hold_nothing_but_the_way_to_the_next(amazon, caller):
    amazon.answers(TRANSACTIONS, said({"payload": {"nextToken": "p2"}}), a_page(a_refund("t1")))

    assert posted(caller) == ["t1"]


# By order


def test_transactions_of_an_order_are_asked_for_by_its_id_alone(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund("t1"), token="p2"), a_page(a_refund("t2")))

    found = transactions_of_order(caller, ORDER)

    assert [each.transaction_id for each in found] == ["t1", "t2"]
    assert {each.order_id for each in found} == {ORDER}
    assert sum(each.total.amount for each in found) == Decimal(-10)
    first, second = (heard.query for heard in amazon.asked(TRANSACTIONS))
    assert first == {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": ORDER}
    assert second == {**first, "nextToken": "p2"}


def test_an_order_without_transactions_has_none_yet(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page())

    assert transactions_of_order(caller, ORDER) == []


def test_half_the_truth_about_an_order_is_not_given(amazon, caller):
    amazon.answers(TRANSACTIONS, a_page(a_refund("t1"), a_refund("t2", amount="much")))

    with pytest.raises(UnreadableSource, match=ORDER):
        transactions_of_order(caller, ORDER)
