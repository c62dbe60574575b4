"""What becomes of a report that was asked for."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import UnexpectedAnswer
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import DOCUMENTS, REPORTS, Reply, amazon_error, said

MONTH = timedelta(days=30)
ROWS = b"Order ID\tReturn Reason\n111-0000000-0000001\tDEFECTIVE\n"


def a_report(number, status, **more):
    report = {
        "reportId": f"r{number}",
        "reportType": "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
        "processingStatus": status,
        "createdTime": "2026-11-23T12:00:00+00:00",
    }
    return report | ({"reportDocumentId": f"d{number}"} if status == "DONE" else {}) | more


def plays(amazon, *reports, body=ROWS, **headers):
    """Reports in the order in which they are asked for: each a list of what getReport says."""
    created = [said({"reportId": f"r{number}"}, 202) for number, _ in enumerate(reports, 1)]
    amazon.answers(REPORTS, *created)
    for number, states in enumerate(reports, 1):
        amazon.answers(f"{REPORTS}/r{number}", *(said(state) for state in states))
        amazon.answers(
            f"{DOCUMENTS}/d{number}",
            said({"reportDocumentId": f"d{number}", "url": f"{amazon.url}/documents/{number}?S=1"}),
        )
        amazon.answers(f"/documents/{number}", Reply(200, body, headers))


def asked(amazon):
    return [json.loads(heard.body) for heard in amazon.asked(REPORTS) if heard.method == "POST"]


def mfn_returns(client, since=NOW - MONTH, until=NOW):
    return client.report(Source.MFN_RETURNS, "US", since, until)


def test_a_report_is_asked_for_waited_for_and_fetched(amazon, client, time):
    states = ["IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS", "DONE"]
    plays(amazon, [a_report(1, state) for state in states])

    report = mfn_returns(client)

    assert (report.state, report.why) == (CoverageState.READ, "")
    assert (report.since, report.until) == (NOW - MONTH, NOW)
    assert report.path.read_bytes() == ROWS
    assert report.name == "mfn_returns-US-r1"
    assert time.naps == [0.2, 0.4, 0.8]
    assert asked(amazon) == [
        {
            "reportType": "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE",
            "marketplaceIds": ["ATVPDKIKX0DER"],
            "dataStartTime": "2026-10-24T12:00:00Z",
            "dataEndTime": "2026-11-23T12:00:00Z",
        }
    ]


def test_the_charset_of_the_header_is_passed_on(amazon, client):
    plays(amazon, [a_report(1, "DONE")], **{"content-type": "text/plain; charset=Cp1252"})

    assert mfn_returns(client).charset == "cp1252"


def test_a_header_without_a_charset_says_nothing(amazon, client):
    plays(amazon, [a_report(1, "DONE")], **{"content-type": "text/plain"})

    assert mfn_returns(client).charset is None


def test_a_window_does_not_reach_into_the_future(amazon, client):
    plays(amazon, [a_report(1, "DONE")])

    mfn_returns(client, until=NOW + timedelta(days=1))

    assert asked(amazon)[0]["dataEndTime"] == "2026-11-23T12:00:00Z"


def test_a_window_longer_than_amazon_takes_is_the_callers_to_split(amazon, client):
    with pytest.raises(UsageProblem, match="60 days at most"):
        mfn_returns(client, since=NOW - timedelta(days=61))

    assert amazon.heard == []


def test_an_unknown_store_is_refused_before_anything_is_asked(amazon, client):
    with pytest.raises(ConfigurationProblem, match="not a store"):
        client.report(Source.MFN_RETURNS, "Narnia", NOW - MONTH, NOW)

    assert amazon.heard == []


def test_feedback_is_asked_for_with_a_start_only_a_month_back_at_least(amazon, client):
    plays(amazon, [a_report(1, "DONE")])

    client.report(Source.FEEDBACK, "CA", NOW - timedelta(days=2), NOW)

    assert asked(amazon) == [
        {
            "reportType": "GET_SELLER_FEEDBACK_DATA",
            "marketplaceIds": ["A2EUQ1WTGCTBG2"],
            "dataStartTime": "2026-10-24T12:00:00Z",
        }
    ]


def test_account_health_is_about_now_and_has_no_window(amazon, client):
    plays(amazon, [a_report(1, "DONE")])

    client.report(Source.ACCOUNT_HEALTH, "US", NOW - MONTH, NOW)

    assert asked(amazon) == [
        {
            "reportType": "GET_V2_SELLER_PERFORMANCE_REPORT",
            "marketplaceIds": ["ATVPDKIKX0DER"],
        }
    ]


# CANCELLED: nothing there, or a window that is disliked, or asked too soon


def test_two_windows_cancelled_are_assumed_empty_and_say_so(amazon, client):
    plays(amazon, [a_report(1, "CANCELLED")], [a_report(2, "CANCELLED")])

    report = mfn_returns(client)

    assert (report.state, report.path) == (CoverageState.EMPTY_ASSUMED, None)
    assert "two differing windows" in report.why
    starts = [ask["dataStartTime"] for ask in asked(amazon)]
    assert starts == ["2026-10-24T12:00:00Z", "2026-10-23T12:00:00Z"]


def test_a_second_window_that_brings_rows_is_read(amazon, client):
    plays(amazon, [a_report(1, "CANCELLED")], [a_report(2, "DONE")])

    report = mfn_returns(client)

    assert (report.state, report.name) == (CoverageState.READ, "mfn_returns-US-r2")


def test_the_second_window_is_never_longer_than_amazon_takes(amazon, client):
    plays(amazon, [a_report(1, "CANCELLED")], [a_report(2, "CANCELLED")])

    mfn_returns(client, since=NOW - timedelta(days=60))

    assert asked(amazon)[1]["dataStartTime"] == "2026-09-23T12:00:00Z"
    assert asked(amazon)[1]["dataEndTime"] == "2026-11-22T12:00:00Z"


def test_feedback_is_asked_for_again_from_further_back(amazon, client):
    plays(amazon, [a_report(1, "CANCELLED")], [a_report(2, "CANCELLED")])

    report = client.report(Source.FEEDBACK, "US", NOW - MONTH, None)

    assert report.state is CoverageState.EMPTY_ASSUMED
    assert asked(amazon)[1]["dataStartTime"] == "2026-09-24T12:00:00Z"
    assert "dataEndTime" not in asked(amazon)[1]


def test_a_cancelled_report_without_a_window_stays_unknown(amazon, client):
    plays(amazon, [a_report(1, "CANCELLED")])

    report = client.report(Source.ACCOUNT_HEALTH, "US", None, None)

    assert report.state is CoverageState.UNKNOWN
    assert "gives no reason" in report.why


def fba_returns(amazon, client, *lately):
    """One cancelled report, and what else was asked for in the hours before."""
    plays(amazon, [a_report(1, "CANCELLED")])
    amazon.answers(
        REPORTS,
        said({"reportId": "r1"}, 202),
        said({"reports": [a_report(1, "CANCELLED"), *lately]}),
    )
    return client.report(Source.FBA_RETURNS, "US", NOW - MONTH, NOW)


def test_a_daily_report_that_was_cancelled_once_is_unknown_and_says_when_it_is_asked_again(
    amazon, client
):
    report = fba_returns(amazon, client)

    assert report.state is CoverageState.UNKNOWN
    assert "after 16:00 UTC asks again" in report.why
    assert len(asked(amazon)) == 1
    listed = amazon.asked(REPORTS)[-1].query
    assert listed["createdSince"] == "2026-11-23T08:00:00Z"
    assert listed["reportTypes"] == "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"


def test_a_daily_report_cancelled_too_soon_is_taken_from_the_one_before(amazon, client):
    amazon.answers(f"{REPORTS}/r7", said(a_report(7, "DONE")))
    amazon.answers(f"{DOCUMENTS}/d7", said({"url": f"{amazon.url}/documents/7"}))
    amazon.answers("/documents/7", Reply(200, ROWS))
    before = a_report(
        7,
        "DONE",
        createdTime="2026-11-23T10:15:00+00:00",
        dataStartTime="2026-10-20T00:00:00+00:00",
    )

    report = fba_returns(amazon, client, before)

    assert (report.state, report.name) == (CoverageState.READ, "fba_returns-US-r7")
    assert report.path.read_bytes() == ROWS
    assert "this one is of 10:15 UTC" in report.why


def test_a_daily_report_that_was_made_is_taken_before_one_that_is_being_made(amazon, client):
    amazon.answers(f"{REPORTS}/r7", said(a_report(7, "DONE")))
    amazon.answers(f"{DOCUMENTS}/d7", said({"url": f"{amazon.url}/documents/7"}))
    amazon.answers("/documents/7", Reply(200, ROWS))
    made = a_report(7, "DONE", createdTime="2026-11-23T10:15:00+00:00")

    report = fba_returns(amazon, client, a_report(8, "IN_PROGRESS"), made)

    assert report.name == "fba_returns-US-r7"


def test_an_earlier_report_that_reaches_less_far_back_does_not_do(amazon, client):
    shorter = a_report(7, "DONE", dataStartTime="2026-11-20T00:00:00+00:00")

    assert fba_returns(amazon, client, shorter).state is CoverageState.UNKNOWN


def test_a_daily_report_that_somebody_else_is_having_made_is_waited_for(amazon, client):
    amazon.answers(f"{REPORTS}/r7", said(a_report(7, "IN_PROGRESS")), said(a_report(7, "DONE")))
    amazon.answers(f"{DOCUMENTS}/d7", said({"url": f"{amazon.url}/documents/7"}))
    amazon.answers("/documents/7", Reply(200, ROWS))

    report = fba_returns(amazon, client, a_report(7, "IN_PROGRESS"))

    assert (report.state, report.name) == (CoverageState.READ, "fba_returns-US-r7")


# FATAL, endless, and what no promise covers


def test_a_fatal_report_fails_with_amazons_reason(amazon, client, downloads):
    reason = b"<html>The range exceeds 60 days. Ask jane@example.com</html>"
    plays(amazon, [a_report(1, "FATAL", reportDocumentId="d1")], body=reason)

    report = mfn_returns(client)

    assert (report.state, report.path) == (CoverageState.FAILED, None)
    assert report.why == ("Amazon could not make the report: The range exceeds 60 days. Ask ***")
    assert list(downloads.iterdir()) == []


@pytest.mark.parametrize("document", [{}, {"reportDocumentId": "gone"}])
def test_a_fatal_report_without_a_reason_says_that(amazon, client, document):
    plays(amazon, [a_report(1, "FATAL", **document)])

    assert mfn_returns(client).why == "Amazon could not make the report: it gives no reason"


def test_a_report_that_is_made_for_ever_is_left_after_half_an_hour(amazon, client, time, progress):
    plays(amazon, [a_report(1, "IN_PROGRESS")])

    report = mfn_returns(client)

    assert report.state is CoverageState.UNKNOWN
    assert "still making it 30 minutes after it was asked for" in report.why
    assert sum(time.naps) == pytest.approx(1800)
    assert progress[-1].endswith("Amazon is making the report mfn_returns")


def test_a_report_made_of_nothing_is_empty(amazon, client, downloads):
    plays(amazon, [a_report(1, "DONE")], body=b"")

    report = mfn_returns(client)

    assert (report.state, report.path) == (CoverageState.EMPTY, None)
    assert list(downloads.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        (a_report(1, "DONE", reportDocumentId=None), "without a document"),
        (a_report(1, "MELTED"), "processingStatus"),
        ({"reportId": "r1"}, "processingStatus"),
        ({"payload": {}}, "reportId"),
    ],
)
def test_an_answer_that_breaks_the_promise_is_unexpected(amazon, client, answer, missing):
    plays(amazon, [answer])

    with pytest.raises(UnexpectedAnswer, match=missing):
        mfn_returns(client)


def test_a_report_without_an_id_cannot_be_waited_for(amazon, client):
    none = said({"reports": []})
    amazon.answers(REPORTS, lambda heard: said({}, 202) if heard.method == "POST" else none)

    with pytest.raises(UnexpectedAnswer, match="reportId"):
        mfn_returns(client)


def test_an_id_of_a_report_is_never_a_path(amazon, client):
    amazon.answers(REPORTS, said({"reportId": "../../etc?x=1"}, 202))
    amazon.answers(f"{REPORTS}/..%2F..%2Fetc%3Fx%3D1", amazon_error(404, "NotFound"))

    with pytest.raises(Exception, match="NotFound"):
        mfn_returns(client)

    assert amazon.heard[-1].path.startswith(f"{REPORTS}/..%2F")
