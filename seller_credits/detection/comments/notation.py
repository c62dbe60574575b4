"""From phrases as they are written in a lexicon to the rows of tokens that they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from seller_credits.detection.comments.folding import latin
from seller_credits.detection.comments.lexicon import Lexicon, Meaning, Role

GAP, WIDE, END, LEFT = "..", "...", "$", ">"
"""A few tokens of any kind, or some more; the clause's end; what follows is left for others."""
_SIGNS = frozenset({GAP, WIDE, END, LEFT})


Phrase = tuple[list[list[str]], Meaning]
"""For each word of a phrase the spellings it may have, and what it means."""


def written(lexicon: Lexicon) -> Iterator[Phrase]:
    """Every phrase of a lexicon."""
    for meaning, lines in lexicon.sections():
        for line in lines.split("\n"):
            if line.strip():
                yield [_spellings(word, lexicon, meaning) for word in line.split()], meaning


def rows(
    words: list[list[str]], lexicon: Lexicon, stems: dict[str, list[str]]
) -> Iterator[list[str]]:
    """Every row of tokens that a phrase stands for.

    Args:
        words: the phrase's, as `written` gives them.
        lexicon: whose phrase it is.
        stems: for each stem the known words that begin with it, itself among them.
    """
    choices = [[one for word in either for one in stems.get(word, (word,))] for either in words]
    for chosen in product(*choices):
        if lexicon.is_spaced:
            yield " ".join(chosen).split()
        else:
            yield [one for word in chosen for one in ([word] if word in _SIGNS else word)]


def _spellings(word: str, lexicon: Lexicon, meaning: Meaning) -> list[str]:
    """Its alternatives, folded as comments are; an empty one for a word that may be missing."""
    if word in _SIGNS:
        return [word]
    found = []
    if word.startswith("("):
        word = word[1:-1]
        found.append("")
    for one in word.split("/"):
        if not lexicon.is_spaced:
            found.append(one)
            continue
        found.append(latin(one, lexicon.apostrophe, has_umlauts=lexicon.has_umlauts))
        if lexicon.has_umlauts and meaning.role is Role.SIGN and not one.isascii():
            found.append(latin(one, lexicon.apostrophe))
    return found
