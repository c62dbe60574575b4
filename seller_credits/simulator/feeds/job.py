"""One feed on its way: queued, in progress, then done, cancelled or fatal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from seller_credits.simulator.feeds.nouns import Fate
from seller_credits.simulator.feeds.processing import ResultDocument
from seller_credits.simulator.feeds.processing_report import Summary
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
        fate: how it ended, once it was processed; of one that was not, nothing is known.
        summary: what its messages came to, once it was processed; a fatal one without any has none.
        result: the processing report, once there is one; only a feed that is done has any.
    """

    feed_id: str
    feed_type: str
    marketplaces: tuple[str, ...]
    content: bytes | None
    created: datetime
    speed: float
    cancelled: datetime | None = None
    fate: Fate | None = None
    summary: Summary | None = None
    result: ResultDocument | None = None

    @property
    def end(self) -> datetime:
        """When the feed is processed."""
        return self.created + _DONE / self.speed

    def status(self, now: datetime) -> str:
        """Return the processing status at an instant."""
        if self.cancelled is not None:
            return "CANCELLED"
        if now < self._start:
            return "IN_QUEUE"
        return "IN_PROGRESS" if self.fate is None else self.fate.status

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
        if status not in {"IN_QUEUE", "IN_PROGRESS"}:
            answer["processingEndTime"] = iso(self.end)
        if self.result is not None:
            answer["resultFeedDocumentId"] = self.result.document.document_id
        return answer

    @property
    def _start(self) -> datetime:
        return self.created + _QUEUED / self.speed
