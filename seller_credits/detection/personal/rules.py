"""A rule: a pattern and the mark that stands for what it takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is taken out of a comment, and what stands there instead.

    Attributes:
        pattern: its group `kept`, where it has one, stays before the mark.
        digits: the least that a match holds.
        words: a match holds one of them, in small letters; empty where it need not.
        endings: a match holds a word that ends in one of them; empty where it need not.
    """

    pattern: re.Pattern[str]
    mark: str
    digits: int = 0
    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()

    def may_match(self, digits: int, words: Collection[str]) -> bool:
        """Whether a text of so many digits and these words is worth searching; few texts are."""
        if digits < self.digits or (self.words and self.words.isdisjoint(words)):
            return False
        return not self.endings or any(word.endswith(self.endings) for word in words)

    def apply(self, text: str) -> str:
        """The text with every match taken out."""
        return self.pattern.sub(self._replaced, text)

    def _replaced(self, found: re.Match[str]) -> str:
        return (found.groupdict().get("kept") or "") + self.mark


def any_case(
    source: str, mark: str, *, digits: int = 0, words: Iterable[str] = (), endings: str = ""
) -> Rule:
    """A rule for which capitals do not matter; `endings` are parted by `|`."""
    pattern = re.compile(source, re.IGNORECASE)
    return Rule(
        pattern, mark, digits, frozenset(words), tuple(endings.split("|") if endings else ())
    )


def exact(source: str, mark: str, *, digits: int = 0, words: Iterable[str] = ()) -> Rule:
    """A rule for which capitals matter."""
    return Rule(re.compile(source), mark, digits, frozenset(words))


def telling_words(alternatives: str) -> frozenset[str]:
    """The longest word of each alternative of a pattern, which each of its matches holds."""
    found = (_LETTERS.findall(one) for one in alternatives.split("|"))
    return frozenset(max(words, key=len).lower() for words in found)
