"""Buyers' own words, kept short and without what tells who they are.

Rather a word too many is taken than one too few: addresses, numbers and names have more forms than
any list of them. What a comment is kept for survives: sizes, counts, prices and what went wrong.
"""

from __future__ import annotations

import re
import unicodedata

from seller_credits.detection.personal import addresses, japanese, numbers
from seller_credits.detection.personal.mails import without_links, without_mails
from seller_credits.detection.personal.names import without_names

MAX_LENGTH = 280
_READ = 4 * MAX_LENGTH
_TORN = 120
"""What a cut may have torn off an address or a number is not shown, in characters."""
_CUT = "…"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_PLACE = re.compile("丁目|番地|[都道府県]")


def scrubbed(comment: str) -> str:
    """The comment on one line of at most `MAX_LENGTH`, without what tells who or where one is.

    E-mails, links, long numbers (telephones, orders, cards, accounts), postal addresses and names
    that are said to be names are replaced by `[e-mail]`, `[link]`, `[number]`, `[address]` and
    `[name]`. Scrubbing it again changes nothing.
    """
    if not comment:
        return ""
    text = _one_line(comment[:_READ])
    kept = _cut(_without_the_personal(text), torn=len(comment) > _READ)
    while kept != text:  # each round leaves less that is not a mark, so that there is a last one
        text, kept = kept, _cut(_without_the_personal(kept), torn=False)
    return kept


def _one_line(text: str) -> str:
    """One spelling for each letter and digit, nothing unseen, single blanks."""
    if not (text.isascii() and text.isprintable()):
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
        text = _CUT.join(unicodedata.normalize("NFKC", part) for part in text.split(_CUT))
        text = _INVISIBLE.sub("", text)[:_READ]
    return " ".join(text.split())


def _without_the_personal(text: str) -> str:
    is_plain = text.isascii()
    words = (_ASCII_WORD if is_plain else _WORD).findall(text.lower())
    text = without_links(without_mails(text, words))
    digits = len(_DIGIT.findall(text))
    if digits or (not is_plain and _PLACE.search(text)):
        places = () if is_plain else japanese.rules()
        for rule in (*numbers.rules(), *places, *addresses.rules()):
            if rule.may_match(digits, words):
                text = rule.apply(text)
    return without_names(text, words)


def _cut(text: str, *, torn: bool) -> str:
    if torn:
        text = text[: max(0, len(text) - _TORN)]
        return text[: MAX_LENGTH - 1] + _CUT
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + _CUT
