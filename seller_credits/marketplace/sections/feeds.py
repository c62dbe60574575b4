"""Feeds API 2021-06-30: instructions handed to Amazon as a document, carried out some time later.

A feed is not idempotent: the same refund handed in twice is paid twice, and nothing takes it back.
So `create_feed` is sent once at most. Whoever calls it writes down the intent before, and after a
`CallProblem` asks its `may_have_happened`: False, there is no feed; True, nobody knows, and
`feeds_created` is the way to find out. What a feed did stands in its processing report alone.
"""

from __future__ import annotations

from datetime import datetime

from seller_credits.domain.feed_results import FeedResult, ResultState
from seller_credits.domain.feeds import Feed, FeedStatus
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.documents.documents import Document, Documents
from seller_credits.marketplace.errors import NotFound
from seller_credits.marketplace.files.processing_report import MOST_BYTES, read_processing_report
from seller_credits.marketplace.operations import (
    CANCEL_FEED,
    CREATE_FEED,
    GET_FEED,
    GET_FEED_DOCUMENT,
    GET_FEEDS,
)
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.sections.paging import Paging
from seller_credits.marketplace.wire.feeds import CreatedFeed, FeedPage, OneFeed


def create_feed(caller: Caller, feed_type: str, marketplace: str, document_id: str) -> str:
    """Have Amazon carry out an uploaded document; the id of the feed that does it.

    Sent once, whatever comes back.

    Args:
        caller: the account.
        feed_type: Amazon's name: `POST_PAYMENT_ADJUSTMENT_DATA`.
        marketplace: the one store it is for, by code or id.
        document_id: as `Uploads.upload` gave it.

    Raises:
        CallProblem: there is no feed, or where `may_have_happened`, nobody knows.
    """
    body = {
        "feedType": feed_type,
        "marketplaceIds": list(marketplace_ids([marketplace])),
        "inputFeedDocumentId": document_id,
    }
    return ask(caller, CREATE_FEED, CreatedFeed, body=body).feed_id


def feed(caller: Caller, feed_id: str) -> Feed:
    """How far one feed has come. Some never end; how long to wait is the caller's to say.

    Raises:
        NotFound: Amazon knows no such feed; it forgets them after 90 days.
    """
    return ask(caller, GET_FEED, OneFeed, path_params={"feedId": feed_id}).noun()


def find_feed(caller: Caller, feed_id: str) -> Feed | None:
    """How far one feed has come; None where Amazon knows none of that id, or no more."""
    try:
        return feed(caller, feed_id)
    except NotFound:
        return None


def feeds_created(caller: Caller, feed_type: str, since: datetime) -> list[Feed]:
    """Every feed of one type that Amazon has since then: how a feed is found whose id was lost.

    One request in 45 seconds: for finding, not for waiting. An empty list right after `createFeed`
    proves nothing, as Amazon says nothing of how soon a feed shows here.

    Args:
        caller: the account, with all its stores.
        feed_type: Amazon's name of it.
        since: aware; by Amazon's clock, so a little before one's own. At most 90 days ago.
    """
    query = {"feedTypes": feed_type, "createdSince": written(since), "pageSize": "100"}
    found: dict[str, Feed] = {}
    paging = Paging(caller, GET_FEEDS)
    while True:
        page = ask(caller, GET_FEEDS, FeedPage, query=query)
        before = len(found)
        found |= {each.feed_id: each.noun() for each in page.feeds}
        if not paging.goes_on(page.next_token, barren=len(found) == before):
            return list(found.values())
        query = {"nextToken": str(page.next_token)}  # alone, or Amazon refuses it


def cancel_feed(caller: Caller, feed_id: str) -> None:
    """Take a feed back before it is begun; Amazon takes it back from its queue only.

    `feed` tells whether it was in time.

    Raises:
        RequestRefused: it is too late: what it says is being carried out, or was.
    """
    caller.call(CANCEL_FEED, path_params={"feedId": feed_id})


def processing_report(documents: Documents, of: Feed) -> Document | None:
    """What became of each message of a feed, as a file; None while there is none.

    It may be XML or lines of text, in any encoding and language, and of a feed that failed even a
    page of HTML. The file is unpacked and complete, and the caller deletes it.

    Raises:
        CallProblem: no link, a link to a strange place, or no complete document.
        ConfigurationProblem: the folder for downloads cannot be written to.
    """
    if of.report_document_id is None:
        return None
    name = f"feed-{of.feed_id}-report"
    return documents.fetch(of.report_document_id, name, operation=GET_FEED_DOCUMENT)


def feed_result(documents: Documents, of: Feed, expected: int) -> FeedResult | None:
    """What became of each message of a feed, read; None while there is no report.

    A report that Amazon has no more (it keeps them for 28 days) is unreadable.

    Args:
        documents: the account's store.
        of: the feed, as it was told last.
        expected: how many messages it has.

    Raises:
        CallProblem, ConfigurationProblem: as `processing_report`.
    """
    is_fatal = of.status == FeedStatus.FATAL
    try:
        report = processing_report(documents, of)
    except NotFound:
        why = "Amazon has the processing report no more."
        return FeedResult(ResultState.UNREADABLE, why, expected=expected, is_fatal=is_fatal)
    if report is None:
        return None
    try:
        with report.path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    finally:
        report.path.unlink(missing_ok=True)
    return read_processing_report(content, report.charset, expected=expected, is_fatal=is_fatal)
