"""Buyers' own words, kept short and without what tells who they are."""

from __future__ import annotations

import re

MAX_LENGTH = 280
_PERSONAL = (
    (re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+"), "[e-mail]"),
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
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def scrubbed(comment: str) -> str:
    """The comment on one line, without e-mails, links, phone and order numbers, and addresses."""
    if not comment:
        return ""
    text = _CONTROL.sub(" ", comment)
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    text = " ".join(text.split())
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"
