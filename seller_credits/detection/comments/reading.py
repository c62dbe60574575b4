"""What a buyer's comment points to: evidence counted by kind, or nothing said.

It proposes and never decides: a reason code of the marketplace outranks whatever is read here.
It abstains where nothing points, where two kinds are about equal, where the words are denied,
asked, feared or of another time, and in languages it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from seller_credits.detection.comments.grammar import Found
from seller_credits.detection.comments.languages import grammar_of, language_of
from seller_credits.detection.comments.lexicon import Lexicon, Role
from seller_credits.domain.issues import IssueKind

ENOUGH = 2
"""The least weight to propose a kind: one sure phrase, or two hints."""
FEW_WORDS = 4
"""In a comment this short a hint is all there is to say."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A kind that a comment points to, and why.

    Attributes:
        kind: what seems to have gone wrong.
        words: the buyer's phrases that say so, in small letters and without accents.
        language: what it was read in: `de`.
    """

    kind: IssueKind
    words: tuple[str, ...]
    language: str


@dataclass(slots=True)
class _Told:
    """What speaks for one kind; a phrase that is said again adds nothing."""

    kind: IssueKind
    weight: int = 0
    words: list[str] = field(default_factory=list)

    def add(self, phrase: str, weight: int) -> None:
        """One more phrase that points to it."""
        if phrase not in self.words:
            self.words.append(phrase)
            self.weight += weight


@dataclass(slots=True)
class _Clause:
    """What was found since the last break."""

    signs: list[Found] = field(default_factory=list)
    negations: list[Found] = field(default_factory=list)
    is_doubtful: bool = False

    def left(self, lexicon: Lexicon) -> Iterator[Found]:
        """The signs that no doubt and no negation takes back."""
        if self.is_doubtful:
            return
        for sign in self.signs:
            if not any(_denies(negation, sign, lexicon) for negation in self.negations):
                yield sign


def read_comment(text: str, language: str | None) -> Reading | None:
    """What a buyer's own words point to; None where they do not say, or not clearly.

    Args:
        text: the comment as the buyer wrote it, of any length.
        language: ISO 639-1, also with a country (`de`, `de_DE`); None to judge by the words.
    """
    code = language[:2].lower() if language else language_of(text)
    grammar = grammar_of(code)
    if grammar is None:
        return None
    lexicon = grammar.lexicon
    tokens = lexicon.tokens(text)
    told: dict[IssueKind, _Told] = {}
    for sign in _standing(grammar.search(tokens), tokens, lexicon):
        kind, weight = sign.meaning.kind, sign.meaning.weight
        told.setdefault(kind, _Told(kind)).add(
            lexicon.joined(tokens[sign.begin : sign.end]), weight
        )
    if not told:
        return None
    is_short = lexicon.is_spaced and len(tokens) <= FEW_WORDS
    winner = _clear_winner(list(told.values()), 1 if is_short else ENOUGH)
    return Reading(winner.kind, tuple(winner.words), lexicon.language) if winner else None


def _clear_winner(told: list[_Told], least: int) -> _Told | None:
    """The kind with more than twice the evidence of any other."""
    best, *others = sorted(told, key=lambda one: -one.weight)
    second = others[0].weight if others else 0
    return best if best.weight >= least and best.weight > 2 * second else None


def _standing(phrases: Iterator[Found], tokens: list[str], lexicon: Lexicon) -> Iterator[Found]:
    """The signs that nothing in their clause takes back."""
    clause = _Clause()
    for found in phrases:
        role = found.meaning.role
        if role is Role.SIGN:
            clause.signs.append(found)
        elif role is Role.NEGATION:
            clause.negations.append(found)
        elif role is Role.DOUBT:
            clause.is_doubtful = True
        elif role is Role.BREAK:
            if clause.signs and tokens[found.begin] != "?":
                yield from clause.left(lexicon)
            clause = _Clause()
    yield from clause.left(lexicon)


def _denies(negation: Found, sign: Found, lexicon: Lexicon) -> bool:
    """Whether a negation stands close enough before a sign; in Japanese, behind it."""
    first, second = (negation, sign) if lexicon.is_spaced else (sign, negation)
    return 0 <= second.begin - first.end <= lexicon.reach
