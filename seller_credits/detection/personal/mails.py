"""E-mail addresses, also the ones that are spelled out, and links."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from seller_credits.detection.personal.rules import Rule, any_case

MAIL = "[e-mail]"
LINK = "[link]"

_AT = "at|ät|aet|arobase|arroba|chiocciola|apenstaartje|małpa|snabel-a|snabela|klammeraffe|アット"
_DOT = r"dot|punkt|point|punto|ponto|kropka|punt|ドット"
_HOSTS = (
    r"gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|aol|protonmail|proton|live|msn|mail|web|"
    r"t-online|freenet|orange|wanadoo|free|laposte|libero|alice|virgilio|naver|docomo|ezweb"
)
_OPEN, _CLOSE = r"[(\[{<*_~|-]", r"[)\]}>*_~|-]"
_AT_WORDS = frozenset(max(word.split("-"), key=len) for word in _AT.split("|"))
_DOT_INSIDE = re.compile(r"\.\w")
_BRACKETED_AT = re.compile(rf"{_OPEN} ?(?:{_AT}|@) ?{_CLOSE} ?", re.IGNORECASE)
_BRACKETED_DOT = re.compile(rf" ?{_OPEN} ?(?:{_DOT}|\.) ?{_CLOSE} ?", re.IGNORECASE)
_LOOSE_AT = re.compile(r" ?@ ?(?=[^\W\d]|\d[\w.-]{0,60}[^\W\d])")
_NAME = r"[\w.+-]{1,64}"
_PART = r"[\w-]{1,63}"
_AT_A_HOST = re.compile(rf" (?:{_AT}) (?:(?:{_HOSTS})|{_PART} ?\.|{_PART} (?:{_DOT}) )")
"""What every address that is spelled out has in its middle."""


def without_mails(text: str, words: Collection[str]) -> str:
    """The text without e-mail addresses; rather a word too many than an address left.

    Args:
        text: on one line, with single blanks.
        words: those of the text, in small letters.
    """
    has_at_word = not _AT_WORDS.isdisjoint(words)
    if "@" in text or (has_at_word and _BRACKETED_AT.search(text)):
        text = _LOOSE_AT.sub("@", _BRACKETED_AT.sub("@", text))
        text = " ".join(_unless_address(word) for word in _BRACKETED_DOT.sub(".", text).split())
    if has_at_word and _AT_A_HOST.search(text.lower()):
        for rule in _spelled_out():
            text = rule.apply(text)
    return text


def without_links(text: str) -> str:
    """The text without web addresses, with and without what they usually begin with."""
    if "//" in text or "www" in text or _DOT_INSIDE.search(text):
        for rule in _links():
            text = rule.apply(text)
    return text


def _unless_address(word: str) -> str:
    """All that hangs together around the sign goes; a price for each (`2@5.99`) may stay."""
    before, sign, after = word.partition("@")
    return MAIL if sign and before and after else word


@cache
def _spelled_out() -> tuple[Rule, ...]:
    dotted = rf"(?: (?:{_DOT}) {_PART}| ?\. ?[a-z]{{2,63}}(?!\w))"
    return (
        any_case(
            rf"(?<![\w\]]){_NAME}(?: (?:{_DOT}) {_PART}){{0,3}} (?:{_AT}) {_PART}{dotted}{{1,3}}"
            r"(?:/[^\s\[\]]*)?",
            MAIL,
        ),
        any_case(rf"(?<![\w\]]){_NAME} (?:{_AT}) (?:{_HOSTS})(?![\w-])", MAIL),
    )


@cache
def _links() -> tuple[Rule, ...]:
    return (
        any_case(r"(?:\b[a-z]{2,10} ?: ?//|\bwww ?\.)[^\s\[\]]+", LINK),
        any_case(
            r"(?<![\w.])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|net|org|info|biz|io|shop)\b(?:/[^\s\[\]]*)?",
            LINK,
        ),
        any_case(r"(?<![\w.])[\w-]{1,63}\.(?:[\w-]{1,63}\.){0,3}[a-z]{2,10}/[^\s\[\]]+", LINK),
        any_case(r"(?<![\w.])[\w-]{2,63}\.co\.(?:uk|jp)\b", LINK),
    )
