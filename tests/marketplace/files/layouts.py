"""Reports in the layouts Amazon documents, and a desk to write them to and read them at."""

from __future__ import annotations

from pathlib import Path

from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files import ReportFile, open_report

MFN_HEADER = (
    *("Order ID", "Order date", "Return request date", "Return request status"),
    *("Amazon RMA ID", "Merchant RMA ID", "Label type", "Label cost", "Currency code"),
    *("Return carrier", "Tracking ID", "Label to be paid by", "A-to-Z Claim", "Is prime"),
    *("ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy"),
    *("Return type", "Resolution", "Invoice number", "Return delivery date", "Order Amount"),
    *("Order quantity", "SafeT Action reason", "SafeT claim id", "SafeT claim state"),
    *("SafeT claim creation time", "SafeT claim reimbursement amount", "Refunded Amount"),
    "Order Item ID",
)
MFN_ROW = {
    "Order ID": "111-1111111-1111111",
    "Order date": "28-Jul-2026",
    "Return request date": "03-Aug-2026",
    "Return request status": "Approved",
    "Amazon RMA ID": "DRMA1",
    "Label type": "AmazonPrePaidLabel",
    "Label cost": "5.25",
    "Currency code": "USD",
    "Label to be paid by": "Seller",
    "A-to-Z Claim": "N",
    "Is prime": "N",
    "ASIN": "B000000001",
    "Merchant SKU": "MUG-RED",
    "Item Name": 'Mug, 12" tall',
    "Tracking ID": "9400TRACK",
    "Return quantity": "1",
    "Return Reason": "CR-DEFECTIVE",
    "In policy": "Y",
    "Return type": "C-Returns",
    "Resolution": "StandardRefund",
    "Invoice number": " ",
    "Order Amount": "24.99",
    "Order quantity": "2",
    "Order Item ID": "12345678901234",
}
FBA_HEADER = (
    *("return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity"),
    *("fulfillment-center-id", "detailed-disposition", "reason", "status"),
    *("license-plate-number", "customer-comments"),
)
FBA_ROW = {
    "return-date": "2026-08-03T10:15:00+02:00",
    "order-id": "111-2222222-2222222",
    "sku": "MUG-RED",
    "asin": "B000000001",
    "fnsku": "X000000001",
    "product-name": "Mug",
    "quantity": "1",
    "fulfillment-center-id": "LEJ1",
    "detailed-disposition": "CUSTOMER_DAMAGED",
    "reason": "DAMAGED_BY_CARRIER",
    "status": "Unit returned to inventory",
    "license-plate-number": "LPN1",
}
FEEDBACK_HEADER = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")
FEEDBACK_ROW = {
    "Date": "8/25/26",
    "Rating": "1",
    "Comments": "never came",
    "Order ID": "111-3333333-3333333",
    "Rater Email": "rater@example.com",
}
ORDERS_HEADER = (
    *("amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date"),
    *("order-status", "fulfillment-channel", "sales-channel", "order-channel"),
    *("ship-service-level", "product-name", "sku", "asin", "item-status", "quantity", "currency"),
    *("item-price", "item-tax", "shipping-price", "shipping-tax", "gift-wrap-price"),
    *("gift-wrap-tax", "item-promotion-discount", "ship-promotion-discount", "ship-city"),
    *("ship-state", "ship-postal-code", "ship-country", "promotion-ids", "is-business-order"),
    *("purchase-order-number", "price-designation"),
)
ORDERS_ROW = {
    "amazon-order-id": "111-4444444-4444444",
    "purchase-date": "2026-08-01T08:00:00+00:00",
    "last-updated-date": "2026-08-02T09:30:00-07:00",
    "order-status": "Shipped",
    "fulfillment-channel": "Merchant",
    "sales-channel": "Amazon.com",
    "ship-service-level": "Standard",
    "product-name": "Mug",
    "sku": "MUG-RED",
    "asin": "B000000001",
    "quantity": "2",
    "currency": "USD",
    "item-price": "20.00",
    "item-tax": "1.60",
    "shipping-price": "4.99",
    "shipping-tax": "0.40",
    "ship-country": "US",
    "is-business-order": "false",
}
REPLACEMENT_HEADER = (
    *("shipment-date", "sku", "asin", "fulfillment-center-id", "original-fulfillment-center-id"),
    *("quantity", "replacement-reason-code", "replacement-amazon-order-id"),
    "original-amazon-order-id",
)
REPLACEMENT_ROW = {
    "shipment-date": "2026-08-05T06:00:00-07:00",
    "sku": "MUG-RED",
    "asin": "B000000001",
    "fulfillment-center-id": "ONT8",
    "original-fulfillment-center-id": "ONT2",
    "quantity": "1",
    "replacement-reason-code": "3",
    "replacement-amazon-order-id": "111-5555555-5555555",
    "original-amazon-order-id": "111-4444444-4444444",
}


def table(
    header: tuple[str, ...], *rows: dict[str, str], separator: str = "\t", end: str = "\r\n"
) -> str:
    """A report of these rows, one cell for each column."""
    lines = [header, *(tuple(row.get(column, "") for column in header) for row in rows)]
    return "".join(separator.join(line) + end for line in lines)


def mfn(**changes: str) -> str:
    """An MFN returns report of one row."""
    return table(MFN_HEADER, MFN_ROW | changes)


class Desk:
    """Writes a report into a folder and reads it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, content: str | bytes, name: str = "report.txt") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def open(self, content: str | bytes, **said: object) -> ReportFile:
        return open_report(self.file(content), **said)

    def rows(self, content: str | bytes, **said: object) -> list[Record | Skipped]:
        return list(self.open(content, **said).records())

    def row(self, content: str | bytes, **said: object) -> Record | Skipped:
        (only,) = self.rows(content, **said)
        return only
