"""Refunds at the desk, from their document to the books, as recorded from the simulator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.feed_results import Ruling, verdict_of
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.refunds.document import refund_document
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from tests.marketplace.refunds.making import SELLER, a_refund, an_item, component

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.usefixtures("all_said")]

# In the shop of the day that is recorded.
SHIPPED, ITS_LINE = "111-4307098-6440507", "163175775213076"
REFUNDED = "112-9103480-4244183"


@pytest.fixture
def desk(client_of, recorded_account):
    return client_of(recorded_account)


@pytest.fixture
def verdict(desk):
    """Hands in one refund, and reads what became of it."""

    def of(amount, key):
        refund = a_refund(an_item(component(amount), line=ITS_LINE, key=key), order=SHIPPED)
        document_id = desk.upload(refund_document([refund], SELLER))
        feed = desk.feed(desk.hand_in(FEED_TYPE, "US", document_id))
        assert feed.status == "DONE"
        return verdict_of(desk.result_of(feed, 1), 1, SHIPPED)

    return of


def test_a_refund_from_its_document_to_the_books(desk, verdict):
    assert verdict("1.25", "sc-1").ruling is Ruling.ACCEPTED

    money = desk.money_of(SHIPPED)

    assert money.shows_held
    shown = [row.amount.amount for row in money.rows if row.book == Book.TRANSACTIONS]
    assert Decimal("1.25") in shown


def test_a_refund_that_is_refused(verdict):
    refused = verdict("1000.00", "sc-2")

    assert refused.ruling is Ruling.REJECTED
    assert "more than the amount left" in refused.why


def test_the_money_of_an_order_in_both_books(desk):
    money = desk.money_of(REFUNDED)

    assert [(row.book, row.amount.amount) for row in money.rows] == [
        (Book.TRANSACTIONS, Decimal("68.00")),
        (Book.POSTINGS, Decimal("68.00")),
    ]
    assert money.books == (Book.TRANSACTIONS, Book.POSTINGS)


def test_a_feed_nobody_knows(desk):
    assert desk.feed("1") is None
