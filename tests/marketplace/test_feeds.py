"""Feeds: handed in once at most, found again, and their report fetched."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.feeds import Feed
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.errors import (
    CallProblem,
    CredentialsRefused,
    NotFound,
    RequestRefused,
    Throttled,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.sections.feeds import (
    cancel_feed,
    create_feed,
    feed,
    feeds_created,
    processing_report,
)
from tests.marketplace.calling import calling
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import TOKEN, Reply, amazon_error, said, throttled

FEEDS = "/feeds/2021-06-30/feeds"
REFUNDS = "POST_PAYMENT_ADJUSTMENT_DATA"
MADE = said({"feedId": "f1"}, 202)


def a_feed(number=1, **members):
    return {
        "feedId": f"f{number}",
        "feedType": REFUNDS,
        "marketplaceIds": ["ATVPDKIKX0DER"],
        "createdTime": "2026-11-23T11:59:00.000Z",
        "processingStatus": "IN_QUEUE",
    } | members


def hand_in(caller, marketplace="US"):
    return create_feed(caller, REFUNDS, marketplace, "d1")


# Handing in


def test_a_feed_names_its_document_and_one_store(amazon, caller):
    amazon.answers(FEEDS, MADE)

    assert hand_in(caller) == "f1"

    (heard,) = amazon.asked(FEEDS)
    assert heard.method == "POST"
    assert json.loads(heard.body) == {
        "feedType": REFUNDS,
        "marketplaceIds": ["ATVPDKIKX0DER"],
        "inputFeedDocumentId": "d1",
    }


def test_a_feed_for_a_store_that_does_not_exist_is_refused_before_anything_is_asked(amazon, caller):
    with pytest.raises(ConfigurationProblem):
        hand_in(caller, "XX")

    assert amazon.heard == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(cut=True),
        amazon_error(500, "InternalFailure"),
        amazon_error(503, "ServiceUnavailable"),
        Reply(202, b'{"feedId": "f1"}', claims=60),
        Reply(202, b""),
        Reply(202, b"<html>"),
        said({}, 202),
        said({"feedId": ""}, 202),
        said({"feedId": None}, 202),
    ],
    ids=["reset", "500", "503", "cut short", "empty", "html", "no id", "empty id", "null id"],
)
def test_where_the_answer_is_lost_the_feed_may_exist_and_is_not_handed_in_again(
    amazon, caller, reply
):
    amazon.answers(FEEDS, reply, MADE)

    with pytest.raises(CallProblem) as problem:
        hand_in(caller)

    assert problem.value.may_have_happened
    assert problem.value.operation == "createFeed"
    assert len(amazon.asked(FEEDS)) == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (throttled(), Throttled),
        (amazon_error(400, "InvalidInput"), RequestRefused),
        (amazon_error(403, "Unauthorized"), CallProblem),
        (amazon_error(415, "UnsupportedMediaType"), RequestRefused),
    ],
)
def test_where_amazon_refuses_there_is_no_feed_and_it_is_not_handed_in_again(
    amazon, caller, reply, kind
):
    amazon.answers(FEEDS, reply, MADE)

    with pytest.raises(kind) as problem:
        hand_in(caller)

    assert not problem.value.may_have_happened
    assert len(amazon.asked(FEEDS)) == 1


def test_a_denial_with_an_old_token_is_not_answered_with_a_second_feed(amazon, caller):
    amazon.answers(f"{FEEDS}/f1", said(a_feed()))
    feed(caller, "f1")
    amazon.answers(FEEDS, amazon_error(403, "Unauthorized"), MADE)

    with pytest.raises(CallProblem) as problem:
        hand_in(caller)

    assert not problem.value.may_have_happened
    assert len(amazon.asked(FEEDS)) == 1


def test_where_amazon_cannot_be_reached_there_is_no_feed(amazon, time):
    nobody = account("http://127.0.0.1:1", token_endpoint=f"{amazon.url}{TOKEN}")
    with (
        calling(nobody, time.clock, time.sleep) as caller,
        pytest.raises(Unreachable) as problem,
    ):
        hand_in(caller)

    assert not problem.value.may_have_happened


@pytest.mark.parametrize(
    "reply",
    [said({"error": "invalid_grant"}, 400), Reply(503), Reply(cut=True), Reply(200, b"{}")],
    ids=["refused", "503", "reset", "no token"],
)
def test_without_a_token_there_is_no_feed(amazon, caller, reply):
    amazon.answers(TOKEN, reply)

    with pytest.raises(CallProblem) as problem:
        hand_in(caller)

    assert not problem.value.may_have_happened
    assert amazon.asked(FEEDS) == []


def test_refused_credentials_are_named_as_such(amazon, caller):
    amazon.answers(TOKEN, said({"error": "invalid_grant"}, 400))

    with pytest.raises(CredentialsRefused):
        hand_in(caller)


# Looking


def test_a_feed_is_told_in_the_houses_words(amazon, caller):
    amazon.answers(
        f"{FEEDS}/f1",
        said(
            a_feed(
                processingStatus="DONE",
                processingStartTime="2026-11-23T13:00:00+01:00",
                processingEndTime="2026-11-23T12:01:00Z",
                resultFeedDocumentId="d2",
                somethingNew={},
            )
        ),
    )

    found = feed(caller, "f1")

    assert (found.feed_id, found.type, found.status) == ("f1", REFUNDS, "DONE")
    assert found.marketplaces == ("US",)
    assert found.created_at == datetime(2026, 11, 23, 11, 59, tzinfo=UTC)
    assert found.started_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert found.report_document_id == "d2"
    assert found.is_over


def test_a_status_that_is_new_is_kept_as_it_is(amazon, caller):
    amazon.answers(f"{FEEDS}/f1", said(a_feed(processingStatus="ON_HOLD", marketplaceIds=["NEW"])))

    found = feed(caller, "f1")

    assert (found.status, found.is_over, found.marketplaces) == ("ON_HOLD", False, ("NEW",))


def test_a_feed_that_is_not_known_is_said_so(caller):
    with pytest.raises(NotFound):
        feed(caller, "f9")


def test_an_id_of_a_feed_is_never_a_path(amazon, caller):
    with pytest.raises(NotFound):
        feed(caller, "../../etc?x=1")

    assert amazon.heard[-1].path == f"{FEEDS}/..%2F..%2Fetc%3Fx%3D1"


@pytest.mark.parametrize("missing", ["feedId", "processingStatus", "createdTime"])
def test_a_feed_without_what_it_must_have_is_no_answer(amazon, caller, missing):
    amazon.answers(f"{FEEDS}/f1", said(a_feed(**{missing: None})))

    with pytest.raises(UnexpectedAnswer, match=missing):
        feed(caller, "f1")


# Finding


def find(caller):
    return feeds_created(caller, REFUNDS, NOW - timedelta(minutes=10))


def test_feeds_are_found_by_type_and_time_on_every_page(amazon, caller):
    first = said({"feeds": [a_feed(1), a_feed(2)], "nextToken": "t1"})
    amazon.answers(FEEDS, first, said({"feeds": [a_feed(3)]}))

    found = find(caller)

    assert [each.feed_id for each in found] == ["f1", "f2", "f3"]
    one, two = amazon.asked(FEEDS)
    assert one.query == {
        "feedTypes": REFUNDS,
        "createdSince": "2026-11-23T11:50:00Z",
        "pageSize": "100",
    }
    assert two.query == {"nextToken": "t1"}, "any other parameter beside it is refused by Amazon"


def test_a_feed_that_is_on_two_pages_is_found_once_as_it_stands_last(amazon, caller):
    first = said({"feeds": [a_feed(1)], "nextToken": "t1"})
    amazon.answers(FEEDS, first, said({"feeds": [a_feed(1, processingStatus="DONE"), a_feed(2)]}))

    found = find(caller)

    assert [(each.feed_id, each.status) for each in found] == [("f1", "DONE"), ("f2", "IN_QUEUE")]


def test_no_feed_is_no_trouble(amazon, caller):
    amazon.answers(FEEDS, said({"feeds": []}))

    assert find(caller) == []


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"feeds": null}', b'{"feeds": [{"feedId": "f1"}]}', b'{"feeds": [1]}']
)
def test_an_answer_that_cannot_be_read_is_never_taken_for_no_feed(amazon, caller, body):
    amazon.answers(FEEDS, Reply(200, body))

    with pytest.raises(UnexpectedAnswer, match="feeds"):
        find(caller)


def test_a_list_of_feeds_that_comes_again_and_again_has_an_end(amazon, caller):
    amazon.answers(FEEDS, said({"feeds": [a_feed(1)], "nextToken": "t1"}))

    with pytest.raises(UnexpectedAnswer, match="again and again"):
        find(caller)


def test_a_list_of_feeds_without_a_feed_has_an_end(amazon, caller):
    endless = (said({"feeds": [], "nextToken": f"t{number}"}) for number in range(200))
    amazon.answers(FEEDS, *endless)

    with pytest.raises(UnexpectedAnswer, match="nothing new"):
        find(caller)

    assert len(amazon.asked(FEEDS)) == 101


# Cancelling


def test_a_feed_is_cancelled_by_its_id(amazon, caller):
    amazon.answers(f"{FEEDS}/f1", Reply(200, b""))

    cancel_feed(caller, "f1")

    assert amazon.asked(f"{FEEDS}/f1")[0].method == "DELETE"


def test_a_feed_that_was_begun_is_not_cancelled(amazon, caller):
    amazon.answers(f"{FEEDS}/f1", amazon_error(400, "InvalidInput", "Feed is not in queue"))

    with pytest.raises(RequestRefused, match="not in queue"):
        cancel_feed(caller, "f1")


# Its processing report

REPORT = b"<AmazonEnvelope><MessageType>ProcessingReport</MessageType></AmazonEnvelope>"
DOCUMENT = "/feeds/2021-06-30/documents/d2"


@pytest.fixture
def documents(caller, downloads):
    return Documents(caller, caller._transport, caller._patience, downloads)


def finished(**members):
    return Feed("f1", REFUNDS, "DONE", NOW, **members)


@pytest.mark.parametrize("body", [REPORT, gzip.compress(REPORT)], ids=["plain", "packed"])
def test_the_processing_report_is_fetched_and_unpacked(amazon, documents, downloads, body):
    amazon.answers(DOCUMENT, said({"feedDocumentId": "d2", "url": f"{amazon.url}/shelf?sign=1"}))
    amazon.answers("/shelf", Reply(200, body, {"content-type": "text/xml; charset=UTF-8"}))

    report = processing_report(documents, finished(report_document_id="d2"))

    assert report.path.read_bytes() == REPORT
    assert report.path.parent == downloads
    assert report.charset == "utf-8"
    assert "x-amz-access-token" not in amazon.asked("/shelf")[0].headers


def test_where_there_is_no_report_nothing_is_asked(amazon, documents):
    assert processing_report(documents, finished()) is None
    assert amazon.heard == []


def test_a_report_in_a_strange_place_is_not_fetched(amazon, documents):
    link = "https://evil.example/d?secret-signature"
    amazon.answers(DOCUMENT, said({"feedDocumentId": "d2", "url": link}))

    with pytest.raises(UnexpectedAnswer, match="strange place") as refused:
        processing_report(documents, finished(report_document_id="d2"))

    assert "secret-signature" not in str(refused.value)
    assert refused.value.operation == "getFeedDocument"
