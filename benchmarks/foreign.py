"""A made-up table for two foreign engines: GoRules ZEN and CEL.

Both answer with the rule's name and its amount in hundredths of a cent, before adjustments and
limits; a table of theirs has no place for those. Both come in two forms: as their documentation
shows them first, and as they turned out fastest. Facts are given ready made: JSON for neither,
since both read a dictionary or an object of their own sooner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import cel
import zen

from benchmarks.tables import Order, Range, Row

Answer = tuple[str, int]
OTHERWISE: Answer = ("otherwise", 0)

_ASKED = ("issue", "days_late", "item_price", "package", "buyer_contact", "country")
_TRACE: zen.DecisionEvaluateOptions = {"trace": True}


def zen_created(table: Sequence[Row]) -> Callable[[dict[str, Any]], Answer]:
    """ZEN as its page shows it: one decision created from JSON, a dictionary asked with a trace."""
    decision = zen.ZenEngine().create_decision(json.dumps(_decision_table(table)))
    return lambda facts: _zen_answer(decision.evaluate(facts, _TRACE))


def zen_loaded(table: Sequence[Row]) -> Callable[[dict[str, Any]], Answer]:
    """ZEN at its fastest: a static loader, whose content it compiles once."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"": _decision_table(table)}}})
    return lambda facts: _zen_answer(engine.evaluate("", facts, _TRACE))


def zen_facts(order: Order) -> dict[str, Any]:
    """An order as a dictionary; what is not known is null."""
    return asdict(order)


def cel_rules(table: Sequence[Row]) -> Callable[[dict[str, Any] | cel.Context], Answer]:
    """CEL: one compiled expression a rule, asked in order until one is true, then its amount."""
    rules = [
        (row.name, cel.compile(_cel_condition(row)), cel.compile(_cel_amount(row))) for row in table
    ]

    def ask(facts: dict[str, Any] | cel.Context) -> Answer:
        for name, condition, amount in rules:
            if condition.execute(facts):
                return name, amount.execute(facts)
        return OTHERWISE

    return ask


def cel_facts(order: Order) -> dict[str, Any]:
    """An order as a dictionary; no range of a table holds the -1 of what is not known."""
    facts = {name: -1 if value is None else value for name, value in asdict(order).items()}
    facts["parcel"] = facts.pop("package")  # a word CEL keeps for itself
    return facts


def cel_context(order: Order) -> cel.Context:
    """An order as an environment that every expression of the table shares."""
    return cel.Context(variables=cel_facts(order))


def _zen_answer(told: zen.EvaluateResponse) -> Answer:
    return told["result"]["rule"], told["result"]["amount"]


def _decision_table(table: Sequence[Row]) -> dict[str, Any]:
    where = {"position": {"x": 0, "y": 0}}
    outputs = ({"id": name, "name": name, "field": name} for name in ("rule", "amount"))
    last = {"_id": "otherwise", **dict.fromkeys(_ASKED, ""), "rule": '"otherwise"', "amount": "0"}
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in _ASKED],
        "outputs": list(outputs),
        "rules": [*map(_zen_row, table), last],
    }
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", **where},
            {"id": "rules", "type": "decisionTableNode", "name": "r", "content": content, **where},
            {"id": "out", "type": "outputNode", "name": "out", **where},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
        ],
    }


def _zen_row(row: Row) -> dict[str, str]:
    return {
        "_id": row.name,
        "issue": _words(row.kinds),
        "days_late": _zen_range(row.days),
        "item_price": _zen_range(row.price),
        "package": _words(row.packages),
        "buyer_contact": _words(row.contacts),
        "country": _words(row.countries),
        "rule": f'"{row.name}"',
        "amount": _cel_amount(row),
    }


def _zen_range(asked: Range | None) -> str:
    if asked is None:
        return ""
    return f">= {asked.low}" if asked.high is None else f"[{asked.low}..{asked.high}]"


def _cel_condition(row: Row) -> str:
    words = (
        ("issue", row.kinds),
        ("parcel", row.packages),
        ("buyer_contact", row.contacts),
        ("country", row.countries),
    )
    asked = [_cel_words(name, of) for name, of in words if of]
    for name, of in (("days_late", row.days), ("item_price", row.price)):
        if of is not None:
            asked.append(f"{name} >= {of.low}")
            asked += [] if of.high is None else [f"{name} <= {of.high}"]
    return " && ".join(asked)


def _cel_words(name: str, words: Sequence[str]) -> str:
    return f"{name} in [{_words(words)}]" if len(words) > 1 else f"{name} == {_words(words)}"


def _cel_amount(row: Row) -> str:
    """The row's amount in hundredths of a cent; ZEN and CEL write it alike."""
    if not row.percents:
        return f"{row.cents} * 100"
    share = str(row.percents[-1][1])
    if len(row.percents) > 1:
        (days, percent), _ = row.percents
        share = f"(days_late <= {days.high} ? {percent} : {share})"
    return f"item_price * quantity * {share}"


def _words(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
