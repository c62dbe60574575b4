"""What is asked of the marketplace's warehouses, and where a shipment leads its issuance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from seller_credits.domain.issuances import MOVES, LineShare, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.domain.shipments import (
    Address,
    Parcel,
    ShipmentOrder,
    ShipmentPreview,
    Tracking,
)
from seller_credits.issuance.goods import preview_hurdle, shipment_concluded, shipment_of
from seller_credits.issuance.terms import GoodsTerms
from tests.issuance.books import LEFT, ORDER, issuance

S = Status
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = Address("Jo Brooks", "12 Mill Creek Dr", "53703", "US", city="Madison")
TERMS = GoodsTerms(sent=True, skus={"MUG": "MUG-FBA"})


def goods(status=S.SUBMITTED):
    lines = (LineShare("1", "MUG", None, 2), LineShare("2", "CUP", None, 1))
    told = {"remedy": Remedy.REPLACEMENT, "amount": None, "lines": lines, "submission_id": "h-1"}
    return replace(issuance(status=status), **told)


def shipment(status):
    parcels = (Parcel(7, "UPS", "1Z7", None),)
    return ShipmentOrder("sc-aaa", ORDER, "US", status, LEFT, LEFT, (), parcels)


def parcel(status):
    return Tracking(7, status, "", "UPS", "1Z7", None, None)


def leads(status, found, age=HOUR, tracked=None):
    parcels = [parcel(tracked)] if tracked else []
    return shipment_concluded(goods(status), shipment(found) if found else None, parcels, age)[0]


def test_the_request_names_the_order_on_the_slip_and_our_key_as_its_own():
    request = shipment_of(goods(), "US", HOME, TERMS)

    assert (request.order_id, request.shown_id) == ("sc-aaa", ORDER)
    assert [(line.sku, line.quantity) for line in request.lines] == [("MUG-FBA", 2), ("CUP", 1)]
    assert request == shipment_of(goods(), "US", HOME, TERMS)


@pytest.mark.parametrize("found", ["New", "Received", "Planning", "Processing"])
@pytest.mark.parametrize("status", [S.SUBMITTED, S.UNKNOWN])
def test_a_shipment_that_is_there_was_taken(status, found):
    assert leads(status, found) is S.ACCEPTED


@pytest.mark.parametrize("found", ["Cancelled", "Unfulfillable", "Invalid"])
@pytest.mark.parametrize("status", [S.SUBMITTED, S.UNKNOWN, S.ACCEPTED])
def test_what_the_warehouse_stopped_came_to_nothing(status, found):
    assert leads(status, found) is S.REJECTED


def test_what_cannot_be_found_is_absent_only_after_a_day():
    assert leads(S.UNKNOWN, None) is None
    assert leads(S.UNKNOWN, None, DAY + HOUR) is S.ABSENT


def test_what_was_taken_and_is_gone_is_unknown_and_not_absent_at_once():
    assert leads(S.SUBMITTED, None, DAY + HOUR) is S.UNKNOWN


def test_sent_is_confirmed_and_arrived_is_settled():
    assert leads(S.ACCEPTED, "Complete") is S.CONFIRMED
    assert leads(S.CONFIRMED, "Complete", tracked="IN_TRANSIT") is None
    assert leads(S.CONFIRMED, "Complete", tracked="DELIVERED") is S.SETTLED


def test_a_parcel_that_did_not_arrive_is_for_a_person_and_stays_so():
    assert leads(S.CONFIRMED, "Complete", tracked="UNDELIVERABLE") is S.MISMATCHED
    assert leads(S.MISMATCHED, "Complete", tracked="UNDELIVERABLE") is None
    assert leads(S.MISMATCHED, "Complete", tracked="DELIVERED") is S.CONFIRMED


def test_a_part_that_is_sent_is_for_a_person():
    assert leads(S.ACCEPTED, "CompletePartialled") is S.PARTIAL


def test_with_no_word_of_a_parcel_for_a_month_it_is_settled():
    assert leads(S.CONFIRMED, "Complete", 31 * DAY, tracked="IN_TRANSIT") is S.SETTLED


@pytest.mark.parametrize("status", list(S))
def test_a_word_that_nobody_knows_leads_nowhere(status):
    assert leads(status, "Teleported", 40 * DAY) is None


STATUSES = ["New", "Processing", "Cancelled", "Complete", "CompletePartialled", "Odd", None]


@pytest.mark.parametrize("status", list(S))
def test_it_never_leads_where_nothing_may_go_nor_in_a_circle(status):
    aged = product(STATUSES, [None, "DELIVERED", "UNDELIVERABLE"], [HOUR, 2 * DAY, 40 * DAY])
    for found, tracked, age in aged:
        now, seen = status, []
        while (to := leads(now, found, age, tracked)) is not None:
            assert to in MOVES[now]
            assert to not in seen
            seen.append(to)
            now = to


def preview(speed="Standard", fees="5.30", *, can_ship=True):
    money = Money.of(fees, "USD") if fees else None
    return ShipmentPreview(speed, can_ship, money, None, () if can_ship else ("NO_STOCK",))


def test_what_the_warehouses_do_not_have_waits_for_a_person():
    hurdle = preview_hurdle([preview(can_ship=False)], TERMS)
    assert hurdle.for_a_person
    assert "NO_STOCK" in hurdle.why


def test_another_speed_says_nothing_of_ours():
    assert preview_hurdle([preview("Priority")], TERMS).code == "not_foreseen"
    assert preview_hurdle([preview("Priority", can_ship=False), preview()], TERMS) is None


@pytest.mark.parametrize(("fees", "code"), [("5.30", None), ("6.01", "max"), (None, "max")])
def test_a_fee_above_the_ceiling_or_unknown_beside_one_waits(fees, code):
    hurdle = preview_hurdle([preview(fees=fees)], replace(TERMS, max_fee=(Money.of("6", "USD"),)))
    assert (hurdle is not None) == (code is not None)
    assert preview_hurdle([preview(fees=fees)], TERMS) is None
