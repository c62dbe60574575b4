"""The list of reports that getReports gives: its filters and its pages."""

from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.reports.job import Job
from seller_credits.simulator.seals import Seal

_STATUSES = frozenset({"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"})
_PURPOSE = "getReports"
_USUAL_PAGE, _LARGEST_PAGE = 10, 100
_MOST_MARKETPLACES = 10


def listing(query: QueryParams, jobs: list[Job], now: datetime, seal: Seal) -> dict[str, Any]:
    """Return one page of the jobs that a call asks for; a page token brings its own filters."""
    token = query.get("nextToken")
    if token is not None:
        value = seal.open(_PURPOSE, token)
        if value is None:
            raise invalid_input("Invalid Input", "nextToken: the token is invalid")
        wanted, size = value["reports"], value["size"]
    else:
        wanted = [job.report_id for job in _asked(query, jobs, now)]
        size = read.number(query, "pageSize", _USUAL_PAGE, _LARGEST_PAGE)
    by_id = {job.report_id: job for job in jobs}
    answer: dict[str, Any] = {"reports": [by_id[each].json(now) for each in wanted[:size]]}
    if len(wanted) > size:
        answer["nextToken"] = seal.wrap(_PURPOSE, {"reports": wanted[size:], "size": size})
    return answer


def _asked(query: QueryParams, jobs: list[Job], now: datetime) -> list[Job]:
    types = read.listed(query, "reportTypes")
    if not types:
        raise invalid_input("Invalid Input", "reportTypes: required unless nextToken is given")
    statuses = read.chosen(query, "processingStatuses", _STATUSES)
    places = set(read.marketplaces(query, _MOST_MARKETPLACES))
    since = read.instant(query.get("createdSince"), "createdSince")
    until = read.instant(query.get("createdUntil"), "createdUntil")
    return [
        job
        for job in jobs
        if job.report_type in types
        and (not statuses or job.status(now) in statuses)
        and (not places or places & set(job.ask.marketplaces))
        and (since is None or job.created >= since)
        and (until is None or job.created <= until)
    ]
