"""What a language's words for troubles look like.

A phrase is written as buyers write it, one a line, with these signs:

    arrived/came late     either word
    (very) late           a word that may be there
    damag*                any ending
    arrived .. late       up to two words between (Japanese: four characters)
    ordered ... got       up to four words between (Japanese: eight characters)
    never received $      the clause ends here
    and > it/they         what follows must stand there, and is left for other phrases

A phrase of Japanese is written with blanks between its parts, which stand together in the text.
Where several phrases fit at one place, the one of the most words is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from seller_credits.detection.comments.folding import japanese, latin
from seller_credits.domain.issues import IssueKind

SURE = 2
HINT = 1
BREAKS = frozenset(".,;:!?|()\n、。「」")
"""What ends a clause, one character each."""
_TOKEN = re.compile(r"\w+|[.,;:!?|()\n]", re.ASCII)


class Role(Enum):
    """What a phrase does to the reading of its clause."""

    SIGN = auto()
    CLEAR = auto()
    NEGATION = auto()
    DOUBT = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says: its role, and for a sign the kind it points to and how strongly."""

    role: Role
    kind: IssueKind = IssueKind.OTHER
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words.

    Attributes:
        language: ISO 639-1: `de`.
        sure: phrases that say a kind by themselves.
        hints: words that say it together with another, or alone in a comment of a few words.
        clear: what looks like a sign and is none: praise, and other things of the same words.
        negations: what turns a sign near it into nothing.
        doubts: what makes a clause hypothetical, feared, or about another time.
        breaks: words that begin a new clause.
        apostrophe: what an apostrophe is read as: nothing, or a blank between two words.
        reach: how many words (Japanese: characters) may stand between a negation and its sign.
        is_spaced: whether words are parted by blanks; if not, negations follow their signs.
        has_umlauts: whether `ä` may also be written `ae`; in signs, where nothing else is
            spelled so, just `a` as well.
    """

    language: str
    sure: Mapping[IssueKind, str]
    hints: Mapping[IssueKind, str]
    clear: str
    negations: str
    doubts: str
    breaks: str
    apostrophe: str = ""
    reach: int = 3
    is_spaced: bool = True
    has_umlauts: bool = False

    def tokens(self, text: str) -> list[str]:
        """The text as what phrases are made of: words (Japanese: characters), and breaks."""
        if self.is_spaced:
            return _TOKEN.findall(latin(text, self.apostrophe, has_umlauts=self.has_umlauts))
        return list(japanese(text))

    def joined(self, tokens: list[str]) -> str:
        """The tokens as a person reads them."""
        return (" " if self.is_spaced else "").join(tokens)

    def sections(self) -> tuple[tuple[Meaning, str], ...]:
        """Every block of phrases with what they mean."""
        return (
            *((Meaning(Role.SIGN, kind, SURE), lines) for kind, lines in self.sure.items()),
            *((Meaning(Role.SIGN, kind, HINT), lines) for kind, lines in self.hints.items()),
            (Meaning(Role.CLEAR), self.clear),
            (Meaning(Role.NEGATION), self.negations),
            (Meaning(Role.DOUBT), self.doubts),
            (Meaning(Role.BREAK), self.breaks),
        )
