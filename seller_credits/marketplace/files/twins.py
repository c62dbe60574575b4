"""Rows that are alike: one for each unit that came back, or one return told twice."""

from __future__ import annotations

_REMEMBERED = 16384


class Twins:
    """Counts the rows that repeat one of the last few thousand.

    Units of one return stand together. Rows further apart are taken for the same return told
    twice, and memory stays flat.
    """

    __slots__ = ("_before", "_seen")

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def count(self, row: str) -> int:
        """How often a row was met by now, this time included.

        `row` is what makes two rows alike, as one text: that is looked up faster than a tuple.
        """
        met = self._seen[row] = (self._seen.get(row) or self._before.get(row, 0)) + 1
        if len(self._seen) >= _REMEMBERED:
            self._seen, self._before = {}, self._seen
        return met
