"""The JSON Schema of a policy file, made from the facts: an editor completes and checks with it."""

from __future__ import annotations

from typing import Any

from seller_credits.domain.facts import FACTS, FactDefinition, FactType
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.language import Already, Base, Choose
from seller_credits.policy.sets import NUMERIC

_Schema = dict[str, Any]

_NUMBER = r"-?[0-9]{1,12}(\.[0-9]{1,6})?"
_MONEY = rf"{_NUMBER}( +[A-Z]{{3}})?"
_UNITS = {
    FactType.MONEY: "( +[A-Z]{3})?",
    FactType.PERCENT: " *%?",
    FactType.DAYS: " *(d|days?)?",
    FactType.HOURS: " *(h|hours?)?",
    FactType.STARS: " *(stars?)?",
    FactType.COUNT: "",
}
_TEXT: _Schema = {"type": "string", "minLength": 1}


_COUNT: _Schema = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]{1,9}$"}]
}


def policy_schema() -> _Schema:
    """JSON Schema, draft 2020-12, of a policy file; every fact carries its meaning."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A seller's policy: what to give back when an order goes wrong",
        **_object(
            {
                "policy": _TEXT,
                "version": {"type": ["string", "number"]},
                "effective": _object({"from": _DATE, "to": _DATE}),
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "rates": {
                    "type": "object",
                    "propertyNames": {"pattern": "^[A-Z]{3}$"},
                    "additionalProperties": {
                        "anyOf": [{"type": "number", "exclusiveMinimum": 0}, _pattern(_NUMBER)]
                    },
                },
                "authority": _object(dict.fromkeys(("automatic", "agent", "manager"), _money())),
                "limits": _limits(),
                "rules": {"type": "array", "items": _rule()},
                "otherwise": {"$ref": "#/$defs/outcome"},
                "adjustments": {"type": "array", "items": _adjustment()},
                "experiment": _experiment(),
                "examples": {"type": "array", "items": _example()},
            },
            required=("rules", "otherwise"),
        ),
        "$defs": {
            "when": _object({fact.name: _condition(fact) for fact in FACTS.values()}),
            "term": _term(),
            "outcome": _object(_outcome_keys()),
        },
    }


_DATE: _Schema = {"type": "string", "format": "date"}


def _object(properties: _Schema, required: tuple[str, ...] = ()) -> _Schema:
    schema: _Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**schema, "required": list(required)} if required else schema


def _money() -> _Schema:
    return {"anyOf": [{"type": "number", "minimum": 0}, _pattern(_MONEY)]}


def _pattern(expression: str) -> _Schema:
    return {"type": "string", "pattern": f"^{expression}$"}


def _term() -> _Schema:
    share = rf"{_NUMBER} *% +of +({'|'.join(Base)})"
    return {"anyOf": [*_money()["anyOf"], _pattern(share)]}


def _one_or_more(value: _Schema) -> list[_Schema]:
    return [value, {"type": "array", "items": value, "minItems": 1}]


def _value(fact: FactDefinition) -> _Schema:
    if fact.type is FactType.YES_NO:
        return {"enum": ["yes", "no", True, False]}
    if fact.type is FactType.CHOICE:
        return {"enum": list(fact.choices)}
    if fact.type is FactType.TEXT:
        return _TEXT
    one = _NUMBER + _UNITS[fact.type]
    text = _pattern(rf"({one}|{one}\.\.|\.\.{one}|{one}\.\.{one})")
    return {"anyOf": [{"type": "number"}, text]}


def _condition(fact: FactDefinition) -> _Schema:
    values = _one_or_more(_value(fact))
    negation = _object({"not": {"anyOf": values}}, required=("not",))
    missing = _object({"missing": {"enum": ["yes", "no", True, False]}}, required=("missing",))
    return {"description": fact.meaning, "anyOf": [*values, negation, missing]}


def _outcome_keys() -> _Schema:
    term = {"$ref": "#/$defs/term"}
    numeric = [fact.name for fact in FACTS.values() if fact.type in NUMERIC]
    table: _Schema = {
        "type": "object",
        "properties": {"by": {"enum": numeric}},
        "additionalProperties": term,
        "required": ["by"],
    }
    return {
        "remedy": {"enum": list(Remedy)},
        "offer": {"type": "array", "items": {"enum": list(Remedy)}, "minItems": 1},
        "choose": {"enum": list(Choose)},
        "amount": {"anyOf": [term, table]},
        "at_least": term,
        "at_most": term,
        "already": {"enum": list(Already)},
        "message": _TEXT,
        "because": _TEXT,
    }


def _rule() -> _Schema:
    keys = {"rule": _TEXT, "when": {"$ref": "#/$defs/when"}, **_outcome_keys()}
    return _object(keys, required=("rule",))


def _limits() -> _Schema:
    percent = _pattern(rf"{_NUMBER} *%")
    share = {"anyOf": [*_money()["anyOf"], percent]}
    buyer = _object(
        {"credits": _COUNT, "within": _pattern("[0-9]{1,5} *(d|days?)")},
        required=("credits", "within"),
    )
    return _object(
        {
            "per_line": share,
            "per_order": share,
            "per_buyer": buyer,
            "per_day": _money(),
            "per_month": _money(),
        }
    )


def _adjustment() -> _Schema:
    change = _pattern(r"[+-][0-9.]+( *%|( +[A-Z]{3})?)")
    return _object({"when": {"$ref": "#/$defs/when"}, "change": change}, required=("change",))


def _experiment() -> _Schema:
    names = {"anyOf": _one_or_more(_TEXT)}
    outcome = {"$ref": "#/$defs/outcome"}
    keys = {"name": _TEXT, "share": _pattern(rf"{_NUMBER} *%"), "rules": names, "instead": outcome}
    return _object(keys, required=("name", "share", "rules", "instead"))


def _example() -> _Schema:
    given = {
        fact.name: {"description": fact.meaning, "type": ["string", "number", "boolean"]}
        for fact in FACTS.values()
    }
    expect: _Schema = {
        "rule": _TEXT,
        "remedy": {"enum": list(Remedy)},
        "amount": _money(),
        "authority": {"enum": list(Authority)},
        "guard": _TEXT,
        "message": _TEXT,
        "limit": _TEXT,
    }
    return _object({"given": _object(given), "expect": _object(expect)}, ("given", "expect"))
