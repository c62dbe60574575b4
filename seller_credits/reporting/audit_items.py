"""An audit for other programs: one document, and its findings as a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

import orjson

from seller_credits.domain.money import Money
from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Cost, Finding, Proven, Unknown, Worst
from seller_credits.reporting import audit_words
from seller_credits.reporting.machine import Listing

AUDIT = Listing(
    "seller-credits/audit/1",
    (
        *("kind", "certainty", "nature", "order_id", "order_item_id", "sku", "marketplace"),
        *("amount", "counted", "currency", "occurred", "deadline", "why", "missing"),
    ),
)
_DIGITS = 4


def items_of(audit: Audit) -> Iterator[dict[str, Any]]:
    """Every finding, with the rows it rests on."""
    return (_finding(each) for each in audit.findings)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "certainty": finding.certainty,
        "nature": finding.nature,
        "order_id": finding.order_id,
        "order_item_id": finding.order_item_id,
        "sku": finding.sku,
        "marketplace": finding.marketplace,
        "amount": finding.amount.plain,
        "counted": finding.counted.plain,
        "currency": finding.amount.currency,
        "occurred": _day(finding.occurred),
        "deadline": _day(finding.deadline),
        "deadline_source": finding.facts.get("source") or None,
        "why": audit_words.sentence(finding),
        "missing": [str(each) for each in finding.missing],
        "rows": [
            {
                "where": row.origin.where,
                "words": row.words,
                "amount": row.amount.plain if row.amount else None,
            }
            for row in finding.rows
        ],
    }


def write_document(out: TextIO, audit: Audit, files: list[dict[str, Any]]) -> None:
    """All of it as one JSON document, a finding a line.

    Args:
        out: where it goes.
        audit: what was found.
        files: as they were read.
    """
    before = {
        "schema": AUDIT.schema,
        "today": audit.today.isoformat(),
        "summary": list(audit_words.headlines(audit)),
        "costs": [_cost(each) for each in audit.costs],
    }
    after = {
        "unknown": [_unknown(each) for each in audit.unknown],
        "worst": [_worst(each) for each in audit.worst],
        "settlements": [_settlement(each) for each in audit.settlements],
        "files": files,
    }
    out.write("{\n")
    out.writelines(f'"{name}": {orjson.dumps(value).decode()},\n' for name, value in before.items())
    out.write('"items": [')
    mark = "\n"
    for item in items_of(audit):
        out.write(mark + orjson.dumps(item).decode())
        mark = ",\n"
    out.write("\n]")
    out.writelines(f',\n"{name}": {orjson.dumps(value).decode()}' for name, value in after.items())
    out.write("\n}\n")


def _cost(cost: Cost) -> dict[str, Any]:
    names = ("given", "claims", "chargebacks", "fees_back", "administration", "reimbursed", "net")
    told = {name: _plain(getattr(cost, name)) for name in names}
    return {"currency": cost.net.currency, "refunds": cost.refunds, **told}


def _unknown(unknown: Unknown) -> dict[str, Any]:
    return {
        "kind": unknown.kind,
        "missing": unknown.missing,
        "since": _day(unknown.since),
        "until": _day(unknown.until),
        "orders": unknown.orders,
        "said": audit_words.unknown_sentence(unknown),
    }


def _worst(worst: Worst) -> dict[str, Any]:
    return {
        "dimension": worst.dimension,
        "value": worst.value,
        "refunds": worst.refunds,
        "net": _plain(worst.net),
        "currency": worst.net.currency,
        "share": round(worst.share, _DIGITS),
    }


def _settlement(settlement: Proven) -> dict[str, Any]:
    return {
        "settlement_id": settlement.settlement_id,
        "since": _day(settlement.since),
        "until": _day(settlement.until),
        "files": list(settlement.files),
        "twins": list(settlement.twins),
        "stated": _plain(settlement.stated),
        "added": _plain(settlement.added),
        "currency": settlement.stated.currency if settlement.stated else None,
        "is_whole": settlement.is_whole,
    }


def _plain(amount: Money | None) -> str | None:
    return None if amount is None else amount.plain


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
