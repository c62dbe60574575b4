"""Reading the cells of a file: what cannot be understood is left out, with a warning, not guessed.

A reader has one `Cells` for its file and one `Column` for each column whose cells repeat from row
to row, as days, counts and answers do: each spelling is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Generic, TypeVar

from seller_credits.domain.money import Money
from seller_credits.marketplace.files.amounts import read_amount, read_count
from seller_credits.marketplace.files.dates import read_day, read_instant, read_moment
from seller_credits.marketplace.files.document import Document

T = TypeVar("T")

_YES = "y yes true 1 ja j oui si sí tak はい"
_NO = "n no false 0 nein nee non nej nie いいえ"
_YES_NO = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)
"""Reports say `Y` and `N`, and sellers what their spreadsheet's language says."""

_ORDER_ID_LENGTH = len("111-1234567-1234567")
_REMEMBERED = 8192


def is_order_id(text: str) -> bool:
    """Whether it has the shape of the marketplace's order ids: 3, 7 and 7 characters."""
    return len(text) == _ORDER_ID_LENGTH and text[3] == "-" and text[11] == "-"


class Column(dict[str, T | None], Generic[T]):
    """One column's cells and what they say: `requested["03-Aug-2026"]`; None where blank or unread.

    What is not understood is looked at anew in every row, so that every row is told of.
    """

    __slots__ = ("_name", "_read", "_unread")

    def __init__(
        self, name: str, read: Callable[[str], T | None], unread: list[tuple[str, str]]
    ) -> None:
        super().__init__({"": None})
        self._name = name
        self._read = read
        self._unread = unread

    def __missing__(self, text: str) -> T | None:
        said = self._read(text) if text else None
        if said is None and text:
            self._unread.append((self._name, text))
            return None
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = said
        return said


class Cells:
    """The cells of one file, each read by what it holds; "" is a cell that says nothing.

    Attributes:
        unread: columns and texts of the row being read that were not understood; a reader that is
            done with a row asks for `warn` where there are any.
    """

    __slots__ = ("_document", "unread")

    def __init__(self, document: Document) -> None:
        self._document = document
        self.unread: list[tuple[str, str]] = []

    def warn(self, row: int) -> None:
        """Warn of the cells of a row that were not understood."""
        for column, text in self.unread:
            self._document.unreadable(row, column, text)
        self.unread.clear()

    def counts(self, column: str) -> Column[int]:
        """Whole numbers."""
        return Column(column, read_count, self.unread)

    def units(self, column: str) -> Column[int]:
        """Whole numbers above nought: how many units a row is about."""
        return Column(column, _units, self.unread)

    def days(self, column: str) -> Column[date]:
        """Bare days; of a text with time and zone, its UTC day."""
        return Column(column, partial(read_day, order=self._document.date_order), self.unread)

    def moments(self, column: str) -> Column[datetime | date]:
        """UTC instants and bare days, as the cells have them."""
        return Column(column, partial(read_moment, order=self._document.date_order), self.unread)

    def instants(self, column: str) -> Column[datetime]:
        """UTC instants; a bare day is none."""
        return Column(column, read_instant, self.unread)

    def answers(self, column: str) -> Column[bool]:
        """Yes or no."""
        return Column(column, read_answer, self.unread)

    def money(self, column: str, text: str, currency: str) -> Money | None:
        """An amount; None where the cell is blank, unclear, or of no currency."""
        if not text:
            return None
        amount = read_amount(text, currency)
        if amount is None:
            self.unread.append((column, text))
        return amount

    def item_id(self, column: str, text: str) -> str | None:
        """An order item id, all digits; a spreadsheet makes `2.5E+13` of it, which is none."""
        if text.isdigit() and text.isascii():
            return text
        if text:
            self.unread.append((column, text))
        return None


def _units(text: str) -> int | None:
    return read_count(text) or None


def read_answer(text: str) -> bool | None:
    """Yes or no, in the languages of the stores; None where it is neither."""
    return _YES_NO.get(text.lower())
