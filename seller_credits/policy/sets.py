"""Sets of values of one fact: what a condition accepts, with exact intersection and difference.

Because every condition is such a set, `policy check` can prove that a rule never fires and name
an order that shows a gap, without guessing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from seller_credits.domain.facts import FactDefinition, FactType

Cut = tuple[Decimal, int]
"""A point between values: `(v, 0)` lies just below v, `(v, 1)` just above it."""
Span = tuple[Cut, Cut]
Word = str | bool

_STEP = Decimal("0.01")
LOWEST: Cut = (Decimal("-Infinity"), 0)
HIGHEST: Cut = (Decimal("Infinity"), 1)

WHOLE = frozenset({FactType.COUNT, FactType.DAYS, FactType.STARS})
NUMERIC = WHOLE | {FactType.HOURS, FactType.PERCENT, FactType.MONEY}


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words (or of yes and no).

    Attributes:
        words: the words meant.
        negated: every other word instead; only for facts whose words cannot be listed.
        missing: whether the fact being unknown is in the set too.
    """

    words: frozenset[Word]
    negated: bool = False
    missing: bool = False

    def __contains__(self, value: object) -> bool:
        return self.missing if value is None else (value in self.words) is not self.negated

    @property
    def empty(self) -> bool:
        """Whether no value at all is in it."""
        return not (self.words or self.negated or self.missing)

    def meet(self, other: Words) -> Words:
        """What is in both."""
        missing = self.missing and other.missing
        if self.negated and other.negated:
            return Words(self.words | other.words, negated=True, missing=missing)
        if self.negated:
            return Words(other.words - self.words, missing=missing)
        if other.negated:
            return Words(self.words - other.words, missing=missing)
        return Words(self.words & other.words, missing=missing)

    def join(self, other: Words) -> Words:
        """What is in either."""
        return self.outside().meet(other.outside()).outside()

    def outside(self) -> Words:
        """Every word (and the unknown) that is not in it."""
        return Words(self.words, negated=not self.negated, missing=not self.missing)

    def known(self) -> Words:
        """The same without the unknown."""
        return replace(self, missing=False)

    def minus(self, other: Words) -> Words:
        """What is in this and not in the other."""
        return self.meet(other.outside())

    def sample(self) -> Word | None:
        """One value of it; None where only the unknown is in it."""
        if not self.negated:
            return min(self.words, key=str) if self.words else None
        return next(word for word in _other_words() if word not in self.words)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A set of numbers: sorted spans that neither touch nor overlap.

    Attributes:
        spans: from cut to cut.
        missing: whether the fact being unknown is in the set too.
    """

    spans: tuple[Span, ...]
    missing: bool = False

    @classmethod
    def between(cls, low: Decimal | None, high: Decimal | None, *, whole: bool) -> Numbers:
        """From low to high, both included; None leaves a side open."""
        lower = LOWEST if low is None else (low, 0)
        if high is None:
            return cls(((lower, HIGHEST),))
        return cls(((lower, (high + 1, 0) if whole else (high, 1)),))

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int | Decimal):
            return self.missing and value is None
        number = Decimal(value)
        return any(low <= (number, 0) and (number, 1) <= high for low, high in self.spans)

    @property
    def empty(self) -> bool:
        """Whether no value at all is in it."""
        return not (self.spans or self.missing)

    def meet(self, other: Numbers) -> Numbers:
        """What is in both."""
        spans = [
            (max(low, other_low), min(high, other_high))
            for low, high in self.spans
            for other_low, other_high in other.spans
            if max(low, other_low) < min(high, other_high)
        ]
        return Numbers(tuple(sorted(spans)), self.missing and other.missing)

    def shares_any_with(self, other: Numbers) -> bool:
        """Whether any number, or the unknown, is in both."""
        if self.missing and other.missing:
            return True
        return any(
            low < other_high and other_low < high
            for low, high in self.spans
            for other_low, other_high in other.spans
        )

    def lies_within(self, other: Numbers) -> bool:
        """Whether everything in this is in the other too; spans that touch are one span."""
        if self.missing and not other.missing:
            return False
        return all(
            any(other_low <= low and high <= other_high for other_low, other_high in other.spans)
            for low, high in self.spans
        )

    def minus(self, other: Numbers) -> Numbers:
        """What is in this and not in the other."""
        return self.meet(other.outside())

    def outside(self) -> Numbers:
        """Every number (and the unknown) that is not in it."""
        cuts = [LOWEST, *(cut for span in self.spans for cut in span), HIGHEST]
        pairs = zip(cuts[::2], cuts[1::2], strict=True)
        return Numbers(tuple(pair for pair in pairs if pair[0] < pair[1]), not self.missing)

    def join(self, other: Numbers) -> Numbers:
        """What is in either."""
        return self.outside().meet(other.outside()).outside()

    def sample(self, like: Decimal) -> Decimal | None:
        """One number of it, near the one given; None where only the unknown is in it."""
        if like in self:
            return like
        for (low, low_side), (high, high_side) in self.spans:
            lowest = low + _STEP if low_side else low
            highest = high if high_side else high - 1
            near = (min(max(like, lowest), highest), lowest, high - _STEP, (low + high) / 2)
            inside = (number for number in near if number.is_finite() and number in self)
            found = next(inside, None)
            if found is not None:
                return found
        return None


ValueSet = Words | Numbers


def everything(definition: FactDefinition) -> ValueSet:
    """All a fact can be, unknown included."""
    if definition.type is FactType.YES_NO:
        return Words(frozenset({True, False}), missing=True)
    if definition.type is FactType.CHOICE:
        return Words(frozenset(definition.choices), missing=True)
    if definition.type is FactType.TEXT:
        return Words(frozenset(), negated=True, missing=True)
    if definition.type is FactType.STARS:
        stars = Numbers.between(Decimal(1), Decimal(5), whole=True)
        return replace(stars, missing=True)
    lowest = None if definition.type is FactType.PERCENT else Decimal(0)
    numbers = Numbers.between(lowest, None, whole=definition.type in WHOLE)
    return replace(numbers, missing=True)


def known(definition: FactDefinition) -> ValueSet:
    """All a fact can be where it is known."""
    return replace(everything(definition), missing=False)


def meet(one: ValueSet, other: ValueSet) -> ValueSet:
    """What is in both sets of the same fact."""
    if isinstance(one, Words) and isinstance(other, Words):
        return one.meet(other)
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.meet(other)
    raise TypeError("two sets of one fact are of one kind")


def minus(one: ValueSet, other: ValueSet) -> ValueSet:
    """What is in the first set of a fact and not in the second."""
    if isinstance(one, Words) and isinstance(other, Words):
        return one.minus(other)
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.minus(other)
    raise TypeError("two sets of one fact are of one kind")


def share(one: ValueSet, other: ValueSet) -> bool:
    """Whether any value is in both sets of the same fact."""
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.shares_any_with(other)
    return not meet(one, other).empty


def within(one: ValueSet, other: ValueSet) -> bool:
    """Whether every value of the first set of a fact is in the second as well."""
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.lies_within(other)
    return minus(one, other).empty


def join(one: ValueSet, other: ValueSet) -> ValueSet:
    """What is in either set of the same fact."""
    if isinstance(one, Words) and isinstance(other, Words):
        return one.join(other)
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.join(other)
    raise TypeError("two sets of one fact are of one kind")


def _other_words() -> tuple[str, ...]:
    return ("other", *(f"other-{number}" for number in range(1, 1000)))
