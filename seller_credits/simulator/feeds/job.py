"""One feed on its way: queued, in progress, then done, cancelled or fatal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from seller_credits.simulator.feeds.processing import ResultDocument
from seller_credits.simulator.query import iso

# At speed 1: how long a feed waits, and when it is done.
_QUEUED = timedelta(seconds=0.6)
_DONE = timedelta(seconds=2)


@dataclass(slots=True)
class FeedJob:
    """A feed that was sent.

    Attributes:
        content: what had been uploaded when the feed was sent; None where nothing had been.
        speed: how much faster than life the feed is processed.
        result: the processing report, once the feed was processed; a fatal one has none.
    """

    feed_id: str
    feed_type: str
    marketplaces: tuple[str, ...]
    content: bytes | None
    created: datetime
    speed: float
    cancelled: datetime | None = None
    result: ResultDocument | None = None

    @property
    def end(self) -> datetime:
        """When the feed is done."""
        return self.created + _DONE / self.speed

    def is_due(self, now: datetime) -> bool:
        """Return whether the feed is to be processed: it is done and has no result yet."""
        waits = self.cancelled is None and self.result is None and self.content is not None
        return waits and now >= self.end

    def status(self, now: datetime) -> str:
        """Return the processing status at an instant."""
        if self.cancelled is not None:
            return "CANCELLED"
        if now < self._start:
            return "IN_QUEUE"
        if now < self.end:
            return "IN_PROGRESS"
        return "FATAL" if self.content is None else "DONE"

    def json(self, now: datetime) -> dict[str, Any]:
        """Return the feed as the API shows it."""
        status = self.status(now)
        answer: dict[str, Any] = {
            "feedId": self.feed_id,
            "feedType": self.feed_type,
            "marketplaceIds": list(self.marketplaces),
            "createdTime": iso(self.created),
            "processingStatus": status,
        }
        if self.cancelled is not None:
            return answer | {"processingEndTime": iso(self.cancelled)}
        if status != "IN_QUEUE":
            answer["processingStartTime"] = iso(self._start)
        if now >= self.end:
            answer["processingEndTime"] = iso(self.end)
        if self.result is not None:
            answer["resultFeedDocumentId"] = self.result.document.document_id
        return answer

    @property
    def _start(self) -> datetime:
        return self.created + _QUEUED / self.speed
