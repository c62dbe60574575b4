"""What is about to go wrong shows before anybody complains, and is closed if it turns out well."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from tests.detection.makers import DELIVER_BY, SHIP_BY, order, parcel, row_of
from tests.workflow.office import Office


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "home", now=SHIP_BY - timedelta(hours=10))


def see(office: Office, seen: Order) -> None:
    """The Orders API gives the order as it is now."""
    now = replace(seen, updated_at=min(seen.updated_at or office.now, office.now))
    with closing(office.house()) as house:
        house.recorder().record(Source.ORDERS, [row_of(now)])


def waiting() -> Order:
    return order(status="UNSHIPPED", updated_at=SHIP_BY - timedelta(days=2))


def issue(office: Office) -> dict:
    (only,) = office.issues()
    return only


def test_an_order_that_must_leave_within_a_day_is_on_the_work_list(office):
    see(office, waiting())

    warned = issue(office)
    assert (warned["issue"], warned["severity"]) == ("late_shipment", "low")
    assert warned["deadline"] == SHIP_BY.isoformat().replace("+00:00", "Z")
    assert office.suggestion()["rule"] == "ship-in-time"
    assert "days_overdue" not in office.suggestion()["facts"]


def test_once_it_left_in_time_nothing_is_left_to_do(office):
    see(office, waiting())
    office.pass_by(hours=5)
    see(office, order(packages=(parcel("SHIPPED", ship_time=office.now),), updated_at=office.now))

    done = office.suggestion()
    assert (done["guard"], done["remedy"], done["status"]) == ("over", "none", "closed")
    assert any(reason.startswith("It left in time") for reason in done["reasons"])


def test_a_warning_that_came_true_is_late(office):
    see(office, waiting())
    office.pass_by(days=3)
    see(office, waiting())

    late = issue(office)
    assert len(late["evidence"]) == 2
    assert office.suggestion()["facts"]["days_overdue"] == 3
    assert office.suggestion()["guard"] is None


def test_between_two_looks_an_order_arrived_and_is_late_by_no_more_than_they_prove(office):
    office.now = DELIVER_BY + timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),)))
    office.now = DELIVER_BY + timedelta(days=5)
    changed = DELIVER_BY + timedelta(days=4)
    see(office, order(packages=(parcel("DELIVERED"),), updated_at=changed))

    facts = office.suggestion()["facts"]
    assert (facts["days_late"], facts["days_late_at_most"], facts["package"]) == (2, 4, "delivered")


def test_when_it_arrived_is_not_forgotten_when_the_order_changes_again(office):
    office.now = DELIVER_BY + timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),)))
    office.now = DELIVER_BY + timedelta(days=5)
    there = order(packages=(parcel("DELIVERED"),), updated_at=DELIVER_BY + timedelta(days=4))
    see(office, there)
    office.now = DELIVER_BY + timedelta(days=30)
    see(office, replace(there, updated_at=DELIVER_BY + timedelta(days=20)))

    assert office.suggestion()["facts"]["days_late_at_most"] == 4
    assert office.faults() == []


def _there_and_back(office, **second):
    """Arrived in time, seen on its way once more, and there again after the promise."""
    office.now = DELIVER_BY - timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),), updated_at=office.now))
    office.pass_by(days=1)
    see(office, order(packages=(parcel("DELIVERED"),), updated_at=office.now))
    office.pass_by(days=2)
    parcels = parcel("DELIVERED"), parcel("IN_TRANSIT", reference="2", **second)
    see(office, order(packages=parcels if second else parcels[1:], updated_at=office.now))
    office.pass_by(days=3)
    again = tuple(replace(each, status="DELIVERED") for each in parcels)
    see(office, order(packages=again if second else again[1:], updated_at=office.now))


def test_a_parcel_that_is_seen_on_its_way_once_more_arrived_when_it_first_did(office):
    _there_and_back(office)

    assert office.suggestion()["facts"]["days_late_at_most"] == 0


def test_a_second_parcel_handed_over_later_makes_the_order_arrive_with_it(office):
    _there_and_back(office, ship_time=DELIVER_BY - timedelta(hours=12))

    late = next(one for one in office.suggestions() if one["issue"] == "late_delivery")
    assert late["facts"]["days_late_at_most"] == 4


def test_an_order_first_seen_when_it_had_arrived_is_not_called_late(office):
    office.now = DELIVER_BY + timedelta(days=5)
    see(office, order(packages=(parcel("DELIVERED"),), updated_at=DELIVER_BY + timedelta(days=4)))

    assert office.issues() == []


def test_a_parcel_nothing_is_heard_of_is_stuck_and_says_since_when(office):
    office.now = DELIVER_BY + timedelta(days=9)
    see(office, order(packages=(parcel("IN_TRANSIT", is_tracked=True),), updated_at=SHIP_BY))

    assert office.suggestion()["facts"]["package"] == "stuck"


def test_a_protected_label_that_was_scanned_in_time_makes_the_marketplace_pay(office):
    office.now = DELIVER_BY + timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),)))
    label = LabelRow(
        Origin(Source.LABELS, api=False, where="labels.csv, row 2"),
        order().order_id,
        is_protected=True,
        first_scan=datetime(2026, 11, 10, 9, tzinfo=UTC),
        values={"protected": "yes"},
    )
    with closing(office.house()) as house:
        house.recorder().record(Source.LABELS, [label])

    told = office.suggestion()
    assert (told["facts"]["marketplace_pays"], told["guard"]) == ("yes", "marketplace_pays")
    assert told["odr_exposure"] == "not_exposed"


def test_a_clock_that_was_learnt_of_late_says_so(office):
    office.now = DELIVER_BY + timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),)))

    rule = issue(office)["deadline_rule"]
    assert rule.endswith("at most 24 h left of 72 when learnt, 48 h after it began")


def test_what_only_time_changes_is_recorded_without_another_suggestion(office):
    office.now = DELIVER_BY + timedelta(days=2)
    see(office, order(packages=(parcel("IN_TRANSIT"),)))
    first = office.suggestion()
    office.pass_by(days=6)
    see(office, order(packages=(parcel("IN_TRANSIT"),), updated_at=office.now))

    now = issue(office)
    assert office.suggestion()["suggestion_id"] == first["suggestion_id"]
    assert (first["severity"], now["severity"]) == ("medium", "high")
    assert office.faults() == []
