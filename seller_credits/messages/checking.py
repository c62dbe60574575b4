"""A text to a buyer, checked against the communication rules before anybody sends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from seller_credits.messages import contacts
from seller_credits.messages.bargains import bargain
from seller_credits.messages.folding import Folded, fold, spellings
from seller_credits.messages.kinds import LONGEST, Kind
from seller_credits.messages.language import LANGUAGES, language_name
from seller_credits.messages.phrases import PHRASES
from seller_credits.messages.rules import RULES, Rule
from seller_credits.messages.spoken import foreign

Span = tuple[int, int]

_READ_AT_MOST = 10_000
"""A text longer than this is refused for its length alone; nobody is to wait for the rest."""

_CONTACTS: Mapping[str, Callable[[str], Iterator[Span]]] = {
    "link": contacts.links,
    "email": contacts.emails,
    "phone": contacts.phones,
    "markup": contacts.markup,
}


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where a text breaks a communication rule; such a text is not sent.

    Attributes:
        rule: name of the rule, of `RULES`.
        found: the words, as they were written.
        where: at which character of the text they begin, counted from 1.
        why: what is wrong with them, in a sentence.
        source: who says so, and when that was read.
    """

    rule: str
    found: str
    where: int
    why: str
    source: str


def broken_rules(
    text: str, language: str, *, longest: int = LONGEST[Kind.UNEXPECTED_PROBLEM]
) -> tuple[Broken, ...]:
    """Every communication rule a text breaks, with the words that do; none: it may be sent.

    Letters of other alphabets that look alike, invisible characters and spelled-out words do not
    hide anything. It errs on the side of silence: a harmless sentence is sooner refused than a
    forbidden one let through, and its author writes it otherwise.

    Args:
        text: as the buyer would read it.
        language: code of the language it should be in: `de`.
        longest: most characters its kind of message may have.
    """
    if len(text) > max(longest, _READ_AT_MOST):
        return tuple(_length(text, longest))
    folded = fold(text)
    found = [
        *_phrases(text, folded, language),
        *_contacts(text, folded),
        *_length(text, longest),
        *_language(text, folded, language),
    ]
    order = list(RULES)
    return tuple(sorted(found, key=lambda broken: (order.index(broken.rule), broken.where)))


def _broken(rule: Rule, text: str, span: Span, why: str = "") -> Broken:
    found = " ".join(text[span[0] : span[1]].split())
    return Broken(
        rule.name, found, span[0] + 1, why or rule.why, f"{rule.source}, read {rule.read}"
    )


def _phrases(text: str, folded: Folded, language: str) -> Iterator[Broken]:
    variants = tuple(spellings(folded))
    for name, pattern in _patterns(language).items():
        spans = [
            variant.span(*found.span())
            for variant in variants
            for found in pattern.finditer(variant.plain)
        ]
        yield from (_broken(RULES[name], text, span) for span in _apart(spans))


def _contacts(text: str, folded: Folded) -> Iterator[Broken]:
    taken: list[Span] = []
    for name in ("email", "markup", "link", "phone"):
        spans = [folded.span(*span) for span in _CONTACTS[name](folded.plain)]
        for span in _apart(spans, taken):
            taken.append(span)
            yield _broken(RULES[name], text, span)


def _apart(spans: list[Span], taken: list[Span] | None = None) -> list[Span]:
    """The spans without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if all(span[1] <= other[0] or other[1] <= span[0] for other in (*(taken or ()), *kept)):
            kept.append(span)
    return kept


def _length(text: str, longest: int) -> Iterator[Broken]:
    rule = RULES["length"]
    if not text.strip():
        yield _broken(rule, text, (0, 0), "The text says nothing.")
    elif len(text) > longest:
        why = f"The text has {len(text)} characters, and at most {longest} are taken."
        yield _broken(rule, text, (longest, min(len(text), longest + 20)), why)


def _language(text: str, folded: Folded, language: str) -> Iterator[Broken]:
    rule = RULES["language"]
    if language not in LANGUAGES:
        why = f"No text in {language_name(language)} can be judged here, so none is sent."
        yield _broken(rule, text, (0, 0), why)
        return
    low = Folded(folded.low, folded.origins)
    span = foreign(low, language)
    if span is not None:
        why = f"This does not read like {language_name(language)}, the buyer's language."
        yield _broken(rule, text, low.span(*span), why)


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """What to search in a text of one language, by rule."""
    own = dict.fromkeys(("any", "en", language))
    found = {}
    for name, rows in PHRASES.items():
        parts = [rows[code] for code in own if code in rows]
        if name == "incentive":
            parts += [tied for code in own if (tied := bargain(code))]
        found[name] = re.compile("|".join(parts))
    return found
