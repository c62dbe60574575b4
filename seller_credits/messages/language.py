"""Which language a buyer reads: as their own locale says, else as the store's pages do.

Amazon wants a message in the buyer's language of preference, which it tells for each order
(Messaging API model, version 1, `GetAttributes`; read 2026-11-23). Where it was not asked yet, the
first language of the store is assumed. The languages of a store are those its pages can be
switched to, as far as texts can be judged here: an assumption, which the locale overrules.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "sv": "Swedish",
    "pt": "Portuguese",
}
"""The languages a text can be judged in, by the code that messages.yaml uses."""

_OTHERS = {"ar": "Arabic", "tr": "Turkish", "zh": "Chinese", "ko": "Korean", "hi": "Hindi"}

_STORES: Mapping[str, tuple[str, ...]] = {
    "US": ("en", "es"),
    "CA": ("en", "fr"),
    "MX": ("es",),
    "BR": ("pt",),
    "UK": ("en",),
    "DE": ("de", "en", "nl", "pl"),
    "FR": ("fr", "en"),
    "IT": ("it", "en"),
    "ES": ("es", "en", "pt"),
    "NL": ("nl", "en"),
    "SE": ("sv", "en"),
    "PL": ("pl",),
    "BE": ("nl", "fr", "en"),
    "IE": ("en",),
    "TR": ("tr",),
    "AE": ("ar", "en"),
    "EG": ("ar", "en"),
    "SA": ("ar", "en"),
    "IN": ("en", "hi"),
    "ZA": ("en",),
    "JP": ("ja", "en"),
    "AU": ("en",),
    "SG": ("en",),
}


def languages_of(marketplace: str) -> tuple[str, ...]:
    """The languages of a store's buyers, the likeliest first; none for a store nobody knows."""
    return _STORES.get(marketplace.upper(), ())


def buyers_language(marketplace: str, locale: str | None = None) -> str | None:
    """The language a buyer is written to in.

    Args:
        marketplace: code of the store: `CA`.
        locale: the buyer's own, as the marketplace tells it (`fr-CA`); None where nobody asked.

    Returns:
        A code (`fr`), perhaps of a language nothing is written in here; None where nothing tells.
    """
    if locale:
        return locale.replace("_", "-").partition("-")[0].strip().lower() or None
    return next(iter(languages_of(marketplace)), None)


def language_name(code: str) -> str:
    """`German`; the code itself where it is no language known here."""
    return LANGUAGES.get(code) or _OTHERS.get(code) or code
