from __future__ import annotations

import asyncio
import gzip
import zlib
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import groupby

import httpx
import pytest

from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.faults.names import named
from seller_credits.simulator.faults.network import Slow
from seller_credits.simulator.faults.table import FAULTS
from seller_credits.simulator.server import running
from tests.simulator.conftest import FAST
from tests.simulator.feeding import DOCUMENTS as FEED_DOCUMENTS
from tests.simulator.shopper import (
    BY_UPDATE,
    FEEDBACK,
    FULFILMENT_RETURNS,
    LONG_AGO,
    MERCHANT_RETURNS,
    ORDERS,
    REPORTS,
    XML_RETURNS,
    Shopper,
    client,
)

NO_ORDER = f"{ORDERS}/111-0000000-0000000"


@contextmanager
def shopping(*faults, seed=7, patience=20):
    with (
        running(orders=120, seed=seed, speed=FAST, faults=faults) as connection,
        httpx.Client(timeout=patience) as http,
    ):
        yield Shopper(connection, http)


def way(ask):
    """Return how a request went: its status, or how the connection ended."""
    try:
        return ask().status_code
    except httpx.ReadTimeout:
        return "silence"
    except httpx.ReadError:
        return "reset"
    except httpx.RemoteProtocolError as error:
        # A reset that meets a client still sending is told as the end of the connection.
        return "half" if "complete message body" in str(error) else "reset"


def persistent(ask):
    """Return the first whole and good answer; every disturbance ends after two in a row."""
    for _ in range(3):
        try:
            answer = ask()
        except httpx.TransportError:
            continue
        if answer.status_code < 500:
            return answer
    raise AssertionError("three disturbances in a row")


def counts(shopper):
    return shopper.http.get(f"{shopper.connection.endpoint}/counts").json()


def test_every_fault_has_a_name_a_line_and_a_word_on_what_it_imitates():
    assert list(FAULTS) == [
        *("throttle", "flaky", "slow", "expired-token", "revoked-token", "clock-skew"),
        *("cancelled-reports", "fatal-report", "stuck-report", "garbled-report", "expired-link"),
        *("lost-answers", "partial-feed", "stuck-feed", "garbled-processing-report"),
        *("late-finances", "refunded-by-hand"),
    ]
    for name, line in FAULTS.items():
        (fault,) = named([name], seed=7, speed=1.0).together
        assert fault.name == name
        assert line
        assert type(fault).__doc__ != Fault.__doc__


def test_the_help_explains_every_fault(run):
    said = " ".join(run("simulator", "--help").out.split())
    for name, line in FAULTS.items():
        assert f"{name} {line}" in said


def test_an_unknown_fault_is_refused_with_the_list_of_those_there_are(run):
    with pytest.raises(ValueError, match="no fault thorttle; the faults are throttle, flaky"):
        running(orders=5, faults=["thorttle"]).__enter__()
    ran = run("simulator", "--faults", "slow,thorttle")
    assert ran.code == 2
    assert "no fault thorttle; the faults are throttle, flaky" in ran.err


def test_faults_may_be_joined_by_commas_and_work_together():
    with shopping("fatal-report, stuck-report", "expired-link") as shopper:
        report = shopper.report(FULFILMENT_RETURNS)
        first = shopper.http.get(shopper.link(report)["url"])
        stuck = shopper.ask(FEEDBACK).json()["reportId"]
        stuck = shopper.get(f"{REPORTS}/{stuck}").json()
    assert report["processingStatus"] == "FATAL"
    assert first.status_code == 403
    assert stuck["processingStatus"] == "IN_PROGRESS"


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", FAULTS.keys() - {"clock-skew"})
def test_a_fault_changes_nothing_about_what_is_true(name):
    with shopping() as sound, shopping(name) as faulty:
        assert faulty.truth() == sound.truth()


def test_a_throttled_client_is_refused_in_bursts_within_its_limits():
    with shopping("throttle") as shopper:
        answers = [shopper.get(NO_ORDER) for _ in range(60)]
        counted = counts(shopper)
    refused = [answer for answer in answers if answer.status_code == 429]
    bursts = [len(list(run)) for code, run in runs(answers) if code == 429]
    assert 1 <= min(bursts) < max(bursts) <= 3
    assert {answer.json()["errors"][0]["code"] for answer in refused} == {"QuotaExceeded"}
    assert not any("x-amzn-RateLimit-Limit" in answer.headers for answer in refused)
    assert not any("Retry-After" in answer.headers for answer in refused)
    assert counted["requests"] == {"getOrder": 60}
    assert counted["throttled"] == {"getOrder": len(refused)}


def runs(answers):
    return groupby(answer.status_code for answer in answers)


def flaky_ways(seed=7):
    with shopping("flaky", seed=seed, patience=0.25) as shopper:
        return [way(lambda: shopper.get(NO_ORDER)) for _ in range(60)]


@pytest.mark.slow
def test_a_flaky_line_fails_in_five_ways_and_never_three_times_in_a_row():
    ways = flaky_ways()
    assert set(ways) == {404, 500, 503, "reset", "silence", "half"}
    assert 10 <= sum(each != 404 for each in ways) <= 30
    troubles = [len(list(run)) for good, run in groupby(each == 404 for each in ways) if not good]
    assert max(troubles) == 2


@pytest.mark.slow
def test_a_flaky_line_is_the_same_for_the_same_seed():
    assert flaky_ways(3) == flaky_ways(3) != flaky_ways(4)


@pytest.mark.slow
def test_a_request_that_met_silence_or_half_an_answer_was_done_and_no_other_failed_one():
    with shopping("flaky", patience=0.25) as shopper:
        ways = Counter(way(lambda: shopper.ask(BY_UPDATE)) for _ in range(40))
        asked = {"reportTypes": BY_UPDATE, "pageSize": 100}
        reports = persistent(lambda: shopper.get(REPORTS, **asked)).json()["reports"]
    assert len(reports) == ways[202] + ways["silence"] + ways["half"]
    assert min(ways[500], ways[503], ways["reset"], ways["silence"], ways["half"]) > 0


def test_the_store_of_documents_is_flaky_in_its_own_words_and_a_download_can_be_resumed():
    with shopping("flaky") as shopper:
        report_id = persistent(lambda: shopper.ask(BY_UPDATE)).json()["reportId"]
        report = persistent(lambda: shopper.get(f"{REPORTS}/{report_id}")).json()
        link = f"/reports/2021-06-30/documents/{report['reportDocumentId']}"
        url = persistent(lambda: shopper.get(link)).json()["url"]
        seen, got = Counter(), b""
        for _ in range(60):
            begun = {"Range": f"bytes={len(got)}-"}
            status, part = streamed(shopper.http, url, begun)
            seen[status] += 1
            got += part if status in {206, 200} else b""
            if status == 416:
                break
    assert gzip.decompress(got).startswith(b"amazon-order-id\t")
    assert seen[206] > 0


def test_an_upload_that_fails_is_refused_in_the_stores_own_words():
    with shopping("flaky", patience=0.25) as shopper:
        asked = {"contentType": "text/xml"}
        made = persistent(lambda: shopper.call("POST", FEED_DOCUMENTS, json=asked)).json()
        refused = {}
        for _ in range(40):
            with suppress(httpx.TransportError):
                answer = shopper.http.put(
                    made["url"], content=b"<x/>", headers={"Content-Type": "text/xml"}
                )
                refused[answer.status_code] = answer.text
    assert "<Code>InternalError</Code>" in refused[500]
    assert "<Code>SlowDown</Code>" in refused[503]


def streamed(http, url, headers):
    """Return the status and whatever arrived before the connection ended."""
    arrived = b""
    try:
        with http.stream("GET", url, headers=headers) as answer:
            for chunk in answer.iter_raw():
                arrived += chunk
    except httpx.RemoteProtocolError:
        if not arrived:
            return "hung up", b""
        return 206, arrived
    except httpx.ReadError:
        return "reset", b""
    if answer.status_code >= 500:
        assert b"<Error><Code>" in arrived
    return answer.status_code, arrived


def test_slow_answers_take_their_time_and_wait_for_no_other():
    async def app(scope, receive, send):
        served.append(scope)

    async def everybody():
        loop = asyncio.get_running_loop()
        slow = Slow(seed=1, speed=20).around(app)
        began = loop.time()
        async with asyncio.timeout(1.5):
            await asyncio.gather(*(slow({}, None, None) for _ in range(40)))
        return loop.time() - began

    served = []
    # One after the other they would take two seconds at the least.
    assert asyncio.run(everybody()) >= 0.05
    assert len(served) == 40


def test_a_slow_marketplace_still_answers():
    with (
        running(orders=5, speed=100, faults=["slow"]) as connection,
        client() as http,
    ):
        answer = Shopper(connection, http).get(NO_ORDER)
    assert answer.elapsed >= timedelta(seconds=0.01)
    assert answer.status_code == 404


def test_an_access_token_expires_in_the_middle_of_a_run_and_a_new_one_is_good():
    with shopping("expired-token") as shopper:
        answers = [shopper.get(NO_ORDER) for _ in range(6)]
        shopper.token = None
        again = shopper.get(NO_ORDER)
    assert [answer.status_code for answer in answers] == [404] * 5 + [403]
    (error,) = answers[-1].json()["errors"]
    assert (error["code"], error["details"]) == (
        "Unauthorized",
        "The access token you provided has expired.",
    )
    assert again.status_code == 404


def test_a_withdrawn_authorisation_refuses_calls_and_logins_for_good():
    with shopping("revoked-token") as shopper:
        answers = [shopper.get(NO_ORDER) for _ in range(13)]
        login = shopper.login()
    assert [answer.status_code for answer in answers] == [404] * 12 + [403]
    assert "revoked" in answers[-1].json()["errors"][0]["details"]
    assert (login.status_code, login.json()["error"]) == (400, "invalid_grant")
    with shopping() as shopper:
        assert shopper.login().status_code == 200


def test_the_date_of_an_answer_is_the_simulators_own():
    start = datetime(2026, 3, 9, 15, tzinfo=UTC)
    with running(orders=5, started_at=start) as connection:
        said = parsedate_to_datetime(httpx.get(connection.truth).headers["date"])
    assert start <= said < start + timedelta(minutes=1)


def test_a_clock_that_is_behind_refuses_what_lies_in_its_future_and_takes_its_own_time():
    now = datetime.now(UTC)
    with shopping("clock-skew") as shopper:
        own = shopper.search(createdAfter=LONG_AGO, createdBefore=written(now, minutes=2))
        theirs = parsedate_to_datetime(own.headers["date"])
        agreed = shopper.search(createdAfter=LONG_AGO, createdBefore=written(theirs, minutes=2))
        ahead = shopper.ask(BY_UPDATE, dataEndTime=now.isoformat())
        done = shopper.report(BY_UPDATE, dataEndTime=theirs.isoformat())
    assert timedelta(hours=2, minutes=59) < now - theirs < timedelta(hours=3, minutes=1)
    assert own.status_code == 400
    assert "at least 2 minutes in the past" in own.json()["errors"][0]["details"]
    assert agreed.status_code == 200
    assert ahead.status_code == 400
    assert done["processingStatus"] == "DONE"


def written(moment, **ago):
    return (moment - timedelta(**ago)).isoformat()


def test_the_first_report_of_each_type_and_store_is_cancelled_and_the_second_made():
    with shopping("cancelled-reports") as shopper:
        here, there = ([place] for place in shopper.connection.marketplaces)
        asked = [
            *[(BY_UPDATE, here), (BY_UPDATE, there), (BY_UPDATE, here)],
            *[(MERCHANT_RETURNS, here), (MERCHANT_RETURNS, here)],
            *[(FULFILMENT_RETURNS, here), (FULFILMENT_RETURNS, here)],
        ]
        ends = [
            shopper.report(kind, marketplaceIds=store)["processingStatus"] for kind, store in asked
        ]
    assert ends == ["CANCELLED", "CANCELLED", "DONE", "CANCELLED", "DONE", "CANCELLED", "DONE"]


def test_a_fatal_report_has_a_document_that_says_why():
    with shopping("fatal-report") as shopper:
        fatal = shopper.report(FULFILMENT_RETURNS)
        reason = gzip.decompress(shopper.http.get(shopper.link(fatal)["url"]).content)
        other = shopper.report(MERCHANT_RETURNS)
    assert fatal["processingStatus"] == "FATAL"
    assert "processingEndTime" in fatal
    assert b"internal error" in reason
    assert other["processingStatus"] == "DONE"


def test_a_stuck_report_never_ends():
    with shopping("stuck-report") as shopper:
        path = f"{REPORTS}/{shopper.ask(FEEDBACK).json()['reportId']}"
        seen = [shopper.get(path).json() for _ in range(3)]
        other = shopper.report(BY_UPDATE)
    assert {report["processingStatus"] for report in seen} == {"IN_PROGRESS"}
    assert not any("processingEndTime" in report for report in seen)
    assert not any("reportDocumentId" in report for report in seen)
    assert other["processingStatus"] == "DONE"


def test_a_garbled_report_arrives_whole_and_cannot_be_read():
    with shopping("garbled-report") as shopper:
        first, second = (
            shopper.http.get(shopper.link(shopper.report(MERCHANT_RETURNS))["url"])
            for _ in range(2)
        )
        sound = shopper.text(XML_RETURNS)
    with pytest.raises((OSError, EOFError, zlib.error)):
        gzip.decompress(first.content)
    assert len(first.content) == int(first.headers["content-length"])
    with pytest.raises(UnicodeDecodeError):
        gzip.decompress(second.content).decode()
    assert sound.startswith("<?xml")


def test_the_first_link_to_a_document_has_expired_and_the_next_is_good():
    with shopping("expired-link") as shopper:
        report = shopper.report(BY_UPDATE)
        first, second = (httpx.get(shopper.link(report)["url"]) for _ in range(2))
    assert first.status_code == 403
    assert "<Message>Request has expired</Message>" in first.text
    assert second.status_code == 200
