"""What a report rests on: its sources and files, those that could not be read first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from seller_credits.domain.issues import CoverageState
from seller_credits.reporting.rows import Moment, moment_of, source_label

_STATES = {
    CoverageState.READ: "Read",
    CoverageState.EMPTY: "Read, holds nothing",
    CoverageState.EMPTY_ASSUMED: "Taken to hold nothing",
    CoverageState.UNKNOWN: "Not known",
    CoverageState.REFUSED: "Access refused",
    CoverageState.FAILED: "Could not be read",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One source or file; `sound` where it can be relied on.

    Attributes:
        pending: nothing can be said of it yet, and the next sync asks again; nothing failed.
        store: the store's code, or `all stores`.
        why: one sentence where it is not simply read.
    """

    source: str
    name: str
    store: str
    state: str
    sound: bool
    pending: bool
    why: str
    since: Moment | None
    until: Moment | None
    read_at: Moment | None


def grounds_of(coverage: Iterable[Mapping[str, Any]]) -> list[Ground]:
    """Every source, those that cannot be relied on first, else in the order given."""
    return sorted(map(_ground_of, coverage), key=lambda ground: ground.sound)


def _ground_of(window: Mapping[str, Any]) -> Ground:
    state = CoverageState(window["state"])
    return Ground(
        source=source_label(window.get("source")),
        name=str(window.get("name") or ""),
        store=str(window.get("marketplace") or "all stores"),
        state=_STATES[state],
        sound=state.is_known,
        pending=state is CoverageState.UNKNOWN,
        why=str(window.get("why") or ""),
        since=moment_of(window.get("since")),
        until=moment_of(window.get("until")),
        read_at=moment_of(window.get("read_at")),
    )
