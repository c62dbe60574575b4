"""Deals out what buyers say, in turn, so that no shop misses the worst of it."""

from collections import Counter

from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.words.languages import LANGUAGES
from seller_credits.simulator.shop.words.saying import Saying


class Sayings:
    """What has been said so far in one shop, and what is said next."""

    def __init__(self) -> None:
        self._said: Counter[tuple[str, int]] = Counter()

    def with_stars(self, language: str, stars: int) -> Saying:
        """Return what the next buyer of that language says with that many stars."""
        return self._next(language, stars, LANGUAGES[language].feedback[stars])

    def with_a_return(self, language: str, issue: str, dice: Dice) -> Saying:
        """Return what the next buyer says of a return; every other one says why."""
        words = LANGUAGES[language]
        if self._said[language, 0] % 2:
            self._said[language, 0] += 1
            told = words.about_returns.get(issue)
            return Saying(dice.pick(told), issue) if told else Saying("")
        return self._next(language, 0, words.anyhow, every=2)

    def _next(
        self, language: str, stars: int, sayings: tuple[Saying, ...], *, every: int = 1
    ) -> Saying:
        before = self._said[language, stars] // every
        self._said[language, stars] += 1
        return sayings[before % len(sayings)]
