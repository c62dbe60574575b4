"""Instants as Amazon writes them: ISO 8601, UTC, whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def written(instant: datetime) -> str:
    """`2026-11-23T11:20:33Z`. Raises ValueError on a time without a zone: it may mean anything."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
