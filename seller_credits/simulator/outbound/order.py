"""A fulfillment order on its way: received, planned, picked, shipped, delivered, or stopped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from seller_credits.simulator.outbound.request import Wanted

# At speed 1: how long after it was received an order comes into each state. Real ones take hours.
_LIFE = (
    ("New", timedelta(0)),
    ("Received", timedelta(seconds=1)),
    ("Planning", timedelta(seconds=2)),
    ("Processing", timedelta(seconds=4)),
    ("Complete", timedelta(seconds=8)),
)
_DELIVERED = timedelta(seconds=16)
# An order on hold gets no further than this, and is cancelled after 14 days.
_HELD_STATES = ("New", "Received")
_LONGEST_HOLD = timedelta(days=14)
_CANCELLABLE = frozenset({"New", "Received", "Planning"})


@dataclass(slots=True)
class FulfilmentOrder:
    """A fulfillment order; what it is at an instant follows from when it was received (UTC)."""

    wanted: Wanted
    received: datetime
    package_number: int
    pace: float
    cancelled: datetime | None = None

    def state(self, now: datetime) -> tuple[str, datetime]:
        """Return the status at an instant, and since when it has been so."""
        cancelled = self._cancelled(now)
        if cancelled is not None:
            return "Cancelled", cancelled
        reached = [
            (status, self.received + delay / self.pace)
            for status, delay in _LIFE
            if self.received + delay / self.pace <= now
            and (not self.wanted.hold or status in _HELD_STATES)
        ]
        return reached[-1] if reached else ("New", self.received)

    def shipped(self, now: datetime) -> datetime | None:
        """Return when the parcel left the warehouse, once it has."""
        status, since = self.state(now)
        return since if status == "Complete" else None

    def delivered(self, now: datetime) -> datetime | None:
        """Return when the parcel arrived, once it has."""
        arrival = self.received + _DELIVERED / self.pace
        return arrival if self.shipped(now) is not None and arrival <= now else None

    def cancel(self, now: datetime) -> bool:
        """Stop the order unless it is being picked already, and return whether it was stopped."""
        if self.state(now)[0] not in _CANCELLABLE:
            return False
        self.cancelled = now
        return True

    def _cancelled(self, now: datetime) -> datetime | None:
        if self.cancelled is not None or not self.wanted.hold:
            return self.cancelled
        end = self.received + _LONGEST_HOLD
        return end if end <= now else None
