"""Names that a buyer says to be one: introduced, signed, or behind a form of address."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from seller_credits.detection.personal.rules import Rule, any_case, exact, telling_words

NAME = "[name]"

_FIRST = "[A-ZÀ-ÞŁŚŻŹĆŃ]"
_CAPITAL = rf"{_FIRST}[^\W\d_]{{0,30}}(?:['\u2019-][^\W\d_]{{1,30}})?\.?"
_CAPITALS = rf"{_CAPITAL}(?: (?:van |von |de |der |di |da |del |la |le ){{0,2}}{_CAPITAL}){{0,3}}"
_ANY = r"[^\W\d_][\w'\u2019-]{0,30}"
_NO_NAME = (
    r"(?!(?:and|but|the|it|i|is|was|my|und|aber|ich|es|et|mais|je|il|y|pero|e|ma|ho|en|maar|och|"
    r"men|i|ale|mas|on|not|a|in|for|from|with|aus|von|de)\b)"
)
_INTRODUCED = (
    r"my name is|my name['\u2019]s|my name:|the name is|name is|call me|full name:?|name:|"
    r"ich heiße|ich heisse|mein name ist|mein name:|"
    r"je m['\u2019]appelle|mon nom est|mon nom:|nom:|prénom:|"
    r"me llamo|mi nombre es|nombre:|mi chiamo|il mio nome è|nome:|"
    r"ik heet|mijn naam is|naam:|nazywam się|mam na imię|imię:|jag heter|mitt namn är|namn:|"
    r"(?:eu )?me chamo|chamo-me|(?:o )?meu nome é"
)
_SIGNED = (
    r"signed|sincerely|regards|yours truly|yours faithfully|cheers|best wishes|"
    r"gezeichnet|gez\.|grüße von|grüßen|grüße|gruß|grüsse|gruss|mfg|hochachtungsvoll|"
    r"cordialement|signé|salutations|bien à vous|"
    r"atentamente|saludos|firmado|un saludo|saluti|firmato|cordialmente|"
    r"groeten|groet|hoogachtend|pozdrawiam|z poważaniem|hälsningar|mvh|vänligen|"
    r"atenciosamente|cumprimentos"
)
_TITLES = (
    r"Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam|Herrn?|Frau|Familie|Mme|Mlle|Monsieur|Madame|Mademoiselle|"
    r"Sr|Sra|Srta|Señora?|Don|Doña|Sig|Sig\.ra|Signora?|Signorina|Dott|Dhr|Mevr|Mevrouw|Meneer|"
    r"Panu?|Pani|Fru|Senhora?"
)
_PRESENTED = (
    r"I am|I['\u2019]m|[Tt]his is|[Ii]ch bin|[Hh]ier ist|[Jj]e suis|[Ss]oy|[Ss]ono|[Ii]k ben|"
    r"[Jj]ag är|[Jj]estem|[Ss]ou|[Dd]eliver(?:ed)? to|[Ss]igned (?:for )?by"
)
_CUES = telling_words(f"{_INTRODUCED}|{_SIGNED}")
_PRESENTING = frozenset(
    {
        *("am", "m", "this", "ich", "hier", "suis", "soy", "sono", "ben", "jag", "jestem", "sou"),
        *("deliver", "delivered", "signed"),
    }
)
"""One word of each of what is `_PRESENTED`."""
_BEHIND_A_BLANK = re.compile(f" {_FIRST}")
_TITLED = re.compile(rf"(?:{_TITLES})\.? {_FIRST}")


def without_names(text: str, words: Collection[str]) -> str:
    """The text without the names that it says to be names.

    Args:
        text: on one line, with single blanks.
        words: those of the text, in small letters.
    """
    if _BEHIND_A_BLANK.search(text):
        if _TITLED.search(text):
            text = _titled().apply(text)
        if not _PRESENTING.isdisjoint(words):
            text = _presented().apply(text)
    if not text.isascii():
        for rule in _in_kanji():
            text = rule.apply(text)
    if not _CUES.isdisjoint(words):
        for rule in _behind_a_cue():
            text = rule.apply(text)
    return text


@cache
def _behind_a_cue() -> tuple[Rule, ...]:
    names = rf"{_ANY}(?: {_NO_NAME}{_ANY}){{0,2}}"
    return (
        any_case(rf"(?P<kept>(?<!\w)(?:{_INTRODUCED}) ?:? ?){names}", NAME),
        exact(
            rf"(?P<kept>(?<!\w)(?i:{_SIGNED})[,.:! \u2013-]{{1,3}}"
            rf"(?:(?:from|by|von|de|da) )?){_CAPITALS}",
            NAME,
        ),
        any_case(
            rf"(?P<kept>(?<!\w)(?:{_SIGNED})[,.:! \u2013-]{{1,3}}){names}(?=[.! ]{{0,2}}$)", NAME
        ),
    )


@cache
def _titled() -> Rule:
    return exact(rf"(?P<kept>(?<!\w)(?:{_TITLES})\.? ){_CAPITALS}", NAME)


@cache
def _presented() -> Rule:
    return exact(rf"(?P<kept>(?<!\w)(?:{_PRESENTED}) ){_CAPITAL}(?: {_CAPITAL}){{1,3}}", NAME)


@cache
def _in_kanji() -> tuple[Rule, ...]:
    kanji = r"[一-龥々ァ-ヴー]"
    return (
        exact(rf"{kanji}{{1,10}} ?{kanji}{{0,10}}(?=と申し|と言います|といいます|という者)", NAME),
        exact(
            rf"(?P<kept>(?:名前|氏名|宛名|受取人)(?:は|:)? ?){kanji}{{1,10}}(?: {kanji}{{1,10}})?",
            NAME,
        ),
    )
