"""The client and a whole marketplace, over real HTTP."""

from __future__ import annotations

import time as real_time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import CallProblem, CredentialsRefused
from seller_credits.marketplace.files import open_report
from seller_credits.marketplace.reports import sources as table
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.calls import ReportCalls
from seller_credits.simulator.server import running
from tests.marketplace.conftest import account

SHOP = 250
REPORTS = (
    Source.MFN_RETURNS,
    Source.FBA_RETURNS,
    Source.FEEDBACK,
    Source.ALL_ORDERS,
    Source.ACCOUNT_HEALTH,
)


@pytest.fixture(scope="module")
def simulator():
    with running(orders=SHOP, speed=1000) as connection:
        yield connection


def account_of(connection, **changes):
    return account(
        connection.endpoint,
        **{
            "client_id": connection.client_id,
            "client_secret": SecretStr(connection.client_secret),
            "refresh_token": SecretStr(connection.refresh_token),
            "seller_id": connection.seller_id,
            "marketplaces": tuple(connection.marketplaces),
            "token_endpoint": connection.token_endpoint,
        }
        | changes,
    )


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def client(simulator, client_of):
    """In real time: the simulator's reports and limits take some."""
    return client_of(account_of(simulator), clock=lambda: datetime.now(UTC), sleep=real_time.sleep)


def test_every_order_of_the_shop_arrives_once_page_by_page(client, simulator, now):
    pages = list(client.orders_updated(now - timedelta(days=150), now, simulator.marketplaces))

    ids = [row.order.order_id for page in pages for row in page]
    assert len(ids) == len(set(ids)) == SHOP
    assert [len(page) for page in pages] == [100, 100, 50]


def test_every_order_has_what_issues_are_found_in(client, simulator, now):
    pages = client.orders_updated(now - timedelta(days=150), now, ("US",))
    orders = [row.order for page in pages for row in page]

    assert {order.marketplace for order in orders} == {"US"}
    assert all(order.lines and order.deliver_by and order.channel for order in orders)
    assert any(order.packages for order in orders)
    assert any(line.paid for order in orders for line in order.lines)


@pytest.mark.parametrize("source", REPORTS)
def test_every_report_is_fetched_and_can_be_read(client, source, now):
    report = client.report(source, "US", now - timedelta(days=59), now)

    assert report.state is CoverageState.READ
    known = {"source": source, "marketplace": "US", "charset": report.charset, "api": True}
    file = open_report(report.path, name=report.name, **known)
    assert list(file.records())


def test_a_window_amazon_does_not_take_fails_with_its_reason(client, now, monkeypatch):
    kind = table.report_kind(Source.MFN_RETURNS)
    monkeypatch.setitem(table._KINDS, Source.MFN_RETURNS, replace(kind, window=None))

    report = client.report(Source.MFN_RETURNS, "US", now - timedelta(days=100), now)

    assert report.state is CoverageState.FAILED
    assert "60" in report.why


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(5))
def test_a_bad_line_has_no_report_made_twice(client_of, now, seed):
    sources = (Source.MFN_RETURNS, Source.FEEDBACK, Source.ALL_ORDERS)
    with running(orders=60, speed=20_000, seed=seed, faults=["flaky"]) as simulator:
        client = client_of(
            account_of(simulator), clock=lambda: datetime.now(UTC), sleep=lambda _: None
        )
        for source in sources:
            with suppress(CallProblem):  # two troubles in a row; the next question finds it
                client.report(source, "US", now - timedelta(days=30), now)
            client.report(source, "US", now - timedelta(days=30), now)

        calls = ReportCalls(client._caller)
        made = {
            source: calls.asked_since(
                Ask.of(table.report_kind(source), "ATVPDKIKX0DER", None, None, now),
                now - timedelta(hours=1),
            )
            for source in sources
        }

    for reports in made.values():
        windows = [report.since for report in reports]
        assert len(windows) == len(set(windows)) > 0


def test_a_wrong_client_secret_is_named(simulator, client_of, now):
    who = account_of(simulator, client_secret=SecretStr("amzn1.oa2-cs.v1.wrong"))

    with pytest.raises(CredentialsRefused, match="client secret is wrong"):
        next(client_of(who, clock=lambda: now).orders_updated(now - timedelta(days=9), now, ["US"]))


class Hurried:
    """A clock that says a whole wait has passed though only a moment of it has.

    After a refusal the client keeps to the documented limit, which a sped-up shop does not share.
    """

    def __init__(self):
        self.ahead = timedelta(0)
        self.naps = []

    def clock(self):
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds):
        self.naps.append(seconds)
        passed = min(seconds, 1.0)
        real_time.sleep(passed)
        self.ahead += timedelta(seconds=seconds - passed)


@pytest.mark.slow
def test_another_program_that_used_up_the_limit_only_costs_time(client_of, now):
    here, there = Hurried(), Hurried()

    def ask(client):
        pages = client.orders_updated(now - timedelta(days=3), now, ("US",))
        return [row.order for page in pages for row in page]

    with running(orders=50, speed=300) as simulator:
        this, other = (
            client_of(account_of(simulator), clock=time.clock, sleep=time.sleep)
            for time in (here, there)
        )
        for _ in range(21):
            expected = ask(other)
        assert here.naps == []

        assert ask(this) == expected

    assert sum(here.naps) == pytest.approx(1 / 0.0056, rel=0.1)
