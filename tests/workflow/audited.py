"""A table to lay report files on, and to look through them at a given moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seller_credits.domain.cases import OrderCase
from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Finding
from seller_credits.settings import read_settings
from seller_credits.workflow.auditing import Audited, audit_files
from tests.marketplace.files.layouts import FBA_HEADER, FBA_ROW, MFN_HEADER, MFN_ROW, table
from tests.marketplace.files.settlements import ORDER_ID

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
REIMBURSEMENTS_HEADER = (
    *("approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku"),
    *("asin", "product-name", "condition", "currency-unit", "amount-per-unit", "amount-total"),
    *("quantity-reimbursed-cash", "quantity-reimbursed-inventory", "quantity-reimbursed-total"),
    *("original-reimbursement-id", "original-reimbursement-type"),
)
REIMBURSEMENT = {
    "approval-date": "2026-09-20T10:00:00+00:00",
    "reimbursement-id": "700",
    "amazon-order-id": ORDER_ID,
    "reason": "CustomerReturn",
    "sku": "MUG-RED",
    "currency-unit": "USD",
    "amount-total": "24.99",
}


def mfn_returns(*rows: dict[str, str]) -> str:
    """An MFN returns report of these rows, of the order of `settlements`."""
    plain = MFN_ROW | {"Order ID": ORDER_ID}
    return table(MFN_HEADER, *(plain | row for row in rows))


def fba_returns(*rows: dict[str, str]) -> str:
    """An FBA returns report of these rows."""
    return table(FBA_HEADER, *(FBA_ROW | row for row in rows))


def reimbursements(*rows: dict[str, str]) -> str:
    """An FBA reimbursements report of these rows."""
    return table(REIMBURSEMENTS_HEADER, *(REIMBURSEMENT | row for row in rows))


def labels(*rows: str) -> str:
    """A labels table of the seller's own."""
    return "\n".join(("order_id,protected,first_scan_at", *rows)) + "\n"


Look = Callable[..., Audited]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Lay texts down as files and look through them all."""

    def looked(
        *texts: str | bytes,
        marketplace: str | None = "US",
        now: datetime = NOW,
        cases: Iterable[OrderCase] = (),
    ) -> Audited:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"file-{number}.txt"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        return audit_files(
            paths,
            marketplace=marketplace,
            windows=read_settings(tmp_path, None).windows(),
            now=now,
            told=lambda _: None,
            cases=cases,
        )

    return looked


def only(audit: Audit, kind: str) -> Finding:
    """The one finding of a kind."""
    (found,) = [each for each in audit.findings if each.kind == kind]
    return found


def told(audit: Audit) -> list[tuple[str, str, str, str]]:
    """Every finding: kind, amount, what of it counts, how sure."""
    return [
        (str(each.kind), str(each.amount), each.counted.plain, str(each.certainty))
        for each in audit.findings
    ]
