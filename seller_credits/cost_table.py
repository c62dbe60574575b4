"""The seller's own table of costs: `sku, unit_cost, postage, in_stock`, as spreadsheets save it.

It must not stop a sync at night: what can be read is used, what cannot is named with its row and
left unknown, for a wrong cost would choose a wrong remedy.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from seller_credits.domain.costs import NO_COSTS, Cost, Costs
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.marketplace.files.amounts import read_amount, read_count
from seller_credits.marketplace.files.cells import read_answer
from seller_credits.marketplace.files.document import REPLACED, shown
from seller_credits.marketplace.files.header import Header, column_key
from seller_credits.own_table import misspelt, open_table

COLUMNS = ("sku", "unit_cost", "postage", "in_stock")
EMPTY_TABLE = f"{','.join(COLUMNS)}\n"
"""What such a file begins with, for a seller to fill in."""

_CURRENCY = "currency"
_KEYS = {column_key(name): name for name in (*COLUMNS, _CURRENCY)}
_TOLD = {key for key, name in _KEYS.items() if name not in {"sku", _CURRENCY}}
_WANTED = f"its first line must name the columns {', '.join(COLUMNS)}"
_SHOWN = 3
_AMOUNT = re.compile(r"(?:([A-Z]{3})\s?)?([^A-Z]+?)(?:\s?([A-Z]{3}))?")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class CostTable:
    """What a cost file says.

    Attributes:
        problems: sentences, each with file, row, column and what to do; what they name is unknown.
        is_usable: whether it could be read as a table at all.
    """

    costs: Costs = NO_COSTS
    problems: tuple[str, ...] = ()
    is_usable: bool = True

    @property
    def in_short(self) -> tuple[str, ...]:
        """The first problems, and where the others are told: for whoever reads costs by the way."""
        more = len(self.problems) - _SHOWN
        if more <= 0:
            return self.problems
        rest = f"the table of costs has {more:,} more problems: `seller-credits doctor` lists them"
        return (*self.problems[:_SHOWN], rest)


class _Wrong(ValueError):
    """A row that cannot be used, and why."""


def read_costs(path: Path, currency: str) -> CostTable:
    """Read a cost file whole; never raises for what is in it.

    Args:
        path: the file; comma, semicolon or tab separated, in any encoding a spreadsheet writes.
        currency: of amounts that name none.
    """
    try:
        header, rows = open_table(path)
    except UnreadableSource as problem:
        return CostTable(problems=(str(problem),), is_usable=False)
    problems = list(misspelt(header, _KEYS, path.name))
    if not header.has("sku") or _TOLD.isdisjoint(header.keys):
        return CostTable(problems=(f"{path.name}: {_WANTED}", *problems), is_usable=False)
    reading = _Reading(path.name, header, currency, problems)
    try:
        for number, cells in rows:
            reading.take(number, cells)
    except csv.Error as problem:
        problems.append(f"{path.name}: the quotes do not match ({problem}); save the file again")
        return CostTable(problems=tuple(problems), is_usable=False)
    return CostTable(Costs(reading.found()), tuple(problems))


class _Reading:
    """Takes row after row, and keeps what no other row of the same SKU contradicts."""

    def __init__(self, name: str, header: Header, currency: str, problems: list[str]) -> None:
        self._name = name
        self._width = len(header.keys)
        self._pick = header.pick(tuple(_KEYS))
        self._currency = currency
        self._problems = problems
        self._found: dict[str, tuple[Cost, int]] = {}
        self._unclear: set[str] = set()

    def take(self, number: int, cells: Sequence[str]) -> None:
        """One row below the header."""
        if not any(map(str.strip, cells)):
            return
        missing = max(0, self._width - len(cells))
        filled = [*cells[: self._width], *[""] * (missing + 1)]  # the last for absent columns
        sku, unit_cost, postage, in_stock, currency = map(str.strip, self._pick(filled))
        try:
            self._whole(sku, cells)
            cost = Cost(
                _positive("unit_cost", unit_cost, self._code(currency)),
                _amount("postage", postage, self._code(currency)),
                _stock(in_stock),
            )
        except _Wrong as wrong:
            self._problems.append(f"{self._name}, row {number}: {wrong}")
            self._unclear.add(sku)
            return
        known, row = self._found.setdefault(sku, (cost, number))
        if known != cost:
            self._problems.append(
                f"{self._name}, row {number}: SKU {shown(sku)} stands in row {row} too, and"
                " otherwise; neither is used: leave one of them"
            )
            self._unclear.add(sku)

    def found(self) -> dict[str, Cost]:
        """Every SKU of which all rows can be read and say the same."""
        return {sku: cost for sku, (cost, _) in self._found.items() if sku not in self._unclear}

    def _whole(self, sku: str, cells: Sequence[str]) -> None:
        if any(map(str.strip, cells[self._width :])):
            raise _Wrong(
                "more cells than columns; put an amount with a comma in quotes, or write 5.40"
            )
        if any(REPLACED in cell for cell in cells):
            raise _Wrong("letters that cannot be read; save the file as UTF-8")
        if not sku:
            raise _Wrong("no sku; write the seller SKU, as it stands on the listing")

    def _code(self, cell: str) -> str:
        code = cell.upper() or self._currency
        if not _CODE.fullmatch(code):
            raise _Wrong(f"currency {shown(cell)} is no currency; write USD, EUR, ...")
        return code


def _amount(column: str, cell: str, currency: str) -> Money | None:
    """`5.40`, `5,40` or `5.40 USD`; None where the cell is blank."""
    if not cell:
        return None
    parts = _AMOUNT.fullmatch(cell)
    before, figures, after = parts.groups() if parts else (None, "", None)
    money = read_amount(figures, before or after or currency) if parts else None
    if money is None or money.amount < 0 or (before and after):
        raise _Wrong(f"{column} {shown(cell)} is no amount; write 5.40 or 5.40 {currency}")
    return money


def _positive(column: str, cell: str, currency: str) -> Money | None:
    """An amount above nought: what costs nothing would be given away without being asked for."""
    money = _amount(column, cell, currency)
    if money is not None and money.amount == Decimal(0):
        raise _Wrong(f"{column} is 0; write what one costs, or leave it empty")
    return money


def _stock(cell: str) -> bool | None:
    """Yes or no in the seller's language, or how many there are; None where the cell is blank."""
    if not cell:
        return None
    count = read_count(cell)
    said = read_answer(cell) if count is None else count > 0
    if said is None:
        raise _Wrong(f"in_stock {shown(cell)} is neither yes nor no; write yes, no or how many")
    return said
