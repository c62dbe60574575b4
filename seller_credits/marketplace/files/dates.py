"""Dates as returns and order reports write them: a bare day stays a day, an instant becomes UTC.

Feedback reports write days in each store's own order; see `feedback_dates`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from unicodedata import normalize

from seller_credits.domain.clock import is_of_our_time

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene gen janv sty",
            "feb fev fevr lut",
            "mar mrz mars mrt maa marz",
            "apr abr avr kwi avri",
            "may mai mag mei maj mayo magg",
            "jun juin giu cze giug juni",
            "jul juil lug lip lugl juli",
            "aug ago aou aout sie agos",
            "sep sept set wrz sett",
            "oct okt out ott paz",
            "nov lis",
            "dec dez dic gru dici",
        ),
        1,
    )
    for word in words.split()
}
"""Months as the stores shorten them, without accents and dots: en es pt de fr it nl pl sv."""

_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_DAY_LENGTH = len("2026-08-03")
_YEAR_DIGITS = (2, 4)
_UTC = " UTC"
_REMEMBERED = 8192  # a report holds each day and most instants many times


def read_day(text: str, order: str | None = None) -> date | None:
    """A bare day; None where it is none. Of a text with time and zone, its UTC day."""
    moment = read_moment(text, order)
    return moment.date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=_REMEMBERED)
def read_moment(text: str, order: str | None = None) -> datetime | date | None:
    """An ISO instant in UTC where the text has time and zone, else its bare day, else None.

    Days come as `03-Aug-2026` in the languages of the stores, `2026-08-03`, `2026/08/03`,
    `3.8.2026` (always day first) and `3/8/2026`, which is read only where the store's order of
    day and month is given: `DMY`, `MDY` or `YMD`. Any of them may go on as in
    `03.08.2026 10:15:00 UTC`. A date that no order can have is none.
    """
    try:
        moment = _moment(text.strip(), order)
    except (ValueError, KeyError, OverflowError):
        return None
    return moment if moment and is_of_our_time(moment) else None


def _moment(text: str, order: str | None) -> datetime | date | None:
    if text.endswith(_UTC):
        return _with_time(text.removesuffix(_UTC), order)
    if text[:4].isdigit() and text[4:5] == "-":
        return _iso(text)
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _numeric(numeric, order)
    day, month, year = text.split("-")
    return date(_year(year), _month(month), int(day))


def _with_time(text: str, order: str | None) -> datetime | None:
    day, _, clock = text.rpartition(" ")
    known = read_moment(day, order)
    if known is None or isinstance(known, datetime):
        return None
    return datetime.combine(known, time.fromisoformat(clock), UTC)


def _numeric(parts: re.Match[str], order: str | None) -> date | None:
    first, mark, middle, last = parts.groups()
    if len(first) == max(_YEAR_DIGITS):
        return date(int(first), int(middle), int(last))
    if mark == "." or order == "DMY":
        return date(_year(last), int(middle), int(first))
    if order == "MDY":
        return date(_year(last), int(first), int(middle))
    return None


def _month(word: str) -> int:
    bare = "".join(
        letter for letter in normalize("NFD", word.lower()) if letter.isascii() and letter.isalpha()
    )
    return _MONTHS.get(bare[:4]) or _MONTHS[bare[:3]]


@lru_cache(maxsize=_REMEMBERED)
def read_instant(text: str) -> datetime | None:
    """An ISO text with time and zone as an aware UTC instant; None where it is anything else."""
    moment = read_moment(text)
    return moment if isinstance(moment, datetime) else None


def _year(digits: str) -> int:
    """Spreadsheets shorten `03-Aug-2026` to `3-Aug-26`."""
    if len(digits) not in _YEAR_DIGITS:
        raise ValueError(digits)
    return int(digits) if len(digits) == max(_YEAR_DIGITS) else 2000 + int(digits)


def _iso(text: str) -> datetime | date:
    if len(text) <= _DAY_LENGTH:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return moment.date() if moment.tzinfo is None else moment.astimezone(UTC)
