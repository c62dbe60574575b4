"""What a reader is given, and what every reader looks like from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import Marketplace
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import Record, Skipped
from seller_credits.marketplace.files.header import Header
from seller_credits.marketplace.files.notes import Notes
from seller_credits.marketplace.files.streams import open_text
from seller_credits.marketplace.wire.orders import BuyerOf

REPLACED = "\ufffd"
"""What stands where bytes could not be decoded."""

_LINE_END = re.compile(r"\r\n?|\n")
_LINES = 5
_SHOWN = 60


def shown(cell: str) -> str:
    """A cell as a message quotes it: in quotes, and not longer than a line."""
    return repr(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}...")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, as far as a kind of report is recognised by it.

    Attributes:
        text: the first block, decoded, without leading blanks.
        lines: its first lines that are not blank.
        header: the first of them as column names, however they are separated; no columns where
            the text is XML or JSON.
    """

    text: str
    lines: tuple[str, ...]
    header: Header

    @classmethod
    def of(cls, text: str) -> Head:
        """What can be told from a text that is not blank."""
        text = text.lstrip()
        lines = [line for line in _LINE_END.split(text, maxsplit=_LINES)[:_LINES] if line.strip()]
        return cls(text, tuple(lines), Header.of("" if text[0] in "<{[" else lines[0]))


@dataclass(frozen=True, slots=True)
class Document:
    """One report file that was recognised, ready to be read as often as needed.

    Attributes:
        name: what a seller calls it; begins every message.
        marketplace: code of the store it is from, as far as anybody said.
        store: the same as an entry of the table of stores, where it is one.
        api: whether the marketplace's API gave it.
        buyer_of: makes a keyed hash of a buyer's address; None leaves buyers unread.
    """

    path: Path
    name: str
    source: Source
    marketplace: str | None
    store: Marketplace | None
    api: bool
    encoding: str
    header: Header
    notes: Notes
    buyer_of: BuyerOf | None = None

    def open(self, newline: str | None = None) -> AbstractContextManager[TextIO]:
        """Its text from the beginning, to be used in a `with`."""
        return open_text(self.path, self.name, self.encoding, newline)

    def origin(self, row: int) -> Origin:
        """Where a row stands, the way a spreadsheet counts: the header is row 1."""
        return Origin(self.source, self.api, f"{self.name}, row {row}")

    def skipped(self, row: int, reason: str, detail: str = "", *, is_bad: bool = False) -> Skipped:
        """A row that gives no record, and why; bad where it should have given one."""
        return Skipped(self.origin(row), reason, detail, is_bad)

    def another_shops(self, row: int, order_id: str) -> Skipped:
        """A row about an order the marketplace only shipped: `Shopify #1001`."""
        return self.skipped(row, "order of another shop", f"order {shown(order_id)}")

    def unreadable(self, row: int, column: str, cell: str) -> None:
        """Warn of a cell that could not be understood and was left out."""
        seen = shown(cell)
        self.notes.warn(column, f"{self.name}, row {row}: {column} {seen} was not understood")

    def replaced(self, row: int) -> None:
        """Warn of bytes that were no letters in the file's encoding."""
        self.notes.warn(
            "bytes", f"{self.name}, row {row}: bytes that are not {self.encoding} were replaced"
        )

    @property
    def date_order(self) -> str | None:
        """How the store writes a day in figures, `DMY` say; None where no store is known."""
        return self.store.feedback_dates if self.store else None

    @property
    def currency(self) -> str:
        """The store's currency, for amounts that name none; empty where no store is known."""
        return self.store.currency if self.store else ""


Reader = Callable[[Document], Iterator[Record | Skipped]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report that is recognised and read: a row of the table of known kinds.

    Attributes:
        source: the name in `--as`.
        title: what it is, in a seller's words.
        fits: whether the beginning of a file is one.
        read: gives exactly one record, or one skipped row with its reason, for each data row;
            clean rows may be counted together.
        columns: every column name the layout is known to have, as `column_key` gives them;
            empty where the layout has no columns.
        wants: for a layout sellers write themselves, the columns it must have.
    """

    source: Source
    title: str
    fits: Callable[[Head], bool]
    read: Reader
    columns: frozenset[str] = frozenset()
    wants: str = ""
