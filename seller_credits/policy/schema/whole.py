"""The JSON Schema of a policy file, made from the facts: an editor completes and checks with it."""

from __future__ import annotations

from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.schema.facts import (
    NUMBER,
    TEXT,
    WORD,
    Schema,
    given,
    obj,
    one_or_more,
    pattern,
    when,
)
from seller_credits.policy.schema.outcomes import giving, money, outcome, term

_PERCENT = rf"{NUMBER} *%"
_DATE: Schema = {"type": "string", "format": "date"}
_COUNT: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, pattern("[0-9]{1,9}")]}


def policy_schema() -> Schema:
    """JSON Schema, draft 2020-12, of a policy file; every key and fact carries its meaning."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A seller's policy: what to give back when an order goes wrong",
        **obj(_sections(), required=("rules", "otherwise")),
        "$defs": {"when": when(), "term": term(), "outcome": outcome()},
    }


def _sections() -> Schema:
    return {
        "policy": {**WORD, "description": "Name of the policy."},
        "version": {**WORD, "description": "Its version, in quotes, such as the day it was made."},
        "effective": obj(
            {"from": _DATE, "to": _DATE},
            description="Orders placed on these days are judged by it; both ends may be open.",
        ),
        "currency": pattern("[A-Z]{3}", description="Of every amount that does not say another."),
        "rates": {
            "description": "How many of each other currency one of the policy's own is; orders in "
            "a currency that is not named are put before a person.",
            "type": "object",
            "propertyNames": pattern("[A-Z]{3}"),
            "additionalProperties": {
                "anyOf": [{"type": "number", "exclusiveMinimum": 0}, pattern(NUMBER)]
            },
        },
        "authority": _authority(),
        "limits": _limits(),
        "rules": {
            "description": "Read from the top: the first rule that fits decides.",
            "type": "array",
            "items": giving(
                {
                    "rule": {**WORD, "description": "Its name, shown with every suggestion."},
                    "when": {"$ref": "#/$defs/when"},
                },
                required=("rule",),
            ),
        },
        "otherwise": {
            "description": "What no rule fits; `{remedy: review}` puts it before a person.",
            "$ref": "#/$defs/outcome",
        },
        "adjustments": {
            "description": "Changes of a partial refund, one after the other, before the limits.",
            "type": "array",
            "items": _adjustment(),
        },
        "experiment": _experiment(),
        "examples": {
            "description": "Made-up orders and what the rules must say about them; "
            "`policy test` runs them.",
            "type": "array",
            "items": _example(),
        },
    }


def _authority() -> Schema:
    meanings = {
        "automatic": "What is worth at most this is given with nobody looking; 0: nothing is.",
        "agent": "What an agent may approve.",
        "manager": "What a manager may approve; above it the owner must.",
    }
    levels = {name: {"description": text, **money()} for name, text in meanings.items()}
    return obj(levels, description="Who may approve a remedy worth at most so much.")


def _limits() -> Schema:
    share: Schema = {"anyOf": [*money()["anyOf"], pattern(_PERCENT)]}
    within = pattern("[0-9]{1,5} *(d|days?)", description="Within so many days: `180d`.")
    return obj(
        {
            "per_line": {
                "description": "Partial refunds, of what the buyer paid for the line; what was "
                "refunded of it before counts.",
                **share,
            },
            "per_order": {"description": "All that one order costs.", **share},
            "per_buyer": obj(
                {
                    "credits": {"description": "So many credits at most.", **_COUNT},
                    "within": within,
                },
                required=("credits", "within"),
                description="How often the same buyer may be given something.",
            ),
            "per_day": {"description": "All that one day costs the account.", **money()},
            "per_month": {"description": "All that one month costs the account.", **money()},
        },
        description="The tightest one wins. A full refund or a replacement is never cut: "
        "a person looks at it.",
    )


def _adjustment() -> Schema:
    changes = {"description": "`+10%` or `-2 USD`.", "examples": ["+10%", "-2 USD"]}
    signed = pattern(rf"[+-]{NUMBER}( *%|( +[A-Z]{{3}})?)")
    change: Schema = {**changes, "anyOf": [signed, {"type": "number", "exclusiveMaximum": 0}]}
    return obj({"when": {"$ref": "#/$defs/when"}, "change": change}, required=("change",))


def _experiment() -> Schema:
    return obj(
        {
            "name": {**TEXT, "description": "Its name, recorded with every decision it touches."},
            "share": pattern(_PERCENT, description="How many of them get `instead`: `10%`."),
            "rules": {"description": "Rules it covers.", "anyOf": one_or_more(TEXT)},
            "instead": {
                "description": "What they get instead of what the rule says.",
                "$ref": "#/$defs/outcome",
            },
        },
        required=("name", "share", "rules", "instead"),
        description="Another outcome for a share of the decisions of some rules, to compare.",
    )


def _example() -> Schema:
    expect: Schema = {
        "rule": {**WORD, "description": "The rule that decides it; `otherwise` for none."},
        "remedy": {"enum": list(Remedy)},
        "amount": {"description": "What the buyer gets, to the cent.", **money()},
        "authority": {"description": "Who has to approve it.", "enum": list(Authority)},
        "guard": {**TEXT, "description": "The program's own guard that stops it."},
        "message": {**TEXT, "description": "The template that goes with it."},
        "limit": {**TEXT, "description": "A limit that it meets."},
    }
    description = "What the policy must say of it; only what is named is compared."
    answer = obj(expect, description=description, minProperties=1)
    return obj({"given": given(), "expect": answer}, ("given", "expect"))
