"""Lengths of time as a person says them."""

from __future__ import annotations

from datetime import timedelta

_FINELY_SAID = 10.0  # seconds
_HOURS_SAID = 48  # from here on days are enough
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def span(seconds: float) -> str:
    """What counts to the second: `0.5 s`, `40 s`, `2 min 59 s`, `1 h 5 min`, `3 days`."""
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


def rough_span(length: timedelta) -> str:
    """What is long ago, or far apart: `6 minutes`, `4 hours`; whole ones, and never none."""
    unit, word = (_HOUR, "hour") if length >= 2 * _HOUR else (_MINUTE, "minute")
    count = max(1, round(length / unit))
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
