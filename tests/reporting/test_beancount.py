"""Refunds as transactions of plain-text accounting."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.reporting.beancount import Booking, beancount_lines

TEXT = st.text(max_size=30)
BOOKINGS = st.builds(
    Booking,
    account=st.sampled_from(["default", "de shop", "DE-shop", "ショップ"]),
    day=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    amount=st.builds(
        Money,
        st.decimals("-99999.99", "99999.99", places=2),
        st.sampled_from(["USD", "EUR", "JPY"]),
    ),
    order_id=TEXT,
    marketplace=st.sampled_from([None, "US", "DE"]),
    issue=st.sampled_from([None, "late_delivery", "damaged"]),
    what=TEXT,
    by=TEXT,
    key=TEXT,
    status=st.sampled_from(["confirmed", "settled"]),
    seq=st.integers(1, 10**6),
    hash=st.just("ab" * 32),
)
ACCOUNT = r"(?:Assets|Expenses)(?::[A-Z0-9][A-Za-z0-9-]*)+"
STRING = r'"(?:[^"\\]|\\.)*"'
SHAPES = {
    "open": re.compile(rf"(\d{{4}}-\d\d-\d\d) open ({ACCOUNT}) ([A-Z]{{3}})"),
    "transaction": re.compile(rf"(\d{{4}}-\d\d-\d\d) \* {STRING} {STRING}"),
    "metadata": re.compile(rf"  [a-z]+: {STRING}"),
    "posting": re.compile(rf"  ({ACCOUNT})  (-?\d+(?:\.\d+)?) ([A-Z]{{3}})"),
    "other": re.compile(r"|;;.*|option \"title\" \"Seller credits\""),
}


def read(lines):
    """The file as a strict reader understands it: accounts, and postings of each transaction."""
    opened, transactions, day = {}, [], None
    for line in lines:
        kind, found = next(
            (kind, match) for kind, shape in SHAPES.items() if (match := shape.fullmatch(line))
        )
        if kind == "open":
            assert found[2] not in opened
            opened[found[2]] = found[1], found[3]
        elif kind == "transaction":
            day = found[1]
            transactions.append([])
        elif kind == "posting":
            transactions[-1].append((day, found[1], Decimal(found[2]), found[3]))
    return opened, transactions


@given(st.lists(BOOKINGS, max_size=12))
def test_every_transaction_balances_in_accounts_that_are_open_by_then(bookings):
    names = ["default", "de shop", "DE-shop", "ショップ"]

    opened, transactions = read(beancount_lines(bookings, names))

    assert len(transactions) == len(bookings)
    for postings, booking in zip(transactions, bookings, strict=True):
        assert sum(amount for _, _, amount, _ in postings) == 0
        assert postings[0][2] == booking.amount.amount
        for day, account, _, currency in postings:
            assert opened[account][0] <= day
            assert opened[account][1] == currency


def test_no_two_accounts_of_the_ledger_become_one():
    names = ["de shop", "DeShop", "de_shop"]
    told = defaultdict(set)
    for name in names:
        made = Booking(
            *(name, date(2026, 11, 24), Money.parse("4.20 EUR"), "111-1", "DE", "damaged"),
            *("refund part", "ana", "sc-1", "confirmed", 7, "ab"),
        )
        opened, _ = read(beancount_lines([made], names))
        told[name] = {account for account in opened if account.startswith("Assets")}

    assert len(set().union(*told.values())) == len(names)


def test_an_account_is_opened_on_the_first_day_it_is_used():
    days = (date(2026, 3, 5), date(2026, 1, 2), date(2026, 9, 9))
    made = [
        Booking(
            *("default", day, Money.parse("1.00 USD"), "111-1", "US", "damaged"),
            *("refund part", 'Ana "the boss" \\', "sc-1", "confirmed", 7, "ab"),
        )
        for day in days
    ]

    opened, _ = read(beancount_lines(made, ["default"]))

    assert {day for day, _ in opened.values()} == {"2026-01-02"}
