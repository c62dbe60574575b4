"""One spelling for what buyers write in many: case, accents, widths, quotes and entities."""

from __future__ import annotations

import html
import unicodedata

MOST_READ = 10_000
"""A comment is read this far, in characters; nobody's trouble is first named behind it."""

_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ALIKE = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, ",")
    | {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
    | {"…": ".", "。": ".", "¿": ".", "¡": "."}
)


UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"}
)


def latin(text: str, apostrophe: str = "", *, has_umlauts: bool = False) -> str:
    """The text in plain small ASCII letters; what is written in others is left out.

    Args:
        text: anything a buyer wrote.
        apostrophe: what stands for one: nothing (`didnt`), or a blank (`n est`).
        has_umlauts: whether `ä` is `ae`, as in German, and not `a`.
    """
    text = _unescaped(text)
    if text.isascii():
        text = text.lower().replace("`", "'")
    else:
        if has_umlauts:
            text = unicodedata.normalize("NFC", text).translate(UMLAUTS)
        text = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
        text = text.encode("ascii", "ignore").decode("ascii")
    return text.replace("'", apostrophe)


def japanese(text: str) -> str:
    """The text with one width for each letter, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", _unescaped(text)).casefold().split())


def _unescaped(text: str) -> str:
    """As the buyer typed it: reports carry HTML entities, some of them escaped twice."""
    text = text[:MOST_READ]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return text
