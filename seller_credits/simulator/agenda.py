"""What is still to happen in a run: each thing at its instant, before anybody looks later."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Action = Callable[[], None]


class Agenda:
    """Things to come (UTC), done in the order of their instants.

    Nothing here runs by itself: whoever answers a request lets everything happen first that is due.
    So a feed is paid although its sender never asks again.
    """

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._numbers = count()

    def add(self, due: datetime, action: Action) -> None:
        """Have something done at an instant; of two at the same one, the first added is first."""
        heapq.heappush(self._waiting, (due, next(self._numbers), action))

    def catch_up(self, now: datetime) -> None:
        """Do everything that is due, what comes up in the course of it included."""
        while self._waiting and self._waiting[0][0] <= now:
            _, _, action = heapq.heappop(self._waiting)
            action()
