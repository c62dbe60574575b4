"""The entries of the journal: movements where they were posted, held ones twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from seller_credits.simulator.finances.movements import Movement

LAG = timedelta(hours=48)
"""How long after a movement the marketplace may not show it yet: both models of Finances say so."""

HELD_FOR = timedelta(days=7)
"""How long held money waits here: the delivery date policy, `DD7` in the model of 2024-06-19."""


class Stage(Enum):
    """What a posting says of its movement: it happened, it is held back, or it was let go."""

    ONLY = auto()
    HELD = auto()
    RELEASE = auto()


@dataclass(frozen=True, slots=True)
class Posting:
    """One entry of the journal; a held movement has two, which are one and the same money.

    Attributes:
        posted: the instant (UTC) it stands under.
        lag: how long after that Finances begins to tell of it.
        held_for: how long its money waits, where it is held.
    """

    posted: datetime
    movement: Movement
    stage: Stage
    lag: timedelta = LAG
    held_for: timedelta = HELD_FOR

    @property
    def matures(self) -> datetime:
        """When held money is let go."""
        return self.movement.posted + self.held_for

    def told(self, now: datetime) -> bool:
        """Return whether Finances tells of it at an instant."""
        return self.posted + self.lag < now

    def release_told(self, now: datetime) -> bool:
        """Return whether Finances tells at an instant that held money was let go."""
        return self.matures + self.lag < now


@dataclass(frozen=True, slots=True)
class Terms:
    """How the account treats money that moves in the course of a run, at the pace of life.

    Attributes:
        after: how long after it was decided on it is posted.
        lag: how long after that Finances begins to tell of it.
        held: it is held back first.
    """

    after: timedelta
    lag: timedelta
    held: bool


def postings_of(
    movement: Movement, *, held: bool, lag: timedelta = LAG, held_for: timedelta = HELD_FOR
) -> tuple[Posting, ...]:
    """Return the entries of a movement: one, or two where its money is held back."""
    if not held:
        return (Posting(movement.posted, movement, Stage.ONLY, lag, held_for),)
    return (
        Posting(movement.posted, movement, Stage.HELD, lag, held_for),
        Posting(movement.posted + held_for, movement, Stage.RELEASE, lag, held_for),
    )
