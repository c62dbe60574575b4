"""The account's books as money that went back, against a whole marketplace over real HTTP."""

from __future__ import annotations

import time as real_time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import Skipped
from seller_credits.marketplace.plans import Book
from seller_credits.simulator.server import running
from tests.marketplace.test_with_the_simulator import account_of

EVER = timedelta(days=300)
"""Longer than one question to Amazon may reach."""
LAG = timedelta(hours=48)


@pytest.fixture(scope="module")
def simulator():
    with running(orders=400, speed=1000) as connection:
        yield connection


@pytest.fixture(scope="module")
def given(simulator):
    """What went back to buyers before tax, as far as the books may show it; by order and kind."""
    shown = datetime.now(UTC) - LAG
    found = defaultdict(Decimal)
    for each in httpx.get(simulator.truth, trust_env=False).json()["refunds"]:
        if datetime.fromisoformat(each["posted_at"]) < shown:
            found[each["order_id"]] += Decimal(each["amount"])
    return dict(found)


@pytest.fixture
def client(simulator, client_of):
    return client_of(account_of(simulator), clock=lambda: datetime.now(UTC), sleep=real_time.sleep)


@pytest.fixture
def pages(client):
    now = datetime.now(UTC)

    def read(book, since=EVER, until=timedelta(0)):
        return list(client.money(book, now - since, now - until))

    return read


def rows_of(pages):
    return [row for page in pages for row in page.rows]


def money(pages):
    return {row.key: row for row in rows_of(pages) if isinstance(row, MoneyRow)}


def by_order(rows):
    sums = defaultdict(Decimal)
    for row in rows:
        if row.kind is not MoneyKind.REIMBURSEMENT:
            sums[row.order_id] += row.amount.amount
    return dict(sums)


def test_the_book_of_transactions_shows_all_that_went_back_to_the_cent(pages, given):
    assert by_order(money(pages(Book.TRANSACTIONS)).values()) == given


def test_the_older_book_shows_it_too_but_for_what_is_held(pages, given):
    held = {row.order_id for row in money(pages(Book.TRANSACTIONS)).values() if row.is_held}
    shown = by_order(money(pages(Book.POSTINGS)).values())

    assert {order: amount for order, amount in given.items() if order not in held} == {
        order: amount for order, amount in shown.items() if order not in held
    }


def test_both_books_call_claims_and_chargebacks_alike(pages):
    told = {
        book: {
            (row.order_id, row.kind)
            for row in money(pages(book)).values()
            if row.kind in {MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK, MoneyKind.GOODWILL}
        }
        for book in Book
    }

    assert told[Book.TRANSACTIONS] == told[Book.POSTINGS]
    assert {kind for _, kind in told[Book.POSTINGS]} >= {
        MoneyKind.A_TO_Z_CLAIM,
        MoneyKind.CHARGEBACK,
    }


def test_held_money_and_its_release_are_one_movement_also_in_windows_apart(pages):
    whole = money(pages(Book.TRANSACTIONS))
    apart = {}
    for days in range(0, EVER.days, 5):
        apart |= money(pages(Book.TRANSACTIONS, timedelta(days=days + 5), timedelta(days=days)))

    released = {row.key for row in whole.values() if "DEFERRED" in row.values["transactionStatus"]}
    assert apart.keys() == whole.keys()
    assert {key: row.amount for key, row in apart.items()} == {
        key: row.amount for key, row in whole.items()
    }
    assert released or any(row.is_held for row in whole.values())


@pytest.mark.parametrize("book", Book)
def test_nothing_is_bad_and_no_word_is_unknown(pages, book):
    read = pages(book)

    skipped = Counter(row.reason for row in rows_of(read) if isinstance(row, Skipped))
    assert set(skipped) <= {"money that names no order"}
    assert not any(page.unknown for page in read)


@pytest.mark.parametrize("book", Book)
def test_reading_again_gives_the_same_keys(pages, book):
    assert money(pages(book)).keys() == money(pages(book)).keys()


def test_words_nobody_knows_are_told(client_of):
    with running(orders=400, speed=1000, novelties=True) as simulator:
        client = client_of(
            account_of(simulator), clock=lambda: datetime.now(UTC), sleep=real_time.sleep
        )
        now = datetime.now(UTC)
        read = list(client.money(Book.TRANSACTIONS, now - EVER, now))

    told = {where for page in read for where, _ in page.unknown}
    assert "transaction type" in told
