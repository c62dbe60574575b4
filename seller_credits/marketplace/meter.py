"""Tokens as they would be spent: what a plan costs in time, without asking anything."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from seller_credits.domain.buckets import Level
from seller_credits.marketplace.operations import Operation


@dataclass(slots=True)
class Meter:
    """A clock that begins at 0 and stands while nobody waits.

    Args:
        level: what each operation's bucket holds now.
    """

    level: Callable[[Operation], Level]
    now: float = 0.0
    waited: float = 0.0
    _spent: dict[str, int] = field(default_factory=dict)

    def wait(self, operation: Operation, count: int = 1) -> float:
        """Seconds from now until so many more could have been asked."""
        level = self.level(operation)
        wanted = self._spent.get(operation.name, 0) + count
        return max(0.0, (wanted - level.tokens) / level.rate - self.now)

    def spend(self, operation: Operation, count: int = 1) -> None:
        """Ask so many, waiting as long as it takes."""
        wait = self.wait(operation, count)
        self._spent[operation.name] = self._spent.get(operation.name, 0) + count
        self.now += wait
        self.waited += wait

    def until(self, moment: float) -> None:
        """Go on at a later moment, where something else takes that long."""
        self.waited += max(0.0, moment - self.now)
        self.now = max(self.now, moment)

    def affordable(self, operation: Operation, most: int, until: float) -> int:
        """How many could be asked until then, at most so many."""
        level = self.level(operation)
        grown = level.tokens + until * level.rate - self._spent.get(operation.name, 0)
        return max(0, min(most, math.floor(grown + 1e-9)))
