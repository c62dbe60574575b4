"""Facts: what is known of one issue. Not known means absent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from seller_credits.domain.facts import Facts
from seller_credits.domain.issues import Channel, Source
from tests.detection.makers import (
    DELIVER_BY,
    NOW,
    SHIP_BY,
    bulk,
    case_of,
    feedback,
    finding,
    fresh,
    line,
    order,
    parcel,
    returned,
    sent_to_amazon,
    usd,
)

LINE_1, LINE_2 = "1" * 14, "2" * 14
PRICES = ("item_price", "line_total", "affected_value", "shipping_paid")


def facts(*records, **around):
    return finding(*records, **around).facts


def all_of_it(**changes):
    """A return of everything that was ordered."""
    return returned(order_amount=usd("30.00"), order_quantity=3, units=3, **changes)


# --- What a returns file alone settles --------------------------------------------------------


def test_a_return_of_everything_that_was_ordered_settles_the_price():
    known = facts(all_of_it())
    assert known["line_total"] == known["affected_value"] == usd("30.00")
    assert known["item_price"] == usd("10.00")
    assert known["order_total"] == usd("30.00")
    assert known["quantity"] == known["quantity_ordered"] == 3


def test_a_return_of_a_part_knows_the_orders_amount_and_no_price():
    known = facts(returned(order_amount=usd("30.00"), order_quantity=3))
    assert known["order_total"] == usd("30.00")
    assert not set(PRICES) & set(known)


def test_a_return_without_the_orders_quantity_knows_no_price():
    assert not set(PRICES) & set(facts(returned(order_amount=usd("30.00"))))


def test_a_return_without_any_amount_knows_no_money_but_that_nothing_is_refunded():
    known = facts(returned())
    assert known["refunded_so_far"] == usd("0.00")
    assert "order_total" not in known


@pytest.mark.parametrize("report_first", [True, False])
def test_the_all_orders_report_beside_it_gives_the_price_whichever_comes_first(report_first):
    row = returned(order_amount=usd("34.00"), order_quantity=4)
    report = bulk(line(quantity=3, paid=usd("30.00")), line(sku="CUP", paid=usd("4.00")))
    known = facts(*([*report, row] if report_first else [row, *report]))
    assert known["item_price"] == usd("10.00")
    assert known["affected_value"] == usd("10.00")
    assert known["line_total"] == usd("30.00")
    assert known["quantity_ordered"] == 3
    assert known["quantity"] == 1


def test_the_orders_api_goes_before_the_bulk_report():
    report = bulk(line(paid=usd("99.00")))
    assert facts(*report, order(), returned())["line_total"] == usd("20.00")
    assert facts(order(), *report, returned())["line_total"] == usd("20.00")


# --- Money, exactly ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("units", "affected"), [(1, "10.00"), (2, "20.00"), (3, "30.00"), (4, "30.00")]
)
def test_three_units_at_ten_are_exact(units, affected):
    found = order(lines=(line(quantity=3, paid=usd("30.00"), shipping=usd("4.50")),))
    known = facts(found, returned(units=units))
    assert known["item_price"] == usd("10.00")
    assert known["affected_value"] == usd(affected)
    assert known["line_total"] == usd("30.00")
    assert known["shipping_paid"] == usd("4.50")


def test_a_price_that_does_not_divide_keeps_all_it_can_and_can_be_read_back():
    found = order(lines=(line(quantity=3, paid=usd("10.00")),))
    known = facts(found, returned(units=2))
    assert abs(known["item_price"].amount * 3 - 10) < Decimal("1e-20")
    assert known["affected_value"].rounded() == usd("6.67")
    kept = {name: str(value) for name, value in known.items() if name in PRICES}
    assert Facts.from_json(kept)["item_price"].rounded() == usd("3.33")


def test_a_line_with_an_unknown_price_has_none():
    known = facts(order(lines=(line(paid=None),), total=None), returned())
    assert not set(PRICES) & set(known)
    assert "order_total" not in known


def test_an_order_level_issue_is_about_all_its_lines():
    lines = (line(), line(order_item_id=LINE_2, sku="CUP", paid=usd("5.00"), shipping=None))
    known = facts(order(lines=lines, packages=(parcel("UNDELIVERABLE"),)))
    assert known["affected_value"] == known["line_total"] == usd("25.00")
    assert known["shipping_paid"] == usd("4.00")
    assert known["quantity"] == 2
    assert "item_price" not in known  # two prices are no price


def test_lines_of_one_price_have_it_together():
    lines = (line(), line(order_item_id=LINE_2, sku="CUP"))
    known = facts(order(lines=lines, packages=(parcel("UNDELIVERABLE"),)))
    assert known["item_price"] == usd("20.00")


def test_one_line_of_unknown_price_leaves_the_orders_value_unknown():
    lines = (line(), line(order_item_id=LINE_2, sku="CUP", paid=None))
    known = facts(order(lines=lines, packages=(parcel("UNDELIVERABLE"),)))
    assert not set(PRICES) & set(known)


# --- Refunds ----------------------------------------------------------------------------------


def test_a_refund_of_the_line_under_another_issue_counts():
    paid = returned("CR-MISSING_PARTS", unit_key="RMA2", refunded=usd("7.00"))
    assert facts(order(), returned(), paid, kind="defective")["refunded_so_far"] == usd("7.00")


def test_a_refund_of_another_line_does_not():
    lines = (line(), line(order_item_id=LINE_2, sku="CUP"))
    paid = returned("CR-MISSING_PARTS", sku="CUP", unit_key="RMA2", refunded=usd("7.00"))
    known = facts(order(lines=lines), returned(), paid, kind="defective")
    assert known["refunded_so_far"] == usd("0.00")


def test_the_same_refund_seen_twice_counts_once_and_by_its_latest_word():
    rows = [returned(refunded=usd("5.00")), returned(refunded=usd("7.00"), api=True)]
    assert facts(*rows)["refunded_so_far"] == usd("7.00")


def test_refunds_of_two_lines_under_one_rma_both_count_for_the_order():
    # One return authorisation of Amazon's holds every item sent back in one box.
    rows = [
        returned(order_item_id=LINE_1, refunded=usd("10.00")),
        returned(sku="CUP", order_item_id=LINE_2, refunded=usd("5.00")),
    ]
    known = facts(*rows, feedback(), kind="negative_feedback")
    assert known["refunded_so_far"] == usd("15.00")


def test_a_refund_on_its_way_under_another_issue_of_the_line_is_known():
    on_its_way = returned("CR-MISSING_PARTS", unit_key="RMA2", resolution="RefundAtFirstScan")
    known = facts(order(), returned(), on_its_way, kind="defective")
    assert known.get("refund_pending") is True


# --- What concerns the whole order ------------------------------------------------------------


def test_a_claim_on_one_return_is_open_for_every_issue_of_the_order():
    rows = [returned(claim=True), returned("CR-SWITCHEROO", sku="CUP", unit_key="2", claim=False)]
    assert facts(*rows, kind="defective")["claim_open"] == "yes"
    assert facts(*rows, kind="wrong_item")["claim_open"] == "yes"


def test_no_claim_seen_is_not_a_no():
    assert facts(returned())["claim_open"] == "not_seen"
    assert facts(returned(claim=False))["claim_open"] == "not_seen"


def test_feedback_on_the_order_is_known_to_its_other_issues():
    assert facts(returned(), feedback(2), kind="defective")["feedback_rating"] == 2


def test_a_buyer_who_sends_something_back_has_said_a_word_on_a_late_parcel_as_well():
    late = order(packages=(parcel("IN_TRANSIT"),))
    assert facts(late)["buyer_contact"] == "unknown"
    known = facts(late, returned(), kind="late_delivery")
    assert known["buyer_contact"] == "return"
    assert known["return_requested"] is True


def test_what_the_order_tells_is_known():
    found = order(
        prime=True,
        business=True,
        country="US",
        service_level="STANDARD",
        replacement_of="222-2222222-2222222",
        packages=(parcel("DELIVERED"),),
    )
    known = facts(found, returned())
    told = {name: known[name] for name in ("prime", "business", "country", "service_level")}
    assert told == {"prime": True, "business": True, "country": "US", "service_level": "STANDARD"}
    assert known["replacement_order"] is True
    assert known["carrier"] == "UPS"
    assert known["order_status"] == "shipped"
    assert known["package"] == "delivered"


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        *((["DELIVERED"], "delivered"), (["DELIVERED", "CANCELLED"], "delivered")),
        *((["DELIVERED", "IN_TRANSIT"], "moving"), (["SHIPPED"], "unknown")),
        *((["PENDING"], "never_scanned"), (["UNDELIVERABLE", "DELIVERED"], "returning")),
        *((["CANCELLED"], "unknown"), (["NEW_WORD"], "unknown")),
    ],
)
def test_how_the_parcels_stand_together(statuses, state):
    parcels = tuple(parcel(status, reference=str(n)) for n, status in enumerate(statuses))
    assert facts(order(packages=parcels), returned(), kind="defective")["package"] == state


def test_days_late_only_grow_and_never_shrink():
    late = order(packages=(parcel("IN_TRANSIT"),))
    sent = datetime(2026, 11, 19, 18, tzinfo=UTC)
    arrived = order(packages=(parcel("DELIVERED", ship_time=sent),))
    assert facts(late, kind="late_delivery")["days_late"] == 6
    assert facts(late, arrived, kind="late_delivery")["days_late"] == 6


def test_an_order_that_has_shipped_is_no_longer_overdue():
    waiting = order(status="UNSHIPPED")
    shipped = order(packages=(parcel("IN_TRANSIT", ship_time=NOW),))
    assert facts(waiting, kind="late_shipment")["days_overdue"] == 13
    assert "days_overdue" not in facts(waiting, shipped, kind="late_shipment")


def test_amazons_orders_are_known_to_be_amazons():
    assert facts(sent_to_amazon())["channel"] == "amazon"
    assert facts(feedback(), order(channel=Channel.AMAZON))["channel"] == "amazon"


def test_an_order_of_several_issues_says_how_each_return_stands():
    rows = [returned(received=date(2026, 11, 22)), returned("CR-SWITCHEROO", sku="CUP")]
    assert facts(*rows, kind="defective")["return_state"] == "received"
    assert facts(*rows, kind="wrong_item")["return_state"] == "open"


# --- Ages -------------------------------------------------------------------------------------


def test_days_since_the_order_are_the_stores_own_days():
    placed = datetime(2026, 11, 20, 7, 59, tzinfo=UTC)  # still the 19th in Los Angeles
    known = facts(order(placed_at=placed), returned())
    assert known["days_since_order"] == 4


def test_a_bare_day_of_the_order_is_never_moved():
    assert facts(returned(ordered=date(2026, 11, 20)))["days_since_order"] == 3


def test_days_since_a_return_came_back_are_counted():
    assert facts(returned(received=date(2026, 11, 20)))["days_since_return_received"] == 3


def test_a_source_tells_how_old_its_word_is():
    known = facts(returned(), sources={Source.MFN_RETURNS: fresh(50)})
    assert known["source_age"] == 50
    assert known["source_state"] == "read"


def test_the_freshest_of_the_sources_that_tell_of_it_counts():
    late = order(packages=(parcel("IN_TRANSIT"),))
    row = returned("ARRIVED_LATE")
    sources = {Source.MFN_RETURNS: fresh(50), Source.PACKAGES: fresh(2, failed=True)}
    known = facts(late, row, sources=sources)
    assert (known["source_age"], known["source_state"]) == (2, "failed")


def test_the_moment_is_given_and_never_asked_for():
    late = order(packages=(parcel("IN_TRANSIT"),))
    assert [one.kind for one in case_of([late], SHIP_BY).issues] == []
    assert finding(late, now=NOW).facts == finding(late, now=NOW).facts
    assert finding(late).deadline.due == finding(late, now=DELIVER_BY).deadline.due
