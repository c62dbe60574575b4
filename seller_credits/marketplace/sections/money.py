"""The books of an account, a page at a time, as the money that went back for its orders.

They are read for the account as a whole: named a store, Amazon leaves out what US sellers ship
themselves (model finances_2024-06-19, `marketplaceId`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from seller_credits.domain.issues import Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import Skipped
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.interface import MoneyPage
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.sections.finances import transactions_posted
from seller_credits.marketplace.sections.finances_v0 import events_posted
from seller_credits.marketplace.sections.posting_money import PostingMoney
from seller_credits.marketplace.sections.transaction_money import TransactionMoney
from seller_credits.marketplace.sections.unread import Unread


def money_posted(
    caller: Caller, book: Book, since: datetime, until: datetime
) -> Iterator[MoneyPage]:
    """See `seller_credits.marketplace.interface.Marketplace.money`."""
    return _PAGES[book](caller, since, until)


def _of_transactions(caller: Caller, since: datetime, until: datetime) -> Iterator[MoneyPage]:
    unread, told = Unread("transactions of the Finances API"), TransactionMoney()
    for page in transactions_posted(caller, since, until, unread=unread):
        rows = (*told.rows(page), *_unreadable(unread, "Finances API"))
        yield MoneyPage(rows, dict(told.unknown))
        told.unknown.clear()


def _of_postings(caller: Caller, since: datetime, until: datetime) -> Iterator[MoneyPage]:
    unread, told = Unread("events of the Finances API"), PostingMoney()
    for page in events_posted(caller, since, until, unread=unread):
        rows = (*told.rows(page), *_unreadable(unread, "Finances API v0"))
        yield MoneyPage(rows, dict(told.unknown))
        told.unknown.clear()


_PAGES = {Book.TRANSACTIONS: _of_transactions, Book.POSTINGS: _of_postings}


def _unreadable(unread: Unread, where: str) -> Iterator[Skipped]:
    for why in unread.taken():
        origin = Origin(Source.FINANCES, api=True, where=where)
        yield Skipped(origin, "unreadable booking", why, is_bad=True)
