"""Names of things that stay the same when the same thing is seen again."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256


def short_id(prefix: str, *parts: str) -> str:
    """A stable id a person can type: the prefix and twelve letters and digits (60 bits)."""
    digest = sha256("\x1f".join(parts).encode()).digest()
    return f"{prefix}-{b32encode(digest[:8])[:12].decode().lower()}"


def issue_id(account: str, order_id: str, line_key: str, kind: str) -> str:
    """The issue's id, from what was known of the line when it was first seen."""
    return short_id("i", account, order_id, line_key, kind)


def suggestion_id(of_issue: str, ordinal: int) -> str:
    """The id of the issue's n-th suggestion, counted from 1."""
    return short_id("s", of_issue, str(ordinal))


def row_key(*parts: str | None) -> str:
    """What tells one row of a source from another: 96 bits over its telling values."""
    return sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:24]
