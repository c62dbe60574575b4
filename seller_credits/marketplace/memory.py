"""What the client remembers of its questions, so that nothing is asked and paid for twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from seller_credits.domain.requests import ReportRequest, SearchProgress


class RequestMemory(Protocol):
    """Where questions are remembered: in this process, or for every later one."""

    def reports(self, owner: str, report_type: str, store_id: str) -> list[ReportRequest]:
        """Requests for one report of one store, the newest first."""
        ...

    def keep_report(self, request: ReportRequest) -> None:
        """Remember a request, or how far it has come; on disk when this returns."""
        ...

    def search(self, owner: str) -> SearchProgress | None:
        """The search that was not finished, if there is one."""
        ...

    def keep_search(self, progress: SearchProgress) -> None:
        """Remember where the owner's search goes on, in place of what was known of it."""
        ...

    def drop_search(self, owner: str) -> None:
        """The search is finished, or cannot go on."""
        ...


class ProcessMemory:
    """Remembers as long as this process lives."""

    def __init__(self) -> None:
        self._reports: dict[tuple[str, str, str], dict[object, ReportRequest]] = {}
        self._searches: dict[str, SearchProgress] = {}

    def reports(self, owner: str, report_type: str, store_id: str) -> list[ReportRequest]:
        """Requests for one report of one store, the newest first."""
        known = self._reports.get((owner, report_type, store_id), {})
        return sorted(known.values(), key=lambda request: request.asked_at, reverse=True)

    def keep_report(self, request: ReportRequest) -> None:
        """Remember a request, or how far it has come."""
        key = (request.owner, request.type, request.store_id)
        self._reports.setdefault(key, {})[request.asked_at] = request

    def search(self, owner: str) -> SearchProgress | None:
        """The search that was not finished, if there is one."""
        return self._searches.get(owner)

    def keep_search(self, progress: SearchProgress) -> None:
        """Remember where the owner's search goes on."""
        self._searches[progress.owner] = progress

    def drop_search(self, owner: str) -> None:
        """The search is finished, or cannot go on."""
        self._searches.pop(owner, None)


class Borrowed:
    """Another memory, for a run that keeps nothing: its reports are shared, its progress is not.

    A report that was asked for is worth having for the next run too. That it was recorded, or
    where a search goes on, holds for this run alone, for what it recorded is thrown away.
    """

    def __init__(self, memory: RequestMemory) -> None:
        self._memory = memory
        self._own = ProcessMemory()

    def reports(self, owner: str, report_type: str, store_id: str) -> list[ReportRequest]:
        """Requests for one report of one store, the newest first."""
        taken = {request.asked_at for request in self._own.reports(owner, report_type, store_id)}
        return [
            replace(request, taken=True) if request.asked_at in taken else request
            for request in self._memory.reports(owner, report_type, store_id)
        ]

    def keep_report(self, request: ReportRequest) -> None:
        """Remember a request for all; that it was recorded only here."""
        if request.taken:
            self._own.keep_report(request)
        else:
            self._memory.keep_report(request)

    def search(self, owner: str) -> SearchProgress | None:
        """The search of this run that was not finished."""
        return self._own.search(owner)

    def keep_search(self, progress: SearchProgress) -> None:
        """Remember where this run's search goes on."""
        self._own.keep_search(progress)

    def drop_search(self, owner: str) -> None:
        """This run's search is finished."""
        self._own.drop_search(owner)


class Scoped:
    """Another memory, for one account of one ledger.

    That a report was recorded, and where a search goes on, is true of the ledger it was recorded
    in: in another one, or under another account's name, nothing was read yet.
    """

    def __init__(self, memory: RequestMemory, scope: str) -> None:
        self._memory = memory
        self._scope = scope

    def reports(self, owner: str, report_type: str, store_id: str) -> list[ReportRequest]:
        """Requests for one report of one store, the newest first."""
        found = self._memory.reports(self._scoped(owner), report_type, store_id)
        return [replace(request, owner=owner) for request in found]

    def keep_report(self, request: ReportRequest) -> None:
        """Remember a request, or how far it has come."""
        self._memory.keep_report(replace(request, owner=self._scoped(request.owner)))

    def search(self, owner: str) -> SearchProgress | None:
        """The search that was not finished, if there is one."""
        found = self._memory.search(self._scoped(owner))
        return replace(found, owner=owner) if found else None

    def keep_search(self, progress: SearchProgress) -> None:
        """Remember where the search goes on."""
        self._memory.keep_search(replace(progress, owner=self._scoped(progress.owner)))

    def drop_search(self, owner: str) -> None:
        """The search is finished, or cannot go on."""
        self._memory.drop_search(self._scoped(owner))

    def _scoped(self, owner: str) -> str:
        return f"{owner} {self._scope}"
