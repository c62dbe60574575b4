"""What each kind of entry does to the projections: pure, so that a rebuild gives the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from seller_credits.domain.issuances import Status
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


def _began(kind: str) -> _Project:
    def project(
        account: str, seq: int, subject: str, payload: Mapping[str, Any]
    ) -> Iterator[Change]:
        columns = ("issuance_id", "issue_id", "ordinal", "remedy", "amount", "marketplace")
        told = {name: payload[name] for name in (*columns, "approved_at")}
        told |= {"moved_at": payload["approved_at"], "status": kind, "order_id": subject}
        told |= dict.fromkeys(("again_at", "submission_id", "message_id", "feed_id"))
        yield "issuances", {"account": account, "began": seq, "seq": seq, **told}
        yield from _shows(account, subject, payload, kind)

    return project


def _moved(status: str) -> _Project:
    def project(
        account: str, seq: int, subject: str, payload: Mapping[str, Any]
    ) -> Iterator[Change]:
        names = ("again_at", "submission_id", "message_id", "feed_id")
        told = {f"new_{name}": payload[name] for name in names}
        told |= {"of_account": account, "of_issuance_id": payload["issuance_id"]}
        told |= {"new_status": status, "new_moved_at": payload["at"], "new_seq": seq}
        yield "moved", told
        yield from _shows(account, subject, payload, status)

    return project


def _shows(account: str, subject: str, payload: Mapping[str, Any], status: str) -> Iterator[Change]:
    """A suggestion shows how far what was approved of it has come."""
    if payload["issue_id"] is not None and payload["ordinal"] is not None:
        named = {"of_issue_id": payload["issue_id"], "of_ordinal": payload["ordinal"]}
        yield (
            "status",
            {"of_account": account, "of_order_id": subject, "new_status": status, **named},
        )


def _expired(account: str, seq: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    """A suggestion; or, where it was approved already, the issuance with it."""
    if payload.get("issuance_id") is None:
        yield from _shows(account, subject, payload, str(Status.EXPIRED))
    else:
        yield from _moved(str(Status.EXPIRED))(account, seq, subject, payload)


def _looked(account: str, seq: int, _: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    named = {"of_account": account, "of_issuance_id": payload["issuance_id"]}
    yield "looked", {**named, "new_again_at": payload["again_at"], "new_seq": seq}


def _declined(account: str, _: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    yield from _shows(account, subject, payload, "declined")


def _submission(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    columns = ("kind", "marketplace", "document_digest", "count", "at")
    told = {name: payload[name] for name in columns}
    named = {"account": account, "submission_id": subject, "seq": seq}
    yield "submissions", {**named, **told, "feed_id": None, "status": ""}


def _submission_seen(
    account: str, _: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    named = {"of_account": account, "of_submission_id": subject}
    told = {"new_feed_id": payload["feed_id"], "new_status": payload["status"]}
    yield "submission_seen", {**named, **told}


def _orphan(account: str, seq: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    told = {name: payload[name] for name in ("key", "amount", "posted")}
    named = {"account": account, "order_id": subject, "seq": seq}
    yield "orphans", {**named, **told, "explained": None}


def _orphan_explained(
    account: str, seq: int, subject: str, payload: Mapping[str, Any]
) -> Iterator[Change]:
    named = {"of_account": account, "of_order_id": subject, "of_key": payload["key"]}
    yield "explained", {**named, "before": seq, "new_explained": payload["why"]}


def _outcome(account: str, seq: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    told = {name: payload[name] for name in ("issue_id", "outcome", "matured_at")}
    yield "outcomes", {"account": account, "order_id": subject, "seq": seq, **told}


def _evidence(account: str, seq: int, subject: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    told = {name: payload[name] for name in ("digest", "name")}
    yield "evidence", {"account": account, "order_id": subject, "seq": seq, **told}


def _switched(*, stops: bool) -> _Project:
    def project(account: str, seq: int, _: str, payload: Mapping[str, Any]) -> Iterator[Change]:
        told = {"by": payload["by"] if stops else None, "at": payload["at"]}
        yield "stops", {"account": account, "seq": seq, "reason": payload["reason"], **told}

    return project


def _read_back(account: str, seq: int, _: str, payload: Mapping[str, Any]) -> Iterator[Change]:
    yield "read_backs", {"account": account, "until": payload["until"], "seq": seq}


BEGINNINGS = ("approved", "recorded")
"""Kinds of entries that begin an issuance."""

NOT_HANDED_IN = "not_handed_in"
"""The entry that takes an intent back: proof that the marketplace never had it."""

_MOVING = {
    **{str(status): str(status) for status in Status if status not in BEGINNINGS},
    NOT_HANDED_IN: str(Status.APPROVED),
}
"""Kinds of entries that move an issuance, and where to. Of suggestions that nobody approved,
`expired` is told as well: those name no issuance."""

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
    **{kind: _began(kind) for kind in BEGINNINGS},
    **{kind: _moved(status) for kind, status in _MOVING.items()},
    "expired": _expired,
    "looked": _looked,
    "declined": _declined,
    "submission": _submission,
    "submission_seen": _submission_seen,
    "orphan": _orphan,
    "orphan_explained": _orphan_explained,
    "outcome": _outcome,
    "evidence": _evidence,
    "issuing_stopped": _switched(stops=True),
    "issuing_resumed": _switched(stops=False),
    "read_back": _read_back,
    "coverage": _coverage,
    "health": _health,
    "policy_read": _policy_read,
    **{kind: _standing(kind) for kind in STANDINGS},
    "decided_again": _decided_again,
    "account_bound": _account_bound,
}
