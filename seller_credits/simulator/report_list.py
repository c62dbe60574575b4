"""The list of reports that getReports gives."""

from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams

from seller_credits.simulator.job_list import Shelf
from seller_credits.simulator.reports.job import Job
from seller_credits.simulator.seals import Seal

_REPORTS: Shelf[Job] = Shelf(
    operation="getReports",
    plural="reports",
    types="reportTypes",
    id_of=lambda job: job.report_id,
    type_of=lambda job: job.report_type,
    places_of=lambda job: job.ask.marketplaces,
)


def listing(query: QueryParams, jobs: list[Job], now: datetime, seal: Seal) -> dict[str, Any]:
    """Return one page of the jobs that a call asks for."""
    return _REPORTS.listing(query, jobs, now, seal)
