"""The entries of the journal: movements where they were posted, held ones twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from seller_credits.simulator.finances.movements import Movement

HELD_FOR = timedelta(days=7)
"""How long held money waits here: the delivery date policy, `DD7` in the model of 2024-06-19."""


class Stage(Enum):
    """What a posting says of its movement: it happened, it is held back, or it was let go."""

    ONLY = auto()
    HELD = auto()
    RELEASE = auto()


@dataclass(frozen=True, slots=True)
class Posting:
    """One entry of the journal; a held movement has two, which are one and the same money."""

    posted: datetime
    movement: Movement
    stage: Stage

    def released_by(self, as_of: datetime) -> bool:
        """Return whether held money had been let go at an instant."""
        return self.movement.posted + HELD_FOR < as_of
