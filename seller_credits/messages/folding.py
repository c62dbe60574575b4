"""Texts as the rules read them: one spelling for what looks the same, and what hides undone.

Full-width letters, look-alikes of other alphabets, accents, invisible characters and unusual dots
become the plain letters a reader takes them for. Every folded character knows where it came from,
so that what is found can be shown as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ALPHABETS = (
    "абгеіјкморстухѕԁһӏԛԝВЕЅІЈКМНОРСТУХαειικνορτυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧıłŁøØđĐ",
    "abreijkmopctyxsdhlqwBESIJKMHOPCTYXaeiikvoptuxwABEZHIKMNOPTYXilLoOdD",
)
_DOTS = "\u00b7\u2022\u2024\u2027\u2219\u22c5\u3002"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201a\u0060\u00b4"
_LOOK_ALIKES = str.maketrans(
    _ALPHABETS[0] + _DOTS + _DASHES + _QUOTES,
    _ALPHABETS[1] + "." * len(_DOTS) + "-" * len(_DASHES) + "'" * len(_QUOTES),
)
_LONGER = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ẞ": "SS"}
_VOICED = "\uff9e\uff9f"
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
_MORE_BLANKS = re.compile(r"(?<=\s)\s+")
_SPACED_OUT = re.compile(r"(?<!\w)[^\W\d_](?:[ ._*|/~-]{1,2}[^\W\d_]){3,}(?!\w)")
_INSIDE_A_WORD = re.compile(r"(?<=[^\W\d_])[-._*'~|]+(?=[^\W\d_])")
_WORD = re.compile(r"[\w@$€]{3,}")
_DISGUISES = str.maketrans("013457@$€", "oieastase")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one spelling.

    Attributes:
        plain: letters as a reader takes them for, capitals kept.
        origins: for each character of it, where in the written text it stood.
    """

    plain: str
    origins: tuple[int, ...]

    @property
    def low(self) -> str:
        """In small letters; as long as `plain`."""
        return "".join(low if len(low := char.lower()) == 1 else char for char in self.plain)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text stood in the written one."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """The text in one spelling."""
    letters: list[str] = []
    origins: list[int] = []
    for start, cluster in _clusters(text):
        for letter in _folded(cluster):
            letters.append(letter)
            origins.append(start)
    return Folded("".join(letters), tuple(origins))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the marks that belong to it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _belongs(text[at]):
            yield start, text[start:at]
            start = at


def _belongs(char: str) -> bool:
    return char in _VOICED or unicodedata.combining(char) != 0


def _folded(cluster: str) -> str:
    seen = "".join(char for char in cluster if not _is_unseen(char))
    plain = unicodedata.normalize("NFKC", seen).translate(_LOOK_ALIKES)
    return "".join(_letter(char) for char in plain)


def _is_unseen(char: str) -> bool:
    return char in _UNSEEN or unicodedata.category(char) == "Cf"


def _letter(char: str) -> str:
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    if char in _LONGER:
        return _LONGER[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    first = unicodedata.normalize("NFD", char)[0]
    if "a" <= first.lower() <= "z":
        return first.translate(_LOOK_ALIKES)
    return "" if unicodedata.combining(char) else char


def spellings(folded: Folded) -> Iterator[Folded]:
    """The text in small letters, and as it reads with its words' disguises taken off."""
    low = _without(Folded(folded.low, folded.origins), _MORE_BLANKS)
    low = Folded(low.plain.replace("\n", " "), low.origins)
    yield low
    joined = _without(low, _INSIDE_A_WORD)
    for other in (_drawn_together(low), joined, _undisguised(low), _undisguised(joined)):
        if other.plain != low.plain:
            yield other


def _drawn_together(folded: Folded) -> Folded:
    """`r e v i e w` as one word; also without its first letter, which may be a word itself."""
    letters: list[str] = []
    origins: list[int] = []
    for found in _SPACED_OUT.finditer(folded.plain):
        whole = [at for at in range(*found.span()) if folded.plain[at].isalpha()]
        for part in (whole, whole[1:]):
            letters += [*(folded.plain[at] for at in part), " "]
            origins += [*(folded.origins[at] for at in part), folded.origins[part[-1]]]
    return Folded("".join(letters), tuple(origins))


def _without(folded: Folded, pattern: re.Pattern[str]) -> Folded:
    left_out = {at for found in pattern.finditer(folded.plain) for at in range(*found.span())}
    kept = [at for at in range(len(folded.plain)) if at not in left_out]
    return Folded(
        "".join(folded.plain[at] for at in kept), tuple(folded.origins[at] for at in kept)
    )


def _undisguised(folded: Folded) -> Folded:
    """`r3view` and `f€edback` as the words they stand for."""
    return Folded(_WORD.sub(_as_a_word, folded.plain), folded.origins)


def _as_a_word(found: re.Match[str]) -> str:
    word = found.group()
    return word.translate(_DISGUISES) if any(char.isalpha() for char in word) else word
