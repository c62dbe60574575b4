"""Records into the ledger: decided once, and anew where the policy or the sources have changed."""

from __future__ import annotations

import gzip
import os
from contextlib import closing
from datetime import UTC, datetime

import orjson
import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.policy import Version, Versions
from seller_credits.workflow.importing import import_files
from tests.workflow.office import feedback_text, numbered, orders_text, returns_text

POLICY = """\
policy: own
currency: USD
authority: {{automatic: 0, agent: 20, manager: 100}}
rules:
  - rule: it
    when: {{issue: defective}}
    remedy: {remedy}
    because: I say so.
otherwise: {{remedy: review}}
"""
DONE = {"Return request status": "Completed"}


def one_order(answered="2026-11-23T20:00:00Z", **changes):
    """An answer of the Orders API with one order, still travelling, promised for 17 November."""
    order = {
        "orderId": "111-1111111-1111111",
        "createdTime": "2026-11-09T18:00:00Z",
        "lastUpdatedTime": "2026-11-20T18:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {
            "fulfillmentStatus": "SHIPPED",
            "fulfilledBy": "MERCHANT",
            "shipByWindow": {"latestDateTime": "2026-11-11T07:59:59Z"},
            "deliverByWindow": {"latestDateTime": "2026-11-18T07:59:59Z"},
        },
        "orderItems": [
            {
                "orderItemId": "12345678901234",
                "quantityOrdered": 1,
                "product": {
                    "asin": "B000000001",
                    "sellerSku": "MUG-RED",
                    "price": {"unitPrice": {"amount": "20.00", "currencyCode": "USD"}},
                },
            }
        ],
        "packages": [
            {
                "packageReferenceId": "1",
                "shipTime": "2026-11-10T18:00:00Z",
                "packageStatus": {"status": "IN_TRANSIT"},
            }
        ],
    } | changes
    return orjson.dumps({"orders": [order], "lastUpdatedBefore": answered})


def test_another_policy_decides_open_suggestions_anew(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({}))
    before = office.suggestion()
    office.policy(POLICY.format(remedy="none"))
    outcome = office.take()
    now = office.suggestion()
    assert outcome.suggestions == 1
    assert (before["remedy"], now["remedy"]) == ("review", "none")
    assert (now["status"], now["supersedes"]) == ("closed", before["suggestion_id"])
    assert now["policy_digest"] != before["policy_digest"]


def test_what_was_closed_is_opened_again_where_the_new_policy_says_so(office):
    office.policy(POLICY.format(remedy="none"))
    office.put(returns_text({}))
    office.policy(POLICY.format(remedy="review"))
    office.take()
    assert (office.suggestion()["remedy"], office.suggestion()["status"]) == ("review", "proposed")


def test_another_policy_that_says_the_same_changes_nothing(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({}))
    before = office.suggestion()
    office.policy("# Only a word more.\n" + POLICY.format(remedy="review"))
    assert office.take().suggestions == 0
    assert office.suggestion()["suggestion_id"] == before["suggestion_id"]


def sell(office, seller_id, endpoint="example.com"):
    """Record a return as this seller's."""
    path = office.file("returns.txt", returns_text({}))
    with closing(office.house()) as house:
        recorder = house.recorder()
        recorder.bind(seller_id, endpoint)
        import_files(
            recorder,
            [path],
            source=None,
            marketplace="US",
            clock=lambda: office.now,
            told=lambda _: None,
        )


def test_an_account_belongs_to_one_seller(office):
    sell(office, "A1SELLER")
    sell(office, "A1SELLER")
    with pytest.raises(ConfigurationProblem, match="belongs to seller A1SELLER") as refused:
        sell(office, "A2SELLER")
    with pytest.raises(ConfigurationProblem, match=r"at elsewhere\.com"):
        sell(office, "A1SELLER", "elsewhere.com")
    assert "--account" in refused.value.hint
    assert len(office.issues()) == 1


def test_a_seller_of_whom_nothing_was_recorded_leaves_no_trace(office):
    with closing(office.house()) as house:
        house.recorder().bind("A0MISTYPED", "example.com")
    sell(office, "A1SELLER")
    assert len(office.issues()) == 1


def test_files_imported_first_are_no_obstacle_to_the_seller_of_a_later_sync(office):
    office.put(returns_text({}))
    sell(office, "A1SELLER")
    assert len(office.issues()) == 1


def test_a_source_read_long_ago_makes_a_new_decision_a_review(office):
    office.put(returns_text(DONE))
    office.pass_by(hours=49)
    office.put(orders_text({}))
    item = office.suggestion()
    assert (item["remedy"], item["guard"]) == ("review", "stale_source")
    assert item["facts"]["source_age"] == "49"


def test_a_source_that_was_read_just_now_is_fresh_though_it_told_nothing_new(office):
    office.put(returns_text(DONE))
    office.pass_by(hours=49)
    office.put(returns_text(DONE), orders_text({}))
    assert office.suggestion()["guard"] is None


def test_a_source_that_was_read_just_now_is_fresh_though_it_was_empty(office):
    office.put(returns_text(DONE))
    office.pass_by(hours=49)
    office.put(returns_text(), orders_text({}))
    assert office.suggestion()["guard"] is None


def test_a_source_that_broke_off_puts_what_rests_on_it_before_a_person(office):
    office.put(returns_text(DONE))
    whole = gzip.compress(returns_text(DONE).encode(), mtime=0)
    office.take(office.file("cut.gz", whole[:-20]))
    office.put(orders_text({}))
    item = office.suggestion()
    assert (item["remedy"], item["guard"]) == ("review", "stale_source")
    assert item["coverage"]["mfn_returns"]["state"] == "failed"


def test_parcels_of_an_imported_answer_are_covered_like_its_orders(office):
    office.put(one_order())
    office.pass_by(hours=49)
    office.put(orders_text({"item-price": "99.00"}))
    (late,) = [item for item in office.suggestions() if item["issue"] == "late_delivery"]
    assert late["facts"]["days_late"] == 6
    assert {window["source"] for window in office.windows()} >= {"orders", "packages"}


def test_the_orders_answer_and_the_return_of_one_line_are_joined(office):
    office.put(returns_text({}), one_order())
    by_kind = {issue["issue"]: issue for issue in office.issues()}
    assert set(by_kind) == {"defective", "late_delivery"}
    assert by_kind["defective"]["order_item_id"] == "12345678901234"
    assert by_kind["late_delivery"]["order_item_id"] is None


def test_the_deadline_follows_the_promise_once_the_order_is_known(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({"Return Reason": "NEVER_ARRIVED"}))
    before = office.suggestion()
    office.put(one_order(packages=[]))
    (lost,) = [issue for issue in office.issues() if issue["issue"] == "lost"]
    assert before["deadline"] == "2026-11-24T08:00:00Z"
    # Three days after the promise, not three days after the buyer spoke.
    assert lost["deadline"] == "2026-11-21T07:59:59Z"


def test_the_same_answer_an_hour_later_records_nothing(office):
    office.put(one_order())
    first = office.issues()
    office.pass_by(hours=1)
    outcome = office.put(one_order())
    assert (outcome.issues, outcome.suggestions) == (0, 0)
    assert office.issues() == first


def test_a_policy_that_was_asked_once_is_not_asked_again(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({}))
    office.policy("# Only a word more.\n" + POLICY.format(remedy="review"))
    office.take()
    with closing(office.house()) as house:
        asked = house.ledger.in_force("default")
        before = house.ledger.checkpoints()
    office.take()
    with closing(office.house()) as house:
        assert asked.startswith(Versions((Version(house.policy().policy),)).digest)
        assert house.ledger.checkpoints() == before


def test_a_policy_that_comes_back_decides_what_came_in_between(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({}))
    office.policy(POLICY.format(remedy="none"))
    office.take()
    office.put(returns_text({"Order ID": "111-2222222-2222222", "Amazon RMA ID": "R2"}))
    office.policy(POLICY.format(remedy="review"))
    office.take()
    assert [item["remedy"] for item in office.suggestions()] == ["review", "review"]


def test_three_stars_are_no_issue_but_no_money_is_tied_to_them(office):
    office.put(returns_text({"Return request status": "Completed"}), orders_text({}))
    assert office.suggestion()["guard"] is None
    outcome = office.put(feedback_text({"Rating": "3"}))
    item = office.suggestion()
    assert outcome.issues == 0
    assert (item["remedy"], item["guard"]) == ("review", "feedback_left")
    assert item["odr_exposure"] == "preventable"
    assert office.put(feedback_text({"Rating": "3"})).suggestions == 0
    assert office.faults() == []


def test_a_saved_answer_that_claims_to_know_the_future_proves_no_more_than_today(office):
    office.put(one_order("2027-11-23T20:00:00Z"))
    (late,) = office.suggestions()
    assert late["facts"]["days_late"] == 6
    (order_read,) = [one for one in office.windows() if one["source"] == "orders"]
    assert order_read["read_at"] == "2026-11-23T20:00:00Z"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z"])
def test_a_day_at_the_end_of_the_calendar_is_told_and_stops_nothing(office, day):
    noted = f"order_id,issue,occurred_at\n111-1111111-1111111,a_to_z_claim,{day}\n"
    outcome = office.put(noted, numbered(1))
    assert outcome.issues == 2
    assert any(day in warning for warning in outcome.warnings)


def test_a_noted_day_that_lies_in_the_future_is_told_and_can_be_mended(office):
    noted = "order_id,issue,occurred_at\n111-1111111-1111111,a_to_z_claim,{}\n"
    outcome = office.put(noted.format("2036-11-22"))
    assert any("2036-11-22 lies in the future" in warning for warning in outcome.warnings)
    assert office.suggestion()["deadline"] is None
    assert office.put(noted.format("2026-11-22")).issues == 0
    assert office.suggestion()["deadline"] == "2026-11-24T08:00:00Z"


def test_a_day_that_has_begun_in_some_store_is_not_in_the_future(office):
    outcome = office.put("order_id,issue,occurred_at\n111-1111111-1111111,lost,2026-11-24\n")
    assert outcome.warnings == []


@pytest.mark.parametrize("blank", ["yes,", ",2026-11-10", ","])
def test_a_blank_cell_takes_nothing_back_that_a_labels_file_told_before(office, blank):
    header = "order_id,protected,first_scan_at\n"
    telling, blank_row = "111-1111111-1111111,yes,2026-11-10\n", f"111-1111111-1111111,{blank}\n"
    office.put(one_order(), header + telling, header + blank_row)
    (late,) = office.suggestions()
    assert late["facts"]["marketplace_pays"] == "yes"


@pytest.mark.parametrize("answered", ["2026-11-17T20:00:00Z", None])
def test_a_saved_answer_says_nothing_of_the_days_since(office, answered):
    # Where the answer does not say up to when it tells, the file's own date does.
    path = office.file("answer.json", one_order(answered))
    saved = datetime(2026, 11, 17, tzinfo=UTC).timestamp()
    os.utime(path, (saved, saved))
    office.take(path)
    assert office.issues() == []


def test_a_parcel_of_an_unknown_store_speaks_for_itself(office):
    parcel = {"packageReferenceId": "1", "packageStatus": {"status": "UNDELIVERABLE"}}
    elsewhere = {"channelName": "AMAZON", "marketplaceId": "A0UNKNOWN"}
    office.put(one_order(packages=[parcel], salesChannel=elsewhere), marketplace=None)
    (issue,) = office.issues()
    assert (issue["issue"], issue["marketplace"]) == ("undeliverable", "A0UNKNOWN")


def test_another_deadline_is_no_other_suggestion(office):
    office.policy(POLICY.format(remedy="review"))
    office.put(returns_text({"Return Reason": "NEVER_ARRIVED"}))
    before = office.suggestion()
    office.put(one_order(packages=[]))
    (after,) = [item for item in office.suggestions() if item["issue"] == "lost"]
    assert after["suggestion_id"] == before["suggestion_id"]
    assert after["deadline"] != before["deadline"]
    assert "3 days" in after["deadline_rule"]
    assert office.faults() == []
