"""Settlement periods: two weeks each, after which the marketplace pays and files its report.

Source: "Settlement reports" of Amazon's documentation, read 2026-11-23: the marketplace schedules
them, nobody can ask for one. That they come every 14 days is what sellers see; when in the day,
and that they stay for 90 days, is as for other reports. What moves in the course of a run is
settled in periods that are shorter the faster the run is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

LENGTH = timedelta(days=14)
_KEPT_FOR = timedelta(days=90)
_WRITTEN_AFTER = timedelta(hours=6)
# A shop's latest period ended this long before the day it was opened on.
_ENDED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a store's account: from its start up to, not including, its end (UTC)."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start

    @property
    def filed(self) -> datetime:
        """When its report was written."""
        return self.end + _WRITTEN_AFTER * (self.length / LENGTH)

    def number(self, moment: datetime) -> int:
        """Return a number for one end of it, which no end of another period of its length has."""
        return int(moment.timestamp() // (3600 if self.length == LENGTH else 0.001))

    def holds(self, moment: datetime) -> bool:
        """Return whether an instant lies in the period."""
        return self.start <= moment < self.end


def periods(opened: date, now: datetime) -> Iterator[Period]:
    """Give the periods whose reports there are now, the newest first."""
    first_end = _first_end(opened)
    end = first_end + ((now - first_end) // LENGTH) * LENGTH
    while end > now - _KEPT_FOR:
        period = Period(end - LENGTH, end)
        if period.filed <= now:
            yield period
        end -= LENGTH


def quick_period(moment: datetime, opened: date, speed: float) -> Period:
    """Return the period in which money is settled that moved at an instant of a run."""
    length, first_end = LENGTH / speed, _first_end(opened)
    start = first_end + ((moment - first_end) // length) * length
    return Period(start, start + length)


def is_settled(moment: datetime, opened: date, now: datetime) -> bool:
    """Return whether money posted at an instant stands in a settlement report that there is now."""
    return any(period.holds(moment) for period in periods(opened, now))


def _first_end(opened: date) -> datetime:
    return datetime.combine(opened, time(), UTC) - _ENDED_BEFORE
