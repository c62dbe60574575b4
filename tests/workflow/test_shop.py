"""The tables of the seller and the health of the account reach the decisions that ask for them."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest

from tests.workflow.office import orders_text, returns_text

BROKEN = {"Return Reason": "CR-DEFECTIVE"}
OFFERED = """
policy: costs-count
version: "1"
currency: USD
authority: {automatic: 0 USD, agent: 50 USD, manager: 100 USD}
rules:
  - rule: broken
    when: {issue: defective}
    offer: [replacement, full_refund]
    choose: CHOOSE
otherwise: {remedy: review}
"""
SKU = "MUG-RED"
COSTS = "sku,unit_cost,postage,in_stock\n"
IN_STOCK = f"{COSTS}{SKU},5.40,3.20,yes\n"


@pytest.fixture
def office(office):
    """A home that is there already, for tables to be put into."""
    office.home.mkdir(parents=True)
    return office


def cost(office, text):
    (office.home / "costs.csv").write_text(text, encoding="utf-8")


def settings(office, text):
    (office.home / "settings.yaml").write_text(text, encoding="utf-8")


def again(office):
    """A run that reads nothing new."""
    with closing(office.house()) as house:
        recorder = house.recorder()
        recorder.decide_again()
        return recorder.outcome


def broken(office, *, choose="first"):
    office.policy(OFFERED.replace("CHOOSE", choose))
    return office.put(orders_text({}), returns_text(BROKEN))


def test_without_a_table_nothing_is_known_of_costs(office):
    broken(office)
    told = office.suggestion()
    assert told["remedy"] == "full_refund"
    assert not {"unit_cost", "postage", "in_stock", "margin"} & told["facts"].keys()


def test_the_table_of_costs_decides_beside_the_policy(office):
    cost(office, IN_STOCK)
    broken(office)
    told = office.suggestion()
    assert told["remedy"] == "replacement"
    assert told["net_cost"] == "8.60"
    assert told["facts"]["unit_cost"] == "5.40 USD"
    assert told["facts"]["in_stock"] is True


def test_another_table_decides_again_what_nobody_has_acted_on(office):
    broken(office)
    cost(office, IN_STOCK)
    again(office)
    assert office.suggestion()["remedy"] == "replacement"
    cost(office, IN_STOCK.replace("yes", "0"))
    again(office)
    assert office.suggestion()["remedy"] == "full_refund"
    assert office.faults() == []


def test_the_same_table_saved_otherwise_decides_nothing_again(office):
    cost(office, IN_STOCK)
    broken(office)
    again(office)
    entries = office.entries()
    cost(office, f"in_stock;postage;unit_cost;sku\n12;3,20;5,40;{SKU}\n")
    again(office)
    assert office.entries() == entries


def test_rows_that_cannot_be_read_are_told_and_stop_nothing(office):
    cost(office, f"{IN_STOCK}CUP,cheap,,\n")
    outcome = broken(office)
    assert office.suggestion()["remedy"] == "replacement"
    assert outcome.warnings == [
        "costs.csv, row 3: unit_cost 'cheap' is no amount; write 5.40 or 5.40 USD"
    ]


def test_a_table_that_cannot_be_read_at_all_is_told_and_stops_nothing(office):
    (office.home / "costs.csv").write_bytes(b"PK\x03\x04 xl/")
    outcome = broken(office)
    assert office.suggestion()["remedy"] == "full_refund"
    assert "this is an Excel workbook" in outcome.warnings[0]


def test_a_table_that_the_settings_name_and_that_is_not_there_is_told(office):
    settings(office, "costs: prices/mine.csv\n")
    assert "there is no file" in broken(office).warnings[0]


def test_a_guard_that_is_switched_off_is_told_with_every_run(office):
    settings(office, "loosened_guards: [stale_source]\n")
    outcome = broken(office)
    assert "the guard stale_source is switched off" in outcome.warnings[0]
    assert office.suggestion()["options"]["loosened"] == ["stale_source"]


def test_fees_are_those_of_the_orders_store(office):
    broken(office)
    assert office.suggestion()["options"]["fees"] == {
        "referral": "0.15",
        "kept": "0.2",
        "kept_at_most": "5.00 USD",
    }


def test_another_referral_share_makes_another_remedy_the_cheapest(office):
    cost(office, IN_STOCK)
    broken(office, choose="cheapest")
    assert office.suggestion()["remedy"] == "replacement"
    settings(office, "fees: {US: {referral: 40%}}\n")
    again(office)
    assert office.suggestion()["remedy"] == "full_refund"
    assert office.suggestion()["net_cost"] == "6.80"


def test_the_marketplaces_own_service_answers_where_the_account_says_so(office):
    settings(office, "accounts: {default: {amazon_answers_buyers: yes}}\n")
    broken(office)
    assert office.suggestion()["guard"] == "marketplace_answers"


HEADROOM = """
policy: headroom-counts
version: "1"
currency: USD
authority: {automatic: 0 USD, agent: 50 USD, manager: 100 USD}
rules:
  - rule: near-the-target
    when: {issue: defective, odr_headroom: ..3}
    remedy: full_refund
otherwise: {remedy: review}
"""


def health_text(office, *, defects, orders=1000):
    """An account-health report of today."""
    day = office.now.date()
    window = {
        "reportingDateFrom": f"{day - timedelta(days=74)}T00:00Z",
        "reportingDateTo": f"{day - timedelta(days=15)}T23:59Z",
    }
    block = {
        "reportingDateRange": window,
        "orderCount": orders,
        "orderWithDefects": {"count": defects, "status": "GOOD"},
        "targetValue": 0.01,
        "targetCondition": "LESS_THAN",
    }
    metrics = {"marketplaceId": "ATVPDKIKX0DER", "orderDefectRate": {"mfn": block}}
    return json.dumps({"accountStatuses": [], "performanceMetrics": [metrics]})


@pytest.fixture
def near(office):
    """A defect that is decided by how near the account is to its target."""
    office.policy(HEADROOM)
    office.put(orders_text({}), returns_text(BROKEN))
    return office


def test_without_a_report_headroom_is_not_known(near):
    assert near.suggestion()["rule"] == "otherwise"
    assert "odr_headroom" not in near.suggestion()["facts"]


def test_a_report_that_is_read_decides_again_whatever_asks_for_headroom(near):
    near.put(health_text(near, defects=6))
    assert near.suggestion()["rule"] == "near-the-target"
    assert near.suggestion()["facts"]["odr_headroom"] == 3
    near.put(health_text(near, defects=5))
    assert near.suggestion()["rule"] == "otherwise"
    assert near.faults() == []


def test_a_report_that_has_grown_old_decides_nothing_any_more(near):
    near.put(health_text(near, defects=6))
    near.pass_by(days=7, hours=1)
    settings(near, "stale_after_hours: 1000\n")
    again(near)
    assert near.suggestion()["rule"] == "otherwise"


def test_a_policy_that_does_not_ask_is_not_asked_again_for_another_report(office):
    broken(office)
    office.put(health_text(office, defects=6))
    entries = office.entries()
    office.put(health_text(office, defects=5))
    assert office.entries() == entries + 2  # the report and its window
    assert "odr_headroom" not in office.suggestion()["facts"]


RATE = HEADROOM.replace("odr_headroom: ..3", "sku_issue_rate: 20%..")


def sold(count):
    numbers = range(2, count + 2)
    return [{"amazon-order-id": f"111-{n:07}-{n:07}"} for n in numbers]


@pytest.mark.parametrize(("others", "known"), [(8, {}), (9, {"sku_issue_rate": "10.0"})])
def test_the_rate_of_a_sku_is_known_once_there_are_enough_orders(office, others, known):
    office.policy(RATE)
    office.put(orders_text({}, *sold(others)))
    office.put(returns_text(BROKEN))
    again(office)
    office.policy(RATE.replace("20%", "5%"))
    again(office)
    facts = office.suggestion()["facts"]
    assert {name: facts[name] for name in facts if name == "sku_issue_rate"} == known


def test_a_rate_that_rises_decides_again(office):
    office.policy(RATE)
    office.put(orders_text({}, *sold(9)), returns_text(BROKEN))
    assert office.suggestion()["rule"] == "otherwise"
    others = [
        BROKEN | {"Order ID": row["amazon-order-id"], "Amazon RMA ID": row["amazon-order-id"]}
        for row in sold(2)
    ]
    office.put(returns_text(*others))
    assert {told["rule"] for told in office.suggestions()} == {"near-the-target"}
    assert office.faults() == []
