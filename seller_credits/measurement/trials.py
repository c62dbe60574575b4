"""Experiments of a policy: arms drawn by chance, compared as they were drawn.

An order stays in its arm whatever was done about it in the end, and what its buyer did counts from
the moment its trouble was found: so nothing but the draw tells the arms apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from seller_credits.domain.aftermath import Troubled
from seller_credits.measurement.intervals import (
    Interval,
    Share,
    difference,
    needed_to_see_halving,
    surprise,
)

_TOO_SURPRISING = 0.001
"""Arms that stray from their shares so much by chance once in a thousand times."""


@dataclass(slots=True)
class Arm:
    """Orders that were drawn into one arm.

    Attributes:
        orders: drawn so far; of those whose buyer had done something before, none counts.
        matured: of how many it is known what became of them.
        defects: of how many of these buyers did something that counts.
        credited: how many of the matured got a credit.
    """

    orders: int = 0
    matured: int = 0
    defects: int = 0
    credited: int = 0

    @property
    def share(self) -> Share:
        """Defects among the matured."""
        return Share(self.defects, self.matured)


@dataclass(frozen=True, slots=True)
class Trial:
    """One experiment with one share.

    Attributes:
        share: of orders that get what the experiment gives instead: 0.10 for 10%.
        own: the arm that gets what the rule says.
        instead: the other one.
    """

    experiment: str
    share: Decimal
    own: Arm
    instead: Arm

    @property
    def difference(self) -> Interval | None:
        """The rate of the other arm less that of the rule's own; None where an arm is empty."""
        if not self.own.matured or not self.instead.matured:
            return None
        return difference(self.instead.share, self.own.share)

    @property
    def is_as_drawn(self) -> bool:
        """Whether the arms have the sizes their shares lead to expect; else something lost some."""
        drawn = Share(self.instead.orders, self.own.orders + self.instead.orders)
        return surprise(drawn, float(self.share)) >= _TOO_SURPRISING

    @property
    def needed(self) -> tuple[int, int] | None:
        """Matured orders each arm takes, the rule's own first, to see one rate half the other.

        None where no defect was seen yet: there is no rate to begin from.
        """
        defects = self.own.defects + self.instead.defects
        matured = self.own.matured + self.instead.matured
        if not 0 < defects < matured or not 0 < self.share < 1:
            return None
        ratio = float(self.share / (1 - self.share))
        own = needed_to_see_halving(defects / matured, ratio)
        return own, round(own * ratio)

    @property
    def is_complete(self) -> bool:
        """Whether so many have matured as it takes: looking before finds what is not there."""
        needed = self.needed
        return (
            needed is not None
            and self.own.matured >= needed[0]
            and self.instead.matured >= needed[1]
        )

    @property
    def has_shown(self) -> bool:
        """Whether the arms differ, and enough have matured to say so."""
        found = self.difference
        whole = self.is_complete and self.is_as_drawn
        return whole and found is not None and found.leaves_out_nought


@dataclass(slots=True)
class Trials:
    """Every experiment, counted as troubles pass by; an order counts once in each."""

    _arms: dict[tuple[str, Decimal, bool], Arm] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def take(self, troubled: Troubled) -> None:
        """Count a trouble, if any arm was drawn for it."""
        drawn = troubled.drawn
        if drawn is None or (drawn.experiment, troubled.order_id) in self._seen:
            return
        self._seen.add((drawn.experiment, troubled.order_id))
        found, store = troubled.detected_at, troubled.marketplace
        events = troubled.events
        if troubled.recorded is not None:
            events = (*troubled.recorded.before, *troubled.recorded.after)
        if any(each.is_before(found, store) for each in events):
            return
        share = drawn.share if drawn.instead else 1 - drawn.share
        arm = self._arms.setdefault((drawn.experiment, share, drawn.instead), Arm())
        arm.orders += 1
        if troubled.recorded is not None and troubled.recorded.since < troubled.recorded.until:
            arm.matured += 1
            arm.defects += bool(events)
            arm.credited += troubled.recorded.credited_by is not None

    def closed(self) -> Iterator[Trial]:
        """What was counted, experiment by experiment; another share is another draw."""
        for name, share in sorted({(name, share) for name, share, _ in self._arms}):
            arms = (self._arms.get((name, share, instead), Arm()) for instead in (False, True))
            yield Trial(name, share, *arms)
