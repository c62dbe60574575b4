"""Every request the client makes and every answer the simulator gives, before the judge."""

from __future__ import annotations

import json
import time as real_time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from seller_credits.marketplace.calling.exchange import Answer
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.operations import OPERATIONS
from seller_credits.simulator.server import running
from tests.judge import CONTRADICTIONS, Exchange, the_judge
from tests.marketplace.talks import TALKS, Shop
from tests.marketplace.test_with_the_simulator import account_of

JUDGE = the_judge()
CASSETTES = sorted((Path(__file__).parents[1] / "cassettes").rglob("*.yaml"))
NOT_THE_API = ("/auth/", "/documents/", "/uploads/")
ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30/reports"


@pytest.fixture(scope="module")
def judge():
    return JUDGE


def is_api(exchange):
    return not exchange.path.startswith(NOT_THE_API)


def recorded(path):
    """Every exchange of a cassette."""
    for talk in yaml.safe_load(path.read_text("utf-8"))["interactions"]:
        asked, given = talk["request"], talk["response"]
        yield Exchange.of(
            asked["method"],
            asked["uri"],
            as_bytes(asked["body"]),
            status=given["status"]["code"],
            answer=as_bytes(given["body"]["string"]),
        )


def as_bytes(text):
    return text.encode() if isinstance(text, str) else text or b""


@pytest.fixture
def heard(monkeypatch):
    """Every exchange with the API from now on."""
    exchanges, send = [], Transport.send

    def tapped(transport, request):
        outcome = send(transport, request)
        if isinstance(outcome, Answer):
            url = f"{request.url}?{urlencode(request.query)}" if request.query else request.url
            exchanges.append(
                Exchange.of(
                    request.method, url, request.body, status=outcome.status, answer=outcome.body
                )
            )
        return outcome

    monkeypatch.setattr(Transport, "send", tapped)
    return exchanges


@pytest.fixture(scope="module")
def simulator():
    with running(orders=300, speed=20_000) as connection:
        yield connection


@pytest.fixture
def shop(simulator, client_of, downloads):
    client = client_of(
        account_of(simulator),
        clock=lambda: datetime.now(UTC),
        sleep=real_time.sleep,
        buyer_of=lambda _: "somebody",
    )
    return Shop(client, tuple(simulator.marketplaces), datetime.now(UTC), downloads)


def sentence(exchange, complaints):
    return [f"{exchange}: {complaint}" for complaint in complaints]


@pytest.mark.slow
@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.__name__)
def test_what_client_and_simulator_say_is_as_amazon_models_it(judge, heard, shop, talk):
    talk(shop)

    exchanges = [exchange for exchange in heard if is_api(exchange)]
    found = [line for each in exchanges for line in sentence(each, judge.complaints(each))]
    assert found == []
    asked = {judge.operation(each.method, each.path).name for each in exchanges}
    assert asked >= TALKS[talk]


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_was_recorded_is_as_amazon_models_it(judge, path):
    exchanges = [exchange for exchange in recorded(path) if is_api(exchange)]

    assert [line for each in exchanges for line in sentence(each, judge.complaints(each))] == []


# The judge itself.


def talk(
    path=ORDERS,
    query="lastUpdatedAfter=2026-11-01T00:00:00Z",
    *,
    answer='{"orders": []}',
    **changes,
):
    known = {"method": "GET", "body": None, "status": 200} | changes
    url = f"http://127.0.0.1{path}?{query}"
    return Exchange.of(
        known["method"], url, known["body"], status=known["status"], answer=answer.encode()
    )


def asking(**changes):
    body = {"reportType": "X", "marketplaceIds": ["ATVPDKIKX0DER"]} | changes
    return talk(
        REPORTS,
        "",
        method="POST",
        body=json.dumps(body).encode(),
        status=202,
        answer='{"reportId": "1"}',
    )


@pytest.mark.parametrize(
    "innocent",
    [
        talk(),
        talk(query="maxResultsPerPage=100&includedData=PROCEEDS,PACKAGES"),
        talk(query="lastUpdatedAfter=2026-11-01T00%3A00%3A00.123%2B01:00"),
        talk(status=429, answer='{"errors": [{"code": "QuotaExceeded", "message": "m"}]}'),
        asking(),
        asking(reportOptions={"anything": "goes"}),
    ],
)
def test_the_judge_lets_the_innocent_go(judge, innocent):
    assert judge.complaints(innocent) == []


@pytest.mark.parametrize(
    ("guilty", "of"),
    [
        (talk("/orders/v0/orders"), "no such operation"),
        (talk(method="DELETE"), "no such operation"),
        (talk(f"{ORDERS}/a/b"), "no such operation"),
        (talk(f"{ORDERS}/%20", "", answer='{"order": {}}'), "path: a part of it is empty"),
        (talk(query="lastUpdatedSince=2026-11-01T00:00:00Z"), "query.lastUpdatedSince"),
        (talk(query="createdAfter=2026-11-01T00:00:00"), "query.createdAfter"),
        (talk(query="createdAfter=yesterday"), "query.createdAfter"),
        (talk(query="createdAfter="), "query.createdAfter"),
        (talk(query="maxResultsPerPage=ten"), "query.maxResultsPerPage"),
        (talk(query="includedData=PROCEEDS,EVERYTHING"), "query.includedData"),
        (talk(query="includedData=TAX&includedData=BUYER"), "query.includedData"),
        (talk(query="marketplaceIds=" + ",".join("A" * 51)), "query.marketplaceIds"),
        (talk(REPORTS, "pageSize=101", answer='{"reports": []}'), "query.pageSize"),
        (talk("/messaging/v1/orders/1/attributes", "", answer="{}"), "marketplaceIds: is required"),
        (talk(body=b"{}"), "body: there should be none"),
        (asking(marketplaceIds=[]), "body.marketplaceIds"),
        (asking(reportType=1), "body.reportType"),
        (asking(dataStartTime="2026-11-01"), "body.dataStartTime"),
        (asking(note="x"), "body: Additional properties"),
        (talk(REPORTS, "", method="POST", status=202, answer='{"reportId": "1"}'), "body: is req"),
        (talk(REPORTS, "", method="POST", body=b"{", status=202), "body: is no JSON"),
        (talk(status=418), "status: 418"),
        (talk(answer=""), "answer: is no JSON"),
        (talk(answer="{}"), "answer: 'orders' is a required"),
        (talk(answer='{"orders": [], "hint": 1}'), "answer: Additional properties"),
        (talk(answer='{"orders": [{"orderId": "1"}]}'), "answer.orders: 'createdTime'"),
        (talk(status=400, answer='{"errors": [{"code": "X"}]}'), "answer.errors: 'message'"),
    ],
)
def test_the_judge_sees_a_departure_from_the_model_and_names_its_place(judge, guilty, of):
    assert any(of in complaint for complaint in judge.complaints(guilty))


def test_an_object_of_several_shapes_at_once_is_judged_as_a_whole(judge):
    subscribe = judge.operation("POST", "/notifications/v1/subscriptions/ORDER_CHANGE")
    schema = subscribe.parameters("body")["body"]["schema"]

    def found(**more):
        event_filter = {
            "eventFilterType": "ORDER_CHANGE",
            "orderChangeTypes": ["OrderStatusChange"],
        }
        directive = {"eventFilter": event_filter | more}
        body = {"payloadVersion": "1", "destinationId": "d", "processingDirective": directive}
        return list(subscribe.faults(schema, body, "body"))

    assert found() == []
    assert found(marketplaceIds=["ATVPDKIKX0DER"]) == []
    assert any("sku" in fault for fault in found(sku="x"))
    assert found(orderChangeTypes=["Everything"])


@pytest.mark.parametrize("place", CONTRADICTIONS, ids="-".join)
def test_what_is_let_by_is_amazons_own_contradiction(judge, place):
    """Amazon's own example departs from Amazon's own model, right there."""
    operation, where = place
    example = judge.operations[operation].definitions["Context"]["x-example"]
    answer = {"payload": {"transactions": [{"contexts": example}]}}
    schema = judge.operations[operation].raw["responses"]["200"]["schema"]

    faults = judge.operations[operation].faults(schema, answer, "answer")

    assert where in {fault.partition(":")[0] for fault in faults}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_path_of_ours_is_outside_of_the_judges_reach(judge, operation):
    assert is_api(talk(operation.path))
    assert urlsplit(operation.path).path == judge.operations[operation.name].path
