"""Every line of a settlement file as a noun: what an audit of past payouts is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.records import Skipped
from seller_credits.domain.settlements import Part, Settlement, SettlementLine
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.document import Document
from seller_credits.marketplace.files.settlement_layout import Fields, Layout
from seller_credits.marketplace.files.settlement_rows import (
    Line,
    settlement_pieces,
    settlement_rows,
)
from seller_credits.marketplace.files.settlement_words import is_sale, kind_of, part_of
from seller_credits.marketplace.files.stores import store_code


def settlement_lines(document: Document) -> Iterator[SettlementLine | Settlement | Skipped]:
    """Every amount of a settlement file in its order, and each settlement after its own lines.

    A row that cannot be read is given as skipped. Rows without an amount, which only count units,
    give nothing.
    """
    layout = Layout(document.header)
    reader = _Reader(document)
    for row in settlement_rows(document, layout):
        if isinstance(row, Line):
            yield from reader.lines(row, layout.fields(row.cells))
        else:
            yield row


def lines_moved_back(document: Document) -> Iterator[SettlementLine | Settlement | Skipped]:
    """Lines of refunds, claims, chargebacks and reimbursements; and each piece of a settlement.

    All rows are added up all the same, so that each settlement can be proven.
    """
    layout, reader = Layout(document.header), _Reader(document)
    for row in settlement_pieces(document, layout, told=_has_moved_back):
        if isinstance(row, Line):
            yield from reader.lines(row, layout.fields(row.cells))
        else:
            yield row


def _has_moved_back(words: tuple[str, str, str]) -> bool:
    return kind_of(*words) is not None


def lines_of_sales(document: Document, orders: Callable[[str], bool]) -> Iterator[SettlementLine]:
    """Lines of the sales of some orders; what cannot be read was told by the first reading.

    Args:
        document: the file.
        orders: whether an order, its id verbatim, is asked for.
    """
    layout = Layout(document.header)
    reader, transaction, order = _Reader(document), layout.transaction, layout.order
    for row in settlement_pieces(document, layout, orders=orders):
        if not isinstance(row, Line) or not row.cells[order]:
            continue  # what states a total, and what belongs to no order
        if is_sale(row.cells[transaction]):
            yield from reader.lines(row, layout.fields(row.cells))


class _Said(NamedTuple):
    """What the words of an amount come to."""

    amount_type: str
    description: str
    part: Part
    kind: MoneyKind | None
    is_sale: bool


class _Words(dict[tuple[str, str, str], _Said]):
    """What they come to, worked out once: a file has few of them, and many amounts."""

    def __missing__(self, words: tuple[str, str, str]) -> _Said:
        transaction, kind, word = words
        own = (part_of(kind, word), kind_of(transaction, kind, word), is_sale(transaction))
        self[words] = said = _Said(kind.strip(), word.strip(), *own)
        return said


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = _Words()
        self._cells = Cells(document)
        self._posted = self._cells.moments("posted-date")
        self._quantity = self._cells.counts("quantity-purchased")

    def lines(self, row: Line, fields: Fields) -> Iterator[SettlementLine]:
        """A line for each of the row's amounts."""
        for kind, word, amount in row.amounts:
            said = self._words[fields.transaction, kind, word]
            line = SettlementLine(
                origin=self._document.origin(row.number),
                settlement_id=fields.settlement_id,
                transaction_type=fields.transaction,
                order_id=fields.order_id or None,
                order_item_id=self._cells.item_id("order-item-code", fields.item_code),
                sku=fields.sku or None,
                marketplace=store_code(fields.marketplace) or self._document.marketplace,
                amount_type=said.amount_type,
                description=said.description,
                amount=amount,
                posted=self._posted[fields.posted],
                quantity=self._quantity[fields.quantity],
                adjustment_id=fields.adjustment_id or None,
                merchant_adjustment_id=fields.merchant_adjustment_id or None,
                shipment_id=fields.shipment_id or None,
                promotion_id=fields.promotion_id or None,
                fulfillment=fields.fulfillment or None,
                part=said.part,
                kind=said.kind,
                is_sale=said.is_sale,
            )
            if self._cells.unread:
                self._cells.warn(row.number)
            yield line
