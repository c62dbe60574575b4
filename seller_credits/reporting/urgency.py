"""How soon something is due: the groups of the to-do list, the one to read first at the top."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Urgency(StrEnum):
    """A group of the to-do list, in the order a seller should read them.

    What can still be done in time stands first; where the deadline has passed, a claim may have
    been filed already, and the oldest of those are the least likely to be helped.
    """

    DAY = "day"
    WEEK = "week"
    LATER = "later"
    PASSED = "passed"
    OPEN = "open"

    @property
    def heading(self) -> str:
        """The group's heading."""
        return _HEADINGS[self]


_HEADINGS = {
    Urgency.DAY: "Due within 24 hours",
    Urgency.WEEK: "Due within 7 days",
    Urgency.LATER: "Due later",
    Urgency.PASSED: "Deadline passed",
    Urgency.OPEN: "No deadline",
}


def urgency_of(deadline: datetime | None, now: datetime) -> Urgency:
    """The group of something due at this instant; both instants are aware."""
    if deadline is None:
        return Urgency.OPEN
    left = deadline - now
    if left < timedelta():
        return Urgency.PASSED
    if left <= _DAY:
        return Urgency.DAY
    return Urgency.WEEK if left <= _WEEK else Urgency.LATER


def distance(deadline: datetime | None, now: datetime) -> int:
    """Seconds between the deadline and now, either way: the nearest of a group sorts first."""
    return abs(int((deadline - now).total_seconds())) if deadline else 0


def urgency_key(item: Mapping[str, Any], now: datetime) -> tuple[int, int]:
    """Sorts suggestions the way the to-do list reads: by group, the nearest of each first."""
    deadline = _deadline(item)
    return list(Urgency).index(urgency_of(deadline, now)), distance(deadline, now)


def urgency_of_item(item: Mapping[str, Any], now: datetime) -> Urgency:
    """The group of a suggestion."""
    return urgency_of(_deadline(item), now)


def _deadline(item: Mapping[str, Any]) -> datetime | None:
    due = item.get("deadline")
    return datetime.fromisoformat(due) if due else None
