from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from tests.simulator.feeding import (
    DOCUMENTS,
    FEEDS,
    REFUNDS,
    XML,
    ask,
    document,
    feed,
    follow,
    result,
    upload,
)

CANADA = "A2EUQ1WTGCTBG2"


def test_a_feed_waits_is_processed_and_is_done(travel):
    shopper, time = travel
    sent = ask(shopper, upload(shopper, feed("<OrderAdjustment/>")))
    assert sent.status_code == 202
    path = f"{FEEDS}/{sent.json()['feedId']}"
    seen = [shopper.get(path).json()]
    for _ in range(2):
        time.pass_by(seconds=1)
        seen.append(shopper.get(path).json())
    assert [each["processingStatus"] for each in seen] == ["IN_QUEUE", "IN_PROGRESS", "DONE"]
    assert "resultFeedDocumentId" not in seen[1]
    assert result(shopper, seen[2]).codes == [(1, "5002")]


def test_a_feed_can_be_cancelled_while_it_waits_and_not_later(travel):
    shopper, time = travel
    document_id = upload(shopper, feed("<OrderAdjustment/>"))
    first = f"{FEEDS}/{ask(shopper, document_id).json()['feedId']}"
    second = f"{FEEDS}/{ask(shopper, document_id).json()['feedId']}"
    assert shopper.call("DELETE", first).status_code == 200
    time.pass_by(seconds=1)
    assert shopper.call("DELETE", second).status_code == 400
    time.pass_by(seconds=5)
    cancelled = shopper.get(first).json()
    assert cancelled["processingStatus"] == "CANCELLED"
    assert "resultFeedDocumentId" not in cancelled
    assert shopper.get(second).json()["processingStatus"] == "DONE"


def test_a_feed_of_a_document_that_was_never_uploaded_is_fatal(shopper):
    sent = ask(shopper, document(shopper)["feedDocumentId"]).json()
    done = follow(shopper, sent["feedId"])
    assert done["processingStatus"] == "FATAL"
    assert "resultFeedDocumentId" not in done


def test_a_document_is_taken_with_its_own_content_type_only(shopper):
    made = document(shopper, "text/xml; charset=UTF-8")
    for other in ("text/xml", "text/xml; charset=utf-8", "text/xml;charset=UTF-8", ""):
        answer = httpx.put(made["url"], content=b"<a/>", headers={"Content-Type": other})
        assert answer.status_code == 403
        assert "<Code>SignatureDoesNotMatch</Code>" in answer.text
    answer = httpx.put(made["url"], content=b"<a/>", headers={"Content-Type": XML})
    assert answer.status_code == 200
    assert answer.headers["etag"]


def test_an_upload_needs_no_access_token_and_takes_none(shopper):
    made = document(shopper)
    headers = {"Content-Type": XML, "x-amz-access-token": "Atza|1"}
    answer = httpx.put(made["url"], content=b"<a/>", headers=headers)
    assert answer.status_code == 403
    assert "<Code>AccessDenied</Code>" in answer.text


@pytest.mark.parametrize(
    ("old", "new"), [("Expires=300", "Expires=999"), ("/uploads/", "/uploads/0"), ("&", "%")]
)
def test_an_altered_link_is_refused(shopper, old, new):
    url = document(shopper)["url"].replace(old, new)
    answer = httpx.put(url, content=b"<a/>", headers={"Content-Type": XML})
    assert answer.status_code == 403


def test_an_upload_link_dies_after_five_minutes_and_a_document_after_two_days(travel):
    shopper, time = travel
    made, kept = document(shopper), upload(shopper, b"<a/>")
    time.pass_by(minutes=5)
    late = httpx.put(made["url"], content=b"<a/>", headers={"Content-Type": XML})
    assert late.status_code == 403
    assert "expired" in late.text
    time.pass_by(days=1)
    shopper.token = None
    assert ask(shopper, kept).status_code == 202
    time.pass_by(days=1)
    shopper.token = None
    assert ask(shopper, kept).status_code == 400


def test_a_short_report_comes_as_it_is_and_a_long_one_compressed(shopper):
    def link(count, **params):
        content = feed(*["<OrderAdjustment/>"] * count)
        sent = ask(shopper, upload(shopper, content)).json()
        done = follow(shopper, sent["feedId"])
        path = f"{DOCUMENTS}/{done['resultFeedDocumentId']}"
        return shopper.get(path, **params).json()

    short, long = link(1), link(20)
    assert "compressionAlgorithm" not in short
    assert long["compressionAlgorithm"] == "GZIP"
    assert httpx.get(short["url"]).content.startswith(b"<?xml")
    assert httpx.get(long["url"]).content.startswith(b"\x1f\x8b")
    decoded = httpx.get(link(20, enableContentEncodingUrlHeader="true")["url"])
    assert decoded.content.startswith(b"<?xml")
    assert httpx.get(link(1, enableContentEncodingUrlHeader="true")["url"]).text.startswith("<?xml")


def test_feeds_are_listed_newest_first_by_type_status_and_time(travel):
    shopper, time = travel
    document_id = upload(shopper, feed("<OrderAdjustment/>"))
    old = ask(shopper, document_id).json()["feedId"]
    time.pass_by(minutes=20)
    new = ask(shopper, document_id).json()["feedId"]

    def ids(**params):
        found = shopper.get(FEEDS, **params)
        return [each["feedId"] for each in found.json()["feeds"]]

    since = (time.now() - timedelta(minutes=5)).isoformat()
    assert ids(feedTypes=REFUNDS) == [new, old]
    assert ids(feedTypes=REFUNDS, processingStatuses="IN_QUEUE") == [new]
    assert ids(feedTypes=REFUNDS, createdSince=since) == [new]
    assert ids(feedTypes=REFUNDS, createdUntil=since) == [old]
    assert ids(feedTypes=REFUNDS, marketplaceIds=CANADA) == []
    first = shopper.get(FEEDS, feedTypes=REFUNDS, pageSize=1).json()
    assert [each["feedId"] for each in first["feeds"]] == [new]
    assert ids(nextToken=first["nextToken"]) == [old]
    assert shopper.get(FEEDS).status_code == 400
    assert shopper.get(FEEDS, nextToken="made-up").status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"feedType": "POST_PRODUCT_DATA"},
        {"feedType": None},
        {"marketplaceIds": []},
        {"marketplaceIds": "US"},
        {"inputFeedDocumentId": "amzn1.tortuga.none"},
        {"inputFeedDocumentId": 7},
    ],
)
def test_a_malformed_feed_is_refused(shopper, changes):
    answer = ask(shopper, upload(shopper, b"<a/>"), **changes)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"


def test_members_of_a_body_that_nobody_knows_are_ignored(shopper):
    document_id = upload(shopper, b"<a/>")
    assert ask(shopper, document_id, path=FEEDS, feedOptions={}).status_code == 202


def test_a_document_needs_a_content_type(shopper):
    for body in ({}, {"contentType": ""}, {"contentType": 5}, []):
        assert shopper.call("POST", DOCUMENTS, json=body).status_code == 400


def test_a_feed_or_a_document_that_does_not_exist_is_not_found(shopper):
    assert shopper.get(f"{FEEDS}/123").status_code == 404
    assert shopper.get(f"{DOCUMENTS}/amzn1.tortuga.4.na.none").status_code == 404
    assert shopper.http.get(document(shopper)["url"]).status_code == 405
