"""The first rule that fits, found without asking rule by rule.

Every condition is a set of values. So each value of a fact leaves certain rules standing, and which
ones can be written down beforehand: for a number, by the segment between two ends of ranges that it
falls into. What all the facts together leave standing are the rules that fit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import pairwise
from typing import Generic, TypeVar

from seller_credits.domain.facts import FACTS, FactType, Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine.predicates import Test, scaled, test_of
from seller_credits.policy.language import Condition
from seller_credits.policy.rates import EXACT, Rates
from seller_credits.policy.reading.conditions import compared
from seller_credits.policy.sets import WHOLE, Numbers, Span, Words

Standing = int
"""Which rules are left standing: a bit for each, the lowest for the first rule."""
Leaves = Callable[[Value | None], Standing]
"""What a value of one fact leaves standing; None where the fact is missing."""

_Kept = TypeVar("_Kept")
_ENDLESS = Decimal("Infinity")
_UNHEARD_OF = "\0"
"""Stands for every word that no rule names."""


@dataclass(frozen=True, slots=True)
class Sieve(Generic[_Kept]):
    """Rules in order, and what each fact they ask about leaves of them."""

    rules: tuple[_Kept, ...]
    everything: Standing
    asked: tuple[tuple[str, Leaves], ...]

    def first(self, known: Mapping[str, Value]) -> _Kept | None:
        """The first rule all of whose conditions hold; None where there is none."""
        standing, get = self.everything, known.get
        for name, leaves in self.asked:
            standing &= leaves(get(name))
        lowest = standing & -standing
        return self.rules[lowest.bit_length() - 1] if lowest else None

    def fitting(self, known: Mapping[str, Value]) -> Sequence[_Kept]:
        """Every rule all of whose conditions hold, in order."""
        standing, get = self.everything, known.get
        for name, leaves in self.asked:
            standing &= leaves(get(name))
        if not standing:
            return ()
        return [rule for number, rule in enumerate(self.rules) if standing >> number & 1]


def sieve_of(rules: Sequence[tuple[_Kept, Sequence[Condition]]], rates: Rates) -> Sieve[_Kept]:
    """These rules made ready; each with those of its conditions that are left to ask."""
    everything = (1 << len(rules)) - 1
    asked: dict[str, list[tuple[Standing, Condition]]] = {}
    for number, (_, conditions) in enumerate(rules):
        for condition in conditions:
            asked.setdefault(condition.fact, []).append((1 << number, condition))
    return Sieve(
        rules=tuple(rule for rule, _ in rules),
        everything=everything,
        asked=tuple(
            (name, _leaves(name, conditions, everything, rates))
            for name, conditions in asked.items()
        ),
    )


def _leaves(
    name: str, conditions: list[tuple[Standing, Condition]], everything: Standing, rates: Rates
) -> Leaves:
    tests = [(rule, test_of(condition, rates)) for rule, condition in conditions]
    left = partial(_left, tests, everything)
    sets = [condition.accepts for _, condition in conditions]
    kind = FACTS[name].type
    words = [accepts for accepts in sets if isinstance(accepts, Words)]
    if words:
        return _by_word(name, words, left, text=kind is FactType.TEXT)
    spans = [span for accepts in sets if isinstance(accepts, Numbers) for span in accepts.spans]
    if kind is FactType.MONEY:
        return _by_money(spans, left, rates)
    return _by_whole_number(spans, left) if kind in WHOLE else _by_number(spans, left)


def _left(tests: Iterable[tuple[Standing, Test]], standing: Standing, value: Value | None) -> int:
    """What the value leaves standing, by asking every rule: how all that follows is worked out."""
    for rule, test in tests:
        if not test(value):
            standing &= ~rule
    return standing


class _ByWord(dict[Value | None, Standing]):
    """What each word leaves standing, and what any other does; asked without a call of Python's."""

    __slots__ = ("_others",)

    def __init__(self, others: Standing, by_word: Mapping[Value | None, Standing]) -> None:
        super().__init__(by_word)
        self._others = others

    def __missing__(self, _word: Value | None) -> Standing:
        return self._others


def _by_word(name: str, sets: Iterable[Words], left: Leaves, *, text: bool) -> Leaves:
    words = {word for accepts in sets for word in accepts.words}
    by_word = _ByWord(left(_UNHEARD_OF), {word: left(word) for word in (*words, None)})
    if not text:
        return by_word.__getitem__

    # The same few countries and carriers come again and again.
    @lru_cache(maxsize=1024)
    def leaves(value: Value | None) -> Standing:
        return by_word[None if value is None else compared(name, str(value))]

    return leaves


def _by_whole_number(spans: Iterable[Span], left: Leaves) -> Leaves:
    starts = [int(point) for point in _points(spans)]
    segments = [left(starts[0] - 1), *map(left, starts)] if starts else [left(0)]
    missing = left(None)

    def leaves(value: Value | None) -> Standing:
        return missing if value is None else segments[bisect_right(starts, value)]

    return leaves


def _by_number(spans: Iterable[Span], left: Leaves) -> Leaves:
    points, segments = _segments(spans, left)
    missing = left(None)

    def leaves(value: Value | None) -> Standing:
        if value is None:
            return missing
        number = bisect_left(points, value)
        return segments[2 * number + (points[number] == value)]

    return leaves


def _by_money(spans: list[Span], left: Leaves, rates: Rates) -> Leaves:
    def of_currency(currency: str, units: Decimal) -> tuple[list[Decimal], list[Standing]]:
        inner = [scaled(span, units) for span in spans]
        return _segments(inner, lambda amount: left(Money(amount, currency)))

    by_currency = {one: of_currency(one, units) for one, units in rates.units.items()}
    missing = left(None)

    def leaves(value: Value | None) -> Standing:
        if not isinstance(value, Money):
            return missing
        of_its_own = by_currency.get(value.currency)
        if of_its_own is None:
            return left(value)
        (points, segments), amount = of_its_own, value.amount
        number = bisect_left(points, amount)
        return segments[2 * number + (points[number] == amount)]

    return leaves


def _segments(
    spans: Iterable[Span], left: Callable[[Decimal], Standing]
) -> tuple[list[Decimal], list[Standing]]:
    """Each point where a range ends or begins, and what is left before it, at it and so on.

    The points end with one that no number reaches, so that each has a next one to be asked about.
    """
    points = _points(spans)
    if not points:
        return [_ENDLESS], [left(Decimal(0))]
    found = [left(points[0] - 1)]
    for low, high in pairwise(points):
        found += [left(low), left(EXACT.divide(EXACT.add(low, high), Decimal(2)))]
    return [*points, _ENDLESS], [*found, left(points[-1]), left(points[-1] + 1)]


def _points(spans: Iterable[Span]) -> list[Decimal]:
    return sorted({point for span in spans for point, _ in span if point.is_finite()})
