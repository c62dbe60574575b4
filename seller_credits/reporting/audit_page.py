"""An audit as one page that needs nothing else: to be read, mailed or printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, TextIO

from seller_credits.measurement.audit.audit import Audit
from seller_credits.measurement.audit.findings import Certainty, Finding
from seller_credits.measurement.audit.found import Group, worth
from seller_credits.reporting import audit_words
from seller_credits.reporting.audit_words import TITLES, money, nature_of, sentence, until
from seller_credits.reporting.page import page_environment, style_of

_SHOWN = 200
_ROWS_SHOWN = 12


def write_audit_page(out: TextIO, audit: Audit, files: Sequence[dict[str, Any]]) -> None:
    """Write the page.

    Args:
        out: where it goes; it declares itself UTF-8.
        audit: what was found.
        files: as they were read: `name`, `layout`, `rows`, `problem`.
    """
    environment = page_environment()
    style, style_hash = style_of(environment)
    page = environment.get_template("audit.html").stream(
        style=style,
        style_hash=style_hash,
        heading="What refunds cost, and what of it leaked",
        today=f"{audit.today.day} {audit.today:%b %Y}",
        headlines=list(audit_words.headlines(audit)),
        groups=[_group(each, audit) for each in audit.findings.groups],
        due=[_due(each, audit) for each in islice(audit.findings.due(audit.today), _SHOWN)],
        worst=[_worst(each) for each in audit.worst],
        unknown=[audit_words.unknown_sentence(each) for each in audit.unknown],
        settlements=[
            (audit_words.settlement_sentence(each), each.is_whole) for each in audit.settlements
        ],
        files=files,
    )
    page.enable_buffering(_SHOWN)
    out.writelines(page)


def _group(group: Group, audit: Audit) -> dict[str, Any]:
    first = audit.findings.of_group(group, _SHOWN)
    return {
        "title": TITLES[group.kind],
        "total": money(group.total),
        "count": group.count,
        "nature": nature_of(group),
        "proven": money(group.proven),
        "findings": [_finding(each) for each in first],
        "left": group.count - len(first),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    rows = [
        f"{row.origin.where}: {row.words}{f', {row.amount}' if row.amount else ''}"
        for row in finding.rows[:_ROWS_SHOWN]
    ]
    return {
        "order": finding.order_id or "all orders",
        "sku": finding.sku or "",
        "day": finding.occurred.isoformat() if finding.occurred else "",
        "amount": str(worth(finding)),
        "sure": "proven" if finding.certainty is Certainty.PROVEN else "possible",
        "why": sentence(finding),
        "rows": rows,
        "left": max(len(finding.rows) - _ROWS_SHOWN, 0),
    }


def _due(finding: Finding, audit: Audit) -> dict[str, Any]:
    return {
        "until": until(finding, audit.today),
        "order": finding.order_id or "",
        "amount": str(finding.amount),
        "what": audit_words.to_do(finding),
        "sure": "proven" if finding.certainty is Certainty.PROVEN else "possible",
        "source": finding.facts.get("source", ""),
    }


def _worst(worst: Any) -> dict[str, Any]:
    return {
        "what": f"{worst.dimension} {worst.value}",
        "net": money(worst.net),
        "share": f"{worst.share:.0%}",
        "refunds": worst.refunds,
    }
