"""Orders as the Orders API answers them, saved to a file: one order, a page, pages, or lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow, Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.json_text import read_json
from seller_credits.marketplace.wire.orders import read_order

_KEYS = re.compile(r'"(?:orders|order|orderId)"\s*:')
_DEPTH = 4  # a list of pages, a page, its orders, an order


def _fits(head: Head) -> bool:
    return head.text.startswith(("{", "[")) and bool(_KEYS.search(head.text))


def _read(document: Document) -> Iterator[Record | Skipped]:
    for number, raw in enumerate(_orders(read_json(document), _DEPTH), 1):
        yield _record(document, number, raw)


def _record(document: Document, number: int, raw: object) -> OrderRow | Skipped:
    if not isinstance(raw, Mapping):
        return document.skipped(number, "no order", f"found {type(raw).__name__} instead")
    try:
        return OrderRow(document.origin(number), read_order(raw))
    except UnreadableSource as problem:
        return document.skipped(number, "unreadable order", problem.message)


def _orders(found: object, depth: int) -> Iterator[object]:
    """Every order in the answer; whatever stands in an order's place is given as it is."""
    if isinstance(found, list) and depth:
        for one in found:
            yield from _orders(one, depth - 1)
    elif isinstance(found, dict) and "orderId" not in found and depth:
        inner = next((found[key] for key in ("orders", "order", "payload") if key in found), None)
        yield from _orders(inner, depth - 1) if inner is not None else (found,)
    else:
        yield found


KIND = Kind(Source.ORDERS, "Orders API answer (JSON)", _fits, _read)
