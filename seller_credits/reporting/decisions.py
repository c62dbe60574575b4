"""A decision as plain values: what is kept of it, printed of it and given as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seller_credits.domain.decisions import Alternative, Decision
from seller_credits.domain.money import Money


def decision_item(decision: Decision) -> dict[str, Any]:
    """A whole decision, as `policy explain --format json` gives it. Amounts are strings."""
    return {
        "remedy": decision.remedy,
        "rule": decision.rule,
        "rule_line": decision.rule_line,
        "amount": _plain(decision.amount),
        "currency": decision.worth.currency if decision.worth else None,
        "net_cost": _plain(decision.net_cost),
        "authority": decision.authority,
        "message": decision.message,
        "guard": decision.guard,
        "limits_hit": list(decision.limits_hit),
        "missing": list(decision.missing),
        "reasons": list(decision.reasons),
        "experiment": decision.drawn.as_json() if decision.drawn else None,
        **steps_of(decision),
        "alternatives": alternative_items(decision.alternatives),
    }


def steps_of(decision: Decision) -> dict[str, Any]:
    """How it was decided: every step, and the rules that nearly applied."""
    return {
        "trace": [
            {"stage": step.stage, "text": step.text, "line": step.line} for step in decision.trace
        ],
        "near_misses": [
            {"rule": miss.rule, "line": miss.line, "condition": miss.condition, "found": miss.found}
            for miss in decision.near_misses
        ],
    }


def alternative_items(alternatives: Iterable[Alternative]) -> list[dict[str, Any]]:
    """Other remedies that were looked at, what each would cost, and why not it.

    Amounts are strings in the decision's currency.
    """
    return [
        {
            "remedy": other.remedy,
            "amount": _plain(other.amount),
            "net_cost": _plain(other.net_cost),
            "why_not": other.why_not,
        }
        for other in alternatives
    ]


def _plain(amount: Money | None) -> str | None:
    return None if amount is None else amount.plain
