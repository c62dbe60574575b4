"""Bars drawn by hand: how long each is, as the page's own SVG shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 100
"""Length of the longest bar, in the drawing's own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind of issue: those that wait, and behind them the others.

    Attributes:
        waiting_width, settled_width: lengths in the drawing's own units, at most `WIDTH` together.
    """

    label: str
    waiting: int
    settled: int
    waiting_width: str
    settled_width: str

    @property
    def total(self) -> int:
        """How many of the kind there are in all."""
        return self.waiting + self.settled


def bars(kinds: Mapping[str, tuple[int, int]]) -> list[Bar]:
    """A bar a kind, the longest first; the longest fills the width."""
    longest = max((sum(counts) for counts in kinds.values()), default=0)
    ranked = sorted(kinds.items(), key=lambda kind: (-sum(kind[1]), kind[0]))
    return [
        Bar(label, waiting, settled, _width(waiting, longest), _width(settled, longest))
        for label, (waiting, settled) in ranked
    ]


def _width(count: int, longest: int) -> str:
    return f"{WIDTH * count / longest:.2f}"
