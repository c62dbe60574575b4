"""One suggestion's whole story: replayed from what the ledger kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from seller_credits import policy as rules
from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Facts
from seller_credits.ledger.interface import Filter, Ledger
from seller_credits.reporting.approvals import issuance_item
from seller_credits.reporting.decisions import steps_of
from seller_credits.workflow.changes import change_proposed
from seller_credits.workflow.suggesting import kept_of


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
    told = {**suggestion, "evidence": evidence, **_replayed(ledger, suggestion)}
    own = _issued(ledger, suggestion)
    waiting = change_proposed(ledger, suggestion["account"], suggestion)
    return {
        **told,
        "issuance": own[-1] if own else None,
        "earlier_issuances": own[:-1],
        "change": waiting.as_json() if waiting else None,
    }


def _issued(ledger: Ledger, suggestion: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was approved or recorded of it, the latest last."""
    name, order_id = suggestion["suggestion_id"], suggestion["order_id"]
    found = ledger.issuances(suggestion["account"], order_ids=[order_id])
    return [issuance_item(each) for each in found if each.suggestion_id == name]


def _replayed(ledger: Ledger, suggestion: Mapping[str, Any]) -> dict[str, Any]:
    decision = made_again(ledger, suggestion)
    if decision is None:
        return {"trace": [], "near_misses": [], "replayed": False}
    told = steps_of(decision)
    chosen = {"stage": "version", "text": suggestion["version"]["why"], "line": None}
    kept = ledger.policy_text(suggestion["policy_digest"])
    return {
        "policy": kept[0] if kept else None,
        **told,
        "trace": [chosen, *told["trace"]],
        "replayed": _same(decision, suggestion),
    }


def made_again(ledger: Ledger, suggestion: Mapping[str, Any]) -> Decision | None:
    """The decision with every step, from what was recorded of it and nothing else.

    None where the version of the policy that made it cannot be read.
    """
    facts = Facts.from_json(suggestion["facts"])
    options = rules.Options.from_json(suggestion["options"])
    if not suggestion["policy_digest"]:
        return rules.without_policy(facts, suggestion["version"]["why"], options)
    kept = ledger.policy_text(suggestion["policy_digest"])
    read = rules.read_policy(kept[1], kept[0]) if kept else None
    if read is None or read.policy is None:
        return None
    day = date.fromisoformat(suggestion["order_date"])
    return rules.explain(read.policy, facts, order_date=day, options=options)


def _same(decision: Decision, suggestion: Mapping[str, Any]) -> bool:
    return all(suggestion[name] == value for name, value in kept_of(decision).items())
