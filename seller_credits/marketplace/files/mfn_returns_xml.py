"""Returns of orders the seller shipped: the XML report by return date.

GET_XML_RETURNS_DATA_BY_RETURN_DATE, and GET_XML_MFN_PRIME_RETURNS_REPORT, whose attributes Amazon
lists under the same names; its message type is documented nowhere, and one that speaks of Prime
makes its returns Prime where they do not say. `return_details` holds one `item_details` for each
line sent back; each becomes one row. Dates are ISO instants; SafeT columns and order item ids are
missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.document import REPLACED, Document, Head, Kind
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.returned import READ_COLUMNS, ReturnReader

_KIND = re.compile(
    r"<MessageType>[^<]{0,40}Returns?-?Report\s*</MessageType>|<return_details\b", re.IGNORECASE
)
_ELEMENTS = {
    "return_reason_code": "Return Reason",
    "return_request_status": "Return request status",
    "return_request_date": "Return request date",
    "amazon_rma_id": "Amazon RMA ID",
    "return_quantity": "Return quantity",
    "refund_amount": "Refunded Amount",
    "resolution": "Resolution",
    "a_to_z_claim": "A-to-Z Claim",
    "order_amount": "Order Amount",
    "order_quantity": "Order quantity",
    "currency_code": "Currency code",
    "in_policy": "In policy",
    "return_type": "Return type",
    "label_type": "Label type",
    "label_cost": "Label cost",
    "label_to_be_paid_by": "Label to be paid by",
    "order_id": "Order ID",
    "merchant_sku": "Merchant SKU",
    "asin": "ASIN",
    "order_date": "Order date",
    "is_prime": "Is prime",
}
_COLUMNS = {element: column_key(column) for element, column in _ELEMENTS.items()}
_TYPE = "MessageType"
_RETURN = "return_details"
_ITEM = "item_details"


def _fits(head: Head) -> bool:
    return head.text.startswith("<") and bool(_KIND.search(head.text))


def _read(document: Document) -> Iterator[Record | Skipped]:
    number, reader = 0, ReturnReader(document)
    for found, is_prime in _returns(document):
        common = _cells(found)
        items = found.findall(_ITEM)
        for item in items or [Element(_ITEM)]:
            number += 1
            cells = common | _cells(item)
            if is_prime:
                cells.setdefault("is prime", "Y")
            if any(REPLACED in cell for cell in cells.values()):
                document.replaced(number)
            if items:
                told = [cells.get(column, "") for column in READ_COLUMNS]
                yield reader.record(number, told)
            else:
                order_id = common.get("order id", "")
                yield document.skipped(
                    number, "no item in the return", f"order {order_id}", is_bad=True
                )


def _returns(document: Document) -> Iterator[tuple[Element, bool]]:
    """Each return as it is complete, and whether the report is the one of Prime returns.

    What was read before is let go, so that memory stays flat.
    """
    is_prime = False
    try:
        with document.open() as text:
            parents: list[Element] = []
            for event, element in iterparse(text, ("start", "end"), forbid_dtd=True):
                if event == "start":
                    parents.append(element)
                    continue
                parents.pop()
                if element.tag == _TYPE:
                    is_prime = "prime" in (element.text or "").lower()
                elif element.tag == _RETURN:
                    yield element, is_prime
                    if parents:
                        parents[-1].clear()
    except ParseError as problem:
        line, column = problem.position
        raise UnreadableSource(
            f"{document.name}, line {line}, column {column + 1}: not well-formed XML ({problem})",
            hint="Download the report again. Returns before this place may have been read.",
        ) from None
    except DefusedXmlException:
        raise UnreadableSource(
            f"{document.name}: XML with its own document type, which no report has",
            hint="Download the report again from Seller Central.",
        ) from None


def _cells(element: Element) -> dict[str, str]:
    """The texts below an element by column, without those of its items."""
    cells: dict[str, str] = {}
    for child in element:
        if len(child) and child.tag != _ITEM:
            cells |= _cells(child)
        elif child.tag in _COLUMNS:
            cells[_COLUMNS[child.tag]] = (child.text or "").strip()
    return cells


KIND = Kind(Source.MFN_RETURNS, "MFN returns report (XML)", _fits, _read)
