"""Whole talks with a marketplace, as they were recorded from the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import CredentialsRefused
from tests.marketplace.conftest import NOW

pytestmark = [pytest.mark.vcr, pytest.mark.block_network]


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


def test_a_refresh_token_that_was_revoked(client_of, recorded_account):
    client = client_of(replace(recorded_account, refresh_token=SecretStr("Atzr|revoked")))

    with pytest.raises(CredentialsRefused, match="refresh token is wrong"):
        next(client.orders_updated(NOW - timedelta(days=1), NOW, ("US",)))
