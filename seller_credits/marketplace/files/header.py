"""The header line of a table: which columns, in which order, separated by what."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

_LONGEST = 64 * 1024  # below the csv module's own limit for one cell
_SEPARATED = str.maketrans("-_", "  ")


def column_key(name: str) -> str:
    """A column's name without what differs between variants: case, blanks, hyphens."""
    return " ".join(name.translate(_SEPARATED).casefold().split())


@dataclass(frozen=True, slots=True)
class Header:
    """Column names as they stand, and as they are compared.

    Attributes:
        names: as they stand in the file.
        keys: the same through `column_key`; a reader asks for these.
        delimiter: tab, or what a spreadsheet program put in its place.
        quoted: whether cells may be in quotes; Amazon's own files never quote, and a quote in a
            product name means nothing.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    delimiter: str
    quoted: bool

    @classmethod
    def of(cls, line: str) -> Header:
        """Read a header line: by tabs if it has any, else by commas or semicolons."""
        line = line[:_LONGEST]
        delimiter = next((mark for mark in ("\t", ";", ",") if mark in line), "\t")
        quoted = delimiter != "\t" or line.lstrip().startswith('"')
        names = _split(line, delimiter, quoted=quoted)
        return cls(names, tuple(map(column_key, names)), delimiter, quoted)

    @property
    def separation(self) -> str:
        """How the columns are kept apart, in words."""
        return {";": "semicolon-separated", ",": "comma-separated"}.get(
            self.delimiter, "tab-separated"
        )

    def has(self, *keys: str) -> bool:
        """Whether every one of these columns is there."""
        return set(keys).issubset(self.keys)

    def place(self, key: str) -> int:
        """Where a column's cell stands; of a missing column, the empty cell at the end."""
        return self.keys.index(key) if key in self.keys else len(self.keys)

    def pick(self, keys: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """A getter of two cells or more; a missing column reads the empty cell at the end."""
        first, second, *rest = map(self.place, keys)
        return itemgetter(first, second, *rest)


def _split(line: str, delimiter: str, *, quoted: bool) -> tuple[str, ...]:
    line = line.rstrip("\r\n")
    if not quoted:
        cells = line.split(delimiter)
    else:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    return tuple(cell.strip() for cell in cells)
