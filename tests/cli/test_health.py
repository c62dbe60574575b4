"""`health`: metrics, headroom and roll-offs, for people and programs, and beside suggestions."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.reporting.health import HEALTH, items_of, print_health
from seller_credits.workflow.health import health_of
from tests.workflow.office import Office, feedback_text, orders_text, returns_text

ORDERS = 1204
OLD = "111-7777777-7777777"


def report(now, *, stores=("ATVPDKIKX0DER",), **changes):
    """An account-health report of today, as the API gives it."""
    since, until = now - timedelta(days=74), now - timedelta(days=15)
    days = {
        "reportingDateFrom": f"{since:%Y-%m-%d}T00:00Z",
        "reportingDateTo": f"{until:%Y-%m-%d}T23:59Z",
    }
    defects = {
        "reportingDateRange": days,
        "orderCount": ORDERS,
        "orderWithDefects": {"count": 5, "status": "GOOD"},
        "status": "GOOD",
        "rate": 0.0042,
        "targetValue": 0.01,
        "targetCondition": "LESS_THAN",
    } | changes
    late = {"rate": 0.05, "status": "BAD", "targetValue": 0.04, "targetCondition": "LESS_THAN"}
    none = {"defectsCount": 0, "status": "GOOD", "targetValue": 0, "targetCondition": "EQUALS"}
    metrics = {
        "orderDefectRate": {"mfn": defects},
        "lateShipmentRate": late | {"orderCount": 200, "lateShipmentCount": 10},
        "listingPolicyViolations": none,
        "otherPolicyViolations": none,
    }
    return json.dumps(
        {
            "accountStatuses": [{"marketplaceId": store, "status": "AT_RISK"} for store in stores],
            "performanceMetrics": [{"marketplaceId": store} | metrics for store in stores],
        }
    )


@pytest.fixture
def healthy(run, tmp_path):
    """`run`, in a home that has read a report, a defect of seventy days ago and a return."""
    now = datetime.now(UTC)
    old = {"amazon-order-id": OLD, "purchase-date": (now - timedelta(days=70)).isoformat()}
    texts = {
        "health.json": report(now),
        "orders.txt": orders_text({}, old, now=now),
        "feedback.txt": feedback_text({"Date": f"{now:%m/%d/%y}", "Order ID": OLD, "Rating": "1"}),
        "returns.txt": returns_text({"Return Reason": "CR-DEFECTIVE"}, now=now),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [tmp_path / name for name in texts]
    assert run("--quiet", "import", "--marketplace", "US", *files).code == 0
    return run


def said(ran):
    assert ran.code == 0
    return " ".join(ran.out.split())


def test_metrics_are_told_with_target_status_and_age(healthy):
    text = said(healthy("health"))
    assert text.startswith("US: at risk The report was read today.")
    assert "Order defect rate, you ship 0.42% below 1% good 5 of 1,204" in text
    assert "Late shipment rate 5% below 4% bad 10 of 200" in text
    assert "2 other counts of violations: 0, which is good." in text


def test_headroom_and_roll_offs_stand_below_them(healthy):
    text = said(healthy("health"))
    assert "ODR 0.42% of 1,204 orders; 7 more defects before the target of 1%; 1 rolls off" in text
    assert "When defects roll off is known of 1 of 5 defects (" in text


def test_the_same_stands_below_the_suggestions_and_in_the_report(healthy, tmp_path):
    line = "US: ODR 0.42% of 1,204 orders; 7 more defects before the target of 1%; 1 rolls off by "
    assert line in said(healthy("suggestions"))
    assert line in said(healthy("report"))
    assert healthy("report", "--output", tmp_path / "page.html").code == 0
    assert line in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_every_suggestion_tells_programs_the_headroom_of_its_store(healthy):
    items = json.loads(healthy("suggestions", "--format", "json").out)["items"]
    assert {item["odr_headroom"] for item in items if item["channel"] == "seller"} == {7}
    rows = list(csv.DictReader(io.StringIO(healthy("report", "--format", "csv").out)))
    assert "7" in {row["odr_headroom"] for row in rows}


def test_json_has_an_item_for_each_metric(healthy):
    told = json.loads(healthy("health", "--format", "json").out)
    assert told["schema"] == "seller-credits/health/1"
    first, late, *violations = told["items"]
    assert first.keys() == set(HEALTH.columns)
    assert (first["metric"], first["channel"]) == ("order_defect_rate", "seller")
    assert (first["rate"], first["target"], first["headroom"]) == ("0.0042", "0.01", 7)
    assert (first["count"], first["of"], first["stale"]) == (5, ORDERS, False)
    assert first["account_status"] == "AT_RISK"
    assert [each["defects"] for each in first["roll_offs"]] == [1]
    assert (late["status"], late["headroom"], late["roll_offs"]) == ("BAD", None, [])
    assert [item["count"] for item in violations] == [0, 0]


def test_csv_and_ndjson_have_the_same_rows(healthy):
    rows = list(csv.DictReader(io.StringIO(healthy("health", "--format", "csv").out)))
    assert [row["metric"] for row in rows][:2] == ["order_defect_rate", "late_shipment_rate"]
    lines = healthy("health", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["metric"] for line in lines] == [row["metric"] for row in rows]


def test_where_no_report_was_read_it_says_what_to_do(filled):
    assert "No account-health report was read yet. `sync` reads it" in said(filled("health"))
    ran = filled("health", "--format", "json")
    assert json.loads(ran.out)["items"] == []
    assert "`sync` reads it" in ran.err
    assert "ODR" not in said(filled("suggestions"))
    items = json.loads(filled("suggestions", "--format", "json").out)["items"]
    assert {item["odr_headroom"] for item in items} == {None}


def test_an_empty_home_gets_no_ledger(run, home):
    ran = run("health")
    assert ran.code == 0
    assert "there is no ledger" in ran.err
    assert not (home / "ledger.db").exists()


@pytest.mark.parametrize(
    ("defects", "words"),
    [
        (12, "ODR 1% of 1,204 orders; not one more defect before the target of 1%"),
        (13, "ODR 1.08% of 1,204 orders; that is not below the target of 1%"),
        (11, "1 more defect before the target of 1%"),
    ],
)
def test_near_and_over_the_target_it_says_so(run, tmp_path, defects, words):
    path = tmp_path / "health.json"
    told = report(datetime.now(UTC), orderWithDefects={"count": defects})
    path.write_text(told, encoding="utf-8")
    assert run("--quiet", "import", path).code == 0
    assert words in said(run("health"))


def test_a_report_that_is_too_old_decides_nothing_and_says_so(run, home, tmp_path):
    path = tmp_path / "health.json"
    path.write_text(report(datetime.now(UTC) - timedelta(days=60)), encoding="utf-8")
    assert run("--quiet", "import", path).code == 0
    assert "Too old to decide by: the report, read today, tells of orders until" in said(
        run("health")
    )
    assert "US: ODR not known: the report, read today, tells of" in said(run("suggestions"))


def test_a_rate_of_no_orders_is_no_figure_and_its_target_stays_a_rate(run, tmp_path):
    path = tmp_path / "health.json"
    none = {"orderCount": 0, "orderWithDefects": {"count": 0}, "rate": 0}
    path.write_text(report(datetime.now(UTC), **none), encoding="utf-8")
    assert run("--quiet", "import", path).code == 0
    assert "Order defect rate, you ship below 1% good 0 of 0" in said(run("health"))
    first, *_ = json.loads(run("health", "--format", "json").out)["items"]
    assert (first["rate"], first["count"], first["of"]) == (None, 0, 0)
    assert first["headroom"] is None


def test_the_defect_rate_is_told_with_its_three_parts(run, tmp_path):
    path = tmp_path / "health.json"
    parts = {"claims": {"count": 3}, "negativeFeedback": {"count": 2}}
    path.write_text(report(datetime.now(UTC), **parts), encoding="utf-8")
    assert run("--quiet", "import", path).code == 0
    assert (
        "Order defect rate, you ship: 3 claims, chargebacks not told, 2 negative feedback."
    ) in said(run("health"))
    first, late, *_ = json.loads(run("health", "--format", "json").out)["items"]
    assert (first["claims"], first["chargebacks"], first["negative_feedback"]) == (3, None, 2)
    assert late["claims"] is None


def test_what_changed_since_an_earlier_report_is_told(home):
    office = Office(home, datetime.now(UTC) - timedelta(days=8))
    office.put(report(office.now))
    office.pass_by(days=8)
    office.put(report(office.now, rate=0.0058, orderWithDefects={"count": 7}))
    with closing(office.house()) as house:
        (store,) = health_of(house.ledger, None, office.now, timedelta(days=3))
    (now, *_) = items_of([store])
    assert (now["change"], now["change_days"]) == ("0.0016", 8)
    out = io.StringIO()
    print_health([store], office.now, out)
    text = " ".join(out.getvalue().split())
    assert (
        "Since earlier reports: order defect rate, you ship up 0.16 points in 8 days, for the worse"
    ) in text


def test_each_store_has_its_own_lines(run, tmp_path):
    path = tmp_path / "health.json"
    stores = ("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2")
    path.write_text(report(datetime.now(UTC), stores=stores), encoding="utf-8")
    assert run("--quiet", "import", path).code == 0
    text = said(run("suggestions"))
    assert "US: ODR 0.42%" in text
    assert "CA: ODR 0.42%" in text
