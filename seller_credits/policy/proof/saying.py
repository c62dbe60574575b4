"""Boxes in words a shop manager reads: `late_delivery, days_late 4.., package delivered`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from seller_credits.domain.facts import FACTS, FactType, value_text
from seller_credits.policy.proof.boxes import Box
from seller_credits.policy.sets import (
    HIGHEST,
    WHOLE,
    Numbers,
    Span,
    ValueSet,
    Words,
    everything,
    known,
    minus,
)

_MOST_WORDS = 4


def said(box: Box, currency: str) -> str:
    """The orders of a box; `every order` where it says nothing."""
    facts = sorted(box, key=lambda fact: fact != "issue")
    parts = [_fact(fact, box[fact], currency) for fact in facts]
    return ", ".join(part for part in parts if part) or "every order"


def listed(names: Iterable[str]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def _fact(fact: str, values: ValueSet, currency: str) -> str:
    definition = FACTS[fact]
    lead = "" if fact == "issue" else f"{fact} "
    if values == everything(definition):
        return ""
    if values == known(definition):
        return f"{lead}known"
    if isinstance(values, Numbers):
        unit = f" {currency}" if definition.type is FactType.MONEY else ""
        whole = definition.type in WHOLE
        parts = [_span(span, unit, whole=whole) for span in values.spans]
        return lead + " or ".join([*parts, *(["missing"] if values.missing else [])])
    return lead + _words(values, minus(everything(definition), values))


def _words(values: Words, others: ValueSet) -> str:
    assert isinstance(others, Words)
    refused = values.negated or len(others.words) <= len(values.words)
    shorter = _MOST_WORDS < len(values.words) > len(others.words)
    if not others.negated and ((values.missing and refused) or values.negated or shorter):
        return f"not {_or(others)}" if values.missing else f"known and not {_or(others.known())}"
    return _or(values)


def _or(values: Words) -> str:
    words = sorted(value_text(word) for word in values.words)
    return " or ".join([*words, *(["missing"] if values.missing else [])])


def _span(span: Span, unit: str, *, whole: bool) -> str:
    (low, above), (high, with_high) = span
    start = "" if not low.is_finite() else _number(low)
    if whole:
        end = "" if span[1] == HIGHEST else _number(high - 1)
        return start if start == end else f"{'' if start == '0' and end else start}..{end}"
    end = "" if span[1] == HIGHEST else _number(high)
    if start == end:
        return f"{start}{unit}"
    if (above and start) or (end and not with_high):
        lower = f"{'above' if above else 'from'} {start}{unit}" if start and low else ""
        upper = f"{'up to' if with_high else 'below'} {end}{unit}" if end else ""
        return " ".join(part for part in (lower, upper) if part)
    return f"{start if low or end == '' else ''}..{end}{unit}"


def _number(number: Decimal) -> str:
    return format(number.normalize(), "f")
