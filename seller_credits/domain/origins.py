"""Where a row of a source stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from seller_credits.domain.issues import Source


class Origin(NamedTuple):
    """Where a row stands: which source, which file or report, which row.

    Attributes:
        api: whether it came from the marketplace's API rather than from a seller's file.
        where: for a person, `returns.txt, row 17`.
        as_of: the moment (aware) it speaks of, where that is not the moment it is read: a saved
            answer says nothing of the days since, and a wrong clock nothing of the present.
    """

    source: Source
    api: bool
    where: str
    as_of: datetime | None = None
