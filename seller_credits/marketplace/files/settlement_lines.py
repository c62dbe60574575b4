"""Every line of a settlement file as a noun: what an audit of past payouts is made of."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.records import Skipped
from seller_credits.domain.settlements import Settlement, SettlementLine
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.document import Document
from seller_credits.marketplace.files.settlement_layout import Fields, Layout
from seller_credits.marketplace.files.settlement_rows import Line, settlement_rows
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
            )
            self._cells.warn(row.number)
            yield line
