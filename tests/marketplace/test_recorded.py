"""Orders, reports and access tokens: whole talks, as they were recorded from the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import CredentialsRefused
from seller_credits.marketplace.memory import ProcessMemory
from tests.marketplace.conftest import NOW

pytestmark = [pytest.mark.vcr, pytest.mark.block_network, pytest.mark.usefixtures("all_said")]

ORDER = "111-4307098-6440507"
"""In the shop of the day that is recorded."""

ALL_ORDERS = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL"


@pytest.fixture
def client(client_of, recorded_account):
    return client_of(recorded_account)


def test_the_orders_of_two_days(client):
    until = NOW - timedelta(days=20)

    (page,) = client.orders_updated(until - timedelta(days=2), until, ("US", "CA"))

    orders = [row.order for row in page]
    assert len({order.order_id for order in orders}) == len(orders) > 2
    updated = [order.updated_at for order in orders]
    assert updated == sorted(updated)
    assert all(until - timedelta(days=2) <= moment <= until for moment in updated)
    assert {order.marketplace for order in orders} <= {"US", "CA"}


def test_one_order(client):
    found = client.order(ORDER)

    assert (found.order.order_id, found.order.marketplace) == (ORDER, "US")
    assert found.order.packages
    assert found.order.lines


def test_an_order_nobody_knows(client):
    assert client.order("111-0000000-0000000") is None


def test_the_returns_of_a_month(client):
    report = client.report(Source.MFN_RETURNS, "US", NOW - timedelta(days=30), NOW)

    assert (report.state, report.charset) == (CoverageState.READ, "utf-8")
    header, *rows = report.path.read_text("utf-8").splitlines()
    assert header.startswith("Order ID\tOrder date\tReturn request date")
    assert rows


def test_the_health_of_the_account(client):
    report = client.report(Source.ACCOUNT_HEALTH, "US", None, None)

    assert report.state is CoverageState.READ
    assert '"orderDefectRate"' in report.path.read_text("utf-8")


def test_a_report_without_rows_is_cancelled_twice(client):
    report = client.report(Source.MFN_RETURNS, "CA", NOW - timedelta(hours=6), NOW)

    assert (report.state, report.path) == (CoverageState.EMPTY_ASSUMED, None)


def test_a_report_that_one_run_asked_for_is_read_by_the_next(client_of, recorded_account):
    memory, window = ProcessMemory(), (NOW - timedelta(days=20), NOW)
    client_of(recorded_account, memory=memory).prepare(Source.MFN_RETURNS, "US", *window)

    report = client_of(recorded_account, memory=memory).report(Source.MFN_RETURNS, "US", *window)

    assert report.state is CoverageState.READ
    assert "Asked for at 12:00 UTC" in report.why


def test_a_report_whose_id_was_lost_is_found(client_of, recorded_account):
    memory, window = ProcessMemory(), (NOW - timedelta(days=10), NOW)
    client_of(recorded_account, memory=memory).prepare(Source.ALL_ORDERS, "CA", *window)
    (asked,) = memory.reports(recorded_account.owner, ALL_ORDERS, "A2EUQ1WTGCTBG2")
    memory.keep_report(replace(asked, report_id=None))

    report = client_of(recorded_account, memory=memory).report(Source.ALL_ORDERS, "CA", *window)

    assert report.state is CoverageState.READ
    assert report.name == f"all_orders-CA-{asked.report_id}"


def test_a_daily_report_without_rows_may_have_been_asked_for_too_soon(client):
    report = client.report(Source.FBA_RETURNS, "CA", NOW - timedelta(hours=6), NOW)

    assert (report.state, report.path) == (CoverageState.UNKNOWN, None)
    assert "a sync after 16:00 UTC asks again" in report.why


def test_a_refresh_token_that_was_revoked(client_of, recorded_account):
    client = client_of(replace(recorded_account, refresh_token=SecretStr("Atzr|revoked")))

    with pytest.raises(CredentialsRefused, match="refresh token is wrong"):
        next(client.orders_updated(NOW - timedelta(days=1), NOW, ("US",)))


def test_a_client_secret_that_is_wrong(client_of, recorded_account):
    wrong = SecretStr("amzn1.oa2-cs.v1.not-the-one")
    client = client_of(replace(recorded_account, client_secret=wrong))

    with pytest.raises(CredentialsRefused, match="client id or the client secret is wrong"):
        client.order(ORDER)
