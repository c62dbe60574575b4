"""Feeds: files of instructions handed to the marketplace, each carried out some time later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedStatus(StrEnum):
    """The marketplace's words for how far a feed has come, as far as they are documented."""

    IN_QUEUE = "IN_QUEUE"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    FATAL = "FATAL"


_FINAL = frozenset({FeedStatus.DONE, FeedStatus.CANCELLED, FeedStatus.FATAL})


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed as the marketplace gave it. All instants are UTC.

    Attributes:
        type: the marketplace's own name: `POST_PAYMENT_ADJUSTMENT_DATA`.
        status: its word, verbatim: one of `FeedStatus`, or one that is new.
        marketplaces: store codes; Amazon's id where the store is not known.
        started_at, ended_at: when it was carried out, where it was.
        report_document_id: the document that tells what became of each message; None while there
            is none.
    """

    feed_id: str
    type: str
    status: str
    created_at: datetime
    marketplaces: tuple[str, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    report_document_id: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether its status will change no more.

        Over is not done well: `DONE` may hold refused messages, which only its report tells, and
        after `FATAL` some, none or all of them may have been carried out.
        """
        return self.status in _FINAL

    @property
    def did_nothing(self) -> bool:
        """Whether it is certain that none of its messages was carried out, and none ever will."""
        return self.status == FeedStatus.CANCELLED and self.started_at is None
