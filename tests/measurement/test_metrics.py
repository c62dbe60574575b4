"""The account-health report as Amazon gives it: what is there is read, what is not is left out."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from seller_credits.domain.issues import Channel
from seller_credits.marketplace.files import open_report
from seller_credits.measurement.headroom import headroom_of
from seller_credits.measurement.metrics import Metric, metrics_of

DAYS = {"reportingDateFrom": "2026-10-21T00:00Z", "reportingDateTo": "2026-11-19T23:59Z"}
SCHEMA = "schemas/accountHealthReport-2020-11-18.json"
WITH_MODELS = pytest.mark.skipif(
    not os.environ.get("SP_API_MODELS"), reason="SP_API_MODELS names no folder"
)


def only(report):
    (metric,) = metrics_of(report)
    return metric


def test_a_rate_is_told_with_what_it_is_a_share_of():
    told = {"rate": 0.03203973037, "status": "GOOD", "targetValue": 0.04}
    told |= {"targetCondition": "LESS_THAN", "orderCount": 870669, "lateShipmentCount": 27896}
    assert only({"lateShipmentRate": told | {"reportingDateRange": DAYS}}) == Metric(
        name="late_shipment_rate",
        status="GOOD",
        rate=Decimal("0.03203973037"),
        target=Decimal("0.04"),
        condition="LESS_THAN",
        count=27896,
        of=870669,
        first=date(2026, 10, 21),
        last=date(2026, 11, 19),
    )


def test_the_defect_rate_is_two_by_who_ships_and_stands_first():
    report = {"lateShipmentRate": {}, "orderDefectRate": {"afn": {"rate": 0}, "mfn": {"rate": 1}}}
    names = [(metric.name, metric.channel) for metric in metrics_of(report)]
    assert names == [
        ("order_defect_rate", Channel.SELLER),
        ("order_defect_rate", Channel.AMAZON),
        ("late_shipment_rate", None),
    ]


def test_a_count_of_violations_has_no_rate():
    told = {"defectsCount": 3, "status": "BAD", "targetValue": 0, "targetCondition": "EQUALS"}
    metric = only({"listingPolicyViolations": told})
    assert (metric.count, metric.of, metric.rate, metric.target) == (3, None, None, Decimal(0))


def test_warnings_and_the_rating_have_a_status_alone():
    report = {
        "warningStates": [{"warningType": "spammingSellerMessaging", "status": "BAD"}, "odd"],
        "accountHealthRating": {"accountHealthRatingStatus": "GREAT"},
    }
    assert list(metrics_of(report)) == [
        Metric("spamming_seller_messaging", status="BAD"),
        Metric("account_health_rating", status="GREAT"),
    ]


@pytest.mark.parametrize("odd", [None, "", "soon", True, [], {}, float("nan")])
def test_what_is_no_figure_is_not_known(odd):
    told = {"rate": odd, "targetValue": odd, "orderCount": odd, "lateShipmentCount": odd}
    metric = only({"lateShipmentRate": told | {"status": None, "reportingDateRange": odd}})
    assert metric == Metric("late_shipment_rate")


@pytest.mark.parametrize("odd", [None, [], "none", 3])
def test_what_is_no_metric_is_left_out(odd):
    assert list(metrics_of({"orderDefectRate": odd, "warningStates": odd, "other": odd})) == []


@WITH_MODELS
def test_amazons_own_example_is_read_as_it_stands(tmp_path):
    schema = json.loads((Path(os.environ["SP_API_MODELS"]) / SCHEMA).read_text(encoding="utf-8"))
    path = tmp_path / "health.json"
    path.write_text(json.dumps(schema["examples"][0]), encoding="utf-8")
    report = next(iter(open_report(path).records()))
    found = {metric.name: metric for metric in metrics_of(report.metrics)}
    assert found["pre_fulfillment_cancellation_rate"].count == 551
    assert found["account_health_rating"].status == "WARNED"
    assert found["spamming_seller_messaging"].status == "BAD"
    headroom = headroom_of(report.metrics, Channel.SELLER, date(2020, 11, 20))
    assert (headroom.orders, headroom.defects, headroom.can_take) == (539000, 1078, 4311)
