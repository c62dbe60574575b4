"""Conditions: reading `days_late: 1..3` into the set of values it accepts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import reduce

from seller_credits.domain.facts import FACTS, FactDefinition, FactType
from seller_credits.handwritten.problems import nearest
from seller_credits.handwritten.source import Fields, Items, Node, Text, written
from seller_credits.policy.language import Condition
from seller_credits.policy.reading import scalars
from seller_credits.policy.reading.reader import Reader
from seller_credits.policy.sets import (
    NUMERIC,
    WHOLE,
    Numbers,
    ValueSet,
    Words,
    join,
    known,
    meet,
    minus,
)

_CASE_MATTERS = frozenset({"sku"})
_UNIT = {
    FactType.DAYS: "whole days, like `1..3`",
    FactType.HOURS: "hours, like `..24`",
    FactType.COUNT: "a whole number, like `1..`",
    FactType.STARS: "stars from 1 to 5, like `1..2`",
    FactType.PERCENT: "a percentage, like `5%..`",
    FactType.MONEY: "money, like `..30 USD`",
}
_SUFFIXES = {
    FactType.DAYS: ("days", "day", "d"),
    FactType.HOURS: ("hours", "hour", "h"),
    FactType.PERCENT: ("%",),
    FactType.STARS: ("stars", "star"),
}


def read_conditions(reader: Reader, node: Node | None, what: str) -> tuple[Condition, ...]:
    """A `when`, all of whose conditions must hold; an absent one always holds."""
    if node is None or (isinstance(node, Fields) and not node.entries):
        return ()
    if not isinstance(node, Fields):
        hint = "Write it like `when: {issue: late_delivery, days_late: 1..3}`."
        reader.problems.error(node.place, f"{what} must name facts and values.", hint)
        return ()
    read = (_condition(reader, key, value) for key, value in node.entries)
    return tuple(condition for condition in read if condition is not None)


def compared(name: str, word: str) -> str:
    """A text fact as it is compared: carriers and countries in any case, SKUs exactly."""
    return word if name in _CASE_MATTERS else word.casefold()


def _condition(reader: Reader, key: Text, value: Node) -> Condition | None:
    definition = FACTS.get(key.text)
    if definition is None:
        message = f"There is no fact `{key.text}`."
        reader.problems.error(key.place, message, nearest(key.text, FACTS))
        return None
    accepts = _accepted(reader, definition, value)
    if accepts is None:
        return None
    if accepts.empty:
        message = f"`{key.text}: {written(value)}` can never be true."
        reader.problems.error(value.place, message)
        return None
    return Condition(key.text, accepts, written(value), value.place)


def _accepted(reader: Reader, definition: FactDefinition, node: Node) -> ValueSet | None:
    if isinstance(node, Fields):
        return _special(reader, definition, node)
    items = node.items if isinstance(node, Items) else (node,)
    if not items:
        reader.problems.error(node.place, f"`{definition.name}` has an empty list.")
        return None
    sets = [read_values(reader, definition, item) for item in items]
    found = [values for values in sets if values is not None]
    return reduce(join, found) if len(found) == len(sets) else None


def _special(reader: Reader, definition: FactDefinition, node: Fields) -> ValueSet | None:
    keys = reader.keys(node, f"`{definition.name}`", ("not", "missing"))
    if keys is None or len(keys) != 1 or len(node.entries) != 1:
        if keys is not None and len(keys) == len(node.entries):
            hint = "Write `{not: ...}` or `{missing: yes}`."
            reader.problems.error(node.place, f"`{definition.name}` needs one of both.", hint)
        return None
    if "missing" in keys:
        word = reader.word(keys["missing"], "`missing`", ("yes", "no"))
        nothing = minus(known(definition), known(definition))
        missing = replace(nothing, missing=True)
        return {"yes": missing, "no": known(definition)}.get(word or "")
    if isinstance(keys["not"], Fields):
        reader.problems.error(keys["not"].place, "`not` takes a value, a list or a range.")
        return None
    refused = _accepted(reader, definition, keys["not"])
    return None if refused is None else minus(known(definition), refused)


def read_values(reader: Reader, definition: FactDefinition, node: Node) -> ValueSet | None:
    """One value or one range of a fact; a problem and None where it is neither."""
    text = reader.text(node, f"`{definition.name}`")
    if text is None:
        return None
    if definition.type in NUMERIC:
        return _numbers(reader, definition, node, text)
    if definition.type is FactType.TEXT:
        return Words(frozenset({compared(definition.name, text)}))
    if definition.type is FactType.YES_NO:
        if text in {"yes", "no"}:
            return Words(frozenset({text == "yes"}))
        message = f"`{definition.name}` is yes or no, not `{text}`."
        hint = {"true": "Write `yes`.", "false": "Write `no`."}.get(text.lower(), "")
        reader.problems.error(node.place, message, hint or "Write `yes` or `no`.")
        return None
    word = reader.word(node, f"`{definition.name}`", definition.choices)
    return None if word is None else Words(frozenset({word}))


def _numbers(reader: Reader, definition: FactDefinition, node: Node, text: str) -> Numbers | None:
    ends = scalars.ends(text) or scalars.Ends(text, text)
    low_text, high_text = ends.low, ends.high
    if definition.type is FactType.MONEY:
        low_text = _with_currency(low_text, high_text)
        if not _said_in_money(reader, definition, node, text, (low_text, high_text)):
            return None
    low = _number(reader, definition, low_text) if low_text else None
    high = _number(reader, definition, high_text) if high_text else None
    unread = (low_text and low is None) or (high_text and high is None)
    if unread or not (low_text or high_text):
        message = f"`{definition.name}` is given in {_UNIT[definition.type]}, not `{text}`."
        reader.problems.error(node.place, message)
        return None
    if low is not None and high is not None and low > high:
        message = f"`{text}` is no range: it starts above its end."
        reader.problems.error(node.place, message, f"Write `{ends.high}..{ends.low}`.")
        return None
    numbers = Numbers.between(low, high, whole=definition.type in WHOLE)
    possible = meet(numbers, known(definition))
    if possible.empty or not isinstance(possible, Numbers):
        message = f"`{definition.name}` is never `{text}`."
        hint = f"It is given in {_UNIT[definition.type]}."
        reader.problems.error(node.place, message, hint)
        return None
    return possible


def _number(reader: Reader, definition: FactDefinition, text: str) -> Decimal | None:
    if definition.type is FactType.MONEY:
        money = scalars.money(text, reader.rates.own)
        if money is None or money.amount < 0:
            return None
        return reader.rates.amount_in(money, reader.rates.own)
    for suffix in _SUFFIXES.get(definition.type, ()):
        if text.endswith(suffix):
            text = text.removesuffix(suffix).rstrip()
            break
    value = scalars.number(text)
    if value is None or (definition.type in WHOLE and value != value.to_integral_value()):
        return None
    return None if value < 0 and definition.type is not FactType.PERCENT else value


def _said_in_money(
    reader: Reader, definition: FactDefinition, node: Node, text: str, ends: tuple[str, str]
) -> bool:
    """Whether the amounts name a currency, and one the policy covers."""
    if any(scalars.number(end) is not None for end in ends if end):
        message = f"`{definition.name}: {text}` does not say in which currency."
        reader.problems.error(node.place, message, f"Write `{text} {reader.rates.own}`.")
        return False
    return _covered(reader, node, *ends)


def _covered(reader: Reader, node: Node, *texts: str) -> bool:
    amounts = (scalars.money(text, reader.rates.own) for text in texts)
    return all(money is None or reader.covers(node, money) for money in amounts)


def _with_currency(low: str, high: str) -> str:
    currency = high.rpartition(" ")[2]
    bare = scalars.number(low) is not None and scalars.currency_code(currency)
    return f"{low} {currency}" if bare else low
