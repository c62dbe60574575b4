"""Noted issues: a file the seller writes of what no source shows: messages, calls, claims, outages.

Columns `order_id, issue, occurred_at, severity, note`, and where the seller knows them
`order_item_id, sku, marketplace`; in any order. `issue` is one of the policy's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from seller_credits.domain.issues import IssueKind, Severity, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind, shown
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_records

_EVIDENCE = ("issue", "occurred_at", "severity")  # the note is the person's own words
_MAY_BE = ("note", "order_item_id", "sku", "marketplace")
_READ = tuple(map(column_key, (*_EVIDENCE, "order_id", *_MAY_BE)))

_KINDS = {column_key(kind): kind for kind in IssueKind}
_SEVERITIES = {str(severity): severity for severity in Severity}


def _fits(head: Head) -> bool:
    return head.header.has("order id", "issue")


def _read(document: Document) -> Iterator[Record | Skipped]:
    return table_records(document, _READ, _Reader(document).record)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._occurred = self._cells.moments("occurred_at")

    def record(self, row: int, raw: Sequence[str]) -> NotedRow | Skipped:
        document, told = self._document, tuple(map(str.strip, raw))
        issue, occurred, severity, order_id, note, item_id, sku, store = told
        if not order_id:
            return document.skipped(row, "no order id", is_bad=True)
        if not is_order_id(order_id):
            detail = f"{shown(order_id)} is no order id; write it as 111-1234567-1234567"
            return document.skipped(row, "unreadable order id", detail, is_bad=True)
        kind = _KINDS.get(column_key(issue))
        if kind is None:
            return _unknown(document, row, issue)
        found = NotedRow(
            origin=document.origin(row),
            order_id=order_id,
            kind=kind,
            occurred=self._occurred[occurred],
            severity=_severity(document, row, severity),
            note=note,
            values={name: cell for name, cell in zip(_EVIDENCE, told, strict=False) if cell},
            order_item_id=self._cells.item_id("order_item_id", item_id),
            sku=sku or None,
            marketplace=_store(document, row, store),
        )
        self._cells.warn(row)
        return found


def _unknown(document: Document, row: int, word: str) -> Skipped:
    """An issue that is none: which word, what it may have meant, and what would do."""
    if not word:
        return document.skipped(row, "no issue", is_bad=True)
    near = get_close_matches(column_key(word), _KINDS, 1)
    meant = f"did you mean {_KINDS[near[0]]}? " if near else ""
    detail = f"{shown(word)} is no issue; {meant}say one of {', '.join(IssueKind)}"
    return document.skipped(row, "unknown issue", detail, is_bad=True)


def _severity(document: Document, row: int, word: str) -> Severity | None:
    severity = _SEVERITIES.get(word.lower())
    if word and severity is None:
        document.unreadable(row, "severity", word)
    return severity


def _store(document: Document, row: int, word: str) -> str | None:
    store = find_marketplace(word)
    if word and store is None:
        document.unreadable(row, "marketplace", word)
    return store.code if store else document.marketplace


KIND = Kind(
    Source.CSV,
    "Noted issues (CSV)",
    _fits,
    _read,
    frozenset(_READ),
    "the columns order_id, issue, occurred_at, severity, note",
)
