"""Where replacements are to go: a file of the seller's own, read for one run and never kept.

An address is a buyer's. It goes to the marketplace that sends the goods, and nowhere else: no
sentence here quotes a cell of it, and a file with a fault in it sends nothing at all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from seller_credits.domain.errors import UnreadableSource, UsageProblem
from seller_credits.domain.shipments import Address
from seller_credits.marketplace.files.cells import is_order_id
from seller_credits.marketplace.files.document import REPLACED
from seller_credits.marketplace.files.header import Header, column_key
from seller_credits.own_table import misspelt, open_table

COLUMNS = (
    "order_id",
    "name",
    "line1",
    "line2",
    "line3",
    "city",
    "region",
    "postal_code",
    "country",
)
_PHONE = "phone"
_NEEDED = ("order_id", "name", "line1", "postal_code", "country")
_KEYS = {column_key(name): name for name in (*COLUMNS, _PHONE)}
_SHOWN = 20
_US_ZIP = re.compile(r"\d{5}(-\d{4})?")
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_addresses(path: Path) -> dict[str, Address]:
    """Read where to send the goods of each order.

    Args:
        path: comma, semicolon or tab separated, in any encoding a spreadsheet writes.

    Returns:
        Addresses by order.

    Raises:
        UsageProblem: anything in it is wrong, with every row and column; no cell is quoted.
    """
    try:
        header, rows = open_table(path)
    except UnreadableSource as problem:
        raise UsageProblem(problem.message, hint=problem.hint or _HINT) from problem
    missing = [name for name in _NEEDED if not header.has(column_key(name))]
    problems = list(misspelt(header, _KEYS, path.name))
    if missing:
        needs = f"{path.name}, row 1: it has no column {', '.join(missing)}"
        raise _refusal([*problems, needs])
    found: dict[str, tuple[Address, int]] = {}
    try:
        for number, cells in rows:
            flaws = _take(header, number, cells, found)
            problems += [f"{path.name}, row {number}: {wrong}" for wrong in flaws]
    except csv.Error:
        problems.append(f"{path.name}: the quotes do not match; save the file again")
    if problems:
        raise _refusal(problems)
    return {order_id: address for order_id, (address, _) in found.items()}


_HINT = f"Its columns: {', '.join(COLUMNS)}, {_PHONE}. Nothing was sent."


def _refusal(problems: Sequence[str]) -> UsageProblem:
    more = len(problems) - _SHOWN
    rest = [f"and {more:,} more"] if more > 0 else []
    return UsageProblem("\n".join([*problems[:_SHOWN], *rest]), hint=_HINT)


def _take(
    header: Header, number: int, cells: Sequence[str], found: dict[str, tuple[Address, int]]
) -> Iterator[str]:
    """One row below the header; what is wrong with it, without its words."""
    if not any(map(str.strip, cells)):
        return
    width = len(header.keys)
    filled = [
        *cells[:width],
        *[""] * (max(0, width - len(cells)) + 1),
    ]  # the last for absent columns
    told = {name: filled[header.place(key)].strip() for key, name in _KEYS.items()}
    told["country"] = told["country"].upper()
    wrong = list(_flaws(told, cells, width))
    yield from wrong
    if wrong:
        return
    order_id = told.pop("order_id")
    address = Address(**told)
    known, row = found.setdefault(order_id, (address, number))
    if known != address:
        yield f"the order of row {row} again, with another address; leave one of them"


def _flaws(told: dict[str, str], cells: Sequence[str], width: int) -> Iterator[str]:
    if any(map(str.strip, cells[width:])):
        yield "more cells than columns; put an address with a comma in quotes"
    if any(REPLACED in cell for cell in cells):
        yield "letters that cannot be read; save the file as UTF-8"
    for name in _NEEDED:
        if not told[name]:
            yield f"{name} is empty"
    if told["order_id"] and not is_order_id(told["order_id"]):
        yield "order_id is not like 111-1234567-1234567"
    if told["country"] and not _COUNTRY.fullmatch(told["country"]):
        yield "country is not two letters like US"
    if (
        told["country"] == "US"
        and told["postal_code"]
        and not _US_ZIP.fullmatch(told["postal_code"])
    ):
        yield (
            "postal_code is not five figures like 01234: spreadsheets drop a leading 0; make the "
            "column a text"
        )
