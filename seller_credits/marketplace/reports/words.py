"""How reports are spoken of to a seller: their names, and the hour."""

from __future__ import annotations

from datetime import UTC, datetime

from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.sources import ReportKind


def report_name(kind: ReportKind, request: ReportRequest) -> str:
    """For people and for evidence: `mfn_returns-US-50034`."""
    store = find_marketplace(request.store_id)
    return f"{kind.name}-{store.code if store else request.store_id}-{request.report_id}"


def clock_time(instant: datetime) -> str:
    """`12:05 UTC`."""
    return f"{instant.astimezone(UTC):%H:%M} UTC"
