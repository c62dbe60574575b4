"""Orders as the Orders API answers them, saved to a file: one order, a page, pages, or lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from seller_credits.domain.clock import is_of_our_time
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow, Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.json_text import read_json
from seller_credits.marketplace.wire.orders import read_order

_KEYS = re.compile(r'"(?:orders|order|orderId)"\s*:')
_DEPTH = 8  # examples of a model: blocks, a block, answers, an answer, its orders, an order


_EXAMPLES = "x-amzn-api-sandbox"
_WRAPPERS = (_EXAMPLES, "static", "response", "orders", "order", "payload")
_BOUNDS = ("lastUpdatedBefore", "createdBefore")


def _fits(head: Head) -> bool:
    if not head.text.startswith(("{", "[")):
        return False
    return bool(_KEYS.search(head.text)) or "/orders/2026-01-01/" in head.text


def _read(document: Document) -> Iterator[Record | Skipped]:
    saved = datetime.fromtimestamp(document.path.stat().st_mtime, UTC)
    found = _orders(_answers(read_json(document)), None, _DEPTH)
    good = bad = 0
    for number, (raw, answered) in enumerate(found, 1):
        record = _record(document, number, raw, answered or saved)
        good, bad = good + isinstance(record, OrderRow), bad + isinstance(record, Skipped)
        yield record
    if bad and not good:
        raise UnreadableSource(
            f"{document.name}: none of its {bad} orders could be read",
            hint="It should be what searchOrders or getOrder of the Orders API answered.",
        )


def _answers(told: object) -> object:
    """The answer itself; of Amazon's model of the API, the example answers that hold orders."""
    if not isinstance(told, dict) or "paths" not in told:
        return told
    blocks = (
        answer[_EXAMPLES]
        for path in told["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for answer in operation.get("responses", {}).values()
        if _EXAMPLES in answer
    )
    examples = (one["response"] for block in blocks for one in block.get("static", ()))
    return [one for one in examples if "orders" in one or "order" in one]


def _record(document: Document, number: int, raw: object, as_of: datetime) -> OrderRow | Skipped:
    if not isinstance(raw, Mapping):
        instead = f"found {type(raw).__name__} instead"
        return document.skipped(number, "no order", instead, is_bad=True)
    try:
        order = read_order(raw, document.buyer_of)
        return OrderRow(document.origin(number)._replace(as_of=as_of), order)
    except UnreadableSource as problem:
        return document.skipped(number, "unreadable order", problem.message, is_bad=True)


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
        inner = next((found[key] for key in _WRAPPERS if key in found), None)
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
        return moment if moment.tzinfo and is_of_our_time(moment) else None
    return None


KIND = Kind(Source.ORDERS, "Orders API answer (JSON)", _fits, _read)
