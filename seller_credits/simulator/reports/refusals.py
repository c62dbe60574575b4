"""Requests for a report that come out CANCELLED although there may be rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from seller_credits.simulator.reports.ask import Ask
from seller_credits.simulator.reports.job import Job
from seller_credits.simulator.reports.types import REPORT_TYPES


def too_soon(report_type: str, ask: Ask, now: datetime, earlier: Iterable[Job]) -> bool:
    """Return whether a report of this type was asked for a moment ago, for one of these stores.

    Another window makes it no other report. A request that was itself refused, or taken back,
    does not count; one that found no rows does.
    """
    rest = REPORT_TYPES[report_type].rest / ask.world.speed
    return any(
        job.report_type == report_type
        and not set(ask.marketplaces).isdisjoint(job.ask.marketplaces)
        and now - job.created < rest
        and not job.refused
        and job.cancelled is None
        for job in earlier
    )


def is_disliked(report_type: str, length: timedelta, *, names_end: bool) -> bool:
    """Return whether the marketplace dislikes a window of this length, or that its end is named."""
    kind = REPORT_TYPES[report_type]
    return length < kind.shortest or (kind.open_ended and names_end)
