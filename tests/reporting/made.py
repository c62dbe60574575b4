"""A suggestion as the ledger lists it, one word changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def item(**changes: Any) -> dict[str, Any]:
    """A partial refund for a late parcel, due in four hours."""
    return {
        "suggestion_id": "s-0123456789abcde-1",
        "issue_id": "i-0123456789abcde",
        "account": "default",
        "marketplace": "US",
        "order_id": "111-1234567-1234567",
        "order_item_id": None,
        "sku": "MUG",
        "asin": "B000000001",
        "issue": "late_delivery",
        "occurred_at": "2026-11-18T07:59:59Z",
        "detected_at": "2026-11-23T19:00:00Z",
        "decided_at": "2026-11-23T19:00:00Z",
        "channel": "seller",
        "remedy": "partial_refund",
        "amount": "4.20",
        "currency": "USD",
        "net_cost": "3.70",
        "rule": "late-arrived",
        "rule_line": 62,
        "guard": None,
        "policy": "policy.yaml",
        "policy_digest": "0123456789abcdef",
        "authority": "agent",
        "status": "proposed",
        "deadline": "2026-11-24T00:00:00Z",
        "deadline_rule": "a claim can be filed 72 hours on (Amazon)",
        "expires_at": None,
        "odr_exposure": "preventable",
        "odr_exposure_why": "no claim has been seen",
        "limits_hit": [],
        "missing": [],
        "reasons": ["It came late.", "Rule late-arrived: 10% of item."],
        "alternatives": [],
        "facts": {"issue": "late_delivery", "days_late": 5, "order_status": "shipped"},
        "supersedes": None,
    } | changes


def issue(**changes: Any) -> dict[str, Any]:
    """An issue with one piece of evidence."""
    plain = item()
    names = ("issue_id", "account", "marketplace", "order_id", "order_item_id", "sku", "asin")
    more = ("issue", "channel", "occurred_at", "deadline", "odr_exposure", "status")
    proof = {
        "key": "k",
        "source": "mfn_returns",
        "where": "returns.txt, row 2",
        "values": {"Return Reason": "ARRIVED_LATE"},
        "seen_at": "2026-11-23T19:00:00Z",
    }
    told = {name: plain[name] for name in (*names, *more)}
    return told | {"source": "mfn_returns", "evidence": [proof]} | changes


def story(**changes: Any) -> dict[str, Any]:
    """The whole story of one suggestion."""
    return (
        item()
        | {
            "evidence": issue()["evidence"],
            "trace": [{"stage": "rule", "text": "late-arrived fits", "line": 62}],
            "near_misses": [],
            "replayed": True,
        }
        | changes
    )
