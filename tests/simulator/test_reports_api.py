from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.simulator.shopper import (
    BY_UPDATE,
    DOCUMENTS,
    FEEDBACK,
    FULFILMENT_RETURNS,
    MERCHANT_RETURNS,
    REPORTS,
    XML_RETURNS,
)


def days_ago(days):
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def test_a_report_waits_is_written_and_is_done(travel):
    shopper, time = travel
    answer = shopper.ask(BY_UPDATE)
    assert answer.status_code == 202
    path = f"{REPORTS}/{answer.json()['reportId']}"
    seen = [shopper.get(path).json()]
    for _ in range(2):
        time.pass_by(seconds=1)
        seen.append(shopper.get(path).json())
    assert [each["processingStatus"] for each in seen] == ["IN_QUEUE", "IN_PROGRESS", "DONE"]
    assert "reportDocumentId" not in seen[1]
    assert "reportDocumentId" in seen[2]


def test_a_document_is_compressed_and_needs_no_access_token(shopper):
    document = shopper.link(shopper.report(BY_UPDATE))
    assert document["compressionAlgorithm"] == "GZIP"
    assert document["url"].startswith(shopper.connection.endpoint + "/documents/")
    answer = httpx.get(document["url"])
    assert "content-encoding" not in answer.headers
    assert gzip.decompress(answer.content).startswith(b"amazon-order-id\t")


def test_a_document_is_decompressed_on_the_way_when_asked_for(shopper):
    document = shopper.link(shopper.report(BY_UPDATE), enableContentEncodingUrlHeader="true")
    answer = httpx.get(document["url"])
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content.startswith(b"amazon-order-id\t")


def test_a_link_dies_after_five_minutes(travel):
    shopper, time = travel
    report_id = shopper.ask(BY_UPDATE).json()["reportId"]
    time.pass_by(seconds=3)
    report = shopper.get(f"{REPORTS}/{report_id}").json()
    url = shopper.link(report)["url"]
    time.pass_by(minutes=4, seconds=50)
    assert httpx.get(url).status_code == 200
    time.pass_by(seconds=20)
    late = httpx.get(url)
    assert late.status_code == 403
    assert late.headers["content-type"].startswith("application/xml")
    assert "<Code>AccessDenied</Code>" in late.text
    assert httpx.get(shopper.link(report)["url"]).status_code == 200


@pytest.mark.parametrize(
    ("old", "new"), [("Expires=300", "Expires=999"), ("/documents/", "/documents/0"), ("&", "%")]
)
def test_an_altered_link_is_refused(shopper, old, new):
    url = shopper.link(shopper.report(BY_UPDATE))["url"]
    answer = httpx.get(url.replace(old, new))
    assert answer.status_code == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in answer.text


@pytest.mark.parametrize("report_type", [MERCHANT_RETURNS, FULFILMENT_RETURNS, FEEDBACK, BY_UPDATE])
def test_a_report_without_rows_is_cancelled(shopper, report_type):
    report = shopper.report(report_type, dataStartTime=days_ago(400), dataEndTime=days_ago(390))
    assert report["processingStatus"] == "CANCELLED"
    assert "reportDocumentId" not in report


@pytest.mark.parametrize("report_type", [MERCHANT_RETURNS, XML_RETURNS])
def test_returns_over_more_than_sixty_days_are_fatal_and_say_why(shopper, report_type):
    report = shopper.report(report_type, dataStartTime=days_ago(61))
    assert report["processingStatus"] == "FATAL"
    answer = httpx.get(shopper.link(report)["url"])
    assert b"60 days" in gzip.decompress(answer.content)


def test_returns_over_exactly_sixty_days_are_given(shopper):
    report = shopper.report(MERCHANT_RETURNS, dataStartTime=days_ago(60))
    assert report["processingStatus"] == "DONE"


def test_a_report_can_be_cancelled_while_it_waits_and_not_later(travel):
    shopper, time = travel
    first = f"{REPORTS}/{shopper.ask(BY_UPDATE).json()['reportId']}"
    second = f"{REPORTS}/{shopper.ask(BY_UPDATE).json()['reportId']}"
    assert shopper.call("DELETE", first).status_code == 200
    time.pass_by(seconds=1)
    assert shopper.call("DELETE", second).status_code == 400
    time.pass_by(seconds=5)
    assert shopper.get(first).json()["processingStatus"] == "CANCELLED"
    assert shopper.get(second).json()["processingStatus"] == "DONE"


def test_reports_are_listed_newest_first_by_type_status_and_time(travel):
    shopper, time = travel
    old = shopper.ask(FEEDBACK).json()["reportId"]
    time.pass_by(minutes=10)
    orders = shopper.ask(BY_UPDATE).json()["reportId"]
    time.pass_by(minutes=10)
    new = shopper.ask(FEEDBACK).json()["reportId"]

    def ids(**params):
        reports = shopper.get(REPORTS, **params).json()["reports"]
        return [report["reportId"] for report in reports]

    assert ids(reportTypes=FEEDBACK) == [new, old]
    assert ids(reportTypes=f"{FEEDBACK},{BY_UPDATE}") == [new, orders, old]
    assert ids(reportTypes=FEEDBACK, processingStatuses="IN_QUEUE") == [new]
    since = (time.now() - timedelta(minutes=5)).isoformat()
    assert ids(reportTypes=FEEDBACK, createdSince=since) == [new]
    assert ids(reportTypes=FEEDBACK, createdUntil=since) == [old]
    assert ids(reportTypes=FEEDBACK, marketplaceIds="A1PA6795UKMFR9") == []
    assert ids(reportTypes="GET_FBA_REIMBURSEMENTS_DATA") == []


def test_the_list_of_reports_is_paged(shopper):
    for _ in range(3):
        shopper.ask(FULFILMENT_RETURNS)
    first = shopper.get(REPORTS, reportTypes=FULFILMENT_RETURNS, pageSize=2).json()
    second = shopper.get(REPORTS, nextToken=first["nextToken"]).json()
    assert len(first["reports"]) == 2
    assert first["reports"][1] not in second["reports"]
    assert shopper.get(REPORTS, nextToken="made-up").status_code == 400
    assert shopper.get(REPORTS).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"reportType": "GET_EVERYTHING"},
        {"reportType": None},
        {"reportType": ["GET_SELLER_FEEDBACK_DATA"]},
        {"marketplaceIds": []},
        {"marketplaceIds": "ATVPDKIKX0DER"},
        {"marketplaceIds": ["US"]},
        {"dataStartTime": "last week"},
        {"dataStartTime": "2026-02-01T00:00:00Z", "dataEndTime": "2026-01-01T00:00:00Z"},
    ],
)
def test_a_malformed_request_for_a_report_is_refused(shopper, body):
    answer = shopper.ask(FEEDBACK, **body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


def test_a_body_that_is_no_object_is_refused(shopper):
    assert shopper.call("POST", REPORTS, content=b"[]").status_code == 400
    assert shopper.call("POST", REPORTS, content=b"{").status_code == 400


def test_a_daily_report_asked_for_again_within_four_hours_is_cancelled(travel):
    shopper, time = travel
    here, there = ([place] for place in shopper.connection.marketplaces)
    first, again = (
        shopper.ask(FULFILMENT_RETURNS, marketplaceIds=here, dataStartTime=days_ago(days))
        for days in (100, 110)
    )
    elsewhere = shopper.ask(FULFILMENT_RETURNS, marketplaceIds=there, dataStartTime=days_ago(100))
    time.pass_by(hours=3, minutes=59)
    shopper.token = None
    ends = [status(shopper, each) for each in (first, again, elsewhere)]
    time.pass_by(minutes=2)
    later = shopper.ask(FULFILMENT_RETURNS, marketplaceIds=here, dataStartTime=days_ago(100))
    time.pass_by(seconds=3)
    assert ends == ["DONE", "CANCELLED", "DONE"]
    assert status(shopper, later) == "DONE"


def status(shopper, asked):
    return shopper.get(f"{REPORTS}/{asked.json()['reportId']}").json()["processingStatus"]


def test_a_daily_report_that_was_taken_back_may_be_asked_for_again_at_once(travel):
    shopper, time = travel
    first = shopper.ask(FULFILMENT_RETURNS, dataStartTime=days_ago(100))
    shopper.call("DELETE", f"{REPORTS}/{first.json()['reportId']}")
    second = shopper.ask(FULFILMENT_RETURNS, dataStartTime=days_ago(100))
    time.pass_by(seconds=3)
    assert status(shopper, second) == "DONE"


def test_feedback_is_cancelled_for_a_short_window_and_where_an_end_is_named(shopper):
    ends = [
        shopper.report(FEEDBACK, **window)["processingStatus"]
        for window in (
            {},
            {"dataStartTime": days_ago(100)},
            {"dataStartTime": days_ago(100), "dataEndTime": days_ago(0)},
            {"dataStartTime": days_ago(4)},
        )
    ]
    assert ends == ["DONE", "DONE", "CANCELLED", "CANCELLED"]


@pytest.mark.parametrize("name", ["dataStartTime", "dataEndTime"])
def test_a_report_about_the_future_is_refused(shopper, name):
    answer = shopper.ask(BY_UPDATE, **{name: days_ago(-1)})
    assert answer.status_code == 400
    assert "current date and time" in answer.json()["errors"][0]["details"]


def test_unknown_members_of_a_body_are_ignored(shopper):
    answer = shopper.ask(FEEDBACK, path="/reports", MarketplaceIds=["A1PA6795UKMFR9"])
    assert answer.status_code == 202


def test_a_report_or_a_document_that_does_not_exist_is_not_found(shopper):
    assert shopper.get(f"{REPORTS}/123").status_code == 404
    assert shopper.get(f"{DOCUMENTS}/amzn1.spdoc.1.4.na.none").status_code == 404
