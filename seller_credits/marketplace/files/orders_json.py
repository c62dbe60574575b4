"""Orders as the Orders API answers them, saved to a file: one order, a page, pages, or lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow, Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.json_text import read_json
from seller_credits.marketplace.wire.orders import read_order

_KEYS = re.compile(r'"(?:orders|order|orderId)"\s*:')
_BEGINNING = 300
_DEPTH = 4  # a list of pages, a page, its orders, an order


_MODEL = re.compile(r'"(?:swagger|openapi)"\s*:')
_BOUNDS = ("lastUpdatedBefore", "createdBefore")


def _fits(head: Head) -> bool:
    beginning = head.text[:_BEGINNING]
    if not beginning.startswith(("{", "[")) or _MODEL.search(beginning):
        return False
    return bool(_KEYS.search(head.text))


def _read(document: Document) -> Iterator[Record | Skipped]:
    saved = datetime.fromtimestamp(document.path.stat().st_mtime, UTC)
    for number, (raw, answered) in enumerate(_orders(read_json(document), None, _DEPTH), 1):
        yield _record(document, number, raw, answered or saved)


def _record(document: Document, number: int, raw: object, as_of: datetime) -> OrderRow | Skipped:
    if not isinstance(raw, Mapping):
        return document.skipped(number, "no order", f"found {type(raw).__name__} instead")
    try:
        return OrderRow(replace(document.origin(number), as_of=as_of), read_order(raw))
    except UnreadableSource as problem:
        return document.skipped(number, "unreadable order", problem.message)


def _orders(
    found: object, answered: datetime | None, depth: int
) -> Iterator[tuple[object, datetime | None]]:
    """Every order, with the moment its answer was given where the answer says so.

    Whatever stands in an order's place is given as it is.
    """
    if isinstance(found, list) and depth:
        for one in found:
            yield from _orders(one, answered, depth - 1)
    elif isinstance(found, dict) and "orderId" not in found and depth:
        inner = next((found[key] for key in ("orders", "order", "payload") if key in found), None)
        if inner is None:
            yield found, answered
        else:
            yield from _orders(inner, _answered(found) or answered, depth - 1)
    else:
        yield found, answered


def _answered(page: Mapping[str, object]) -> datetime | None:
    """Up to when a page tells of orders; None where it does not say, or not readably."""
    for name in _BOUNDS:
        try:
            moment = datetime.fromisoformat(str(page[name]))
        except (KeyError, ValueError):
            continue
        return moment if moment.tzinfo else None
    return None


KIND = Kind(Source.ORDERS, "Orders API answer (JSON)", _fits, _read)
