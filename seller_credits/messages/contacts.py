"""Links, e-mail addresses, telephone numbers and HTML, in their usual and their hidden spellings.

Each function takes a folded text and gives the spans it found there. Order ids, dates, times,
prices and numbers that are said to be a parcel's or an order's are no telephone numbers, and a
store's own name (`Amazon.de`) is no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seller_credits.domain.marketplaces import MARKETPLACES

Span = tuple[int, int]

_DOT = r"(?:dot|punkt|point|punto|ponto|punt|kropka|ドット)"
_AT = r"(?:at|arroba|arobase|chiocciola|apenstaartje|malpa|snabel-?a|klammeraffe|アット(?:マーク)?)"
_OPEN, _CLOSE = r"[(\[{<*_~|]", r"[)\]}>*_~|]"
_SURE = (
    r"com|net|org|info|biz|shop|store|online|site|app|link|website|page|xyz|club|gmbh|cloud|"
    r"co\.(?:uk|jp|nz|za)|com\.(?:au|br|mx|tr|be|pl)"
)
_COUNTRIES = (
    r"at|au|be|br|ca|cc|ch|cn|co|de|dk|es|eu|fi|fr|gl|ie|in|io|it|jp|ly|me|mx|nl|no|pl|pt|ru|se|"
    r"sh|to|tr|tv|uk|us|ws"
)
_LABEL = r"[^\W_][\w-]{0,62}"
_MASKED = (
    r"\d{3}-\d{7}-\d{7}",  # order ids
    r"(?:19|20)\d\d ?[-/.年] ?[01]?\d ?[-/.月] ?[0-3]?\d",
    r"(?<!\d)[0-3]?\d ?[-/.] ?[01]?\d ?[-/.] ?(?:19|20)?\d\d(?!\d)",
    r"(?<!\d)[01]?\d/[0-3]?\d/(?:19|20)?\d\d(?!\d)",
    r"(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d)?",
    r"(?:[$€£¥]|usd|eur|gbp|jpy) ?\d[\d.,]{0,14}",
    r"(?<![\d.,])\d[\d.,]{0,14} ?(?:[$€£¥円]|usd|eur|gbp|jpy)",
)
_NUMBERED = (
    r"track\w*|parcel|shipment|order|rma|sku|asin|sendung\w*|paket\w*|bestell\w*|suivi|colis|"
    r"commande|expedition|seguimiento|envio|pedido|spedizione|tracciamento|ordine|zending\w*|"
    r"pakket\w*|bestelling|przesylk\w*|paczk\w*|zamowieni\w*|kolli\w*|spar\w*|forsandelse\w*|"
    r"rastre\w*|encomenda|追跡|伝票|注文|問い?合わ?せ"
)
_LONGEST_NUMBER = 15
"""Digits of the longest telephone number there is (ITU-T E.164, read 2026-11-23)."""


def links(plain: str) -> Iterator[Span]:
    """Web addresses, with or without what they usually begin with."""
    for pattern in _link_patterns():
        for found in pattern.finditer(plain):
            if not _is_a_store(found.group()):
                yield found.span()


def emails(plain: str) -> Iterator[Span]:
    """E-mail addresses, also with the signs in them spelled out."""
    for pattern in _email_patterns():
        yield from (found.span() for found in pattern.finditer(plain))


def markup(plain: str) -> Iterator[Span]:
    """HTML tags, entities and the links of other notations."""
    for found in _markup_pattern().finditer(plain):
        yield found.span()


def phones(plain: str) -> Iterator[Span]:
    """Telephone numbers of seven digits and more."""
    masked = _mask_pattern().sub(lambda found: "#" * len(found.group()), plain.lower())
    for found in _phone_pattern().finditer(masked):
        digits = sum(char.isdecimal() for char in found.group())
        before = masked[max(0, found.start() - 40) : found.start()]
        international = found.group().startswith(("+", "(+", "00"))
        if digits <= _LONGEST_NUMBER and (international or not _numbered_pattern().search(before)):
            yield found.span()


def _is_a_store(host: str) -> bool:
    return host.lower() in {store.name.lower() for store in MARKETPLACES.values()}


@cache
def _link_patterns() -> tuple[re.Pattern[str], ...]:
    bracketed = rf"(?: ?{_OPEN} ?(?:{_DOT}|\.) ?{_CLOSE} ?| \. )"
    host = rf"(?<![\w@.-]){_LABEL}(?:\.{_LABEL}){{0,4}}"
    # not every country: `point de retrait` and `este punto es` are no addresses
    spelled_out = (
        rf" (?:{_DOT} (?:{_SURE})|dot (?:{_COUNTRIES})|punkt de|point fr|punto it|punt nl)"
    )
    ends = r"(?![\w-])(?:[/?#:]\S*)?"
    any_case = (
        r"\b[a-z][a-z0-9+-]{1,9} ?: ?/ ?/ ?\S*",
        rf"\bwww ?(?:\.|{_DOT}) ?\S+",
        rf"{host} ?\.(?:{_SURE}){ends}",
        rf"(?<!\w){_LABEL}(?:{bracketed}(?:{_SURE}|{_COUNTRIES})|{spelled_out})(?!\w)",
    )
    small_letters = (
        # after a full stop without its blank the next sentence begins with a capital: `gut.Es`
        rf"{host}\.(?:{_COUNTRIES}){ends}",
        rf"(?<![\w.-]){_LABEL}(?:\.{_LABEL}){{1,4}}/\S+",
        r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",
    )
    return (
        *(re.compile(pattern, re.IGNORECASE) for pattern in any_case),
        *(re.compile(pattern) for pattern in small_letters),
    )


@cache
def _email_patterns() -> tuple[re.Pattern[str], ...]:
    hosts = "gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|aol|proton(?:mail)?|web|mail"
    name = r"[\w.+-]{1,64}"
    at = rf"(?: ?@ ?| ?{_OPEN} ?(?:{_AT}|@) ?{_CLOSE} ?)"
    dot = rf"(?: ?\. ?| ?{_OPEN} ?(?:{_DOT}|\.) ?{_CLOSE} ?| {_DOT} )"
    return (
        re.compile(rf"{name}{at}{_LABEL}(?:{dot}{_LABEL}){{1,4}}", re.IGNORECASE),
        re.compile(rf"{name} ?{_AT} ?(?:{hosts})(?!\w)", re.IGNORECASE),
        re.compile(rf"{name} ?{_AT} {_LABEL}(?: {_DOT} {_LABEL}){{1,4}}", re.IGNORECASE),
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[^\W\d]\w*", re.IGNORECASE),
    )


@cache
def _markup_pattern() -> re.Pattern[str]:
    tag, entity = r"</?[a-z!][^<>]{0,200}>", r"&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});"
    return re.compile(rf"{tag}|{entity}|\]\(", re.IGNORECASE)


@cache
def _mask_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _MASKED))


@cache
def _phone_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z0-9#])[+(]{0,2}\d(?:[ ().\-/*_ー]{0,3}\d){6,}(?![a-z0-9#])")


@cache
def _numbered_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_NUMBERED})[^.!?\n]{{0,30}}$")
