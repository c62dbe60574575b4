"""The simulator's answers against Amazon's own models, where those are at hand.

SP_API_MODELS names a folder with the models as Amazon publishes them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft7Validator, FormatChecker

from seller_credits.simulator.server import running
from tests.simulator.shopper import BY_UPDATE, ORDERS, PERFORMANCE, REPORTS, Shopper, client

MODELS = os.environ.get("SP_API_MODELS", "")

pytestmark = pytest.mark.skipif(
    not Path(MODELS, "orders_2026-01-01.json").is_file(),
    reason="SP_API_MODELS names no folder with Amazon's models",
)


def complaints(model, definition, answer):
    """Return where an answer departs from a definition, unknown members included."""
    document = json.loads(Path(MODELS, model).read_text())
    for schema in document["definitions"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    schema = {
        "$ref": f"#/definitions/{definition}",
        "definitions": document["definitions"],
    }
    found = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(answer)
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


@pytest.mark.parametrize("seed", [7, 11])
@pytest.mark.parametrize("detailed", [False, True])
def test_orders_are_as_amazon_models_them(seed, detailed):
    with (
        running(orders=300, seed=seed, speed=100_000, detailed_status=detailed) as connection,
        client() as http,
    ):
        orders = Shopper(connection, http).orders()
    answer = {"orders": orders}
    assert complaints("orders_2026-01-01.json", "SearchOrdersResponse", answer) == []


def test_a_page_and_one_order_are_as_amazon_models_them(shopper):
    model = "orders_2026-01-01.json"
    page = shopper.search(lastUpdatedAfter="2020-01-01T00:00:00Z").json()
    one = shopper.get(f"{ORDERS}/{page['orders'][0]['orderId']}").json()
    assert complaints(model, "SearchOrdersResponse", page) == []
    assert complaints(model, "GetOrderResponse", one) == []


def test_reports_are_as_amazon_models_them(shopper):
    model = "reports_2021-06-30.json"
    created = shopper.ask(BY_UPDATE).json()
    report = shopper.follow(created["reportId"])
    listed = shopper.get(REPORTS, reportTypes=BY_UPDATE, pageSize=1).json()
    assert complaints(model, "CreateReportResponse", created) == []
    assert complaints(model, "Report", report) == []
    assert complaints(model, "GetReportsResponse", listed) == []
    assert complaints(model, "ReportDocument", shopper.link(report)) == []


@pytest.mark.parametrize("model", ["orders_2026-01-01.json", "reports_2021-06-30.json"])
def test_refusals_are_as_amazon_models_them(shopper, model):
    for refused in (shopper.search(), shopper.get(f"{REPORTS}/0"), shopper.get("/nowhere")):
        assert complaints(model, "ErrorList", refused.json()) == []


def test_account_health_is_as_amazon_models_it(shopper):
    schema = json.loads(Path(MODELS, "schemas", "accountHealthReport-2020-11-18.json").read_text())
    document = json.loads(shopper.text(PERFORMANCE))
    assert [error.message for error in Draft7Validator(schema).iter_errors(document)] == []
