"""A replacement from the marketplace's warehouses is asked for once, and its proof looked for."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.issues import Channel
from seller_credits.domain.money import Money
from seller_credits.domain.shipments import Address, Parcel, Tracking
from seller_credits.issuance.terms import GoodsTerms
from seller_credits.marketplace.errors import (
    CredentialsRefused,
    MarketplaceFailed,
    RequestRefused,
    Unanswered,
)
from tests.workflow.counter import Seller, line_id, order_id, results
from tests.workflow.prover import Prover

ONE = order_id(1)
HOME = Address("Jo Brooks", "12 Mill Creek Dr", "53703", "US", city="Madison")
GOODS = (LineShare(line_id(1), "MUG-RED", None, 1),)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    home = tmp_path_factory.mktemp("stocked") / "home"
    Seller(home).stocks(1)
    return home


@pytest.fixture
def seller(home, stocked):
    """Replacements are switched on, and the address of the one order is known."""
    shutil.copytree(stocked, home)
    seller = Prover(home)
    seller.sells(1)
    seller.terms = replace(seller.terms, goods=GoodsTerms(sent=True))
    seller.addresses = {ONE: HOME}
    return seller


def replaces(seller, **said):
    (key,) = seller.approves(1, remedy="replacement", reason="so", **{"lines": GOODS} | said)
    return key


def sends(seller, status="Received", **parcel):
    """The warehouse has come so far with the one shipment."""
    ((key, shipment),) = seller.desk.shipments.items()
    parcels = ()
    if parcel:
        parcels = (Parcel(7, "UPS", "1Z7", None),)
        seller.desk.parcels[7] = Tracking(7, parcel["tracked"], "", "UPS", "1Z7", None, None)
    seller.desk.shipments[key] = replace(shipment, status=status, parcels=parcels)


def test_a_replacement_is_asked_for_once_and_followed_to_the_door(seller):
    key = replaces(seller)

    assert results(seller.submits())[ONE] == ("submitted", None)
    assert seller.submits().items == []
    assert list(seller.desk.shipments) == [key]
    assert seller.desk.shipments[key].lines[0].sku == "MUG-RED"
    seller.reconciles()
    assert seller.statuses()[key] == "accepted"
    sends(seller, "Complete", tracked="IN_TRANSIT")
    seller.reconciles()
    assert seller.statuses()[key] == "confirmed"
    sends(seller, "Complete", tracked="DELIVERED")
    seller.reconciles()
    assert seller.statuses()[key] == "settled"
    assert seller.faults() == []


def test_sent_and_arrived_may_be_seen_at_one_look(seller):
    key = replaces(seller)
    seller.submits()
    sends(seller, "Complete", tracked="DELIVERED")

    assert [each.issuance.status for each in seller.reconciles().changes] == [
        "confirmed",
        "settled",
    ]
    assert seller.statuses()[key] == "settled"


def test_no_word_of_the_address_is_kept(seller):
    replaces(seller)
    seller.submits()
    seller.reconciles()

    kept = b"".join(path.read_bytes() for path in seller.home.rglob("*") if path.is_file())
    assert ONE.encode() in kept
    for words in (HOME.name, HOME.line1, HOME.city):
        assert words.encode() not in kept


def test_where_it_is_switched_off_a_person_sends_it(seller):
    seller.terms = replace(seller.terms, goods=GoodsTerms())
    replaces(seller)

    assert results(seller.submits()) == {ONE: ("waits", "by_hand")}
    assert seller.desk.asked == 0


def test_without_an_address_it_waits(seller):
    seller.addresses = {}
    replaces(seller)

    assert results(seller.submits()) == {ONE: ("waits", "no_address")}


def test_it_is_held_after_its_approval_as_money_is(seller):
    seller.terms = replace(seller.terms, hold=timedelta(hours=2))
    replaces(seller)

    assert results(seller.submits()) == {ONE: ("waits", "hold")}
    seller.pass_by(hours=2, minutes=1)
    assert results(seller.submits())[ONE][0] == "submitted"


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"channel": Channel.AMAZON}, ("superseded", "fulfilled_by_amazon")),
        ({"status": "UNSHIPPED"}, ("superseded", "not_shipped")),
        ({"replacement_of": "111-9999999-9999999"}, ("superseded", "replacement_order")),
        ({"prime": True}, ("refused", "prime")),
    ],
)
def test_what_the_order_is_by_now_refuses_it_before_it_is_asked_for(seller, changes, result):
    replaces(seller)
    seller.order(1, **changes)

    assert results(seller.submits()) == {ONE: result}
    assert seller.desk.asked == 0


def test_money_that_went_back_since_the_approval_supersedes_it(seller):
    replaces(seller)
    seller.refunds_by_hand(1)

    assert results(seller.submits()) == {ONE: ("superseded", "refunded_since")}
    assert seller.desk.shipments == {}


def test_the_store_is_the_orders_where_the_approval_names_none(seller):
    replaces(seller, marketplace=None)

    assert results(seller.submits())[ONE][0] == "submitted"
    (shipment,) = seller.desk.shipments.values()
    assert shipment.marketplace == "US"


def test_goods_that_nobody_can_name_are_refused(seller):
    replaces(seller, lines=(LineShare(line_id(1), None, None, 1),))

    assert results(seller.submits()) == {ONE: ("refused", "goods_unknown")}


def test_what_the_warehouses_do_not_have_is_not_asked_for(seller):
    seller.desk.can_ship = False
    replaces(seller)

    assert results(seller.submits()) == {ONE: ("waits", "cannot_ship")}
    assert seller.desk.asked == 0


def test_a_fee_above_the_ceiling_is_not_paid(seller):
    goods = GoodsTerms(sent=True, max_fee=(Money.parse("5 USD"),))
    seller.desk.fees = Money.parse("5.30 USD")
    seller.terms = replace(seller.terms, goods=goods)
    replaces(seller)

    assert results(seller.submits()) == {ONE: ("waits", "max_shipping_fee")}
    assert seller.desk.asked == 0


@pytest.mark.parametrize("happens", [True, False])
def test_a_lost_answer_is_looked_for_and_never_asked_again(seller, happens):
    seller.desk.shipping_ends = Unanswered("no answer")
    seller.desk.happens = happens
    key = replaces(seller)

    assert results(seller.submits())[ONE][0] == "unknown"
    seller.submits()
    assert seller.desk.asked == 1
    seller.reconciles()
    assert seller.statuses()[key] == ("accepted" if happens else "unknown")
    seller.pass_by(hours=25)
    seller.reconciles()
    assert seller.statuses()[key] == ("accepted" if happens else "absent")


def test_what_was_refused_is_approved_still(seller):
    seller.desk.shipping_ends = RequestRefused("no", may_have_happened=False)
    seller.desk.happens = False
    key = replaces(seller)

    assert results(seller.submits())[ONE] == ("waits", "not_handed_in")
    assert seller.statuses()[key] == "approved"


def test_killed_while_it_was_asked_for_it_is_unknown_and_found_again(seller):
    def killed():
        raise KeyboardInterrupt

    seller.desk.before_pay = killed
    key = replaces(seller)
    with pytest.raises(KeyboardInterrupt):
        seller.submits()
    seller.desk.before_pay = None

    assert seller.statuses()[key] == "unknown"
    assert seller.submits().items == []
    assert seller.desk.asked == 1


def test_what_is_stopped_in_the_warehouse_may_be_approved_anew(seller):
    key = replaces(seller)
    seller.submits()
    seller.reconciles()
    sends(seller, "Cancelled")
    seller.reconciles()

    assert seller.statuses()[key] == "rejected"
    (again,) = seller.approves(1, remedy="replacement", lines=GOODS, issuance_id="sc-again")
    assert results(seller.submits())[ONE][0] == "submitted"
    assert list(seller.desk.shipments) == [key, again]


def test_a_parcel_that_came_back_is_for_a_person(seller):
    replaces(seller)
    seller.submits()
    sends(seller, "Complete", tracked="UNDELIVERABLE")
    seller.reconciles()

    assert list(seller.stands().values()) == ["mismatched"]


@pytest.mark.parametrize("problem", [MarketplaceFailed("500"), CredentialsRefused("no")])
def test_a_warehouse_that_cannot_be_asked_changes_nothing(seller, problem):
    def fails(_):
        raise problem

    key = replaces(seller)
    seller.submits()
    seller.desk.shipment = fails

    assert seller.reconciles().problem is problem
    assert seller.statuses()[key] == "submitted"


def test_two_submitters_have_one_shipment_made(seller):
    key = replaces(seller)
    with closing(seller.house()) as house:
        planned = seller.outbox(house).foreseen()
    assert [each.goes for each in planned] == [True]
    seller.submits()
    seller.submits(confirmed=[key])

    assert seller.desk.asked == 1
