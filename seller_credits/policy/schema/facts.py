"""The part of the JSON Schema that is made from the facts: conditions, and made-up orders."""

from __future__ import annotations

from typing import Any

from seller_credits.domain.facts import FACTS, FactDefinition, FactType
from seller_credits.policy.sets import NUMERIC

Schema = dict[str, Any]
"""A piece of JSON Schema."""

NUMBER = r"[0-9]{1,12}(\.[0-9]{1,6})?"
MONEY = rf"{NUMBER}( +[A-Z]{{3}})?"
YES_NO: Schema = {"enum": ["yes", "no", True, False]}
TEXT: Schema = {"type": "string", "minLength": 1}
WORD: Schema = {"type": ["string", "number"], "minLength": 1}
"""A text that an editor may take for a number, such as an SKU of digits."""

_UNITS = {
    FactType.PERCENT: " *%?",
    FactType.DAYS: " *(d|days?)?",
    FactType.HOURS: " *(h|hours?)?",
    FactType.STARS: " *(stars?)?",
    FactType.COUNT: "",
}
_WRITTEN = {
    FactType.PERCENT: "A percentage, like `5%..` or `..12.5%`.",
    FactType.DAYS: "Whole days: `2`, `1..3`, `4..` or `..9`.",
    FactType.HOURS: "Hours: `12`, `..24` or `24..48`.",
    FactType.STARS: "Stars: `1..2`.",
    FactType.COUNT: "A whole number: `2`, `1..` or `..3`.",
    FactType.MONEY: "Money with its currency: `..30 USD` or `10..30 USD`.",
    FactType.YES_NO: "`yes` or `no`.",
    FactType.CHOICE: "One of the words, or a list of them.",
    FactType.TEXT: "A text, or a list of texts.",
}


def obj(properties: Schema, required: tuple[str, ...] = (), **more: Any) -> Schema:
    """Fields of these names and no others."""
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **more,
    }
    return {**schema, "required": list(required)} if required else schema


def pattern(expression: str, **more: Any) -> Schema:
    """A text that fits the expression from end to end."""
    return {"type": "string", "pattern": f"^({expression})$", **more}


def one_or_more(value: Schema) -> list[Schema]:
    """One value, or a list of them."""
    return [value, {"type": "array", "items": value, "minItems": 1}]


def when() -> Schema:
    """What `when` may ask: any fact, each with its meaning and how its values are written."""
    return obj(
        {fact.name: _condition(fact) for fact in FACTS.values()},
        description="Every condition must hold. A fact that is not known fits none.",
    )


def given() -> Schema:
    """What an example may say of its order: one value for each fact."""
    told = {
        fact.name: {"description": fact.meaning, "anyOf": [*_single(fact)]}
        for fact in FACTS.values()
    }
    description = "A made-up order. What it does not mention is uneventful, or not known."
    return obj(told, description=description)


def table_keys() -> Schema:
    """What stands before the amounts of a table: `by`, values and ranges of the fact."""
    units = r"( *(%|d|days?|h|hours?|stars?)| +[A-Z]{3})?"
    return {"anyOf": [{"const": "by"}, pattern(_ranges(rf"-?{NUMBER}{units}"))]}


def _condition(fact: FactDefinition) -> Schema:
    values = one_or_more(_accepted(fact))
    negation = obj({"not": {"anyOf": values}}, required=("not",))
    missing = obj({"missing": YES_NO}, required=("missing",))
    description = f"{fact.meaning}. {_WRITTEN[fact.type]}"
    return {"description": description, "anyOf": [*values, negation, missing]}


def _accepted(fact: FactDefinition) -> Schema:
    if fact.type is FactType.MONEY:
        money = rf"{NUMBER} +[A-Z]{{3}}"
        return pattern(rf"{money}|{money} *\.\.|\.\. *{money}|{MONEY} *\.\. *{money}")
    if fact.type in NUMERIC:
        return {"anyOf": [{"type": "number"}, pattern(_ranges(_number(fact)))]}
    return _word(fact)


def _single(fact: FactDefinition) -> list[Schema]:
    if fact.type is FactType.MONEY:
        return [{"type": "number", "minimum": 0}, pattern(MONEY)]
    if fact.type in NUMERIC:
        return [{"type": "number"}, pattern(_number(fact))]
    return [_word(fact)]


def _word(fact: FactDefinition) -> Schema:
    if fact.type is FactType.YES_NO:
        return YES_NO
    if not fact.choices:
        return WORD
    # Old editors take an unquoted yes or no for true and false, also where it is one word of many.
    booleans = [word == "yes" for word in ("yes", "no") if word in fact.choices]
    return {"enum": [*fact.choices, *booleans]}


def _number(fact: FactDefinition) -> str:
    sign = "-?" if fact.type is FactType.PERCENT else ""
    return f"{sign}{NUMBER}{_UNITS[fact.type]}"


def _ranges(one: str) -> str:
    return rf"{one}|{one} *\.\.|\.\. *{one}|{one} *\.\. *{one}"
