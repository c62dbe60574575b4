"""Which encoding a report is in: told by its mark, its sender, or what its bytes make sense as.

Amazon sends UTF-8 with and without a mark, UTF-16, Windows-1252 and, from Japan, CP932; the
charset it states is sometimes missing and sometimes wrong. One bad byte never costs a report.
"""

from __future__ import annotations

import codecs

from seller_credits.marketplace.files.notes import Notes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
}
"""Names as servers say them, where Python's own codec of that name is too narrow."""

_STATED = frozenset(
    {
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"),
        *("cp1250", "cp1252", "cp1254", "iso8859-2", "iso8859-9", "iso8859-15"),
    }
)
"""Codecs a server's word is taken for; Python knows others that do not even give text."""

_TELLING = 4096
_LEAST_LETTERS = 16
_MOST = 0.8
_ENOUGH_KANA = 0.2
"""Share of kana among the letters beyond ASCII from which text is Japanese.

Accented Western text can be valid CP932 by accident, but then it reads as rare kanji: a kana
needs the bytes 0x82 or 0x83, low quote and florin sign in Windows-1252."""


def choose_encoding(
    head: bytes, *, charset: str | None, japanese: bool | None, notes: Notes
) -> str:
    """The Python codec to read the file with, undecodable bytes replaced.

    Args:
        head: the first block, unpacked.
        charset: what an HTTP header said, if anything.
        japanese: whether the store is known to be the Japanese one; None where none is known.
        notes: is told where the stated charset does not fit.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if unmarked := unmarked_utf16(head):
        return unmarked
    stated = _codec(charset)
    if stated is not None and _decodes(head, stated):
        return stated
    if charset:
        notes.warn("encoding", f"the stated encoding {charset!r} does not fit; it was not used")
    if _decodes(head, "utf-8"):
        return "utf-8"
    if japanese is not False and _decodes(head, "cp932") and (japanese or _has_kana(head)):
        return "cp932"
    return "cp1252"


def unmarked_utf16(head: bytes) -> str | None:
    """The UTF-16 a text is in that does not say so: nearly every other byte is nought."""
    beginning = head[:_TELLING]
    half = len(beginning) // 2
    if half < _LEAST_LETTERS:
        return None
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts = beginning[start::2].count(0)
        others = beginning[1 - start :: 2].count(0)
        if noughts > _MOST * half and not others:
            return encoding
    return None


def _codec(charset: str | None) -> str | None:
    if not charset:
        return None
    word = charset.strip().strip("\"'").lower()
    try:
        codec = codecs.lookup(_NAMES.get(word, word)).name
    except (LookupError, ValueError):
        return None
    return codec if codec in _STATED else None


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the block is valid, but for a letter cut in two at its end."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(head, final=False)
    except ValueError:
        return False
    return True


def _has_kana(head: bytes) -> bool:
    text = head.decode("cp932", errors="ignore")
    wide = [letter for letter in text if letter > "\x7f"]
    kana = sum("ぁ" <= letter <= "ヿ" for letter in wide)
    return bool(wide) and kana >= _ENOUGH_KANA * len(wide)
