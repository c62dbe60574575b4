"""Clients that other people wrote read the simulator as they read Amazon.

Neither is changed: each is pointed at the simulator by the settings and hooks it offers itself.
"""

from __future__ import annotations

import gzip
import importlib
import logging
import time
import warnings
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest

from tests.simulator.shopper import BY_UPDATE, FEEDBACK

SINCE = datetime.now(UTC) - timedelta(days=200)


@pytest.fixture(scope="module")
def spapi():
    """Import Amazon's SDK as it is.

    Its import sets up logging for the whole process, which is undone here, and its old generated
    code uses escapes that newer Pythons warn of, which is nothing this project can mend.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        module = importlib.import_module("spapi")
    root.handlers[:] = handlers
    root.setLevel(level)
    return module


@pytest.fixture
def amazon(spapi, connection):
    config = spapi.SPAPIConfig(
        client_id=connection.client_id,
        client_secret=connection.client_secret,
        refresh_token=connection.refresh_token,
        region="NA",
    )
    client = spapi.SPAPIClient(
        config, oauth_endpoint=connection.token_endpoint, endpoint=connection.endpoint
    )
    yield client.api_client
    client.api_client.rest_client.pool_manager.clear()


@pytest.mark.slow
def test_amazons_sdk_turns_the_pages_of_orders(spapi, amazon, connection):
    api = spapi.SearchOrdersApi(amazon)
    asked = {
        "created_after": SINCE.isoformat(),
        "marketplace_ids": connection.marketplaces,
        "included_data": ["PACKAGES", "FULFILLMENT", "PROCEEDS"],
    }
    orders, token = [], {}
    while True:
        page = api.search_orders(**asked, **token)
        orders += page.orders
        if page.pagination is None:
            break
        token = {"pagination_token": page.pagination.next_token}
    assert len(orders) == 400
    packed = next(order for order in orders if order.packages)
    assert packed.fulfillment.fulfilled_by == "MERCHANT"
    assert packed.packages[0].package_items[0].quantity >= 1
    assert packed.order_items[0].proceeds.proceeds_total.currency_code in {"USD", "CAD"}


def test_amazons_sdk_reads_one_order(spapi, amazon):
    found = spapi.SearchOrdersApi(amazon).search_orders(created_after=SINCE.isoformat())
    wanted = found.orders[0].order_id
    answer = spapi.GetOrderApi(amazon).get_order(wanted, included_data=["FULFILLMENT", "BUYER"])
    assert answer.order.order_id == wanted
    assert answer.order.buyer.buyer_name
    assert answer.order.packages is None


def test_amazons_sdk_follows_a_report_to_its_document(spapi, amazon, connection):
    api = spapi.ReportsApi(amazon)
    created = api.create_report(
        {"reportType": BY_UPDATE, "marketplaceIds": connection.marketplaces}
    )
    report = poll(lambda: api.get_report(created.report_id), lambda it: it.processing_status)
    document = api.get_report_document(report.report_document_id)
    with urlopen(document.url) as answer:
        text = gzip.decompress(answer.read()).decode()
    assert document.compression_algorithm == "GZIP"
    assert text.startswith("amazon-order-id\t")
    listed = api.get_reports(report_types=[BY_UPDATE])
    assert created.report_id in {each.report_id for each in listed.reports}


def test_amazons_sdk_sees_a_refusal(spapi, amazon):
    rest = importlib.import_module("spapi.rest")
    with pytest.raises(rest.ApiException) as refused:
        spapi.GetOrderApi(amazon).get_order("111-0000000-0000000")
    assert refused.value.status == 404
    assert "NotFound" in str(refused.value.body)


@pytest.fixture
def saleweaver(connection):
    """Give a maker of python-amazon-sp-api clients that log in at, and call, the simulator."""
    auth = importlib.import_module("sp_api.auth")

    class Login(auth.AccessTokenClient):
        scheme = "http://"
        host = connection.endpoint.removeprefix("http://")

    made = []

    def make(kind):
        client = kind(
            refresh_token=connection.refresh_token,
            credentials={
                "lwa_app_id": connection.client_id,
                "lwa_client_secret": connection.client_secret,
            },
            auth_token_client_class=Login,
        )
        client.endpoint = connection.endpoint
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
        client._auth._transport.close()


def test_python_amazon_sp_api_turns_the_pages_of_orders(saleweaver, connection):
    api = importlib.import_module("sp_api.api")
    client = saleweaver(api.OrdersV20260101)
    asked = {
        "createdAfter": SINCE.isoformat(),
        "marketplaceIds": connection.marketplaces,
        "includedData": ["PACKAGES", "FULFILLMENT"],
    }
    orders, token = [], {}
    while True:
        page = client.search_orders(**asked, **token)
        orders += page.payload["orders"]
        if not page.pagination:
            break
        token = {"paginationToken": page.pagination["nextToken"]}
    assert len(orders) == 400
    answer = client.get_order(orders[0]["orderId"], includedData=["BUYER"])
    assert answer.payload["order"]["buyer"]


def test_python_amazon_sp_api_asks_for_its_own_marketplace_when_told_none(saleweaver, connection):
    api = importlib.import_module("sp_api.api")
    page = saleweaver(api.OrdersV20260101).search_orders(createdAfter=SINCE.isoformat()).payload
    places = {order["salesChannel"]["marketplaceId"] for order in page["orders"]}
    assert places == {connection.marketplaces[0]}


def test_python_amazon_sp_api_downloads_a_report(saleweaver):
    api = importlib.import_module("sp_api.api")
    reports = saleweaver(api.Reports)
    report_id = reports.create_report(reportType=FEEDBACK).payload["reportId"]
    report = poll(lambda: reports.get_report(report_id).payload, lambda it: it["processingStatus"])
    answer = reports.get_report_document(report["reportDocumentId"], download=True)
    assert answer.payload["document"].startswith("Date\tRating\tComments\t")
    assert answer.character_code == "cp1252"
    listed = reports.get_reports(reportTypes=[FEEDBACK]).payload["reports"]
    assert report_id in {each["reportId"] for each in listed}


def test_python_amazon_sp_api_sees_a_refusal(saleweaver):
    api = importlib.import_module("sp_api.api")
    base = importlib.import_module("sp_api.base")
    with pytest.raises(base.SellingApiNotFoundException) as refused:
        saleweaver(api.OrdersV20260101).get_order("111-0000000-0000000")
    assert refused.value.amzn_code == "NotFound"
    with pytest.raises(base.SellingApiBadRequestException):
        saleweaver(api.OrdersV20260101).search_orders()


def test_python_amazon_sp_api_is_told_of_a_bad_login(connection):
    auth = importlib.import_module("sp_api.auth")
    exceptions = importlib.import_module("sp_api.auth.exceptions")

    class Login(auth.AccessTokenClient):
        scheme = "http://"
        host = connection.endpoint.removeprefix("http://")

    credentials = importlib.import_module("types").SimpleNamespace(
        lwa_app_id=connection.client_id, lwa_client_secret="wrong", refresh_token=None
    )
    client = Login(refresh_token="Atzr|revoked", credentials=credentials)
    with pytest.raises(exceptions.AuthorizationError) as refused:
        client.get_auth()
    client._transport.close()
    assert refused.value.error_code == "invalid_client"


def poll(read, status):
    for _ in range(200):
        report = read()
        if status(report) not in {"IN_QUEUE", "IN_PROGRESS"}:
            assert status(report) == "DONE"
            return report
        time.sleep(0.01)
    raise AssertionError("the report was never ready")
