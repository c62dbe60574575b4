"""Boxes of orders, and what is left of one when others are taken away.

A box is a set of values for some facts; a fact it does not name can be anything. Taking boxes away
from each other is exact, so an empty rest is a proof and a rest that is not empty names an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from seller_credits.domain.facts import FACTS
from seller_credits.domain.money import Money
from seller_credits.policy.language import Condition
from seller_credits.policy.sets import ValueSet, Words, everything, join, meet, minus, share, within

Box = Mapping[str, ValueSet]

_MOST_AT_ONCE = 40_000
_MOST_IN_ALL = 800_000


class TooManyPieces(Exception):
    """The question falls into too many boxes to be worth following."""


class Effort:
    """How much more may be looked at: for the question that was begun last, and in all.

    Boxes can be made up that would take for ever; a policy somebody wrote takes a moment.
    """

    __slots__ = ("_at_once", "_in_all")

    def __init__(self) -> None:
        self._in_all = _MOST_IN_ALL
        self._at_once = _MOST_AT_ONCE

    def renew(self) -> None:
        """Another kind of question: what others took is forgotten."""
        self._in_all = _MOST_IN_ALL

    def begin(self) -> Effort:
        """Another question, which may take as much as any."""
        self._at_once = _MOST_AT_ONCE
        return self

    def spend(self, boxes: int) -> None:
        """Look at so many boxes.

        Raises:
            TooManyPieces: that is more than the question may take.
        """
        self._at_once -= boxes
        self._in_all -= boxes
        if self._at_once < 0 or self._in_all < 0:
            raise TooManyPieces


def box_of(conditions: Iterable[Condition]) -> Box:
    """The orders a rule's conditions fit."""
    return {condition.fact: condition.accepts for condition in conditions}


def rest(box: Box, taken: Iterable[Box], effort: Effort) -> Iterator[Box]:
    """What is left of the box without those taken, in boxes that share nothing, one by one.

    Whoever only asks whether anything is left looks at the first.

    Raises:
        TooManyPieces: while looking, where the rest cannot be followed in reasonable time.
    """
    others = list(taken)
    effort.spend(len(others))
    near = [other for other in others if touches(box, other)]
    if not near:
        yield box
        return
    # What takes most of the box goes first: what is left of it then meets the fewest others.
    at = min(range(len(near)), key=lambda number: _sides(box, near[number]))
    others = near[:at] + near[at + 1 :]
    for piece in _without(box, near[at]):
        yield from rest(piece, others, effort)


def touches(one: Box, other: Box) -> bool:
    """Whether any order is in both."""
    return all(share(one[fact], values) for fact, values in other.items() if fact in one)


def common(one: Box, other: Box) -> Box | None:
    """The orders in both, or None where there are none."""
    if not touches(one, other):
        return None
    both = dict(one)
    for fact, values in other.items():
        both[fact] = meet(both[fact], values) if fact in both else values
    return both


def contains(box: Box, facts: Mapping[str, object]) -> bool:
    """Whether the order with these facts, with amounts in the policy's currency, is in the box."""
    return all(_plain_value(facts.get(fact)) in values for fact, values in box.items())


def _plain_value(value: object) -> object:
    return value.amount if isinstance(value, Money) else value


def merged(boxes: Iterable[Box]) -> list[Box]:
    """The same orders in fewer boxes: those that differ in one fact only become one."""
    found = [dict(box) for box in boxes]
    at = 0
    while at < len(found):
        for other in range(at + 1, len(found)):
            fact = _one_difference(found[at], found[other])
            if fact is not None:
                both = join(_of(found[at], fact), _of(found[other], fact))
                found[at] = {**found[at], fact: both}
                del found[other]
                at = -1
                break
        at += 1
    return [_plain(box) for box in found]


def _one_difference(one: Box, other: Box) -> str | None:
    facts = {**one, **other}
    differing = [fact for fact in facts if _of(one, fact) != _of(other, fact)]
    return differing[0] if len(differing) == 1 else None


def _plain(box: Box) -> Box:
    return {fact: values for fact, values in box.items() if values != everything(FACTS[fact])}


def _of(box: Box, fact: str) -> ValueSet:
    return box[fact] if fact in box else everything(FACTS[fact])


def _sides(box: Box, other: Box) -> int:
    return sum(fact not in box or not within(box[fact], values) for fact, values in other.items())


def _without(box: Box, taken: Box) -> Iterator[Box]:
    inside = dict(box)
    for fact, values in taken.items():
        here = inside[fact] if fact in inside else everything(FACTS[fact])
        outside = minus(here, values)
        if not outside.empty:
            yield {**inside, fact: outside}
        inside[fact] = meet(here, values)


def words_of(box: Box, fact: str) -> frozenset[str | bool]:
    """The words a box names for a fact; none where it does not say or they cannot be listed."""
    values = box.get(fact)
    return values.words if isinstance(values, Words) and not values.negated else frozenset()
