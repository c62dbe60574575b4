"""Account health, in the spelling of Amazon's schema and in that of its example."""

import json

import pytest

from seller_credits.domain.errors import UnreadableSource

ODR = {"mfn": {"orderCount": 100, "rate": 0.009, "targetValue": 0.01}}
US, CA = "ATVPDKIKX0DER", "A2EUQ1WTGCTBG2"


def health(*metrics, statuses=((US, "NORMAL"),)):
    entries = [{"marketplaceId": store, "status": status} for store, status in statuses]
    return json.dumps({"accountStatuses": entries, "performanceMetrics": list(metrics)})


def test_there_is_one_report_for_each_store(desk):
    report = health(
        {"marketplaceId": US, "orderDefectRate": ODR}, statuses=((US, "AT_RISK"), (CA, "NORMAL"))
    )

    first, second = desk.rows(report)

    assert (first.marketplace, first.status) == ("US", "AT_RISK")
    assert first.metrics == {"orderDefectRate": ODR}
    assert (second.marketplace, second.status, second.metrics) == ("CA", "NORMAL", {})


@pytest.mark.parametrize(
    ("example", "schema"),
    [
        ("prefulfillmentCancelRate", "preFulfillmentCancellationRate"),
        ("warningState", "warningStates"),
        ("documentRequest", "documentRequests"),
    ],
)
def test_both_spellings_give_the_schemas_name(desk, example, schema):
    for name in (example, schema):
        row = desk.row(health({"marketplaceId": US, name: {"status": "GOOD"}}))

        assert row.metrics == {schema: {"status": "GOOD"}}


def test_the_rating_inside_is_respelt_too(desk):
    row = desk.row(health({"marketplaceId": US, "accountHealthRating": {"ahrStatus": "WARNED"}}))

    assert row.metrics["accountHealthRating"] == {"accountHealthRatingStatus": "WARNED"}


def test_a_status_and_a_store_nobody_knows_are_kept_as_they_stand(desk):
    row = desk.row(health({"marketplaceId": "A1NEW"}, statuses=(("A1NEW", "SUSPENDED"),)))

    assert (row.marketplace, row.status) == ("A1NEW", "SUSPENDED")


def test_a_store_without_a_status_has_none(desk):
    assert desk.row(health({"marketplaceId": US}, statuses=())).status is None


def test_a_lone_object_stands_for_a_list_of_one(desk):
    report = json.dumps({"performanceMetrics": {"marketplaceId": US, "orderDefectRate": ODR}})

    assert desk.row(report).metrics == {"orderDefectRate": ODR}


def test_the_example_in_amazons_schema_is_read(desk, models):
    schema = json.loads((models / "schemas" / "accountHealthReport-2020-11-18.json").read_bytes())

    rows = desk.rows(json.dumps(schema["examples"][0]))

    assert [(row.marketplace, row.status) for row in rows] == [
        ("US", "AT_RISK"),
        ("CA", "NORMAL"),
        ("MX", "SUSPENDED"),
    ]
    assert rows[0].metrics["orderDefectRate"]["mfn"]["claims"]["count"] == 442
    assert "preFulfillmentCancellationRate" in rows[0].metrics


def test_json_that_breaks_off_says_where(desk):
    with pytest.raises(UnreadableSource, match=r"line 2, column \d+: not JSON"):
        desk.rows('{"performanceMetrics":\n[')
