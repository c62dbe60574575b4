"""A rule: a pattern and the mark that stands for what it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What is taken out of a comment, and what stands there instead.

    Attributes:
        pattern: its group `kept`, where it has one, stays before the mark.
    """

    pattern: re.Pattern[str]
    mark: str

    def apply(self, text: str) -> str:
        """The text with every match taken out."""
        return self.pattern.sub(self._replaced, text)

    def _replaced(self, found: re.Match[str]) -> str:
        return (found.groupdict().get("kept") or "") + self.mark


def any_case(source: str, mark: str) -> Rule:
    """A rule for which capitals do not matter."""
    return Rule(re.compile(source, re.IGNORECASE), mark)


def exact(source: str, mark: str) -> Rule:
    """A rule for which capitals matter."""
    return Rule(re.compile(source), mark)
