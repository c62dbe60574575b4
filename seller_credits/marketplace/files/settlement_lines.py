"""Every line of a settlement file as a noun: what an audit of past payouts is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seller_credits.domain.records import Skipped
from seller_credits.domain.settlements import Settlement, SettlementLine
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
    layout = Layout(document.header)
    reader, transaction, known = _Reader(document), layout.transaction, _Back()
    for row in settlement_pieces(document, layout):
        if not isinstance(row, Line):
            yield row
            continue
        said = row.cells[transaction]
        for kind, word, _ in row.amounts:
            if known[said, kind, word]:
                yield from reader.lines(row, layout.fields(row.cells))
                break


class _Back(dict[tuple[str, str, str], bool]):
    """Whether money moved back, by a row's words: a file has few of them, and many rows."""

    def __missing__(self, words: tuple[str, str, str]) -> bool:
        self[words] = found = kind_of(*words) is not None
        return found


def lines_of_sales(document: Document, orders: Callable[[str], bool]) -> Iterator[SettlementLine]:
    """Lines of the sales of some orders; what cannot be read was told by the first reading.

    Args:
        document: the file.
        orders: whether an order, its id verbatim, is asked for.
    """
    layout = Layout(document.header)
    reader, transaction, order = _Reader(document), layout.transaction, layout.order

    def wanted(cells: list[str]) -> bool:
        return orders(cells[order]) and is_sale(cells[transaction])

    for row in settlement_pieces(document, layout, wanted):
        if isinstance(row, Line) and row.amounts:
            yield from reader.lines(row, layout.fields(row.cells))


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._posted = self._cells.moments("posted-date")
        self._quantity = self._cells.counts("quantity-purchased")

    def lines(self, row: Line, fields: Fields) -> Iterator[SettlementLine]:
        """A line for each of the row's amounts."""
        for kind, word, amount in row.amounts:
            line = SettlementLine(
                origin=self._document.origin(row.number),
                settlement_id=fields.settlement_id,
                transaction_type=fields.transaction,
                order_id=fields.order_id or None,
                order_item_id=self._cells.item_id("order-item-code", fields.item_code),
                sku=fields.sku or None,
                marketplace=store_code(fields.marketplace) or self._document.marketplace,
                amount_type=kind.strip(),
                description=word.strip(),
                amount=amount,
                posted=self._posted[fields.posted],
                quantity=self._quantity[fields.quantity],
                adjustment_id=fields.adjustment_id or None,
                merchant_adjustment_id=fields.merchant_adjustment_id or None,
                shipment_id=fields.shipment_id or None,
                promotion_id=fields.promotion_id or None,
                fulfillment=fields.fulfillment or None,
                part=part_of(kind, word),
                kind=kind_of(fields.transaction, kind, word),
                is_sale=is_sale(fields.transaction),
            )
            self._cells.warn(row.number)
            yield line
