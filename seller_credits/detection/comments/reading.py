"""What a buyer's comment points to: evidence counted by kind, or nothing said.

It proposes and never decides: a reason code of the marketplace outranks whatever is read here.
It abstains where nothing points, where two kinds are about equal, where the words are denied,
asked, feared or of another time, and in languages it does not know.
"""

from __future__ import annotations

from collections import defaultdict
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
class _Clause:
    """What was found since the last break."""

    signs: list[Found] = field(default_factory=list)
    negations: list[Found] = field(default_factory=list)
    is_doubtful: bool = False


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
    weights: dict[IssueKind, int] = defaultdict(int)
    words: dict[IssueKind, list[str]] = defaultdict(list)
    for sign in _standing(grammar.search(tokens), tokens, lexicon):
        phrase = lexicon.joined(tokens[sign.begin : sign.end])
        kind = sign.meaning.kind
        if phrase not in words[kind]:
            words[kind].append(phrase)
            weights[kind] += sign.meaning.weight
    is_short = lexicon.is_spaced and len(tokens) <= FEW_WORDS
    winner = _clear_winner(weights, 1 if is_short else ENOUGH)
    return Reading(winner, tuple(words[winner]), lexicon.language) if winner else None


def _clear_winner(weights: dict[IssueKind, int], least: int) -> IssueKind | None:
    """The kind with at least twice the evidence of any other."""
    if not weights:
        return None
    (kind, best), *others = sorted(weights.items(), key=lambda item: -item[1])
    second = others[0][1] if others else 0
    return kind if best >= max(least, 2 * second) else None


def _standing(phrases: Iterator[Found], tokens: list[str], lexicon: Lexicon) -> Iterator[Found]:
    """The signs that nothing in their clause takes back."""
    clause = _Clause()
    for found in phrases:
        match found.meaning.role:
            case Role.SIGN:
                clause.signs.append(found)
            case Role.NEGATION:
                clause.negations.append(found)
            case Role.DOUBT:
                clause.is_doubtful = True
            case Role.BREAK:
                if clause.signs and tokens[found.begin] != "?":
                    yield from _left(clause, lexicon)
                clause = _Clause()
            case Role.CLEAR:
                pass
    yield from _left(clause, lexicon)


def _left(clause: _Clause, lexicon: Lexicon) -> Iterator[Found]:
    if clause.is_doubtful:
        return
    for sign in clause.signs:
        if not any(_denies(negation, sign, lexicon) for negation in clause.negations):
            yield sign


def _denies(negation: Found, sign: Found, lexicon: Lexicon) -> bool:
    """Whether a negation stands close enough before a sign; in Japanese, behind it."""
    first, second = (negation, sign) if lexicon.is_spaced else (sign, negation)
    return 0 <= second.begin - first.end <= lexicon.reach
