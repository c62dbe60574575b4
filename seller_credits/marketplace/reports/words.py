"""How reports are spoken of to a seller: their names, their age, the hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.sources import ReportKind

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def report_name(kind: ReportKind, request: ReportRequest) -> str:
    """For people and for evidence: `mfn_returns-US-50034`."""
    store = find_marketplace(request.store_id)
    return f"{kind.source}-{store.code if store else request.store_id}-{request.report_id}"


def clock_time(instant: datetime) -> str:
    """`12:05 UTC`."""
    return f"{instant.astimezone(UTC):%H:%M} UTC"


def span(length: timedelta) -> str:
    """`6 minutes`, `4 hours`: whole ones, and never none."""
    unit, word = (_HOUR, "hour") if length >= 2 * _HOUR else (_MINUTE, "minute")
    count = max(1, round(length / unit))
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
