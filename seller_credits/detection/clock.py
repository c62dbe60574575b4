"""The clock of an issue: until when acting on it can still help, and by which rule.

Every window begins at the earliest moment it can have begun, so that no clock shows more time than
there is. A bare day begins at its midnight in the store's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from seller_credits.detection.circumstances import Circumstances
from seller_credits.detection.windows import Window, WindowName, Windows, zone_of
from seller_credits.domain.cases import Issue
from seller_credits.domain.issues import DELIVERY_KINDS, IssueKind

_SECONDS_PER_HOUR = 3600
_WORDS = {
    WindowName.BUYER_CONTACT: ("a claim can be filed after the buyer wrote", "{} on"),
    WindowName.CLAIM_OPENS: ("a claim can be filed", "{} after the promise"),
    WindowName.CLAIM_ANSWER: ("a claim must be answered", "within {}"),
    WindowName.CLAIM_ANSWER_ON_APPEAL: ("a claim under appeal must be answered", "within {}"),
    WindowName.CLAIM_APPEAL: ("a claim that was granted may be appealed", "within {}"),
    WindowName.CHARGEBACK_ANSWER: ("a chargeback must be answered", "within {}"),
    WindowName.RETURN_REFUND: ("the return came back and must be refunded", "within {}"),
    WindowName.SAFE_T: ("the marketplace refunded it; the money may be claimed back", "within {}"),
}
"""What ends with each window, and how its length is told."""
# Whoever filed these has said what they want: that the time for claims is over changes nothing.
_FILED = frozenset({IssueKind.A_TO_Z_CLAIM, IssueKind.CHARGEBACK, IssueKind.NEGATIVE_FEEDBACK})


@dataclass(frozen=True, slots=True)
class Deadline:
    """When it is due, and which rule sets it.

    Attributes:
        due: act before this instant; None where no rule sets one.
        expires: after this instant acting has no effect any more; None where that is not known.
        rule: the rule in words.
        learnt_late: how much was left when the issue was learnt of, where the clock was running
            already; None where it was not.
    """

    due: datetime | None
    expires: datetime | None
    rule: str
    learnt_late: str | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """One window that applies, and since when."""

    name: WindowName
    start: datetime | date | None

    @property
    def what(self) -> str:
        """What is to be done, or may happen."""
        return _WORDS[self.name][0]


@dataclass(frozen=True, slots=True)
class _Running:
    """A clock whose end is known."""

    due: datetime
    rule: str
    start: datetime | None = None


def deadline_of(issue: Issue, known: Circumstances, windows: Windows) -> Deadline:
    """The issue's clock: of all that run the next to end, else the last that has ended."""
    expires = _expiry(issue, known, windows)
    if issue.kind is IssueKind.NEGATIVE_FEEDBACK:
        return Deadline(None, expires, "feedback is left already: it counts whatever is done")
    clocks = list(_clocks(issue, known))
    running = [_running(clock, issue, known, windows) for clock in clocks]
    ends = [one for one in running if isinstance(one, _Running)]
    if known.ship_by is not None and issue.kind is IssueKind.LATE_SHIPMENT:
        ends.append(_Running(known.ship_by, "shipped after ship-by it counts as late"))
    if not ends:
        why = next((one for one in running if isinstance(one, str)), "a claim was paid already")
        return Deadline(None, expires, why)
    ahead = [one for one in ends if one.due >= known.now]
    first = min(ahead, key=_due) if ahead else max(ends, key=_due)
    return Deadline(first.due, expires, first.rule, _learnt_late(issue, first))


def claim_opens_at(issue: Issue, known: Circumstances, windows: Windows) -> datetime | None:
    """The earliest instant at which a claim can have been filed; None where it is not known."""
    ended = _running(_complaint(issue, known), issue, known, windows)
    return ended.due if isinstance(ended, _Running) else None


def claim_closes_at(issue: Issue, known: Circumstances, windows: Windows) -> datetime | None:
    """The instant after which no claim can be filed any more; None where it is not known."""
    if known.promise is None:
        return None
    name, store = WindowName.CLAIM_CLOSES, issue.marketplace
    window = windows.find(name, store, known.promise, known.programmes)
    return window.end(known.promise, store) if window else None


def _due(one: _Running) -> datetime:
    return one.due


def _expiry(issue: Issue, known: Circumstances, windows: Windows) -> datetime | None:
    """Only where nothing is owed or asked for: what is must be done however late it is."""
    if issue.kind in _FILED or known.claim_open or known.received is not None:
        return None
    return claim_closes_at(issue, known, windows)


def _clocks(issue: Issue, known: Circumstances) -> Iterator[_Clock]:
    """Every window that applies to the issue."""
    if known.received is not None:
        yield _Clock(WindowName.RETURN_REFUND, known.received)
    if known.refunded_for_seller is not None:
        yield _Clock(WindowName.SAFE_T, known.refunded_for_seller)
    if issue.kind is IssueKind.CHARGEBACK:
        yield _Clock(WindowName.CHARGEBACK_ANSWER, issue.occurred_at)
    elif known.appeal_open:
        yield _Clock(WindowName.CLAIM_ANSWER_ON_APPEAL, issue.occurred_at)
    elif known.claim_paid:
        if issue.kind is IssueKind.A_TO_Z_CLAIM:
            yield _Clock(WindowName.CLAIM_APPEAL, known.claim_paid_on)
    elif known.claim_open or issue.kind is IssueKind.A_TO_Z_CLAIM:
        yield _Clock(WindowName.CLAIM_ANSWER, issue.occurred_at)
    else:
        yield _complaint(issue, known)


def _complaint(issue: Issue, known: Circumstances) -> _Clock:
    """When the buyer may file a claim."""
    if issue.kind in DELIVERY_KINDS and known.promise is not None:
        return _Clock(WindowName.CLAIM_OPENS, known.promise)
    return _Clock(WindowName.BUYER_CONTACT, issue.occurred_at)


def _running(clock: _Clock, issue: Issue, known: Circumstances, windows: Windows) -> _Running | str:
    """When it ends and why; or, in words, why nobody can say when."""
    start = begins_at(clock.start, issue.marketplace)
    if start is None:
        return f"{clock.what}, but since when is not known"
    window = windows.find(clock.name, issue.marketplace, start, known.programmes)
    if window is None:
        return f"{clock.what}, but within what time is not known"
    end = window.end(start, issue.marketplace)
    return _Running(end, _rule(window), start)


@lru_cache(maxsize=64)
def _rule(window: Window) -> str:
    what, how_long = _WORDS[window.name]
    return f"{what} {how_long.format(window.words)} ({window.cited})"


def begins_at(when: datetime | date | None, marketplace: str | None) -> datetime | None:
    """The earliest instant a moment or a bare day of a store can mean."""
    if when is None or isinstance(when, datetime):
        return when
    return _midnight(when, marketplace)


@lru_cache(maxsize=1024)
def _midnight(day: date, marketplace: str | None) -> datetime:
    # In UTC, so that hours added to it are hours also where the clocks change in between.
    return datetime.combine(day, time(), zone_of(marketplace)).astimezone(UTC)


def _learnt_late(issue: Issue, clock: _Running) -> str | None:
    """What was left of the time when the issue was learnt of; `at most`, as with every clock."""
    if clock.start is None or issue.detected_at <= clock.start:
        return None
    late, whole = _hours(clock.start, issue.detected_at), _hours(clock.start, clock.due)
    if not late:
        return None
    if issue.detected_at >= clock.due:
        return f"learnt {late} h after it began, when the {whole} h were over"
    return f"at most {whole - late} h left of {whole} when learnt, {late} h after it began"


def _hours(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // _SECONDS_PER_HOUR)
