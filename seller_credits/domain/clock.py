"""Moments: aware, told in UTC, and passed in by whoever asks."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_SPAN = re.compile(r"(\d{1,9})(s|m|h|d|w)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_BEYOND = 10_000_000
_YEARS = range(1990, 2200)


def span_of(text: object) -> timedelta:
    """A length of time as a person writes it: `15m`, `12h`, `30d`, `6w`.

    Raises ValueError where it is none.
    """
    if isinstance(text, timedelta):
        return text
    found = _SPAN.fullmatch(str(text).strip())
    if not found:
        raise ValueError(f"{text!r} is not a length of time like 30d, 12h, 15m or 6w")
    return timedelta(**{_UNITS[found[2]]: min(int(found[1]), _BEYOND)})


def is_of_our_time(when: datetime | date) -> bool:
    """Whether anything in the life of an order can have had, or can get, this date.

    Years like 1 and 9999 are typing errors or some program's word for `never`. To count hours,
    days and zones from them would lead beyond the calendar.
    """
    return when.year in _YEARS


def now() -> datetime:
    """The moment, aware, in UTC. Only doors and wiring call it; the rest is given a moment."""
    return datetime.now(UTC)


@lru_cache(maxsize=4096)
def instant_text(moment: datetime) -> str:
    """An aware instant as ISO 8601 in UTC: `2026-11-23T08:00:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def when_text(when: datetime | date | None) -> str | None:
    """An instant in UTC, or a bare day as a bare day."""
    if isinstance(when, datetime):
        return instant_text(when)
    return when.isoformat() if when else None


def when_of(text: str | None) -> datetime | date | None:
    """What `when_text` wrote: a bare day stays a bare day."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
