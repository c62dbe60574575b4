"""What exactly is asked of Amazon for one report, and how to ask differently; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.sources import ReportKind
from seller_credits.marketplace.sections.instants import written

_DAY = timedelta(days=1)
_MUCH = timedelta(days=30)
_ALIKE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for a report.

    Attributes:
        since, until: aware, in whole seconds as Amazon is told them; None where it is to hear no
            start or no end.
    """

    kind: ReportKind
    store_id: str
    since: datetime | None
    until: datetime | None

    @classmethod
    def of(
        cls,
        kind: ReportKind,
        store_id: str,
        since: datetime | None,
        until: datetime | None,
        now: datetime,
    ) -> Ask:
        """Shape a window as this report wants it: never into the future, never too short.

        Raises UsageProblem where it is longer than Amazon takes.
        """
        if kind.windowless or since is None:
            return cls(kind, store_id, None, None)
        end = _whole(min(until, now) if until else now)
        since = _whole(since)
        if kind.window is not None and end - since > kind.window:
            raise UsageProblem(
                f"{kind.name}: Amazon takes windows of {kind.window.days} days at most, "
                f"and this one has {(end - since).days}.",
                hint="Ask for it in parts.",
            )
        since = min(since, end - kind.least)
        return cls(kind, store_id, since, None if kind.start_only else end)

    def differently(self) -> Ask | None:
        """The same question with another window, or None where the report has none.

        Wider where Amazon allows it; else moved back a day.
        """
        if self.since is None:
            return None
        if self.until is None:
            return replace(self, since=self.since - _MUCH)
        wider = replace(self, since=self.since - _DAY)
        longest = self.kind.window
        if longest is None or self.until - self.since + _DAY <= longest:
            return wider
        return replace(wider, until=self.until - _DAY)

    def asks_like(self, request: ReportRequest) -> bool:
        """Whether it would be the same question again, only asked at another time."""
        if self.since is None or request.since is None:
            return self.since is request.since
        own = (self.until or self.since) - self.since
        other = (request.until or request.since) - request.since
        return abs(own - other) < _ALIKE

    def is_of(self, request: ReportRequest) -> bool:
        """Whether a request names exactly this window."""
        return (self.since, self.until) == (request.since, request.until)

    def body(self) -> dict[str, Any]:
        """What createReport is sent."""
        body: dict[str, Any] = {"reportType": self.kind.type, "marketplaceIds": [self.store_id]}
        if self.since is not None:
            body["dataStartTime"] = written(self.since)
        if self.until is not None:
            body["dataEndTime"] = written(self.until)
        return body


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)
