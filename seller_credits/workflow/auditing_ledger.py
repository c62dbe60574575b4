"""`audit --account NAME`: what the account's own books in the ledger say of an order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.movements import of_money
from seller_credits.measurement.audit.nouns import Movement, Row

_FULFILLMENT = {Channel.AMAZON: "AFN", Channel.SELLER: "MFN"}


def told_by(case: OrderCase) -> Iterator[Movement | Order]:
    """What the ledger knows of an order: what moved back, what was sold, the order itself."""
    for row in _of_one_book(case.money):
        yield of_money(row)
    snapshots = _snapshots(case)
    yield from snapshots[:1]
    for order in snapshots:
        yield from _sales(order)


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
