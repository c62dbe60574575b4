"""Chance that repeats: the same seed rolls the same shop, today and next year."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices; a text seed keeps it equal on every platform and run."""

    __slots__ = ("_random",)

    def __init__(self, *seed: object) -> None:
        """Seed with anything that has a stable text form."""
        text = "/".join(str(part) for part in seed)
        self._random = random.Random(text)  # noqa: S311 - made-up shops must repeat; no secret here

    def chance(self, share: float) -> bool:
        """Return whether something that happens in this share of cases happens now."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return self._random.randint(low, high)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices, each equally likely."""
        return self._random.choice(choices)

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """Return one of the choices by its weight."""
        values = [value for value, _ in choices]
        return self._random.choices(values, weights=[weight for _, weight in choices])[0]

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """Return that many different choices."""
        return self._random.sample(choices, count)

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """Return the choices in an order of its own."""
        return self._random.sample(choices, len(choices))

    def digits(self, count: int) -> str:
        """Return a number of exactly that many digits that does not begin with zero."""
        return str(self._random.randint(10 ** (count - 1), 10**count - 1))

    def letters(self, count: int, alphabet: str = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") -> str:
        """Return that many characters of the alphabet."""
        return "".join(self._random.choices(alphabet, k=count))
