"""Made-up report files of any size, in Amazon's layouts: the same for the same number of rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from benchmarks.import_returns import write_returns

_FBA = (
    *("return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity"),
    *("fulfillment-center-id", "detailed-disposition", "reason", "status"),
    *("license-plate-number", "customer-comments"),
)
_ALL_ORDERS = (
    *("amazon-order-id", "merchant-order-id", "purchase-date", "last-updated-date"),
    *("order-status", "fulfillment-channel", "sales-channel", "order-channel"),
    *("ship-service-level", "product-name", "sku", "asin", "item-status", "quantity"),
    *("currency", "item-price", "item-tax", "shipping-price", "shipping-tax"),
    *("gift-wrap-price", "gift-wrap-tax", "item-promotion-discount"),
    *("ship-promotion-discount", "ship-city", "ship-state", "ship-postal-code"),
    *("ship-country", "promotion-ids", "is-business-order", "purchase-order-number"),
    "price-designation",
)
_FEEDBACK = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")
_SETTLEMENT = (
    *("settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date"),
    *("total-amount", "currency", "transaction-type", "order-id", "merchant-order-id"),
    *("adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description"),
    *("amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code"),
    *("merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased"),
)
_SAID = (
    *("Arrived broken", "the box was crushed", "Great mug", "Never arrived", "too late for her"),
    *("Not what was shown in the picture", "ok", "missing the lid", "Wrong colour was sent"),
    *("it stopped working after {} days", "I paid too much for this", "half of it was missing"),
    *("the seller never answered my messages", "not happy at all", "my son cut his hand on it"),
    *("I want my money back", "had to buy another one in a shop", "the quality is very poor"),
    *("We ordered it for a birthday", "would not buy again", "the handle came off in the wash"),
)
_THEN = (". ", ", ", " and ", "! ", ", but ")
_REASONS = (
    *("DEFECTIVE", "UNWANTED_ITEM", "SWITCHEROO", "DAMAGED_BY_CARRIER", "MISSING_PARTS"),
    *("QUALITY_UNACCEPTABLE", "NOT_COMPATIBLE", "NOT_AS_DESCRIBED"),
)
_SUMMARY_ID = "18412345671"

Cells = dict[str, str]


def write_mixed(folder: Path, rows: int) -> list[Path]:
    """Five reports that have so many rows together, in shares a mid-sized seller has."""
    returns = folder / "returns.txt"
    write_returns(returns, rows * 25 // 100)
    return [
        returns,
        _write(folder / "fba.txt", _FBA, rows * 15 // 100, _fba_row),
        _write(folder / "orders.txt", _ALL_ORDERS, rows * 35 // 100, _order_row),
        _write(folder / "feedback.txt", _FEEDBACK, rows * 2 // 100, _feedback_row),
        _write_settlement(folder / "settlement.txt", rows * 23 // 100),
    ]


def _write(
    path: Path,
    columns: tuple[str, ...],
    rows: int,
    row: Callable[[random.Random, int], Cells],
) -> Path:
    dice = random.Random(rows)  # noqa: S311  # made-up rows, no secret
    _put(path, columns, (row(dice, number) for number in range(rows)))
    return path


def _put(path: Path, columns: tuple[str, ...], rows: Iterator[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(columns) + "\r\n")
        for cells in rows:
            out.write("\t".join(cells.get(column, "") for column in columns) + "\r\n")


def _order_id(dice: random.Random, number: int) -> str:
    return f"{111 + number % 5}-{number % 10**7:07d}-{dice.randrange(10**7):07d}"


def _comment(dice: random.Random) -> str:
    """Nothing from one buyer in three; from the others one to four things, hardly two alike."""
    things = dice.sample(_SAID, max(0, dice.randrange(-1, 5)))
    return dice.choice(_THEN).join(things).format(*(dice.randrange(2, 90) for _ in things))


def _fba_row(dice: random.Random, number: int) -> Cells:
    return {
        "return-date": f"2026-11-{dice.randrange(1, 21):02d}T10:{dice.randrange(60):02d}:00+00:00",
        "order-id": _order_id(dice, number),
        "sku": f"SKU-{number % 997}",
        "asin": f"B{number % 997:09d}",
        "fnsku": f"X{number % 997:09d}",
        "product-name": "A thing with a long and telling name, in blue",
        "quantity": "1",
        "fulfillment-center-id": "LEJ1",
        "detailed-disposition": "CUSTOMER_DAMAGED",
        "reason": dice.choice(_REASONS),
        "status": "Unit returned to inventory",
        "license-plate-number": f"LPN{number:09d}",
        "customer-comments": _comment(dice),
    }


def _order_row(dice: random.Random, number: int) -> Cells:
    moment = f"2026-11-{dice.randrange(1, 21):02d}T{dice.randrange(24):02d}:07:31+00:00"
    price = f"{dice.randrange(500, 20000) / 100:.2f}"
    return {
        "amazon-order-id": _order_id(dice, number),
        "purchase-date": moment,
        "last-updated-date": moment,
        "order-status": dice.choice(("Shipped", "Shipped - Delivered to Buyer", "Pending")),
        "fulfillment-channel": dice.choice(("Amazon", "Merchant")),
        "sales-channel": "Amazon.com",
        "ship-service-level": "Standard",
        "product-name": "A thing with a long and telling name, in blue",
        "sku": f"SKU-{number % 997}",
        "asin": f"B{number % 997:09d}",
        "item-status": "Shipped",
        "quantity": "1",
        "currency": "USD",
        "item-price": price,
        "shipping-price": "4.99",
        "ship-country": "US",
        "is-business-order": "false",
    }


def _feedback_row(dice: random.Random, number: int) -> Cells:
    return {
        "Date": f"11/{dice.randrange(1, 21)}/26",
        "Rating": dice.choice("123"),
        "Comments": _comment(dice),
        "Order ID": _order_id(dice, number),
        "Rater Email": "somebody@example.com",
    }


def _write_settlement(path: Path, rows: int) -> Path:
    """Lines of sales with their fees, and now and then a refund; they add up to the total."""
    total = sum(cents for _, cents in _settled_lines(rows))
    first = {
        "settlement-id": _SUMMARY_ID,
        "settlement-start-date": "2026-11-01T00:00:00+00:00",
        "settlement-end-date": "2026-11-15T00:00:00+00:00",
        "deposit-date": "2026-11-17T00:00:00+00:00",
        "total-amount": _money(total),
        "currency": "USD",
    }
    _put(path, _SETTLEMENT, chain([first], (cells for cells, _ in _settled_lines(rows))))
    return path


def _settled_lines(rows: int) -> Iterator[tuple[Cells, int]]:
    """Every line with its cents; the same at every reading."""
    dice = random.Random(rows)  # noqa: S311  # made-up rows, no secret
    return (_settled(dice, number) for number in range(rows))


def _settled(dice: random.Random, number: int) -> tuple[Cells, int]:
    order = number // 3
    refund = order % 12 == 0
    kind, cents = (
        ("Principal", dice.randrange(500, 20000)),
        ("Shipping", 499),
        ("Commission", -dice.randrange(75, 3000)),
    )[number % 3]
    signed = -cents if refund else cents
    day = f"2026-11-{1 + order % 14:02d}"
    cells = {
        "settlement-id": _SUMMARY_ID,
        "transaction-type": "Refund" if refund else "Order",
        "order-id": f"{111 + order % 5}-{order:07d}-{order:07d}",
        "adjustment-id": f"{order}" if refund else "",
        "marketplace-name": "Amazon.com",
        "amount-type": "ItemFees" if kind == "Commission" else "ItemPrice",
        "amount-description": kind,
        "amount": _money(signed),
        "posted-date": day,
        "posted-date-time": f"{day}T10:00:00+00:00",
        "order-item-code": f"{10**14 + order}",
        "sku": f"SKU-{order % 997}",
        "quantity-purchased": "1",
    }
    return cells, signed


def _money(cents: int) -> str:
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{cents // 100}.{cents % 100:02d}"
