"""How fresh each source is, store by store: what decisions rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from seller_credits.detection.facts import Freshness
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source

# A report that was asked for before another one failed does as well as one asked for after it.
_HARDLY_OLDER = timedelta(hours=12)

_Place = tuple[Source, str | None]


@dataclass(slots=True)
class Sources:
    """The latest word about every source, by what became of its windows."""

    _known: dict[_Place, Freshness] = field(default_factory=dict)
    _until: dict[_Place, datetime] = field(default_factory=dict)

    def heard(self, window: Window) -> None:
        """A window was dealt with.

        How fresh a source is, its newest window tells: that an older one could not be read, or a
        file or single orders, says nothing about it. One that was not reached for want of time
        leaves what was known to age.
        """
        if window.source is None or window.state is CoverageState.UNKNOWN:
            return
        place = window.source, window.marketplace
        newest = self._until.get(place)
        if newest is not None and _says_nothing_beside(window, newest):
            return
        ends = [until for until in (newest, window.until) if until is not None]
        if ends:
            self._until[place] = max(ends)
        self._known[place] = Freshness(window.read_at, failed=not window.state.is_known)

    def rests_on(self, store: str | None) -> dict[str, Freshness]:
        """What an issue of a store rests on, by source; of any store where its own is not known."""
        found: dict[str, Freshness] = {}
        for (source, place), fresh in self._known.items():
            if store is not None and place not in {None, store}:
                continue
            known = found.get(source)
            if known is None or fresh.read_at >= known.read_at:
                found[source] = fresh
        return found


def _says_nothing_beside(window: Window, newest: datetime) -> bool:
    """Whether it is no word about a source that is known until then."""
    if window.until is None:
        return not window.state.is_known
    return window.until < newest - _HARDLY_OLDER


def as_recorded(rows: Iterable[Mapping[str, Any]]) -> Sources:
    """As the coverage in a ledger tells, oldest first."""
    sources = Sources()
    for row in rows:
        sources.heard(_window(row))
    return sources


def _window(row: Mapping[str, Any]) -> Window:
    since, until = row["since"], row["until"]
    return Window(
        source=Source(row["source"]) if row["source"] else None,
        marketplace=row["marketplace"],
        since=datetime.fromisoformat(since) if since else None,
        until=datetime.fromisoformat(until) if until else None,
        state=CoverageState(row["state"]),
        read_at=datetime.fromisoformat(row["read_at"]),
    )
