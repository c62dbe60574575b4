"""One seller-fulfilled return, from whichever of its layouts: the cells become a `ReturnRow`."""

from __future__ import annotations

from seller_credits.domain.issues import Channel
from seller_credits.domain.records import ReturnRow, Skipped
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.dates import read_day
from seller_credits.marketplace.files.document import Document
from seller_credits.marketplace.files.header import column_key

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
)
_FOR_THE_RECORD = (
    "Label type",
    "Label to be paid by",
    "Return type",
    "SafeT claim state",
    "SafeT claim reimbursement amount",
)
_WHICH = ("Order ID", "Order Item ID", "Merchant SKU", "ASIN", "Order date", "Is prime")
READ_COLUMNS = tuple(map(column_key, (*_EVIDENCE, *_WHICH, *_FOR_THE_RECORD)))
"""The columns `return_record` wants, in its order, as `column_key` names them."""

PRIME = READ_COLUMNS.index("is prime")
"""Where among them it says whether the order is Prime."""

_PLACES = tuple(
    (name, READ_COLUMNS.index(column_key(name))) for name in (*_EVIDENCE, *_FOR_THE_RECORD)
)
"""What is kept as it stands because an issue rests on it: no names, addresses, parcel numbers."""


_REMEMBERED = 4096


class Twins:
    """Counts rows that repeat one of the last few thousand to the letter: one row for each unit.

    Rows further apart are taken for the same return told twice, and memory stays flat.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], int] = {}

    def key(self, unit: str, cells: list[str]) -> str:
        """The unit's key; the second and further twins are told apart by their number."""
        row = tuple(cells)
        count = self._seen.pop(row, 0) + 1
        self._seen[row] = count
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return unit if count == 1 else f"{unit}#{count}"


def return_record(
    document: Document, row: int, cells: list[str], twins: Twins
) -> ReturnRow | Skipped:
    """The return in these cells, stripped and in the order of READ_COLUMNS; "" where unknown."""
    (
        reason,
        status,
        requested,
        rma,
        quantity,
        refunded,
        resolution,
        claim,
        order_amount,
        order_quantity,
        delivered,
        currency,
        in_policy,
        label_cost,
        order_id,
        item_id,
        sku,
        asin,
        ordered,
        prime,
        *_,
    ) = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    if "cancel" in status.lower():
        return document.skipped(row, "return cancelled", f"order {order_id}, status {status}")
    cell = Cells(document, row, currency or document.currency)
    return ReturnRow(
        origin=document.origin(row),
        channel=Channel.SELLER,
        order_id=order_id,
        order_item_id=cell.item_id("Order Item ID", item_id),
        sku=sku or None,
        asin=asin or None,
        marketplace=document.marketplace,
        requested=cell.moment("Return request date", requested),
        reason=reason,
        units=cell.units("Return quantity", quantity),
        unit_key=twins.key(rma or f"{sku}|{reason}|{read_day(requested) or requested}", cells),
        status=status,
        values={name: value for name, at in _PLACES if (value := cells[at])},
        refunded=cell.money("Refunded Amount", refunded),
        order_amount=cell.money("Order Amount", order_amount),
        order_quantity=cell.count("Order quantity", order_quantity),
        label_cost=cell.money("Label cost", label_cost),
        claim=cell.yes_no("A-to-Z Claim", claim),
        prime=cell.yes_no("Is prime", prime),
        in_policy=cell.yes_no("In policy", in_policy),
        resolution=resolution,
        received=cell.day("Return delivery date", delivered),
        ordered=cell.moment("Order date", ordered),
    )
