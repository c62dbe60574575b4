"""Made-up settlement files in both layouts: the same lines, written as each of them writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.marketplace.files.layouts import table

_BEGINNING = (
    *("settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date"),
    *("total-amount", "currency", "transaction-type", "order-id", "merchant-order-id"),
    *("adjustment-id", "shipment-id", "marketplace-name"),
)
V1_HEADER = (
    *_BEGINNING,
    *("shipment-fee-type", "shipment-fee-amount", "order-fee-type", "order-fee-amount"),
    *("fulfillment-id", "posted-date", "order-item-code", "merchant-order-item-id"),
    *("merchant-adjustment-item-id", "sku", "quantity-purchased", "price-type", "price-amount"),
    *("item-related-fee-type", "item-related-fee-amount", "misc-fee-amount", "other-fee-amount"),
    *("other-fee-reason-description", "promotion-id", "promotion-type", "promotion-amount"),
    *("direct-payment-type", "direct-payment-amount", "other-amount"),
)
V2_HEADER = (
    *_BEGINNING,
    *("amount-type", "amount-description", "amount", "fulfillment-id", "posted-date"),
    *("posted-date-time", "order-item-code", "merchant-order-item-id"),
    *("merchant-adjustment-item-id", "sku", "quantity-purchased", "promotion-id"),
)
ORDER_ID = "111-6666666-6666666"
_V1_PAIRS = {
    "ItemPrice": ("price-type", "price-amount"),
    "ItemFees": ("item-related-fee-type", "item-related-fee-amount"),
    "Promotion": ("promotion-type", "promotion-amount"),
}
_LINE = {
    "settlement-id": "987654321",
    "transaction-type": "Refund",
    "order-id": ORDER_ID,
    "merchant-order-id": ORDER_ID,
    "adjustment-id": "ADJ1",
    "marketplace-name": "Amazon.com",
    "fulfillment-id": "MFN",
    "posted-date": "2026-08-03",
    "posted-date-time": "2026-08-03 17:15:00 UTC",
    "order-item-code": "12345678901234",
    "merchant-adjustment-item-id": "CREDIT-1",
    "sku": "MUG-RED",
}


def line(amount, description="Principal", kind="ItemPrice", **changes):
    """One line of a refund, as V2 writes it; `transaction_type` and the like change it."""
    told = {"amount-type": kind, "amount-description": description, "amount": amount}
    return _LINE | told | {name.replace("_", "-"): value for name, value in changes.items()}


def sale(amount, description="Principal", kind="ItemPrice", **changes):
    """One line of a sale."""
    told = {"transaction_type": "Order", "adjustment_id": "", "merchant_adjustment_item_id": ""}
    return line(amount, description, kind, **(told | changes))


def of_account(amount, description, kind="other-transaction", **changes):
    """One line that belongs to no order."""
    told = {
        **dict.fromkeys(("order_id", "merchant_order_id", "adjustment_id", "sku"), ""),
        **dict.fromkeys(("order_item_code", "merchant_adjustment_item_id"), ""),
        "transaction_type": "other-transaction",
    }
    return line(amount, description, kind, **(told | changes))


def summary(total, currency="USD", **changes):
    """The row that states a settlement's total."""
    return {
        "settlement-id": "987654321",
        "settlement-start-date": "2026-08-01 07:00:00 UTC",
        "settlement-end-date": "2026-08-15 07:00:00 UTC",
        "deposit-date": "2026-08-17 07:00:00 UTC",
        "total-amount": total,
        "currency": currency,
    } | {name.replace("_", "-"): value for name, value in changes.items()}


def total_of(lines: Sequence[dict[str, str]]) -> str:
    """What the lines add up to."""
    return str(sum((Decimal(row["amount"]) for row in lines), Decimal(0)))


def v2(*lines, total=None, header=V2_HEADER, end="\r\n", **summed):
    """A V2 file of these lines, with the total they add up to."""
    first = summary(total_of(lines) if total is None else total, **summed)
    return table(header, first, *lines, end=end)


def as_v1(row):
    """The same line as V1 writes it."""
    kind, description = row["amount-type"], row["amount-description"]
    day, clock, _ = row["posted-date-time"].split()
    written = row | {"posted-date": f"{day}T{clock}+00:00"}
    if kind in _V1_PAIRS:
        word, amount = _V1_PAIRS[kind]
        return written | {word: description, amount: row["amount"]}
    if row["transaction-type"] == "other-transaction":
        return written | {"transaction-type": description, "other-amount": row["amount"]}
    # V1 leaves the order item code of a reimbursement blank.
    return written | {
        "order-item-code": "",
        "price-type": description,
        "other-amount": row["amount"],
    }


def v1(*lines, total=None, header=V1_HEADER, end="\r\n"):
    """The V1 file of the same settlement."""
    first = summary(total_of(lines) if total is None else total)
    return table(header, first, *map(as_v1, lines), end=end)
