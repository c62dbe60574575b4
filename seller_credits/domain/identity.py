"""Names of things that stay the same when the same thing is seen again."""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b, sha256


def issue_id(account: str, order_id: str, line_key: str, kind: str) -> str:
    """The issue's id, from what was known of the line when it was first seen (60 bits)."""
    telling = f"{account}\x1f{order_id}\x1f{line_key}\x1f{kind}"
    return f"i-{sha256(telling.encode()).hexdigest()[:15]}"


def suggestion_id(of_issue: str, ordinal: int) -> str:
    """The id of the issue's n-th suggestion, counted from 1: `s-` and the issue's own, `-1`."""
    return f"s{of_issue[1:]}-{ordinal}"


def row_key(*parts: object) -> str:
    """What tells one row of a source from another: 96 bits over its telling values, as texts."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=12).hexdigest()


def issuance_id(account: str, order_id: str, remedy_of: str, attempt: int) -> str:
    """The key of one attempt at one remedy, as the marketplace is given it (75 bits).

    Args:
        account: the account's name.
        order_id: the marketplace's.
        remedy_of: what is issued: the suggestion's id, or what a person called it.
        attempt: counted from 1; what came to nothing is tried again under another key.
    """
    telling = f"{account}\x1f{order_id}\x1f{remedy_of}\x1f{attempt}"
    return f"sc-{b32encode(sha256(telling.encode()).digest()).decode().lower()[:15]}"


def submission_id(account: str, position: int, digest: str) -> str:
    """The name of what is handed in in one go: no two have the same place in the account's chain.

    Args:
        account: the account's name.
        position: how many entries its chain has.
        digest: of the very bytes.
    """
    telling = f"{account}\x1f{position}\x1f{digest}"
    return f"h-{sha256(telling.encode()).hexdigest()[:15]}"
