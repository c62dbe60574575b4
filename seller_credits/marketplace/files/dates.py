"""Dates as returns and order reports write them: a bare day stays a day, an instant becomes UTC.

Feedback reports write days in each store's own order; see `feedback_dates`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAY_LENGTH = len("2026-08-03")
_YEAR_DIGITS = (2, 4)
_REMEMBERED = 8192  # a report holds each day and most instants many times


@lru_cache(maxsize=_REMEMBERED)
def read_day(text: str) -> date | None:
    """`03-Aug-2026` or `2026-08-03` as a bare day; None where it is neither.

    Of a text with a time but no zone the day is kept; of one with a zone, its UTC day.
    """
    moment = read_moment(text)
    return moment.date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=_REMEMBERED)
def read_moment(text: str) -> datetime | date | None:
    """An ISO instant in UTC where the text has time and zone, else its bare day, else None."""
    text = text.strip()
    try:
        if text[:4].isdigit() and text[4:5] == "-":
            return _iso(text)
        day, month, year = text.split("-")
        return date(_year(year), _MONTHS[month.lower()], int(day))
    except (ValueError, KeyError, OverflowError):
        return None


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
