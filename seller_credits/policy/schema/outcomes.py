"""The part of the JSON Schema on what a rule gives: remedies, amounts, tables, messages."""

from __future__ import annotations

from seller_credits.domain.facts import FACTS
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.language import Already, Base, Choose
from seller_credits.policy.schema.facts import (
    MONEY,
    NUMBER,
    TEXT,
    Schema,
    obj,
    one_or_more,
    pattern,
    table_keys,
)
from seller_credits.policy.sets import NUMERIC

_REMEDY = (
    "partial_refund: a part of the price. full_refund: what is left of the line with its shipping. "
    "replacement: another one, where in_stock is yes. return_and_refund: refunded once it is back. "
    "message: words and no money. review: a person must look. none: nothing is given."
)


def money() -> Schema:
    """`5 USD`, or a bare `5` in the policy's currency."""
    return {"anyOf": [{"type": "number", "minimum": 0}, pattern(MONEY)]}


def term() -> Schema:
    """`10% of item` or `5 USD`."""
    share = rf"{NUMBER} *% +of +({'|'.join(Base)})"
    return {"anyOf": [*money()["anyOf"], pattern(share)], "examples": ["10% of item", "5 USD"]}


def outcome() -> Schema:
    """What stands under `otherwise` and `instead`."""
    return giving({})


def giving(more: Schema, required: tuple[str, ...] = ()) -> Schema:
    """Fields that say what is given, beside others: one remedy or an offer, and what goes with it.

    Args:
        more: further fields.
        required: those of them that must be there.
    """
    return obj(
        {**more, **_keys()},
        required,
        oneOf=[{"required": ["remedy"]}, {"required": ["offer"]}],
        allOf=[
            _needs(Remedy.PARTIAL_REFUND, "amount"),
            _needs(Remedy.MESSAGE, "message"),
        ],
    )


def _needs(remedy: Remedy, key: str) -> Schema:
    named = {"properties": {"remedy": {"const": remedy}}, "required": ["remedy"]}
    offered = {"properties": {"offer": {"contains": {"const": remedy}}}, "required": ["offer"]}
    return {"if": {"anyOf": [named, offered]}, "then": {"required": [key]}}


def _keys() -> Schema:
    return {
        "remedy": {"description": _REMEDY, "enum": list(Remedy)},
        "offer": {
            "description": "Several remedies in order; `choose` says which of them is taken.",
            "anyOf": one_or_more({"enum": list(Remedy)}),
        },
        "choose": {
            "description": "first: the first that can be carried out. "
            "cheapest: of those, the one with the lowest net cost.",
            "enum": list(Choose),
        },
        "amount": {
            "description": "`10% of item`, `5 USD`, or a table by one fact: "
            "`{by: days_late, 1..3: 10% of item, 4..: 20% of item}`.",
            "anyOf": [{"$ref": "#/$defs/term"}, _table()],
        },
        "at_least": {"description": "No less than this.", "$ref": "#/$defs/term"},
        "at_most": {"description": "No more than this.", "$ref": "#/$defs/term"},
        "already": {
            "description": "What was given for the same trouble before: subtract it (if not said), "
            "skip (give nothing more), or add to it.",
            "enum": list(Already),
        },
        "message": {**TEXT, "description": "Name of a message template."},
        "because": {**TEXT, "description": "Your own reason, shown with every suggestion."},
    }


def _table() -> Schema:
    numeric = [fact.name for fact in FACTS.values() if fact.type in NUMERIC]
    by = {"description": "The fact that the rows are ranges of.", "enum": numeric}
    return {
        "type": "object",
        "properties": {"by": by},
        "propertyNames": table_keys(),
        "additionalProperties": {"$ref": "#/$defs/term"},
        "required": ["by"],
        "minProperties": 2,
    }
