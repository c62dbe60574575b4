"""What both books show of one order: all that went back to its buyer, each movement once.

The newer book shows everything, also what is held back, and names products; the older one names
order lines, claims and chargebacks, and nothing that is held. Both are read, so that each can be
proven against the other. Where the account may not read the newer one, the older stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import Skipped
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    RequestRefused,
    ends_all,
)
from seller_credits.marketplace.issuing import OrderMoney
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.sections.finances import transactions_of_order
from seller_credits.marketplace.sections.finances_v0 import events_of_order
from seller_credits.marketplace.sections.money_drafts import Row
from seller_credits.marketplace.sections.posting_money import money_of_postings
from seller_credits.marketplace.sections.transaction_money import money_of_transactions


def money_of_order(caller: Caller, order_id: str) -> OrderMoney:
    """See `seller_credits.marketplace.issuing.Desk.money_of`."""
    try:
        newer = _transactions(caller, order_id)
    except (AccessDenied, RequestRefused):
        return OrderMoney(_postings(caller, order_id), (Book.POSTINGS,))
    try:
        older = _postings(caller, order_id)
    except (CallProblem, UnreadableSource) as problem:
        if ends_all(problem):
            raise
        return OrderMoney(newer, (Book.TRANSACTIONS,))  # it shows whatever the older one would
    return OrderMoney((*newer, *older), (Book.TRANSACTIONS, Book.POSTINGS))


def _transactions(caller: Caller, order_id: str) -> tuple[MoneyRow, ...]:
    return _to_the_buyer(order_id, money_of_transactions(transactions_of_order(caller, order_id)))


def _postings(caller: Caller, order_id: str) -> tuple[MoneyRow, ...]:
    return _to_the_buyer(order_id, money_of_postings(events_of_order(caller, order_id).orders))


def _to_the_buyer(order_id: str, rows: Iterable[Row]) -> tuple[MoneyRow, ...]:
    """Each movement once, as it was booked last: what was held and let go has one key."""
    found: dict[str, MoneyRow] = {}
    for row in rows:
        if isinstance(row, Skipped):
            raise UnreadableSource(
                f"Of the books of order {order_id}, one movement cannot be read: {row.reason}, "
                f"{row.detail}",
                hint="What was paid for this order is not certain. Send this line to support.",
            )
        if isinstance(row, MoneyRow) and _is_the_buyers(row, order_id):
            found[row.key] = row
    return tuple(found.values())


def _is_the_buyers(row: MoneyRow, order_id: str) -> bool:
    return row.order_id == order_id and row.kind is not MoneyKind.REIMBURSEMENT
