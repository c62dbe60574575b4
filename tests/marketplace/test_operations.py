"""The tables against Amazon's own models, where those are at hand."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from seller_credits.domain.issues import Source
from seller_credits.marketplace.asking import Ask
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_REPORT,
    GET_REPORT_DOCUMENT,
    GET_REPORTS,
    SEARCH_ORDERS,
)
from seller_credits.marketplace.sources import report_kind
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import ORDERS, said

OPERATIONS = (CREATE_REPORT, GET_REPORT, GET_REPORT_DOCUMENT, GET_REPORTS, SEARCH_ORDERS)
SOURCES = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK, Source.ACCOUNT_HEALTH)


@pytest.fixture(scope="module")
def models():
    folder = os.environ.get("SP_API_MODELS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("Amazon's models are not at hand; SP_API_MODELS names their folder")
    names = ("orders_2026-01-01.json", "reports_2021-06-30.json")
    return [json.loads((Path(folder) / name).read_text("utf-8")) for name in names]


@pytest.fixture(scope="module")
def promised(models):
    """Every operation by Amazon's name: method, path, description, parameters."""
    return {
        operation["operationId"]: {"method": method.upper(), "path": path, **operation}
        for model in models
        for path, methods in model["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_has_amazons_method_path_and_limit(promised, operation):
    amazons = promised[operation.name]
    rate, burst = re.search(r"\|\s*([\d.]+)\s*\|\s*(\d+)\s*\|", amazons["description"]).groups()

    assert (operation.method, operation.path) == (amazons["method"], amazons["path"])
    assert (operation.rate, operation.burst) == (float(rate), int(burst))


def test_orders_are_asked_for_with_parameters_amazon_knows(promised, amazon, client):
    amazon.answers(ORDERS, said({"orders": []}))
    list(client.orders_updated(NOW - timedelta(days=1), NOW, ("US",)))

    query = amazon.asked(ORDERS)[0].query
    known = {parameter["name"]: parameter for parameter in promised["searchOrders"]["parameters"]}
    assert query.keys() <= known.keys()
    assert set(query["includedData"].split(",")) <= set(known["includedData"]["items"]["enum"])


@pytest.mark.parametrize("source", SOURCES)
def test_a_report_is_asked_for_as_amazons_model_has_it(models, source):
    definitions = models[1]["definitions"]
    schema = {**definitions["CreateReportSpecification"], "definitions": definitions}
    ask = Ask.of(report_kind(source), "ATVPDKIKX0DER", NOW - timedelta(days=30), NOW, NOW)

    jsonschema.validate(ask.body(), schema)
    assert ask.body().keys() <= schema["properties"].keys()
