"""One seller-fulfilled return, from whichever of its layouts: the cells become a `ReturnRow`."""

from __future__ import annotations

from collections.abc import Sequence

from seller_credits.domain.issues import Channel
from seller_credits.domain.records import ReturnRow, Skipped
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.dates import read_day
from seller_credits.marketplace.files.document import Document
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.twins import Twins

_EVIDENCE = (
    "Return Reason",
    "Return request status",
    "Return request date",
    "Amazon RMA ID",
    "Return quantity",
    "Refunded Amount",
    "Resolution",
    "A-to-Z Claim",
    "Order Amount",
    "Order quantity",
    "Return delivery date",
    "Currency code",
    "In policy",
    "Label cost",
    "Label type",
    "Label to be paid by",
    "Return type",
    "SafeT claim state",
    "SafeT claim reimbursement amount",
)
"""What is kept as it stands because an issue rests on it: no names, addresses, parcel numbers."""

_WHICH = ("Order ID", "Order Item ID", "Merchant SKU", "ASIN", "Order date", "Is prime")
READ_COLUMNS = tuple(map(column_key, (*_EVIDENCE, *_WHICH)))
"""The columns a `ReturnReader` wants, in its order, as `column_key` names them."""

PRIME = READ_COLUMNS.index("is prime")
"""Where among them it says whether the order is Prime."""


class ReturnReader:
    """Reads the returns of one file, which may be of either layout."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = cells = Cells(document)
        self._requested = cells.moments("Return request date")
        self._ordered = cells.moments("Order date")
        self._delivered = cells.days("Return delivery date")
        self._units = cells.units("Return quantity")
        self._order_quantity = cells.counts("Order quantity")
        self._claim = cells.answers("A-to-Z Claim")
        self._prime = cells.answers("Is prime")
        self._in_policy = cells.answers("In policy")
        self._twins = Twins()

    def record(self, row: int, raw: Sequence[str]) -> ReturnRow | Skipped:
        """The return in a row's cells, in the order of READ_COLUMNS; "" where unknown."""
        document, cells = self._document, self._cells
        told = tuple(map(str.strip, raw))
        reason, status, requested, rma, quantity, refunded, resolution, claim = told[:8]
        order_amount, order_quantity, delivered, currency, in_policy, label_cost = told[8:14]
        order_id, item_id, sku, asin, ordered, prime = told[19:]
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        if "cancel" in status.lower():
            return document.skipped(row, "return cancelled", f"order {order_id}, status {status}")
        currency = currency or document.currency
        twin = self._twins.count("\x1f".join(told))
        unit = rma or f"{sku}|{reason}|{read_day(requested) or requested}"
        found = ReturnRow(  # in order of its fields: naming them costs a tenth of all the reading
            document.origin(row),
            Channel.SELLER,
            order_id,
            cells.item_id("Order Item ID", item_id),
            sku or None,
            asin or None,
            document.marketplace,
            self._requested[requested],
            reason,
            self._units[quantity] or 1,
            unit if twin == 1 else f"{unit}#{twin}",
            status,
            {name: cell for name, cell in zip(_EVIDENCE, told, strict=False) if cell},
            cells.money("Refunded Amount", refunded, currency),
            cells.money("Order Amount", order_amount, currency),
            self._order_quantity[order_quantity],
            cells.money("Label cost", label_cost, currency),
            self._claim[claim],
            self._prime[prime],
            self._in_policy[in_policy],
            resolution,
            self._delivered[delivered],
            self._ordered[ordered],
        )
        if cells.unread:
            cells.warn(row)
        return found
