"""What each kind of entry does to the projections: pure, so that a rebuild gives the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from seller_credits.ledger.schema import UNREAD

JUDGED = (
    *("deadline", "deadline_rule", "expires_at"),
    *("severity", "odr_exposure", "odr_exposure_why"),
)
"""What may change of an issue's suggestion while the suggestion itself stays the same."""

STOOD_FOR = ("policy_digest", "authority", "again_at")
"""What another version of the policy changes of a suggestion that it upholds."""

Change = tuple[str, dict[str, Any]]
"""The name of a statement in `ledger.statements`, and its parameters."""


STANDINGS = ("policy_proposed", "policy_activated", "policy_revoked")
"""Kinds of entries that say how a version of the policy stands."""

_Project = Callable[[str, int, str, Mapping[str, Any]], Iterator[Change]]


def changes(
    kind: str, account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    """The rows one entry writes. Unknown kinds write none: a newer program's entries are kept."""
    project = _PROJECTED.get(kind)
    if project is not None:
        yield from project(account, seq, subject, payload)


def _issue_seen(account: str, _: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    yield (
        "issues",
        {
            "issue_id": payload["issue_id"],
            "account": account,
            "order_id": subject,
            "kind": payload["kind"],
            "order_item_id": payload["order_item_id"],
            "sku": payload["sku"],
            "asin": payload["asin"],
            "marketplace": payload["marketplace"],
            "channel": payload["channel"],
            "occurred_at": payload["occurred_at"],
            "detected_at": payload["detected_at"],
        },
    )


def _issue_joined(
    account: str, _: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    names = ("order_item_id", "sku", "asin", "marketplace", "channel")
    learnt = {f"new_{name}": payload.get(name) for name in names}
    named = {
        "of_account": account,
        "of_order_id": subject,
        "of_issue_id": payload["issue_id"],
    }
    yield "joined", named | learnt


def _order_seen(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    yield (
        "orders",
        {
            "account": account,
            "order_id": subject,
            "source": payload["source"],
            "part": payload["part"],
            "updated_at": payload["updated_at"],
            "as_of": payload["as_of"],
            "due": payload["due"],
            "seq": seq,
        },
    )
    if payload["buyer"]:
        yield (
            "buyers",
            {
                "account": account,
                "buyer": payload["buyer"],
                "order_id": subject,
                "placed_at": payload["placed_at"],
            },
        )


def _money_seen(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    columns = ("key", "kind", "book", "posted", "amount")
    told = {name: payload[name] for name in columns}
    yield "money", {"account": account, "order_id": subject, "seq": seq, **told}


def _order_seen_again(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    yield (
        "seen_again",
        {
            "of_account": account,
            "of_order_id": subject,
            "of_source": payload["source"],
            "of_part": payload["part"],
            "before": seq,
            "new_as_of": payload["as_of"],
            "new_due": payload["due"],
        },
    )


def _order_unread(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    yield (
        "orders",
        {
            "account": account,
            "order_id": subject,
            "source": UNREAD,
            "part": "",
            "updated_at": None,
            "as_of": payload["as_of"],
            "due": payload["due"],
            "seq": seq,
        },
    )


def _suggested(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    yield (
        "suggestions",
        {
            "suggestion_id": payload["suggestion_id"],
            "account": account,
            "issue_id": payload["issue_id"],
            "order_id": subject,
            "ordinal": payload["ordinal"],
            "status": payload["status"],
            "remedy": payload["remedy"],
            "amount": payload["amount"],
            "currency": payload["currency"],
            "outcome": payload["outcome"],
            "policy_digest": payload["policy_digest"],
            "authority": payload["authority"],
            "again_at": payload["again_at"],
            "deadline": payload["deadline"],
            "deadline_rule": payload["deadline_rule"],
            "expires_at": payload["expires_at"],
            "severity": payload["severity"],
            "odr_exposure": payload["odr_exposure"],
            "odr_exposure_why": payload["odr_exposure_why"],
            "seq": seq,
        },
    )
    if payload["supersedes"]:
        yield (
            "status",
            {
                "of_account": account,
                "of_order_id": subject,
                "of_issue_id": payload["issue_id"],
                "of_ordinal": payload["ordinal"] - 1,
                "new_status": "superseded",
            },
        )


def _upheld(account: str, seq: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    """The same suggestion, of which this entry says the rest from now on."""
    yield (
        "upheld",
        {
            "of_account": account,
            "of_order_id": subject,
            "of_issue_id": payload["issue_id"],
            "of_ordinal": payload["ordinal"],
            "new_seq": seq,
            **{f"new_{name}": payload[name] for name in STOOD_FOR},
        },
    )
    yield from _judged(account, seq, subject, payload)


def _expired(account: str, _: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    yield (
        "status",
        {
            "of_account": account,
            "of_order_id": subject,
            "of_issue_id": payload["issue_id"],
            "of_ordinal": payload["ordinal"],
            "new_status": "expired",
        },
    )


def _judged(account: str, _: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    yield (
        "judged",
        {
            "of_account": account,
            "of_order_id": subject,
            "of_issue_id": payload["issue_id"],
            "of_ordinal": payload["ordinal"],
            **{f"new_{name}": payload[name] for name in JUDGED},
        },
    )


def _coverage(account: str, seq: int, _: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    columns = ("source", "marketplace", "since", "until", "state", "why", "name", "read_at")
    yield "coverage", {"account": account, "seq": seq, **{name: payload[name] for name in columns}}


def _health(account: str, seq: int, _: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    columns = ("marketplace", "digest")
    yield "health", {"account": account, "seq": seq, **{name: payload[name] for name in columns}}


def _policy_read(account: str, seq: int, subject: str, _: Mapping[str, Any]) -> Iterator[Change]:
    yield "policies", {"account": account, "digest": subject, "seq": seq}


def _standing(kind: str) -> _Project:
    def project(account: str, seq: int, subject: str, _: Mapping[str, Any]) -> Iterator[Change]:
        yield "standings", {"account": account, "digest": subject, "kind": kind, "seq": seq}

    return project


def _decided_again(account: str, _: int, subject: str, __: Mapping[str, Any]) -> Iterator[Change]:
    yield "in_force", {"account": account, "digest": subject}


def _account_bound(account: str, _: int, __: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    columns = ("seller_id", "endpoint")
    yield "accounts", {"account": account, **{name: payload[name] for name in columns}}


_PROJECTED = {
    "issue_seen": _issue_seen,
    "issue_joined": _issue_joined,
    "order_seen": _order_seen,
    "order_seen_again": _order_seen_again,
    "order_unread": _order_unread,
    "money_seen": _money_seen,
    "suggested": _suggested,
    "upheld": _upheld,
    "judged": _judged,
    "expired": _expired,
    "coverage": _coverage,
    "health": _health,
    "policy_read": _policy_read,
    **{kind: _standing(kind) for kind in STANDINGS},
    "decided_again": _decided_again,
    "account_bound": _account_bound,
}
