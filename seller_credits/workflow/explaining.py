"""One suggestion's whole story: replayed from what the ledger kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from seller_credits import policy as rules
from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Facts
from seller_credits.ledger.interface import Filter, Ledger
from seller_credits.reporting.decisions import steps_of


def explained(ledger: Ledger, suggestion: Mapping[str, Any]) -> dict[str, Any]:
    """The suggestion with its evidence, and every step of the decision.

    The steps are drawn anew from the recorded facts and the recorded policy; `replayed` says
    whether that gives the recorded decision again, as it must.
    """
    wanted = Filter(account=suggestion["account"], id_prefix=suggestion["issue_id"])
    issue = next(ledger.issues(wanted), None)
    evidence = issue["evidence"] if issue else []
    words = ledger.comments([proof["key"] for proof in evidence])
    for proof in evidence:
        if proof["key"] in words:
            proof["comment"] = words[proof["key"]]
    return {**suggestion, "evidence": evidence, **_replayed(ledger, suggestion)}


def _replayed(ledger: Ledger, suggestion: Mapping[str, Any]) -> dict[str, Any]:
    kept = ledger.policy_text(suggestion["policy_digest"])
    read = rules.read_policy(kept[1], kept[0]) if kept else None
    if read is None or read.policy is None:
        return {"trace": [], "near_misses": [], "replayed": False}
    ordered = suggestion["order_date"]
    decision = rules.explain(
        read.policy,
        Facts.from_json(suggestion["facts"]),
        order_date=date.fromisoformat(ordered) if ordered else None,
        options=rules.Options.from_json(suggestion["options"]),
    )
    return {
        "policy": kept[0] if kept else None,
        **steps_of(decision),
        "replayed": _same(decision, suggestion),
    }


def _same(decision: Decision, suggestion: Mapping[str, Any]) -> bool:
    amount = decision.amount.plain if decision.amount else None
    recorded = (suggestion["remedy"], suggestion["amount"], suggestion["rule"])
    return (str(decision.remedy), amount, decision.rule) == recorded
