"""Waiting, said aloud: why, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.marketplace.errors import OutOfTime

WAITING = "Waiting"
"""How every sentence about a wait begins."""

_WORTH_SAYING = 2.0
_FINELY_SAID = 10.0
_HOURS_SAID = 48  # from here on days are enough


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

    def since(self, start: datetime) -> float:
        """Seconds from an earlier reading of the clock until now."""
        return (self.clock() - start).total_seconds()


def span(seconds: float) -> str:
    """A time as a person says it: `0.5 s`, `40 s`, `2 min 59 s`, `1 h 5 min`, `3 days`."""
    if seconds < _FINELY_SAID:
        return f"{seconds:.2g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= _HOURS_SAID:
        return f"{round(hours / 24)} days"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"
