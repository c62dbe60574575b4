from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from seller_credits.simulator.limits import Bucket
from seller_credits.simulator.operations import OPERATIONS
from seller_credits.simulator.server import running
from tests.simulator.shopper import LONG_AGO, ORDERS, REPORTS, Shopper, client


def test_every_answer_has_a_request_id_of_its_own(shopper):
    answers = [
        shopper.login(),
        shopper.search(createdAfter=LONG_AGO),
        shopper.search(),
        shopper.get("/nowhere"),
        shopper.http.get(shopper.connection.truth),
    ]
    assert len({answer.headers["x-amzn-RequestId"] for answer in answers}) == len(answers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PUT", ORDERS, 405), ("DELETE", "/truth", 405)],
)
def test_a_wrong_path_or_method_is_refused_in_shape(shopper, method, path, status):
    answer = shopper.call(method, path)
    assert answer.status_code == status
    assert set(answer.json()["errors"][0]) == {"code", "message", "details"}


def test_a_question_that_arrives_in_part_was_not_asked():
    with running(orders=5) as connection, client() as http:
        where = urlsplit(connection.endpoint)
        with socket.create_connection((where.hostname, where.port)) as cut_off:
            head = f"POST {REPORTS} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 9\r\n\r\n"
            cut_off.sendall(head.encode() + b"{")
        Shopper(connection, http).get(f"{REPORTS}/1")
        counted = http.get(f"{connection.endpoint}/counts").json()
    assert counted["requests"] == {"getReport": 1}


@pytest.mark.slow
def test_the_burst_is_spent_and_then_the_quota_is_exceeded():
    with running(orders=5, speed=1) as connection, client() as http:
        shopper = Shopper(connection, http)
        answers = [shopper.search(createdAfter=LONG_AGO) for _ in range(21)]
        elsewhere = shopper.get(f"{ORDERS}/111-0000000-0000000")
    *within, beyond = answers
    assert [answer.status_code for answer in within] == [200] * 20
    assert {answer.headers["x-amzn-RateLimit-Limit"] for answer in within} == {"0.0056"}
    assert beyond.status_code == 429
    assert beyond.json()["errors"][0]["code"] == "QuotaExceeded"
    assert beyond.headers["x-amzn-ErrorType"] == "TooManyRequestsException"
    assert "x-amzn-RateLimit-Limit" not in beyond.headers
    assert "Retry-After" not in beyond.headers
    assert elsewhere.status_code == 404
    assert elsewhere.headers["x-amzn-RateLimit-Limit"] == "0.5"


def test_speed_raises_the_rate():
    with running(orders=5, speed=100) as connection, client() as http:
        answer = Shopper(connection, http).search(createdAfter=LONG_AGO)
    assert answer.headers["x-amzn-RateLimit-Limit"] == "0.56"


def test_a_bucket_refills_at_its_rate_and_never_beyond_its_burst():
    now = [0.0]
    bucket = Bucket(0.5, 2, clock=lambda: now[0])
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] = 1.9
    assert not bucket.take()
    now[0] = 2.0
    assert bucket.take()
    now[0] = 1000.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_an_empty_bucket_fills_at_its_rate():
    now = [0.0]
    bucket = Bucket(0.5, 2, clock=lambda: now[0], full=False)
    assert not bucket.take()
    now[0] = 2.0
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_limits_that_had_no_rest_give_nothing_away_and_every_call_is_counted():
    with running(orders=5, rested=False) as connection, client() as http:
        shopper = Shopper(connection, http)
        answers = [shopper.search(createdAfter=LONG_AGO) for _ in range(2)]
        shopper.get(f"{REPORTS}/none")
        counted = http.get(f"{connection.endpoint}/counts").json()
    assert [answer.status_code for answer in answers] == [429, 429]
    assert counted["requests"] == {"searchOrders": 2, "getReport": 1}
    assert counted["throttled"]["searchOrders"] == 2


@pytest.mark.parametrize(
    ("names", "plan"),
    [
        ("searchOrders", (0.0056, 20)),
        ("getOrder", (0.5, 30)),
        ("createReport getReportDocument", (0.0167, 15)),
        ("getReport getFeed cancelFeed", (2, 15)),
        ("getReports cancelReport getFeeds getFeedDocument", (0.0222, 10)),
        ("createFeedDocument", (0.5, 15)),
        ("createFeed", (0.0083, 15)),
        ("listTransactions", (0.5, 10)),
        ("listFinancialEvents listFinancialEventsByOrderId", (0.5, 30)),
        ("getMarketplaceParticipations", (0.016, 15)),
        ("getMessagingActionsForOrder GetAttributes createUnexpectedProblem", (1, 5)),
        ("getSubscription createSubscription createDestination", (1, 5)),
        ("createFulfillmentOrder getFulfillmentOrder getPackageTrackingDetails", (2, 30)),
    ],
)
def test_usage_plans_are_those_of_the_documents(names, plan):
    plans = {each.name: (each.rate, each.burst) for each in OPERATIONS}
    assert {plans[name] for name in names.split()} == {plan}
