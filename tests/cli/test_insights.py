"""`insights`: sentences for people, items for programs, and how much was looked at."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.reporting.insights import INSIGHTS
from tests.workflow.office import orders_text, returns_text

SKUS = 6


@pytest.fixture
def trouble(run, tmp_path):
    """`run`, in a home that knows 600 orders of six SKUs, one of which comes back broken."""
    now = datetime.now(UTC)
    orders, returns = [], []
    for number in range(600):
        placed = now - timedelta(days=30 + number % 140)
        row = {"amazon-order-id": f"111-{number:07}-{number:07}", "sku": f"SKU-{number % SKUS}"}
        orders.append(row | {"purchase-date": placed.isoformat()})
        if number % (5 if number % SKUS == 4 else 97) == 0:
            sku = row["sku"]
            returned = {"Order ID": row["amazon-order-id"], "Merchant SKU": sku}
            returns.append(
                returned | {"Return Reason": "CR-DEFECTIVE", "Amazon RMA ID": f"R{number}"}
            )
    files = []
    for name, text in (
        ("orders.txt", orders_text(*orders, now=now)),
        ("returns.txt", returns_text(*returns, now=now)),
    ):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    assert run("--quiet", "import", "--marketplace", "US", *files).code == 0
    return run


def test_the_sku_is_named_in_a_sentence_with_what_to_look_at(trouble):
    ran = trouble("insights")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert said.startswith("SKU-4 does not work 20.0 % of the time (base ")
    assert "since the beginning of the data" in said
    assert "what they cost is not known" in said
    assert "Look at: the batch on the shelf" in said
    assert "Looked at 600 orders of " in said


def test_json_has_an_item_for_each_finding_and_notes_on_stderr(trouble):
    ran = trouble("insights", "--format", "json")
    told = json.loads(ran.out)
    assert told["schema"] == "seller-credits/insights/1"
    (item,) = told["items"]
    assert set(item) == set(INSIGHTS.columns)
    assert (item["dimension"], item["value"], item["what"]) == ("sku", "SKU-4", "lasting")
    assert (item["orders"], item["went_wrong"], item["rate"]) == (100, 20, 0.2)
    assert item["rate_low"] < item["rate"] < item["rate_high"]
    assert item["cost_a_month"] is None
    assert "Looked at 600 orders" in ran.err


def test_csv_has_the_same_rows(trouble):
    rows = list(csv.DictReader(io.StringIO(trouble("insights", "--format", "csv").out)))
    assert [row["value"] for row in rows] == ["SKU-4"]
    assert rows[0]["issues"] == "defective"


def test_ndjson_has_a_line_for_each(trouble):
    (line,) = trouble("insights", "--format", "ndjson").out.splitlines()
    assert json.loads(line)["value"] == "SKU-4"


def test_since_says_how_far_back_to_look(trouble):
    ran = trouble("insights", "--since", "7d")
    assert "No order is old enough to be in a rate." in ran.out
    assert trouble("insights", "--since", "soon").code == 2


def test_of_few_orders_nothing_is_said_and_that_is_said(filled):
    ran = filled("insights")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "unusual" not in said
    assert "No order is old enough to be in a rate." in said
    assert "2 orders in trouble left out: no list tells of all orders" in said


def test_an_empty_home_says_where_to_begin(run):
    ran = run("insights")
    assert ran.code == 0
    assert "begin with sync or import" in ran.out
    assert json.loads(run("insights", "--format", "json").out)["items"] == []


def test_an_account_is_looked_at_by_itself(trouble):
    assert json.loads(trouble("insights", "--account", "default", "--format", "json").out)["items"]
    ran = trouble("insights", "--account", "other", "--format", "json")
    assert json.loads(ran.out)["items"] == []
