"""Steps: what one rule, or one row of its table, pays; and two orders that differ in one fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.facts import FACTS
from seller_credits.domain.issues import Severity
from seller_credits.domain.remedies import Remedy
from seller_credits.handwritten.problems import Place
from seller_credits.policy.language import Outcome, Term, Tier, Tiers
from seller_credits.policy.proof.boxes import Box, common, rest
from seller_credits.policy.proof.guarded import TAKEN_FIRST, something_left
from seller_credits.policy.proof.reach import Reach
from seller_credits.policy.sets import WHOLE, Numbers, ValueSet, Words, known, meet

WORSE_WHEN_MORE = ("days_late", "days_overdue", "quantity", "severity")
"""Facts by which one order is worse than another that is like it in all else."""

_CENT = Decimal("0.01")
_FINITE = Numbers.between(Decimal(-1000), None, whole=False)
_LESS, _MORE = "less", "more"

Values = tuple[Decimal | str, Decimal | str]
"""The fact's values of two orders, the lesser first."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule, or one row of its table, pays.

    Attributes:
        at: place of its rule among all, the last resort included.
        row: of the table; None where the rule has none.
        box: the orders its conditions and its row fit.
    """

    reach: Reach
    at: int
    row: Tier | None
    box: Box

    @property
    def outcome(self) -> Outcome:
        """What its rule gives."""
        return self.reach.rules[self.at].outcome

    @property
    def term(self) -> Term | None:
        """What it pays of the price; None where that is no share and no sum."""
        amount = self.outcome.amount
        return self.row.term if self.row else None if isinstance(amount, Tiers) else amount

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """All that its rule offers."""
        return self.outcome.remedies

    @property
    def place(self) -> Place:
        """Where it is written what it pays."""
        return self.row.place if self.row else self.outcome.place

    def __str__(self) -> str:
        gives = str(self.term) if self.term else f"remedy {' or '.join(self.remedies)}"
        return f"{gives} for {self.row.text}" if self.row else gives


@dataclass(frozen=True, slots=True)
class Pair:
    """Orders of two steps that are alike in all but one fact.

    Attributes:
        alike: all else there is about them.
        values: of the fact, for either.
        touching: whether nothing lies between the values.
    """

    alike: Box
    values: Values
    touching: bool


def steps_of(reach: Reach) -> list[Step]:
    """Every step of every rule that gets anything, the last resort included."""
    found = []
    for at, (rule, box) in enumerate(zip(reach.rules, reach.boxes, strict=True)):
        if not reach.first[rule.name]:
            continue
        amount = rule.outcome.amount
        if not isinstance(amount, Tiers):
            found.append(Step(reach, at, None, box))
            continue
        for row in amount.rows:
            of_row = common(box, {amount.by: row.accepts})
            if of_row is not None:
                found.append(Step(reach, at, row, of_row))
    return found


def pairs(low: Step, high: Step, by: str, splits: Iterable[Box]) -> Iterator[Pair]:
    """Every two orders, as boxes, that these steps really pay, and the second has more of a fact.

    Args:
        low: what is to pay the order with less of the fact.
        high: what is to pay the one with more.
        by: the fact they differ in.
        splits: boxes inside and outside of which payment may differ.

    Raises:
        TooManyPieces: while looking, where there are too many.
    """
    reach = low.reach
    both = common(_but(low.box, by), _but(high.box, by))
    if both is None:
        return
    start = {**both, _LESS: _known(low.box, by), _MORE: _known(high.box, by)}
    taken = [
        *(_renamed(box, by, _LESS) for box in (*TAKEN_FIRST, *reach.boxes[: low.at])),
        *(_renamed(box, by, _MORE) for box in (*TAKEN_FIRST, *reach.boxes[: high.at])),
    ]
    cuts = [_renamed(box, by, end) for box in splits for end in (_LESS, _MORE)]
    for piece in rest(start, taken, reach.effort.begin()):
        for part in _split(reach, piece, cuts):
            alike = _but(_but(part, _LESS), _MORE)
            found = _closest(by, part[_LESS], part[_MORE]) if something_left(alike) else None
            if found is not None:
                yield Pair(alike, *found)


def _but(box: Box, fact: str) -> Box:
    return {name: values for name, values in box.items() if name != fact}


def _renamed(box: Box, fact: str, name: str) -> Box:
    return {name if each == fact else each: values for each, values in box.items()}


def _known(box: Box, by: str) -> ValueSet:
    every = known(FACTS[by])
    if isinstance(every, Numbers):
        every = every.meet(_FINITE)
    return meet(box[by], every) if by in box else every


def _split(reach: Reach, piece: Box, cuts: list[Box]) -> Iterator[Box]:
    if not cuts:
        yield piece
        return
    for outside in rest(piece, cuts[:1], reach.effort):
        yield from _split(reach, outside, cuts[1:])
    inside = common(piece, cuts[0])
    if inside is not None:
        yield from _split(reach, inside, cuts[1:])


def _closest(by: str, less: ValueSet, more: ValueSet) -> tuple[Values, bool] | None:
    if isinstance(less, Words) and isinstance(more, Words):
        return _closest_words(less, more)
    assert isinstance(less, Numbers)
    assert isinstance(more, Numbers)
    unit = Decimal(1) if FACTS[by].type in WHOLE else _CENT
    found: tuple[Values, bool] | None = None
    for (start, above), _ in more.spans:
        high = start + _CENT if above else start
        low = _highest_below(less, high, unit)
        if low is None:
            # The values of the two interleave: there is one of `less` within this span, perhaps.
            high, low = _within(less, more, unit)
        if low is not None and high in more and (found is None or high - low == unit):
            found = (low, high), high - low == unit
    return found


def _highest_below(values: Numbers, bound: Decimal, unit: Decimal) -> Decimal | None:
    for (low, above), (high, with_high) in reversed(values.spans):
        top = min(high if with_high else high - unit, bound - unit)
        if top >= (low + _CENT if above else low) and top in values:
            return top
    return None


def _within(less: Numbers, more: Numbers, unit: Decimal) -> tuple[Decimal, Decimal | None]:
    for (start, above), _ in less.spans:
        low = start + _CENT if above else start
        high = _lowest_above(more, low, unit)
        if high is not None and low in less:
            return high, low
    return Decimal(0), None


def _lowest_above(values: Numbers, bound: Decimal, unit: Decimal) -> Decimal | None:
    for (low, above), _ in values.spans:
        bottom = max(low + _CENT if above else low, bound + unit)
        if bottom in values:
            return bottom
    return None


def _closest_words(less: Words, more: Words) -> tuple[Values, bool] | None:
    order = tuple(Severity)
    for gap in range(1, len(order)):
        for low, high in zip(order, order[gap:], strict=False):
            if low in less and high in more:
                return (low, high), gap == 1
    return None
