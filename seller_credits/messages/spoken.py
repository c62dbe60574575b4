"""Which language a text is in, told by its script and by its commonest words.

Not by what it means: enough to see that a German text stands under `en`, or that a Japanese one is
written in Latin letters. A few words tell nothing and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from seller_credits.messages.folding import Folded

Span = tuple[int, int]

_COMMON: Mapping[str, str] = {
    "en": (
        "the and you your we our is are was has have been not for with that this will of to it "
        "please sorry order parcel from if can"
    ),
    "de": (
        "der die das und sie wir ihr ihre ihnen uns ist sind war haben nicht fur mit dass wird "
        "werden von zu bitte leider ein eine es auf dem den bestellung"
    ),
    "fr": (
        "le la les et vous nous votre notre est sont ete avons pas pour avec que cette ce des du "
        "une un desole commande colis sur dans qui"
    ),
    "es": (
        "el los las y usted nosotros su nuestro esta ha hemos no por para con que este del una un "
        "lamentamos pedido paquete sentimos lo se en"
    ),
    "it": (
        "il gli le e lei noi suo nostro nostra sono stato abbiamo non per con che questo del della "
        "una un ci ordine pacco spiace scusiamo di"
    ),
    "nl": (
        "de het en u wij we uw onze is zijn was hebben niet voor met dat deze wordt van een "
        "excuses bestelling pakket helaas ons aan op te"
    ),
    "pl": (
        "i w na z nie sie jest sa byla bylo do za ze to przepraszamy panstwa prosimy zamowienie "
        "paczka nasze przez ale jak od oraz"
    ),
    "sv": (
        "och du vi din vart ar har inte for med att det den en ett av till om ber beklagar "
        "bestallning paketet tyvarr som oss pa"
    ),
    "pt": (
        "o os as e voce nos seu sua nosso nossa esta foi nao por para com que este do da um uma "
        "lamentamos pedido encomenda em ao desculpe"
    ),
}
_SENTENCE = re.compile(r"[^.!?\n]+")
_LATIN_WORD = re.compile(r"[a-z']+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3005\u3400-\u9fff]")
_ENOUGH = 3


def foreign(folded: Folded, language: str) -> Span | None:
    """The first part of a text that is in another language than it should be, or None.

    Args:
        folded: the text, in small letters.
        language: a code of `LANGUAGES`.
    """
    low = folded.plain
    if language == "ja":
        return None if _is_japanese(low) else _all_of(low)
    wrong = next((found for found in _others(low) if found), None)
    if wrong is not None:
        return wrong
    return next(_in_another(low, language), None)


def _is_japanese(low: str) -> bool:
    letters = sum(char.isalpha() for char in low)
    japanese = len(_JAPANESE.findall(low))
    return not letters or (bool(_KANA.search(low)) and japanese * 2 >= letters)


def _all_of(low: str) -> Span | None:
    return (0, len(low)) if low else None


def _others(low: str) -> Iterator[Span]:
    """Runs of letters of another script than the Latin one."""
    for found in re.finditer(r"[^\W\d_a-z][^\n.!?]*", low):
        yield found.span()


def _in_another(low: str, language: str) -> Iterator[Span]:
    """Sentences whose common words are another language's."""
    for found in (*_SENTENCE.finditer(low), *re.finditer(r"(?s).+", low)):
        words = _LATIN_WORD.findall(found.group())
        counts = {code: sum(word in common for word in words) for code, common in _common().items()}
        own = counts.pop(language)
        best = max(counts.values())
        if best >= _ENOUGH and best > 2 * own:
            yield found.span()


@cache
def _common() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _COMMON.items()}
