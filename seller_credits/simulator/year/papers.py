"""The files of a year, in Amazon's layouts, and the truth of them."""

from __future__ import annotations

import csv
import heapq
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from seller_credits.simulator.year.going_wrong import (
    LONGEST,
    Back,
    Story,
    commission_back,
    kept_of,
    story_of,
)
from seller_credits.simulator.year.selling import DAYS, Sale, sales

TRUTH = ".truth.json"
"""Hidden, so that the folder is what a seller would have."""
_PERIOD = 14
_GOES_WRONG = 0.08
_SETTLEMENT = (
    *("settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date"),
    *("total-amount", "currency", "transaction-type", "order-id", "merchant-order-id"),
    *("adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description"),
    *("amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code"),
    *("merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased"),
    "promotion-id",
)
"""Settlement report V2: "Settlement reports" in Amazon's developer documentation (read 2026-11)."""
_AMOUNT = _SETTLEMENT.index("amount")
_MFN = (
    *("Order ID", "Order date", "Return request date", "Return request status", "Amazon RMA ID"),
    *("Label type", "Currency code", "Label to be paid by", "A-to-Z Claim", "Is prime", "ASIN"),
    *("Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy", "Return type"),
    *("Resolution", "Return delivery date", "Order Amount", "Order quantity", "Order Item ID"),
)
_FBA = (
    *("return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity"),
    *("fulfillment-center-id", "detailed-disposition", "reason", "status"),
    *("license-plate-number", "customer-comments"),
)
_REIMBURSEMENTS = (
    *("approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku"),
    *("asin", "product-name", "condition", "currency-unit", "amount-per-unit", "amount-total"),
    *("quantity-reimbursed-cash", "quantity-reimbursed-inventory", "quantity-reimbursed-total"),
    *("original-reimbursement-id", "original-reimbursement-type"),
)
_CURRENCY = "USD"
_STORE = "Amazon.com"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        files: in the order they were begun; the truth is not one of them.
        lines: of all settlements together.
    """

    files: tuple[Path, ...]
    truth: Path
    lines: int


def write_year(folder: Path, *, orders: int, seed: int, today: date) -> Written:
    """Write a year of settlements, returns, reimbursements and labels, and what leaked in it.

    Args:
        folder: made if it is not there; files of the same name are replaced.
        orders: how many of the year.
        seed: the same seed gives the same year.
        today: the day after its last one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return _Year(folder, today - timedelta(days=DAYS + 1), today).write(orders, seed)


@dataclass(slots=True)
class _Year:
    folder: Path
    first: date
    today: date
    _stories: list[Story] = field(default_factory=list)
    _waiting: list[tuple[date, str, Sale, Back]] = field(default_factory=list)
    _kept: Decimal = Decimal(0)
    _lines: int = 0

    def write(self, orders: int, seed: int) -> Written:
        dice = random.Random(f"year {seed}")  # noqa: S311  # not for secrets
        coming = sales(dice, orders, self.first)
        sale = next(coming, None)
        files, begin = [], self.first
        while begin < self.today:
            end = min(begin + timedelta(days=_PERIOD), self.today)
            rows: list[Sequence[object]] = []
            while sale is not None and sale.day < end:
                rows.extend(_sale_rows(sale))
                self._becomes(sale, dice)
                sale = next(coming, None)
            rows.extend(self._refund_rows(end))
            files.append(self._settlement(begin, end, rows))
            self._lines += len(rows)
            begin = end
        files += [self._mfn(), self._fba(), self._reimbursements(), self._labels()]
        return Written(tuple(files), self._truth(), self._lines)

    def _becomes(self, sale: Sale, dice: random.Random) -> None:
        goes_wrong = dice.random() < _GOES_WRONG
        is_over = sale.day + timedelta(days=LONGEST + 10) < self.today
        if not goes_wrong or not is_over:
            return
        story = story_of(sale, dice)
        self._stories.append(story)
        for back in story.backs:
            heapq.heappush(self._waiting, (back.day, back.number, sale, back))

    def _refund_rows(self, end: date) -> Iterator[Sequence[object]]:
        while self._waiting and self._waiting[0][0] < end:
            _, _, sale, back = heapq.heappop(self._waiting)
            for part, amount in back.parts:
                yield _row(sale, "ItemPrice", part, -amount, back)
            if back.kind == "Refund" and back.parts[0][0] != "Goodwill":
                kept = kept_of(sale, back)
                self._kept += kept
                given_back = commission_back(sale, back)
                yield _row(sale, "ItemFees", "Commission", given_back, back)
                yield _row(sale, "ItemFees", "RefundCommission", -kept, back)

    def _settlement(self, begin: date, end: date, rows: list[Sequence[object]]) -> Path:
        number = f"9{begin:%Y%m%d}"
        total = sum((Decimal(str(row[_AMOUNT])) for row in rows), Decimal(0))
        times = (f"{begin} 00:00:00 UTC", f"{end} 00:00:00 UTC", f"{end} 07:00:00 UTC")
        summary = (number, *times, total, _CURRENCY, *([""] * (len(_SETTLEMENT) - 6)))
        own = ((number, *row[1:]) for row in rows)
        return self._table(f"settlement-{begin}.txt", _SETTLEMENT, [summary, *own])

    def _mfn(self) -> Path:
        rows = [
            _mfn_row(each) for each in self._stories if each.sent_back and not each.sale.by_amazon
        ]
        return self._table("returns-mfn.txt", _MFN, [_of(_MFN, row) for row in rows])

    def _fba(self) -> Path:
        rows = [
            _fba_row(each) for each in self._stories if each.received_on and each.sale.by_amazon
        ]
        # Units that were bought before the year come back from its first day to its last.
        days = (self.first + timedelta(days=day) for day in range(DAYS + 1))
        rows += [_stranger(day, number) for number, day in enumerate(days)]
        return self._table("returns-fba.txt", _FBA, [_of(_FBA, row) for row in rows])

    def _reimbursements(self) -> Path:
        rows = [_paid_back(each) for each in self._stories if each.reimbursed is not None]
        table = [_of(_REIMBURSEMENTS, row) for row in rows]
        return self._table("reimbursements.txt", _REIMBURSEMENTS, table)

    def _labels(self) -> Path:
        path = self.folder / "labels.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("order_id", "protected", "first_scan_at"))
            for story in self._stories:
                if story.protected is not None:
                    said = "yes" if story.protected else "no"
                    writer.writerow((story.sale.order_id, said, story.sale.day))
        return path

    def _table(self, name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def _truth(self) -> Path:
        path = self.folder / TRUTH
        leaks = [
            {"kind": kind, "order_id": story.sale.order_id, "amount": str(amount)}
            for story in self._stories
            for kind, amount in story.leaks
        ]
        kept = {"kind": "administration_fee", "order_id": None, "amount": str(self._kept)}
        path.write_text(
            json.dumps({"today": str(self.today), "leaks": [*leaks, kept]}, indent=1) + "\n",
            encoding="utf-8",
        )
        return path


def _sale_rows(sale: Sale) -> Iterator[Sequence[object]]:
    told = [("ItemPrice", "Principal", sale.price), ("ItemPrice", "Tax", sale.tax)]
    if sale.shipping:
        told.append(("ItemPrice", "Shipping", sale.shipping))
    told.append(("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -sale.tax))
    told.append(("ItemFees", "Commission", -sale.commission))
    for kind, words, amount in told:
        yield _row(sale, kind, words, amount)


def _row(
    sale: Sale, kind: str, words: str, amount: Decimal, back: Back | None = None
) -> Sequence[object]:
    day = back.day if back else sale.day
    return (
        *("", "", "", "", "", "", back.kind if back else "Order", sale.order_id, sale.order_id),
        *(back.number if back else "", f"S{sale.item}", _STORE, kind, words, amount),
        *("AFN" if sale.by_amazon else "MFN", day, f"{day} 12:00:00 UTC", sale.item, ""),
        *(f"{back.feed}-{sale.item}" if back and back.feed else "", sale.sku),
        *("" if back else sale.units, ""),
    )


def _mfn_row(story: Story) -> dict[str, Any]:
    sale, told = story.sale, story.sent_back or {}
    return {
        "Order ID": sale.order_id,
        "Order date": f"{sale.day:%d-%b-%Y}",
        "Return request date": f"{story.sent_back_on:%d-%b-%Y}",
        "Return request status": "Approved",
        "Amazon RMA ID": f"R{sale.item}",
        "Label type": "AmazonPrePaidLabel",
        "Currency code": _CURRENCY,
        "Label to be paid by": "Seller",
        "A-to-Z Claim": "N",
        "Is prime": "N",
        "ASIN": "B000000001",
        "Merchant SKU": sale.sku,
        "Item Name": sale.sku.title(),
        "Return quantity": sale.units,
        "Return Reason": f"CR-{told['reason']}",
        "In policy": "Y",
        "Return type": "C-Returns",
        "Resolution": told.get("resolution", "StandardRefund"),
        "Return delivery date": f"{story.received_on:%d-%b-%Y}" if story.received_on else "",
        "Order Amount": sale.paid,
        "Order quantity": sale.units,
        "Order Item ID": sale.item,
    }


def _fba_row(story: Story) -> dict[str, Any]:
    sale, told = story.sale, story.sent_back or {}
    return {
        "return-date": f"{story.received_on}T10:00:00+00:00",
        "order-id": sale.order_id,
        "sku": sale.sku,
        "asin": "B000000001",
        "fnsku": "X000000001",
        "product-name": sale.sku.title(),
        "quantity": sale.units,
        "fulfillment-center-id": "LEJ1",
        "detailed-disposition": told.get("disposition", "CUSTOMER_DAMAGED"),
        "reason": told["reason"],
        "status": "Unit returned to inventory",
        "license-plate-number": f"LPN{sale.item}",
    }


def _stranger(day: date, number: int) -> dict[str, Any]:
    """A unit of an order that is in none of the settlements."""
    return {
        "return-date": f"{day}T10:00:00+00:00",
        "order-id": f"110-{number:07}-0000000",
        "sku": "OLD",
        "asin": "B000000009",
        "fnsku": "X000000009",
        "product-name": "Old",
        "quantity": 1,
        "fulfillment-center-id": "LEJ1",
        "detailed-disposition": "SELLABLE",
        "reason": "UNWANTED_ITEM",
        "status": "Unit returned to inventory",
        "license-plate-number": f"LPNOLD{number}",
    }


def _paid_back(story: Story) -> dict[str, Any]:
    sale = story.sale
    return {
        "approval-date": f"{sale.day + timedelta(days=30)}T10:00:00+00:00",
        "reimbursement-id": f"7{sale.item}",
        "amazon-order-id": sale.order_id,
        "reason": "CustomerReturn",
        "sku": sale.sku,
        "condition": "DAMAGED",
        "currency-unit": _CURRENCY,
        "amount-total": story.reimbursed,
        "quantity-reimbursed-cash": sale.units,
    }


def _of(header: Sequence[str], row: dict[str, Any]) -> list[object]:
    return [row.get(name, "") for name in header]
