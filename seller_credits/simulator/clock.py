"""The simulator's clock: it starts where it is told to and runs at the pace of the real one."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time (UTC) of a run that began at `started_at`, or now; `skew` is its error."""

    __slots__ = ("_began", "_started_at")

    def __init__(self, started_at: datetime | None = None, skew: timedelta = timedelta(0)) -> None:
        """Start the clock; a time without a zone is refused, for it could be any of many."""
        if started_at is not None and started_at.tzinfo is None:
            raise ValueError(
                f"started_at: {started_at.isoformat()} has no time zone; "
                "give an aware datetime, for example datetime(2026, 11, 2, 9, tzinfo=UTC)"
            )
        self._started_at = (started_at or datetime.now(UTC)).astimezone(UTC) + skew
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the present instant."""
        return self._started_at + timedelta(seconds=time.monotonic() - self._began)
