"""Coverage: which sources were read for which window, and which were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from seller_credits.domain.issues import CoverageState, Source


@dataclass(frozen=True, slots=True)
class Window:
    """What became of one source's window; a file is a window without bounds.

    Attributes:
        source: None for a file that was not recognised.
        marketplace: the store's code, or None where it is all of them.
        since, until: aware instants; None where the source has no window.
        state: read, empty, unknown, refused or failed.
        why: one sentence where it is not simply read.
        name: the file or report it was.
    """

    source: Source | None
    marketplace: str | None
    since: datetime | None
    until: datetime | None
    state: CoverageState
    read_at: datetime
    why: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, both ends included; the ends are aware instants."""

    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as possible, oldest first."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.since <= whole[-1].until:
            whole[-1] = replace(whole[-1], until=max(whole[-1].until, span.until))
        else:
            whole.append(span)
    return whole


def gaps(wanted: Span, known: Iterable[Span], look_back: timedelta) -> list[Span]:
    """What of the wanted time is not known yet, the newest first.

    The last `look_back` of everything known counts as unknown: what was late to show up in a
    source is caught by reading that stretch again.
    """
    sure = [Span(span.since, span.until - look_back) for span in known if span.length > look_back]
    found: list[Span] = []
    start = wanted.since
    for span in merged(sure):
        if span.until <= start:
            continue
        if span.since >= wanted.until:
            break
        if span.since > start:
            found.append(Span(start, span.since))
        start = span.until
    if start < wanted.until:
        found.append(Span(start, wanted.until))
    return found[::-1]
