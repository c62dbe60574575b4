"""Which language a comment is in: by its store, and by the small words every sentence has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from seller_credits.detection.comments.folding import latin
from seller_credits.detection.comments.grammar import Grammar
from seller_credits.detection.comments.lexicon import Lexicon

STORE_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "US": ("en", "es"),
    "CA": ("en", "fr"),
    "MX": ("es", "en"),
    "UK": ("en",),
    "IE": ("en",),
    "DE": ("de", "en"),
    "FR": ("fr", "en"),
    "IT": ("it", "en"),
    "ES": ("es", "en"),
    "BR": ("pt", "en"),
    "NL": ("nl", "en"),
    "SE": ("sv", "en"),
    "PL": ("pl", "en"),
    "BE": ("nl", "fr", "de", "en"),
    "JP": ("ja", "en"),
    "AU": ("en",),
    "SG": ("en",),
    "IN": ("en",),
    "ZA": ("en",),
    "AE": ("en",),
    "SA": ("en",),
    "EG": ("en",),
}
"""The languages buyers of a store write in, of those that can be told; the usual one first.

Our own judgement from each country's languages, not a figure of Amazon's.
"""

_MODULES = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "ja": "japanese",
    "nl": "dutch",
}
LANGUAGES = tuple(_MODULES)
"""Every language that can be read; some more are told apart, so that they are not misread."""

# Small words that are frequent in one language; those that several share count for each.
_SMALL_WORDS = {
    "en": "the and was is it to of this that not i my in for with have they but be are you as so "
    "had when would were after very what did never from item just",
    "de": "der die das und ist nicht war ich ein eine es zu mit sehr den dem auf aber auch "
    "habe wurde sich von im nur noch wie hat bei nach kein keine leider ware ist",
    "fr": "le la les et est pas je un une des du que pour mais avec dans ce tres il j ne sur c ai "
    "qui l d au plus ete recu n a en produit",
    "es": "el la los y es no que un una de en lo muy con pero por para me se ha las del al mi su "
    "esta como ni llego he producto",
    "it": "il la lo e non che un una di per con ma ho mi si era molto del della i gli sono al ha "
    "stato anche dopo prodotto in",
    "nl": "de het een en is niet van ik dat in op met maar was te voor zijn er heb ook aan bij "
    "naar heel nog geen product",
    "pl": "nie i w na to jest z sie do ze byl bardzo ale jak po od za mi o przez tylko juz produkt",
    "sv": "och det att en som pa ar av for inte jag den med har ett till var men om mycket fick "
    "varan",
    "pt": "o a os e nao que um uma de do da em com para mas muito por foi na no meu veio se ao "
    "produto chegou",
}
_LEAST_SMALL_WORDS = 2
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
_KANJI = re.compile("[\u4e00-\u9fff]")


@cache
def grammar_of(language: str | None) -> Grammar | None:
    """The words of a language made ready to be found, on first use; None if it is not known."""
    if language not in _MODULES:
        return None
    module = import_module(f"{__package__}.{_MODULES[language]}")
    lexicon: Lexicon = module.LEXICON
    return Grammar(lexicon)


def language_of(text: str, store: str | None = None) -> str | None:
    """The language a comment is written in; None where that is not sure.

    Args:
        text: the comment.
        store: the marketplace's short code, which narrows the choice: `CA`. Where the words do
            not tell, it is the store's usual language.
    """
    if _KANA.search(text) or (store == "JP" and _KANJI.search(text)):
        return "ja"
    spoken = STORE_LANGUAGES.get(store or "", ())
    candidates = [language for language in spoken or _SMALL_WORDS if language in _SMALL_WORDS]
    if len(candidates) == 1:
        return candidates[0]
    words = set(re.findall(r"[a-z]+", latin(text, " ")))
    counts = sorted(
        (
            (len(words & _small_words()[language]), -place)
            for place, language in enumerate(candidates)
        ),
        reverse=True,
    )
    (best, place), (second, _) = counts[:2]
    if best > second and best >= _LEAST_SMALL_WORDS:
        return candidates[-place]
    return spoken[0] if spoken else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
