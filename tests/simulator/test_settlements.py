"""Settlement reports: nobody asks for them, they come, and they add up."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from seller_credits.simulator.server import running
from tests.simulator.account import amount, transactions
from tests.simulator.conftest import FAST
from tests.simulator.shopper import REPORTS, SETTLEMENT, Shopper, client, table


def read(text):
    """Return the summary, and the lines, of one settlement."""
    summary, *lines = table(text)
    return summary, lines


def number(cell):
    return Decimal(cell.strip().replace(",", "."))


def test_a_settlement_cannot_be_asked_for(shopper):
    refused = shopper.ask(SETTLEMENT)

    assert refused.status_code == 400
    assert "scheduled" in refused.json()["errors"][0]["details"]


def test_a_settlement_comes_every_two_weeks_for_each_store(shopper):
    reports = [report for report, _ in shopper.settlements()]
    for store in shopper.connection.marketplaces:
        ends = [each["dataEndTime"] for each in reports if each["marketplaceIds"] == [store]]
        days = [datetime.fromisoformat(end) for end in ends]
        assert len(days) > 4
        assert {later - day for later, day in pairwise(days)} == {timedelta(days=14)}
    assert {report["processingStatus"] for report in reports} == {"DONE"}


def test_the_lines_add_up_to_the_total_to_the_cent(shopper):
    for _, text in shopper.settlements():
        summary, lines = read(text)
        assert number(summary["total-amount"]) == sum(number(each["amount"]) for each in lines)
        assert not summary["transaction-type"]
        assert all(each["transaction-type"] for each in lines)


def test_a_settlement_is_the_money_that_was_let_go_in_its_time(shopper):
    posted = transactions(
        shopper, postedAfter=(datetime.now(UTC) - timedelta(days=170)).isoformat()
    )
    free = [each for each in posted if each["transactionStatus"] == "RELEASED"]
    for report, text in shopper.settlements():
        (store,) = report["marketplaceIds"]
        inside = [
            each
            for each in free
            if report["dataStartTime"] <= each["postedDate"] < report["dataEndTime"]
            and each["marketplaceDetails"]["marketplaceId"] == store
        ]
        summary, _ = read(text)
        total = sum((amount(each["totalAmount"]) for each in inside), Decimal(0))
        assert number(summary["total-amount"]) == total


def test_some_amounts_are_followed_by_blanks(shopper):
    cells = [each["amount"] for _, text in shopper.settlements() for each in read(text)[1]]

    assert any(cell.endswith(" ") for cell in cells)
    assert not all(cell.endswith(" ") for cell in cells)


def test_a_new_settlement_is_there_two_weeks_later(travel):
    shopper, time = travel

    def listed():
        asked = {"reportTypes": SETTLEMENT, "pageSize": 100}
        return [each["reportId"] for each in shopper.get(REPORTS, **asked).json()["reports"]]

    before = listed()
    time.pass_by(days=14)
    shopper.token = None
    after = listed()

    assert set(after) - set(before) == set(after[:2])
    assert shopper.get(f"{REPORTS}/{after[0]}").json()["reportType"] == SETTLEMENT


@pytest.mark.parametrize(
    ("stores", "date", "comma"),
    [
        (("US",), r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", False),
        (("DE", "FR"), r"\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d UTC", True),
        (("JP",), r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", False),
    ],
)
def test_dates_and_amounts_are_written_as_in_their_region(stores, date, comma):
    with running(orders=200, seed=3, speed=FAST, stores=stores) as connection, client() as http:
        settlements = Shopper(connection, http).settlements()
    assert settlements
    for _, text in settlements:
        summary, lines = read(text)
        for cell in (summary["deposit-date"], *(each["posted-date-time"] for each in lines)):
            assert re.fullmatch(date, cell)
        assert all(("," in each["amount"]) == comma for each in lines)
        assert number(summary["total-amount"]) == sum(number(each["amount"]) for each in lines)
