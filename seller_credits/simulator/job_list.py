"""The list of jobs that getReports and getFeeds give alike: its filters and its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from starlette.datastructures import QueryParams

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.seals import Seal

_STATUSES = frozenset({"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"})
_USUAL_PAGE, _LARGEST_PAGE = 10, 100
_MOST_MARKETPLACES = 10


class Listed(Protocol):
    """What every job tells, whatever it does."""

    @property
    def created(self) -> datetime:
        """When it was asked for."""
        ...

    def status(self, now: datetime) -> str:
        """Return the processing status at an instant."""
        ...

    def json(self, now: datetime) -> dict[str, Any]:
        """Return the job as the API shows it."""
        ...


JobT = TypeVar("JobT", bound=Listed)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[JobT]):
    """How one section lists its jobs.

    Attributes:
        operation: the operation that lists, for which its page tokens are good.
        plural: what the answer and the tokens call the jobs.
        types: the name of the parameter that every list needs.
    """

    operation: str
    plural: str
    types: str
    id_of: Callable[[JobT], str]
    type_of: Callable[[JobT], str]
    places_of: Callable[[JobT], Sequence[str]]

    def listing(
        self, query: QueryParams, jobs: list[JobT], now: datetime, seal: Seal
    ) -> dict[str, Any]:
        """Return one page of the jobs a call asks for; a page token brings its own filters."""
        token = query.get("nextToken")
        if token is not None:
            value = seal.open(self.operation, token)
            if value is None:
                raise invalid_input("Invalid Input", "nextToken: the token is invalid")
            wanted, size = value[self.plural], value["size"]
        else:
            wanted = [self.id_of(job) for job in self._asked(query, jobs, now)]
            size = read.number(query, "pageSize", _USUAL_PAGE, _LARGEST_PAGE)
        by_id = {self.id_of(job): job for job in jobs}
        answer: dict[str, Any] = {self.plural: [by_id[each].json(now) for each in wanted[:size]]}
        if len(wanted) > size:
            rest = {self.plural: wanted[size:], "size": size}
            answer["nextToken"] = seal.wrap(self.operation, rest)
        return answer

    def _asked(self, query: QueryParams, jobs: list[JobT], now: datetime) -> list[JobT]:
        types = read.listed(query, self.types)
        if not types:
            said = f"{self.types}: required unless nextToken is given"
            raise invalid_input("Invalid Input", said)
        statuses = read.chosen(query, "processingStatuses", _STATUSES)
        places = set(read.marketplaces(query, _MOST_MARKETPLACES))
        since = read.instant(query.get("createdSince"), "createdSince")
        until = read.instant(query.get("createdUntil"), "createdUntil")
        return [
            job
            for job in jobs
            if self.type_of(job) in types
            and (not statuses or job.status(now) in statuses)
            and (not places or places & set(self.places_of(job)))
            and (since is None or job.created >= since)
            and (until is None or job.created <= until)
        ]
