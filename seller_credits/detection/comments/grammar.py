"""A lexicon made ready to be searched: a tree of words, walked once from every word of a text.

A walk is as deep as the longest phrase, so that a text takes time in proportion to its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from seller_credits.detection.comments.lexicon import BREAKS, Lexicon, Meaning, Role
from seller_credits.detection.comments.notation import END, GAP, LEFT, WIDE, Phrase, rows, written

_BREAK = Meaning(Role.BREAK)
_ENDING = (".",)
_KNOWN_WORDS = 8192


@dataclass(slots=True)
class _Node:
    """A place in the tree, reached by the tokens of a phrase's beginning."""

    after: dict[str, _Node] = field(default_factory=dict)
    meaning: Meaning | None = None
    at_end: Meaning | None = None
    gap: _Node | None = None
    width: int = 0
    left: int = 0


_Best = tuple[tuple[int, bool], int, Meaning]


class Found(NamedTuple):
    """A phrase in a text: where, in tokens, and what it means."""

    begin: int
    end: int
    meaning: Meaning


class Grammar:
    """One language's phrases; building it takes some tens of milliseconds, so it is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._gaps = {GAP: 2, WIDE: 4} if lexicon.is_spaced else {GAP: 4, WIDE: 8}
        self._root = _Node()
        phrases = list(written(lexicon))
        self._ends = BREAKS | _conjunctions(phrases)
        words = {one for phrase, _ in phrases for either in phrase for one in either}
        stems = {word: _beginning_with(word[:-1], words) for word in words if word.endswith("*")}
        for phrase, meaning in phrases:
            for row in rows(phrase, lexicon, stems):
                self._plant(row, meaning)
        self._words = {part for word in words for part in word.split()}
        self._stems = {stem[:-1] for stem in stems}
        self._shortest = min(map(len, self._stems), default=0)
        self._key = lru_cache(_KNOWN_WORDS)(self._found_key)

    def search(self, tokens: list[str]) -> Iterator[Found]:
        """Every phrase, from left to right; where several begin, the one of the most tokens."""
        keys = [*map(self._key, tokens), *_ENDING] if self._stems else [*tokens, *_ENDING]
        beginnings = self._root.after
        place, size = 0, len(tokens)
        while place < size:
            key = keys[place]
            if key in BREAKS:
                yield Found(place, place + 1, _BREAK)
            elif node := beginnings.get(key):
                best = self._walk(node, keys, place + 1, 1)
                if best:
                    _, end, meaning = best
                    yield Found(place, end, meaning)
                    place = end
                    continue
            place += 1

    def _walk(self, node: _Node, keys: list[str], place: int, taken: int) -> _Best | None:
        """The most telling phrase from here: how telling, where it ends, what it means."""
        best = None
        while True:
            key = keys[place]
            meaning = node.meaning
            if node.at_end and key in self._ends:
                meaning = node.at_end
            if meaning:
                rank = taken, meaning.role is Role.CLEAR
                if best is None or rank > best[0]:
                    best = rank, place - node.left, meaning
            if node.gap:
                best = self._over_gap(node, keys, place, taken, best)
            following = node.after.get(key)
            if following is None:
                return best
            node, place, taken = following, place + 1, taken + 1

    def _over_gap(
        self, node: _Node, keys: list[str], place: int, taken: int, best: _Best | None
    ) -> _Best | None:
        behind = node.gap.after if node.gap else {}
        for here in range(place, place + node.width + 1):
            key = keys[here]
            if following := behind.get(key):
                found = self._walk(following, keys, here + 1, taken + 1)
                if found and (best is None or found[0] > best[0]):
                    best = found
            if key in BREAKS:
                break
        return best

    def _plant(self, row: list[str], meaning: Meaning) -> None:
        node = self._root
        tokens = [token for token in row if token not in {END, LEFT}]
        for token in tokens:
            if token in self._gaps:
                node.width = max(node.width, self._gaps[token])
                node.gap = node.gap or _Node()
                node = node.gap
            else:
                node = node.after.setdefault(token, _Node())
        if row[-1] == END:
            node.at_end = node.at_end or meaning
        elif node.meaning is None or meaning.role is Role.CLEAR:
            node.meaning = meaning
            node.left = len(row) - row.index(LEFT) - 1 if LEFT in row else 0

    def _found_key(self, token: str) -> str:
        """The token as the tree knows it: itself, or the longest stem it begins with."""
        if token in self._words or token in BREAKS:
            return token
        for size in range(len(token), self._shortest - 1, -1):
            if token[:size] in self._stems:
                return token[:size] + "*"
        return token


def _conjunctions(phrases: list[Phrase]) -> set[str]:
    """The words that begin a clause, and so end the one before."""
    return {one for words, meaning in phrases if meaning.role is Role.BREAK for one in words[0]}


def _beginning_with(stem: str, words: set[str]) -> list[str]:
    return sorted(word for word in words if word.startswith(stem))
