"""Noted issues: a file the seller writes of what no source shows: messages, calls, claims, outages.

Columns `order_id, issue, occurred_at, severity, note`, and where the seller knows them
`order_item_id, sku, marketplace`; in any order. `issue` is one of the policy's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from seller_credits.domain.issues import IssueKind, Severity, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.cells import Cells, is_order_id
from seller_credits.marketplace.files.document import Document, Head, Kind, shown
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.tabular import table_rows

_COLUMNS = ("issue", "occurred_at", "severity", "order_id")
_MAY_BE = ("note", "order_item_id", "sku", "marketplace")
_READ = tuple(map(column_key, (*_COLUMNS, *_MAY_BE)))
_EVIDENCE = 3  # of the columns; the note is the person's own words

_KINDS = {column_key(kind): kind for kind in IssueKind}
_SEVERITIES = {str(severity): severity for severity in Severity}


def _fits(head: Head) -> bool:
    return head.header.has("order id", "issue")


def _read(document: Document) -> Iterator[Record | Skipped]:
    pick = document.header.pick(_READ)
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))])


def _record(document: Document, row: int, cells: list[str]) -> NotedRow | Skipped:
    issue, occurred, severity, order_id, note, item_id, sku, store = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    if not is_order_id(order_id):
        detail = f"{shown(order_id)} is no order id; write it as 111-1234567-1234567"
        return document.skipped(row, "unreadable order id", detail, is_bad=True)
    kind = _KINDS.get(column_key(issue))
    if kind is None:
        return _unknown(document, row, issue)
    cell = Cells(document, row)
    evidence = zip(_COLUMNS[:_EVIDENCE], cells[:_EVIDENCE], strict=True)
    return NotedRow(
        origin=document.origin(row),
        order_id=order_id,
        kind=kind,
        occurred=cell.moment("occurred_at", occurred),
        severity=_severity(document, row, severity),
        note=note,
        values={name: value for name, value in evidence if value},
        order_item_id=cell.item_id("order_item_id", item_id),
        sku=sku or None,
        marketplace=_store(document, row, store),
    )


def _unknown(document: Document, row: int, word: str) -> Skipped:
    """An issue that is none: which word, what it may have meant, and what would do."""
    if not word:
        return document.skipped(row, "no issue", is_bad=True)
    near = get_close_matches(column_key(word), _KINDS, 1)
    meant = f"; did you mean {_KINDS[near[0]]}?" if near else ";"
    words = ", ".join(IssueKind)
    sentence = f"{document.name}, row {row}: {shown(word)} is no issue{meant} One of: {words}"
    document.notes.warn("issue", sentence)
    return document.skipped(row, "unknown issue", sentence, is_bad=True)


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
