"""The shop's diary: events are dated by their distance from today, so a shop moves with the day.

A *moment* is a whole number of minutes after the local midnight that begins today (negative:
before it), in the time zone the marketplace judges deliveries by. Days are offsets from today.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60

# Local midnight and UTC midnight differ by 7 or 8 hours. What is dated before 16:00 of yesterday
# has happened by the first minute of today in UTC whatever the season: nothing served lies ahead.
NOW_OR_NEVER = -8 * 60


def at(day: int, minute: int) -> int:
    """Return the moment that minute of that day."""
    return day * MINUTES_A_DAY + minute


def day_of(moment: int) -> int:
    """Return the day a moment lies on."""
    return moment // MINUTES_A_DAY


def happened(moment: int) -> bool:
    """Return whether a planned moment is already history when the shop opens."""
    return moment < NOW_OR_NEVER


@dataclass(frozen=True, slots=True)
class Diary:
    """Turns moments and days into instants (UTC) and dates, for the day a shop is opened on."""

    today: date
    zone: ZoneInfo

    def date(self, day: int) -> date:
        """Return the local date of a day."""
        return self.today + timedelta(days=day)

    def instant(self, moment: int) -> datetime:
        """Return the instant of a moment."""
        day, minute = divmod(moment, MINUTES_A_DAY)
        return self._utc(day, time(minute // 60, minute % 60, 17 + minute % 40))

    def opening(self, day: int) -> datetime:
        """Return the first second of a day."""
        return self._utc(day, time())

    def closing(self, day: int) -> datetime:
        """Return the last second of a day: where every promise of the marketplace ends."""
        return self._utc(day, time(23, 59, 59))

    def _utc(self, day: int, clock: time) -> datetime:
        return datetime.combine(self.date(day), clock, self.zone).astimezone(UTC)
