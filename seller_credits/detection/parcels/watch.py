"""How early to warn, and how long a parcel may be silent: the seller's choices, not Amazon's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Watch:
    """What a seller wants to be told of, and when.

    Attributes:
        warn_before: how long before ship-by an order that is not shipped is shown; zero never
            warns.
        never_scanned_after: how long after it was confirmed a tracked parcel may go without
            moving before it counts as never scanned.
        stuck_after: how long nothing may change of a travelling parcel before it counts as stuck.
        stuck_abroad_after: the same for a parcel to another country, which is silent for longer.
    """

    warn_before: timedelta = timedelta(0)
    never_scanned_after: timedelta = timedelta(days=2)
    stuck_after: timedelta = timedelta(days=7)
    stuck_abroad_after: timedelta = timedelta(days=14)
