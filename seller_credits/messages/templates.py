"""The nouns of messages.yaml: a template, and its wording in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seller_credits.handwritten.problems import Place
from seller_credits.messages.kinds import LONGEST, Kind


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says in one language, and where in the file it does."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Template:
    """One message a policy can name.

    Attributes:
        sent_as: the kind of message it goes out as.
        wordings: by code of the language.
    """

    name: str
    sent_as: Kind
    wordings: Mapping[str, Wording]
    place: Place

    @property
    def longest(self) -> int:
        """Most characters its kind may have."""
        return LONGEST[self.sent_as]


@dataclass(frozen=True, slots=True)
class Templates:
    """A seller's message templates.

    Attributes:
        by_name: every template, in the order of the file.
        file: name of the file, for what is said about it.
        lines: of the file, so that words can be found in them again.
    """

    by_name: Mapping[str, Template]
    file: str
    lines: tuple[str, ...] = field(default=(), repr=False)

    def place_of(self, words: str, after: Place) -> Place:
        """Where words stand in the file from a place on; the place itself where lines part them."""
        return find_words(self.lines, words, after)


def find_words(lines: tuple[str, ...], words: str, after: Place) -> Place:
    """Where words stand in a file's lines, from a place on; else the place itself."""
    for at in range(after.line - 1, len(lines)):
        column = lines[at].find(words, after.column - 1 if at == after.line - 1 else 0)
        if words and column >= 0:
            return Place(at + 1, column + 1)
    return after
