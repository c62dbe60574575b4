"""Waiting, said aloud: why, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

_WORTH_SAYING = 2.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The clock a client lives by, and its way to let time pass.

    Attributes:
        clock: now, aware.
        sleep: lets so many seconds pass; an interrupt ends it at once.
        progress: where a person reads what the program is doing.
    """

    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    progress: Callable[[str], None]

    def wait(self, seconds: float, why: str) -> None:
        """Let time pass; from two seconds on, say why and until when."""
        if seconds <= 0:
            return
        if seconds > _WORTH_SAYING:
            until = self.clock() + timedelta(seconds=seconds)
            self.progress(f"Waiting {_span(seconds)}, until {until:%H:%M:%S %Z}: {why}")
        self.sleep(seconds)

    def since(self, start: datetime) -> float:
        """Seconds from an earlier reading of the clock until now."""
        return (self.clock() - start).total_seconds()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
