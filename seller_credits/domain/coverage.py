"""Coverage: which sources were read for which window, and which were not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
