"""What an audit rests on as a whole: which source tells of which days, and which tells nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from seller_credits.domain.issues import Source
from seller_credits.measurement.audit.proving import Books


@dataclass(frozen=True, slots=True)
class Days:
    """From when until when a source tells, as far as its rows show."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day is within."""
        return self.first <= day <= self.last


@dataclass(slots=True)
class Ground:
    """What was read, whatever it says of single orders.

    Attributes:
        books: the settlements as they were put together.
        days: from when until when each source tells; those that are missing tell nothing.
        has_labels, has_returns: whether any row of such a file was there.
    """

    books: Books
    days: dict[Source, Days] = field(default_factory=dict)
    has_labels: bool = False
    has_returns: bool = False

    def tells(self, source: Source, when: datetime | date | None) -> None:
        """Note that a source has a row of that day."""
        if when is None:
            return
        day = when.date() if isinstance(when, datetime) else when
        known = self.days.get(source)
        if known is None:
            self.days[source] = Days(day, day)
        elif not known.has(day):
            self.days[source] = Days(min(known.first, day), max(known.last, day))
