"""Reading one row's cells: what cannot be understood is left out, with a warning, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from seller_credits.domain.money import Money
from seller_credits.marketplace.files.amounts import read_amount, read_count
from seller_credits.marketplace.files.dates import read_day, read_instant, read_moment
from seller_credits.marketplace.files.document import Document

_YES = "y yes true 1 ja j oui si sí tak はい"
_NO = "n no false 0 nein nee non nej nie いいえ"
_YES_NO = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)
"""Reports say `Y` and `N`, and sellers what their spreadsheet's language says."""

_ORDER_ID_LENGTH = len("111-1234567-1234567")


def is_order_id(text: str) -> bool:
    """Whether it has the shape of the marketplace's order ids: 3, 7 and 7 characters."""
    return len(text) == _ORDER_ID_LENGTH and text[3] == "-" and text[11] == "-"


@dataclass(slots=True)  # no noun, and made for every row: not frozen
class Cells:
    """One row's cells, each read by what it holds; "" is a cell that says nothing.

    Attributes:
        currency: of the row's amounts; "" where neither the row nor the store says.
    """

    document: Document
    row: int
    currency: str = ""

    def money(self, column: str, text: str) -> Money | None:
        """An amount; None where the cell is blank, unclear, or of no currency."""
        if not text:
            return None
        amount = read_amount(text, self.currency) if self.currency else None
        if amount is None:
            self.document.unreadable(self.row, column, text)
        return amount

    def count(self, column: str, text: str) -> int | None:
        """A whole number; None where the cell is blank or holds none."""
        if not text:
            return None
        count = read_count(text)
        if count is None:
            self.document.unreadable(self.row, column, text)
        return count

    def units(self, column: str, text: str) -> int:
        """How many units a row is about: one, where it does not say a number above nought."""
        count = self.count(column, text)
        if count == 0:
            self.document.unreadable(self.row, column, text)
        return count or 1

    def item_id(self, column: str, text: str) -> str | None:
        """An order item id, all digits; a spreadsheet makes `2.5E+13` of it, which is none."""
        if text and not (text.isascii() and text.isdigit()):
            self.document.unreadable(self.row, column, text)
            return None
        return text or None

    def day(self, column: str, text: str) -> date | None:
        """A bare day; None where the cell is blank or not understood."""
        if not text:
            return None
        day = read_day(text, self.document.date_order)
        if day is None:
            self.document.unreadable(self.row, column, text)
        return day

    def moment(self, column: str, text: str) -> datetime | date | None:
        """A UTC instant or a bare day, as the cell has it; None where it is neither."""
        if not text:
            return None
        moment = read_moment(text, self.document.date_order)
        if moment is None:
            self.document.unreadable(self.row, column, text)
        return moment

    def instant(self, column: str, text: str) -> datetime | None:
        """A UTC instant; None where the cell is blank or has no time and zone."""
        if not text:
            return None
        instant = read_instant(text)
        if instant is None:
            self.document.unreadable(self.row, column, text)
        return instant

    def yes_no(self, column: str, text: str) -> bool | None:
        """Yes or no; None where the cell is blank or says neither."""
        if not text:
            return None
        answer = _YES_NO.get(text.lower())
        if answer is None:
            self.document.unreadable(self.row, column, text)
        return answer
