"""What the Feeds API 2021-06-30 answers, turned into the house's `Feed`.

Model: github.com/amzn/selling-partner-api-models, feeds_2021-06-30.json (read 2026-11).
"""

from __future__ import annotations

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from seller_credits.domain.feeds import Feed
from seller_credits.marketplace.wire.lenient import Instant, Lenient, store_code


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_camel)


class CreatedFeed(_Wire):
    """The answer of `createFeed`."""

    feed_id: str = Field(min_length=1)


class OneFeed(_Wire):
    """The answer of `getFeed`, and each row of `getFeeds`."""

    feed_id: str = Field(min_length=1)
    feed_type: str
    processing_status: str
    created_time: Instant
    marketplace_ids: tuple[str, ...] = ()
    processing_start_time: Instant | None = None
    processing_end_time: Instant | None = None
    result_feed_document_id: str | None = None

    def noun(self) -> Feed:
        """The feed, its stores by code."""
        return Feed(
            feed_id=self.feed_id,
            type=self.feed_type,
            status=self.processing_status,
            created_at=self.created_time,
            marketplaces=tuple(store_code(each) or each for each in self.marketplace_ids),
            started_at=self.processing_start_time,
            ended_at=self.processing_end_time,
            report_document_id=self.result_feed_document_id or None,
        )


class FeedPage(_Wire):
    """A page of the answer of `getFeeds`."""

    feeds: tuple[OneFeed, ...]
    next_token: str | None = None
