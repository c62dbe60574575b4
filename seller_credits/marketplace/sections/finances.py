"""Finances API 2024-06-19: every movement of money on the seller's account, held back or not.

What it does not know: orders of the last 48 hours may be missing, so an order without a refund
here is not proof of none before two days are over (three are safe). Amazon filters by store, and
then leaves out what sellers ship themselves in the US (both: the model, `listTransactions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.transactions import Transaction
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.operations import LIST_TRANSACTIONS
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.sections.paging import Paging
from seller_credits.marketplace.sections.unread import Unread
from seller_credits.marketplace.sections.windows import posted_windows
from seller_credits.marketplace.wire.lenient import Lenient
from seller_credits.marketplace.wire.transactions import read_transaction

_UNFILTERED = frozenset({"ATVPDKIKX0DER"})
"""Stores where Amazon leaves out seller-fulfilled orders as soon as their id is named."""


class _Payload(Lenient):
    transactions: list[dict[str, Any]] | None = None
    next_token: str | None = Field(default=None, alias="nextToken")


class _Answer(Lenient):
    payload: _Payload


def transactions_posted(
    caller: Caller,
    since: datetime,
    until: datetime,
    marketplace: str | None = None,
    *,
    unread: Unread | None = None,
) -> Iterator[list[Transaction]]:
    """Transactions booked in a window, a page at a time, each once.

    A transaction's status changes while Amazon holds its money back: what was read before is read
    again to learn it. A pair `DEFERRED_RELEASED` and `RELEASED` is one movement; see
    `seller_credits.domain.transactions.counted_once`.

    Args:
        caller: the account.
        since: aware; from when on. Windows of more than 180 days are asked for in parts.
        until: aware; before when; not read beyond two minutes before now.
        marketplace: one store, by code or id. For the US, and without one, every store of the
            account comes, and each transaction names its own.
        unread: takes what cannot be read, for whoever accounts for it page by page.

    Raises:
        CallProblem: Amazon gave none, or a list without an end.
        UnreadableSource: after the last page, where some transactions could not be read.
    """
    store = {} if marketplace is None else _filtered(marketplace)
    unread, known = unread or Unread("transactions of the Finances API"), set[str]()
    for start, end in posted_windows(since, until, caller.waiting.clock()):
        window = {"postedAfter": written(start), "postedBefore": written(end)}
        yield from _pages(caller, window | store, known, unread)
    unread.tell()


def transactions_of_order(caller: Caller, order_id: str) -> list[Transaction]:
    """Every transaction of one order, whenever it was booked, each once.

    Empty means that Amazon has booked nothing yet, or not shown it yet (48 hours).

    Raises:
        CallProblem: Amazon gave none, or a list without an end.
        UnreadableSource: one of them cannot be read, so that the rest would be half the truth.
    """
    query = {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": order_id}
    unread = Unread(f"transactions of order {order_id}")
    pages = list(_pages(caller, query, set(), unread))
    unread.tell()
    return [transaction for page in pages for transaction in page]


def _filtered(marketplace: str) -> dict[str, str]:
    (store_id,) = marketplace_ids([marketplace])
    return {} if store_id in _UNFILTERED else {"marketplaceId": store_id}


def _pages(
    caller: Caller, query: Mapping[str, str], known: set[str], unread: Unread
) -> Iterator[list[Transaction]]:
    paging, token = Paging(caller, LIST_TRANSACTIONS), None
    while True:
        asked = {**query, "nextToken": token} if token else query
        payload = ask(caller, LIST_TRANSACTIONS, _Answer, query=asked).payload
        if payload.transactions is None and not payload.next_token:
            what = "The answer holds no list of transactions."
            raise unexpected(LIST_TRANSACTIONS, what, caller.account)
        page = list(_new(payload.transactions or [], known, unread))
        yield page
        token = payload.next_token
        if not paging.goes_on(token, barren=not page):
            return


def _new(rows: list[dict[str, Any]], known: set[str], unread: Unread) -> Iterator[Transaction]:
    """What can be read and was not given before; without an id, none can be told from another."""
    for raw in rows:
        try:
            transaction = read_transaction(raw)
        except UnreadableSource as problem:
            unread.note(problem.message)
            continue
        name = transaction.transaction_id
        if name is None or name not in known:
            yield transaction
        if name is not None:
            known.add(name)
