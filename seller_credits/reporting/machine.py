"""Lists for other programs: JSON, JSON lines and CSV, streamed, money as text, instants in UTC."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import orjson

Item = Mapping[str, Any]

FORMATS = ("json", "ndjson", "csv")


@dataclass(frozen=True, slots=True)
class Listing:
    """One kind of list: the name of its layout, and the columns of its CSV.

    A column `issuance.by` is the `by` of an item's `issuance`, and empty where it has none.
    """

    schema: str
    columns: tuple[str, ...]


SUGGESTIONS = Listing(
    "seller-credits/suggestions/1",
    (
        *("suggestion_id", "issue_id", "account", "marketplace", "order_id", "order_item_id"),
        *("sku", "asin", "issue", "occurred_at", "detected_at", "channel", "remedy", "amount"),
        *("currency", "net_cost", "rule", "policy_digest", "authority", "status", "deadline"),
        *("odr_exposure", "odr_headroom", "reasons", "expires_at"),
        *("issuance.remedy", "issuance.amount", "issuance.by", "issuance.at", "issuance.status"),
        *("issuance.moved_at", "issuance.reason", "issuance.reference"),
    ),
)
ISSUES = Listing(
    "seller-credits/issues/1",
    (
        *("issue_id", "account", "marketplace", "order_id", "order_item_id", "sku", "asin"),
        *("issue", "channel", "occurred_at", "source", "deadline", "odr_exposure", "status"),
    ),
)
# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(out: TextIO, output: str, listing: Listing, items: Iterable[Item]) -> None:
    """The list in one of `FORMATS`."""
    if output == "json":
        write_json(out, listing.schema, items)
    elif output == "ndjson":
        write_ndjson(out, items)
    else:
        write_csv(out, listing.columns, items)


def write_json(out: TextIO, schema: str, items: Iterable[Item]) -> None:
    """One document `{"schema": ..., "items": [...]}`, an item a line."""
    out.write(f'{{"schema": "{schema}", "items": [')
    mark = "\n"
    for item in items:
        out.write(mark + orjson.dumps(item).decode())
        mark = ",\n"
    out.write("\n]}\n")


def write_ndjson(out: TextIO, items: Iterable[Item]) -> None:
    """One JSON object a line."""
    out.writelines(orjson.dumps(item).decode() + "\n" for item in items)


def write_csv(out: TextIO, columns: tuple[str, ...], items: Iterable[Item]) -> None:
    """A header and a row an item, as RFC 4180 has them; no cell can run as a formula."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for item in items:
        writer.writerow([_cell(_value(item, column)) for column in columns])


def _value(item: Item, column: str) -> object:
    whole, _, part = column.partition(".")
    of = item.get(whole)
    return of.get(part) if part and isinstance(of, Mapping) else item.get(column)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
