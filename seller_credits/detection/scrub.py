"""Buyers' own words, kept short and without what tells who they are."""

from __future__ import annotations

import re

MAX_LENGTH = 280
_READ = 4 * MAX_LENGTH
_PERSONAL = (
    (re.compile(r"(https?://|www\.)\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<!\w)\+?\d[\d\s().\-/]{6,}\d(?!\w)"), "[number]"),
    (
        re.compile(
            r"\b\d{1,5}\s+(\w+\s){0,3}"
            r"(street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|way)\b\.?",
            re.IGNORECASE,
        ),
        "[address]",
    ),
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def scrubbed(comment: str) -> str:
    """The comment on one line, without e-mails, links, phone and order numbers, and addresses."""
    if not comment:
        return ""
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", comment[:_READ]))
    text = " ".join("[e-mail]" if _is_address(word) else word for word in text.split())
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"


def _is_address(word: str) -> bool:
    """Rather a word too many than an address left: all that hangs together around the sign."""
    before, sign, after = word.partition("@")
    return bool(sign and before and "." in after)
