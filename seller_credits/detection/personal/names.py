"""Names that a buyer says to be one: introduced, signed, or behind a form of address."""

from __future__ import annotations

from functools import cache

from seller_credits.detection.personal.rules import Rule, any_case, exact

NAME = "[name]"

_CAPITAL = r"[A-ZÀ-ÞŁŚŻŹĆŃ][^\W\d_]{0,30}(?:['\u2019-][^\W\d_]{1,30})?\.?"
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
_CUES = tuple(
    cue.replace("\\.", ".")
    for cue in f"{_INTRODUCED}|{_SIGNED}".split("|")
    if not set(cue) & set("[(?")
)
_APOSTROPHED = ("name's", "name\u2019s", "m'appelle", "m\u2019appelle", "me chamo", "meu nome")


def without_names(text: str) -> str:
    """The text without the names that it says to be names."""
    for rule in _spelled_by_capitals():
        text = rule.apply(text)
    low = text.lower()
    if any(cue in low for cue in (*_CUES, *_APOSTROPHED)):
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
def _spelled_by_capitals() -> tuple[Rule, ...]:
    kanji = r"[一-龥々ァ-ヴー]"
    return (
        exact(rf"(?P<kept>(?<!\w)(?:{_TITLES})\.? ){_CAPITALS}", NAME),
        exact(rf"(?P<kept>(?<!\w)(?:{_PRESENTED}) ){_CAPITAL}(?: {_CAPITAL}){{1,3}}", NAME),
        exact(rf"{kanji}{{1,10}} ?{kanji}{{0,10}}(?=と申し|と言います|といいます|という者)", NAME),
        exact(
            rf"(?P<kept>(?:名前|氏名|宛名|受取人)(?:は|:)? ?){kanji}{{1,10}}(?: {kanji}{{1,10}})?",
            NAME,
        ),
    )
