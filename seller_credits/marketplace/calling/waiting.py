"""Waiting, said aloud: why, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.marketplace.errors import OutOfTime
from seller_credits.marketplace.spans import span

WAITING = "Waiting"
"""How every sentence about a wait begins."""

_WORTH_SAYING = 2.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The clock a client lives by, and its way to let time pass.

    Attributes:
        clock: now, aware.
        sleep: lets so many seconds pass; an interrupt ends it at once.
        progress: where a person reads what the program is doing.
        latest: aware; no wait may end later. None where there is time for ever.
    """

    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    progress: Callable[[str], None]
    latest: datetime | None = None

    def wait(self, seconds: float, why: str) -> None:
        """Let time pass; from two seconds on, say why and until when.

        Raises:
            OutOfTime: it would be over too late; no time has passed.
        """
        if seconds <= 0:
            return
        until = self.clock() + timedelta(seconds=seconds)
        if self.latest is not None and until > self.latest:
            raise OutOfTime(
                f"Not reached in the time there was: {why}.",
                hint="The next run goes on from there.",
            )
        if seconds > _WORTH_SAYING:
            self.progress(f"{WAITING} {span(seconds)}, until {until:%H:%M:%S %Z}: {why}")
        self.sleep(seconds)


class Elapsed:
    """The time that has passed since a moment, for whoever waits only so long.

    A clock that stands or was set back must not make patience endless: what was waited counts.
    """

    def __init__(self, waiting: Waiting, began: datetime) -> None:
        self._waiting = waiting
        self._began = began
        self._waited = 0.0

    def wait(self, seconds: float, why: str) -> None:
        """Let time pass. Raises OutOfTime as `Waiting.wait` does."""
        self._waited += seconds
        self._waiting.wait(seconds, why)

    def seconds(self, *, forgiven: float = 0.0) -> float:
        """How long it is; some of it may not count, but for what was waited here."""
        passed = (self._waiting.clock() - self._began).total_seconds()
        return max(self._waited, passed - forgiven)
