"""Seller feedback: stars and words about an order, in the store's own language.

GET_SELLER_FEEDBACK_DATA. Six columns in one order everywhere; an older export has nine or ten.
Header names: as seen in files of each language (read 2026-11); an unknown language is taken by
position where the first row looks the part. The rater's e-mail address is dropped unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from seller_credits.domain.issues import Source
from seller_credits.domain.records import FeedbackRow, Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind, shown
from seller_credits.marketplace.files.feedback_dates import read_date, settle_order
from seller_credits.marketplace.files.header import Header, column_key
from seller_credits.marketplace.files.notes import Notes
from seller_credits.marketplace.files.tabular import table_rows


@dataclass(frozen=True, slots=True)
class _Language:
    """Column names of one language, and the order of its dates where all its stores share one.

    English and Spanish are spoken in stores of either order, so they settle nothing.
    """

    date: str
    rating: str
    comments: str
    response: str
    order_id: str
    email: str
    dates: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All six, as they stand in a file from left to right."""
        six = (self.date, self.rating, self.comments, self.response, self.order_id, self.email)
        return tuple(map(column_key, six))

    @property
    def keys(self) -> tuple[str, ...]:
        """The four that are read."""
        return tuple(map(column_key, (self.date, self.rating, self.comments, self.order_id)))


_LANGUAGES = (
    _Language("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email"),
    _Language(
        *("Datum", "Bewertung", "Kommentare", "Antwort", "Bestellnummer"),
        *("E-Mail des Bewerters", "DMY"),
    ),
    _Language(
        *("Date", "Évaluation", "Commentaire", "Response", "Order ID"),
        *("E-mail de l'évaluateur", "DMY"),
    ),
    _Language(
        *("Date", "Rating", "Comments", "Response", "Numero ordine"),
        *("E-mail autore della valutazione", "DMY"),
    ),
    _Language(
        *("Date", "Rating", "Comentarios", "Response", "Número de pedido", "E-mail del cliente")
    ),
    _Language(
        *("Datum", "Beoordeling", "Opmerkingen", "Antwoord", "Bestelnummer"),
        *("E-mail van beoordelaar", "DMY"),
    ),
    _Language(
        *("Data", "Ocena", "Komentarze", "Odpowiedź", "Numer zamówienia"),
        *("E-mail oceniającego", "DMY"),
    ),
)
_JUDGED = ("Arrived on Time", "Item as Described", "Customer Service")
_COLUMNS = frozenset(column for language in _LANGUAGES for column in language.columns) | frozenset(
    map(column_key, (*_JUDGED, "Response", "Rater Role"))
)
_POSITIONS = 6
_ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}", re.ASCII)
_STARS = {str(stars): stars for stars in range(1, 6)}
_JAPANESE = re.compile(r"[ぁ-ヿ]")


def _language(header: Header) -> _Language | None:
    return next((known for known in _LANGUAGES if header.has(*known.keys)), None)


def _fits(head: Head) -> bool:
    if _language(head.header):
        return True
    if len(head.header.keys) != _POSITIONS or head.header.quoted:
        return False
    cells = [cell.strip() for line in head.lines[1:2] for cell in line.split("\t")]
    return (
        len(cells) in {_POSITIONS - 1, _POSITIONS}
        and cells[1] in _STARS
        and bool(_ORDER_ID.fullmatch(cells[4]))
    )


def _read(document: Document) -> Iterator[Record | Skipped]:
    language = _language(document.header)
    if language is None:
        document.notes.warn(
            "header", f"{document.name}: a header in an unknown language; read by position"
        )
        language = _LANGUAGES[0]
        document = replace(document, header=replace(document.header, keys=language.columns))
    order = _order_of_dates(document, language)
    pick = document.header.pick((*language.keys, *map(column_key, _JUDGED)))
    for number, cells in table_rows(document):
        yield _record(document, number, [*map(str.strip, pick(cells))], order)


def _order_of_dates(document: Document, language: _Language) -> str:
    """Reads the file once for its dates alone: one row can settle all the others."""
    known = document.store.feedback_dates if document.store else None
    japanese = document.encoding == "cp932"
    dates: dict[str, int] = {}
    pick = document.header.pick((language.keys[0], language.keys[2]))
    for number, cells in table_rows(replace(document, notes=Notes())):
        when, comment = pick(cells)
        dates.setdefault(when, number)
        japanese = japanese or bool(_JAPANESE.search(comment))
    return settle_order(
        ((number, text) for text, number in dates.items()),
        name=document.name,
        known=known or language.dates,
        japanese=japanese,
    )


def _record(document: Document, row: int, cells: list[str], order: str) -> FeedbackRow | Skipped:
    when, rating, comment, order_id, *judged = cells
    if not order_id:
        return document.skipped(row, "no order id", is_bad=True)
    left_on = read_date(when, order)
    if left_on is None:
        detail = f"order {order_id}, date {shown(when)}"
        return document.skipped(row, "unreadable date", detail, is_bad=True)
    if rating not in _STARS:
        detail = f"order {order_id}, rating {shown(rating)}"
        return document.skipped(row, "unreadable rating", detail, is_bad=True)
    extra = zip(_JUDGED, judged, strict=True)
    return FeedbackRow(
        origin=document.origin(row),
        order_id=order_id,
        marketplace=document.marketplace,
        left_on=left_on,
        rating=_STARS[rating],
        values={"Rating": rating, "Date": when} | {name: word for name, word in extra if word},
        comment=comment,
    )


KIND = Kind(Source.FEEDBACK, "Feedback report", _fits, _read, _COLUMNS)
