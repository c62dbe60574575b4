"""The Reports API 2021-06-30: ask for a report, follow it, list, cancel, and fetch its document."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import body as sent
from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input, not_found
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.job_list import Kind, Shelf
from seller_credits.simulator.reports.ask import Ask
from seller_credits.simulator.reports.job import Job
from seller_credits.simulator.reports.links import Links
from seller_credits.simulator.reports.refusals import is_disliked, too_soon
from seller_credits.simulator.reports.scheduled import Schedule
from seller_credits.simulator.reports.types import REPORT_TYPES
from seller_credits.simulator.world import World

_MOST_MARKETPLACES = 25
# Clients' clocks are seconds off; it takes more than that to ask about the future.
_CLOCKS_DIFFER = timedelta(minutes=5)
_REPORTS: Kind[Job] = Kind(
    noun="report",
    operation="getReports",
    types="reportTypes",
    id_of=lambda job: job.report_id,
    type_of=lambda job: job.report_type,
    places_of=lambda job: job.ask.marketplaces,
)


class ReportsApi:
    """Keeps the reports of this run and answers the operations about them."""

    def __init__(self, world: World, links: Links) -> None:
        self._world = world
        self._links = links
        self._jobs = Shelf(_REPORTS, world)
        self._schedule = Schedule(world)
        self._file_scheduled()

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {
            "createReport": self.create,
            "getReport": self.get,
            "getReports": self.list_all,
            "cancelReport": self.cancel,
            "getReportDocument": self.document,
        }

    async def create(self, request: Request) -> JSONResponse:
        """Answer createReport; what a body has beside the known members is ignored."""
        body = await sent.json_object(request)
        report_type = str(body.get("reportType"))
        if report_type not in REPORT_TYPES:
            said = f"reportType: {report_type} is not supported"
            raise invalid_input("Invalid report type", said)
        if not REPORT_TYPES[report_type].requestable:
            said = f"reportType: {report_type} is scheduled by Amazon and cannot be requested"
            raise invalid_input("Invalid report type", said)
        ask = self._ask(body, REPORT_TYPES[report_type].usual)
        job = Job(
            report_id=f"{50000 + len(self._jobs)}0{20000 + secrets.randbelow(1000)}",
            report_type=report_type,
            ask=ask,
            created=self._world.clock.now(),
            refused=self._refuses(report_type, ask, names_end="dataEndTime" in body),
        )
        self._jobs.keep(job)
        return JSONResponse({"reportId": job.report_id}, status_code=202)

    async def get(self, request: Request) -> JSONResponse:
        """Answer getReport."""
        job = self._jobs.find(request.path_params["report_id"])
        return JSONResponse(job.json(self._world.clock.now()))

    async def list_all(self, request: Request) -> JSONResponse:
        """Answer getReports, newest first."""
        self._file_scheduled()
        return JSONResponse(self._jobs.listing(request.query_params))

    async def cancel(self, request: Request) -> JSONResponse:
        """Answer cancelReport: only a report that has not begun can be cancelled."""
        self._jobs.cancel(request.path_params["report_id"])
        return JSONResponse({})

    async def document(self, request: Request) -> JSONResponse:
        """Answer getReportDocument with a link that is good for five minutes."""
        document_id = request.path_params["document_id"]
        told = (job.told for job in self._jobs if job.told is not None)
        document = next((each for each in told if each.document_id == document_id), None)
        if document is None:
            raise not_found(f"The report document {document_id} does not exist.")
        query = request.query_params
        return JSONResponse(self._links.answer("reportDocumentId", document, query))

    def _file_scheduled(self) -> None:
        """Put what the marketplace wrote by itself to what it was asked for."""
        for job in self._schedule.new():
            self._jobs.keep(job)

    def _refuses(self, report_type: str, ask: Ask, *, names_end: bool) -> bool:
        """Return whether a report will be CANCELLED, whatever rows there are."""
        unwelcome = self._world.faults.cancels(report_type, ask.marketplaces)
        return (
            unwelcome
            or is_disliked(report_type, ask.end - ask.start, names_end=names_end)
            or too_soon(report_type, ask, self._world.clock.now(), self._jobs)
        )

    def _ask(self, body: dict[str, Any], usual: timedelta) -> Ask:
        """Return what a body asks for; without times it is the type's usual span up to now."""
        places = sent.marketplaces(body, _MOST_MARKETPLACES)
        now = self._world.clock.now()
        end = _time(body, "dataEndTime", now) or now
        start = _time(body, "dataStartTime", now) or end - usual
        if start > end:
            raise invalid_input("Invalid Input", "dataStartTime must lie before dataEndTime")
        return Ask(self._world, start, end, places)


def _time(body: dict[str, Any], name: str, now: datetime) -> datetime | None:
    value = body.get(name)
    moment = None if value is None else read.instant(str(value), name)
    if moment is not None and moment > now + _CLOCKS_DIFFER:
        said = f"{name}: {value} must be prior to or equal to the current date and time"
        raise invalid_input("Invalid Input", said)
    return moment
