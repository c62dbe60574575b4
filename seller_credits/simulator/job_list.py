"""The jobs of one section, reports or feeds: found, listed in pages, and taken back alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from starlette.datastructures import QueryParams

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input, not_found
from seller_credits.simulator.seals import Seal
from seller_credits.simulator.world import World

_STATUSES = frozenset({"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"})
_USUAL_PAGE, _LARGEST_PAGE = 10, 100
_MOST_MARKETPLACES = 10


class Listed(Protocol):
    """What every job tells, whatever it does.

    Attributes:
        cancelled: when its client took it back.
    """

    cancelled: datetime | None

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
class Kind(Generic[JobT]):
    """How one section speaks of its jobs.

    Attributes:
        noun: what one is called; the answer and the tokens call them by its plural.
        operation: the operation that lists, for which its page tokens are good.
        types: the name of the parameter that every list needs.
    """

    noun: str
    operation: str
    types: str
    id_of: Callable[[JobT], str]
    type_of: Callable[[JobT], str]
    places_of: Callable[[JobT], Sequence[str]]

    @property
    def plural(self) -> str:
        """What several are called."""
        return f"{self.noun}s"

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


class Shelf(Generic[JobT]):
    """The jobs of this run, the oldest first."""

    def __init__(self, kind: Kind[JobT], world: World) -> None:
        self._kind = kind
        self._world = world
        self._jobs: dict[str, JobT] = {}

    def __iter__(self) -> Iterator[JobT]:
        return iter(self._jobs.values())

    def __len__(self) -> int:
        return len(self._jobs)

    def keep(self, job: JobT) -> None:
        """Put a new job to the others."""
        self._jobs[self._kind.id_of(job)] = job

    def find(self, job_id: str) -> JobT:
        """Return a job; an id that nobody was told is refused."""
        if job_id not in self._jobs:
            raise not_found(f"The {self._kind.noun} {job_id} does not exist.")
        return self._jobs[job_id]

    def listing(self, query: QueryParams) -> dict[str, Any]:
        """Return one page of the jobs a call asks for, newest first."""
        newest_first = list(reversed(self._jobs.values()))
        return self._kind.listing(query, newest_first, self._world.clock.now(), self._world.pages)

    def cancel(self, job_id: str) -> None:
        """Take a job back; only one that has not begun can be."""
        job = self.find(job_id)
        now = self._world.clock.now()
        if job.status(now) != "IN_QUEUE":
            said = f"{job_id} is {job.status(now)}; only IN_QUEUE can be cancelled"
            raise invalid_input("Invalid Input", f"{self._kind.noun}Id: {said}")
        job.cancelled = now
