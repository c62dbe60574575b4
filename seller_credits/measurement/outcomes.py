"""What became of a troubled order, told once nothing more can come of it.

Every order is watched for as long as every other of its kind, whether something happened early or
not: counting what happened at once, and waiting where nothing has, would make every rate too high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from seller_credits.domain.aftermath import Outcome, Troubled
from seller_credits.domain.coverage import Span, gaps

# Windows of reports that follow one another are a second apart.
_SEAM = timedelta(minutes=1)
_NO_LOOK_BACK = timedelta(0)


class Waiting(StrEnum):
    """Why an order has no outcome yet."""

    OPEN = "windows_open"
    """Something can still come."""
    ON_ITS_WAY = "credit_on_its_way"
    """Whether the buyer gets what was approved is not known yet."""
    FEEDBACK = "feedback_not_read"
    """The feedback reports read do not cover its whole time."""
    BOOKS = "books_not_read"
    """The books read do not cover its whole time: claims and chargebacks would show there."""
    NO_WINDOW = "no_window"
    """The table of windows has none for its store."""
    TO_RECORD = "to_record"
    """Nothing more can come: the next sync records what became of it."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when something can come, all aware; None where no window is known.

    Attributes:
        claim: until when a claim may be filed.
        feedback: until when feedback may be left.
        chargeback: until when the buyer's bank may take the money back.
    """

    claim: datetime | None
    feedback: datetime | None
    chargeback: datetime | None

    @property
    def until(self) -> datetime | None:
        """When all of them have closed."""
        ends = (self.claim, self.feedback, self.chargeback)
        known = [each for each in ends if each is not None]
        return max(known) if len(known) == len(ends) else None


@dataclass(frozen=True, slots=True)
class Reads:
    """The times of which sources were read, as they were read.

    Attributes:
        feedback: of the order's store.
        books: of the account.
    """

    feedback: Sequence[Span]
    books: Sequence[Span]


def waits_for(troubled: Troubled, horizon: Horizon, reads: Reads, now: datetime) -> Waiting | None:
    """Why its outcome cannot be told by an aware moment; None where it can be.

    What came before a credit must be known too: it is told apart from what came afterwards. What
    was found after everything had closed wants no reading: nothing can have come since.
    """
    if horizon.until is None or horizon.feedback is None:
        return Waiting.NO_WINDOW
    if horizon.until > now:
        return Waiting.OPEN
    if troubled.is_on_its_way:
        return Waiting.ON_ITS_WAY
    since = min(troubled.detected_at, _beginning(troubled)[0])
    if not _covered(since, horizon.feedback, reads.feedback):
        return Waiting.FEEDBACK
    if not _covered(since, horizon.until, reads.books):
        return Waiting.BOOKS
    return None


def _covered(since: datetime, until: datetime, known: Sequence[Span]) -> bool:
    if since >= until:
        return True
    whole = [Span(span.since, span.until + _SEAM) for span in known]
    return not gaps(Span(since, until), whole, _NO_LOOK_BACK)


def outcome_of(troubled: Troubled, until: datetime, now: datetime) -> Outcome:
    """What became of it, all windows having closed.

    Args:
        troubled: with everything that is known of its order.
        until: when the last window closed (aware).
        now: the moment it is recorded (aware).
    """
    since, credited_by = _beginning(troubled)
    before = [each.is_before(since, troubled.marketplace) for each in troubled.events]
    events = list(zip(troubled.events, before, strict=True))
    return Outcome(
        matured_at=now,
        since=since,
        until=until,
        credited_by=credited_by,
        before=tuple(each for each, was_before in events if was_before),
        after=tuple(each for each, was_before in events if not was_before),
    )


def _beginning(troubled: Troubled) -> tuple[datetime, str | None]:
    """From when on something is afterwards, and by which issuance."""
    if troubled.credited_at is None:
        return troubled.detected_at, None
    return troubled.credited_at, troubled.credited_by
