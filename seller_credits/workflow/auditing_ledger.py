"""`audit --account NAME`: what the account's own books in the ledger say, as a case book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import CaseBook
from seller_credits.measurement.audit.movements import of_money
from seller_credits.measurement.audit.nouns import Movement, Row

_FULFILLMENT = {Channel.AMAZON: "AFN", Channel.SELLER: "MFN"}


def add_cases(book: CaseBook, cases: Iterable[OrderCase]) -> None:
    """Put what the ledger knows of orders beside what files say.

    An order whose money is in a settlement file keeps that: the same money stands in several books,
    and is never added up across them.

    Args:
        book: what the files say; empty where none were given.
        cases: of the account, each with the money that went back.
    """
    in_files = {*book.moved}
    for case in cases:
        if case.label is not None:
            book.labels.setdefault(case.order_id, case.label)
        if case.order_id in in_files:
            continue
        for row in _of_one_book(case.money):
            movement = of_money(row)
            book.moved[case.order_id].append(movement)
            book.tells(Source.SETTLEMENT, movement.posted)
        for order in _snapshots(case):
            book.orders.setdefault(case.order_id, order)
            book.sales[case.order_id].extend(_sales(order))


def _of_one_book(rows: Iterable[MoneyRow]) -> Iterator[MoneyRow]:
    """Of each kind of movement the book that shows most: the others show the same, or not yet."""
    of_kind: dict[MoneyKind, dict[str, list[MoneyRow]]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, {}).setdefault(row.book, []).append(row)
    for books in of_kind.values():
        yield from max(books.values(), key=_most)


def _most(rows: list[MoneyRow]) -> tuple[Decimal, int, str]:
    return sum((row.amount.amount for row in rows), Decimal(0)), len(rows), rows[0].book


def _snapshots(case: OrderCase) -> list[Order]:
    """The order as the API gave it, else every line of it that a report has."""
    told = list(case.snapshots.values())
    of_api = [each for each in told if each.source is Source.ORDERS]
    return of_api[:1] or told


def _sales(order: Order) -> Iterator[Movement]:
    for line in order.lines:
        if line.paid is None:
            continue
        parts = {Part.PRICE: line.paid.amount}
        if line.shipping is not None and line.shipping.currency == line.paid.currency:
            parts[Part.SHIPPING] = line.shipping.amount
        origin = Origin(order.source, api=True, where=f"order {order.order_id}")
        yield Movement(
            kind=None,
            order_id=order.order_id,
            order_item_id=line.order_item_id,
            sku=line.sku,
            marketplace=order.marketplace,
            posted=order.placed_at,
            currency=line.paid.currency,
            parts=parts,
            quantity=line.quantity,
            fulfillment=_FULFILLMENT[order.channel] if order.channel else None,
            rows=(Row(origin, "paid, as the order tells", line.paid),),
        )
