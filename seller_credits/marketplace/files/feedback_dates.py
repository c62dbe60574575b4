"""In which order a feedback report writes day, month and year: known or proven, never guessed.

`8/3/26` is March in Germany and August in the United States. The store says which; without one,
the file may prove it: a year in front, dots, or a number above 12. What stays open is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from seller_credits.domain.clock import is_of_our_time
from seller_credits.domain.errors import UnreadableSource

_NUMBERS = re.compile(r"(\d{1,4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})日?", re.ASCII)
_PLACES = {"MDY": (2, 0, 1), "DMY": (2, 1, 0), "YMD": (0, 1, 2)}
_IN_WORDS = {"MDY": "month/day/year", "DMY": "day/month/year", "YMD": "year/month/day"}
_SHORT, _LONG = 2, 4  # digits of a year
_SHORT_YEARS = range(10, 40)
"""Two digits that can be the year of a feedback report, 2010 to 2039."""

_ASK = "Say which store it is from, for example --marketplace US."

Numbers = tuple[str, str, str]


@lru_cache(maxsize=4096)
def read_date(text: str, order: str) -> date | None:
    """The day a cell names, with `order` (`MDY`, `DMY`, `YMD`) unless it says so itself."""
    found = _numbers(text)
    if found is None:
        return None
    numbers, mark = found
    return _date(numbers, _own_order(numbers, mark) or order)


def settle_order(
    dates: Iterable[tuple[int, str]], *, name: str, known: str | None, japanese: bool
) -> str:
    """The order all the dates of one file are written in.

    Args:
        dates: every row's number and date cell.
        name: what a seller calls the file.
        known: the order the store or the header's language gives; None where neither is known.
        japanese: whether the text is Japanese, where a two-digit year may stand in front.

    Raises:
        UnreadableSource: the dates contradict the store, or leave two readings open.
    """
    possible = [known] if known else ["MDY", "DMY", *(["YMD"] if japanese else [])]
    open_at: tuple[int, str] | None = None
    for row, text in dates:
        found = _numbers(text)
        if found is None or _own_order(*found):
            continue
        open_at = open_at or (row, text)
        left = [order for order in possible if _date(found[0], order)]
        if left:
            possible = left
        elif any(_date(found[0], order) for order in _PLACES):
            raise UnreadableSource(
                f"{name}, row {row}: the date {text!r} does not fit the store, or the other dates:"
                f" they are {_words(possible)}",
                hint=_ASK,
            )
    if open_at is None or len(possible) == 1:
        return possible[0]
    raise UnreadableSource(
        f"{name}, row {open_at[0]}: the date {open_at[1]!r} may be"
        f" {_words(possible)}, and no other row settles it",
        hint=_ASK,
    )


def _words(orders: list[str]) -> str:
    return " or ".join(_IN_WORDS[order] for order in orders)


def _numbers(text: str) -> tuple[Numbers, str] | None:
    match = _NUMBERS.fullmatch(text.strip())
    return ((match[1], match[3], match[4]), match[2]) if match else None


def _own_order(numbers: Numbers, mark: str) -> str | None:
    """The order a date shows by itself: four digits in front, or dots with the year behind."""
    if len(numbers[0]) == _LONG or mark == "年":
        return "YMD"
    return "DMY" if mark == "." else None


def _date(numbers: Numbers, order: str) -> date | None:
    year, month, day = (numbers[place] for place in _PLACES[order])
    if len(year) == _SHORT and int(year) in _SHORT_YEARS:
        year = f"20{year}"
    try:
        day_left = date(int(year), int(month), int(day)) if len(year) == _LONG else None
    except ValueError:
        return None
    return day_left if day_left and is_of_our_time(day_left) else None
