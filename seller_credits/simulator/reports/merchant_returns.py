"""Returns of seller-fulfilled orders.

GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE and its twin GET_XML_RETURNS_DATA_BY_RETURN_DATE; and of
those to Prime members alone GET_CSV_MFN_PRIME_RETURNS_REPORT and GET_XML_MFN_PRIME_RETURNS_REPORT.
The layout of the Prime files is documented nowhere: a hyphenated header has been seen, the rest is
taken to be as in the others.
"""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

from seller_credits.simulator.query import iso
from seller_credits.simulator.reports.ask import Ask, money, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import MerchantReturn

HEADER = (
    *("Order ID", "Order date", "Return request date", "Return request status"),
    *("Amazon RMA ID", "Merchant RMA ID", "Label type", "Label cost", "Currency code"),
    *("Return carrier", "Tracking ID", "Label to be paid by", "A-to-Z Claim", "Is prime"),
    *("ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy"),
    *("Return type", "Resolution", "Invoice number", "Return delivery date", "Order Amount"),
    *("Order quantity", "SafeT Action reason", "SafeT claim id", "SafeT claim state"),
    *("SafeT claim creation time", "SafeT claim reimbursement amount", "Refunded Amount"),
    "Order Item ID",
)
_BLANK = " "
_CELLS_OF_A_SHORT_ROW = 27
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the tab-separated report: dates like 03-Aug-2026, blanks of one space, ragged rows."""
    rows = [_row(row) for row in _asked(ask)]
    if not rows:
        return None
    return ReportFile(table(HEADER, rows).encode(), "text/plain;charset=UTF-8")


def xml_file(ask: Ask) -> ReportFile | None:
    """Return the XML report: instants in UTC, no order item id, no SAFE-T columns."""
    return _xml(_asked(ask))


def prime_csv_file(ask: Ask) -> ReportFile | None:
    """Return the returns of seller-fulfilled Prime orders, separated by commas."""
    rows = [_row(row) for row in _asked(ask) if _is_prime(row)]
    if not rows:
        return None
    text = io.StringIO()
    header = [name.lower().replace(" ", "-") for name in HEADER]
    csv.writer(text, lineterminator="\r\n").writerows((header, *rows))
    return ReportFile(text.getvalue().encode(), "text/csv;charset=UTF-8")


def prime_xml_file(ask: Ask) -> ReportFile | None:
    """Return the returns of seller-fulfilled Prime orders as XML."""
    return _xml([row for row in _asked(ask) if _is_prime(row)])


def _is_prime(row: MerchantReturn) -> bool:
    return "PRIME" in row.order.programs


def _xml(rows: list[MerchantReturn]) -> ReportFile | None:
    if not rows:
        return None
    root = ET.Element("AmazonEnvelope")
    header = ET.SubElement(root, "Header")
    ET.SubElement(header, "DocumentVersion").text = "1.00"
    ET.SubElement(root, "MessageType").text = "Returns-Report"
    message = ET.SubElement(root, "Message")
    for row in rows:
        _element(ET.SubElement(message, "return_details"), row)
    content: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return ReportFile(content, "text/xml;charset=UTF-8")


def _asked(ask: Ask) -> list[MerchantReturn]:
    rows = ask.world.shop.merchant_returns
    return [_as_of_now(row, ask) for row in rows if ask.covers(row.order, row.requested)]


def _as_of_now(row: MerchantReturn, ask: Ask) -> MerchantReturn:
    """Return the row with what the run gave back for its line beside."""
    now = ask.world.clock.now()
    movements = ask.world.journal.added.of_order(row.order.order_id)
    posted = (each for each in movements if each.posted <= now)
    given = [
        each.amount + each.postage
        for movement in posted
        for each in movement.given
        if each.line.order_item_id == row.line.order_item_id
    ]
    return replace(row, refunded=sum(given, row.refunded or Decimal(0))) if given else row


def _day(value: date) -> str:
    return f"{value.day:02d}-{_MONTHS[value.month - 1]}-{value.year}"


def _flag(value: object) -> str:
    return "Y" if value else "N"


def _row(row: MerchantReturn) -> list[str]:
    order, line = row.order, row.line
    cells = [
        *(order.order_id, _day(order.ordered_on), _day(row.requested_on), row.status),
        *(row.rma, _BLANK, row.label_type),
        _BLANK if row.label_cost is None else money(row.label_cost),
        *(order.marketplace.currency, row.carrier, row.tracking_number, row.label_paid_by),
        *(_flag(row.claim), _flag(_is_prime(row))),
        *(line.product.asin, line.product.sku, line.product.title, str(row.quantity)),
        *(row.reason, _flag(row.in_policy), "C-Returns", row.resolution, _BLANK),
        _BLANK if row.received_on is None else _day(row.received_on),
        *(money(order.total), str(order.units)),
        *_safet(row),
        _BLANK if row.refunded is None else money(row.refunded),
        line.order_item_id if row.names_line else _BLANK,
    ]
    return cells[:_CELLS_OF_A_SHORT_ROW] if row.cut_short else cells


def _safet(row: MerchantReturn) -> tuple[str, ...]:
    """Return the five SAFE-T cells: action, claim, state, day and amount."""
    paid = row.reimbursed
    if paid is None:
        return (_BLANK,) * 5
    return _BLANK, paid.claim_id, "Granted", _day(paid.filed_on), money(paid.amount)


def _element(parent: ET.Element, row: MerchantReturn) -> None:
    order, line = row.order, row.line
    _children(
        ET.SubElement(parent, "item_details"),
        {
            "item_name": line.product.title,
            "asin": line.product.asin,
            "return_reason_code": row.reason,
            "merchant_sku": line.product.sku,
            "in_policy": _flag(row.in_policy),
            "return_quantity": str(row.quantity),
            "resolution": row.resolution,
            "category": "Home",
            "refund_amount": "" if row.refunded is None else money(row.refunded),
        },
    )
    _children(
        parent,
        {
            "order_id": order.order_id,
            "order_date": iso(order.created),
            "amazon_rma_id": row.rma,
            "return_request_date": iso(row.requested),
            "return_request_status": row.status,
            "a_to_z_claim": "true" if row.claim else "false",
            "is_prime": _flag(_is_prime(row)),
        },
    )
    _children(
        ET.SubElement(parent, "label_details"),
        {
            "tracking_id": row.tracking_number,
            "return_carrier": row.carrier,
            "currency_code": order.marketplace.currency,
            "label_cost": "" if row.label_cost is None else money(row.label_cost),
            "label_type": row.label_type,
        },
    )
    _children(
        parent,
        {
            "label_to_be_paid_by": row.label_paid_by,
            "return_type": "C-Returns",
            "order_amount": money(order.total),
            "order_quantity": str(order.units),
        },
    )


def _children(parent: ET.Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
