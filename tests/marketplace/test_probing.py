"""Trying the marketplace without changing anything there."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest

from seller_credits.marketplace.errors import CredentialsRefused, Unreachable
from seller_credits.marketplace.operations import OPERATIONS
from seller_credits.marketplace.probing import calling, reach, roles
from tests.marketplace.conftest import CLIENT_SECRET, NOW, REFRESH_TOKEN, account
from tests.marketplace.loopback import ORDERS, TOKEN, amazon_error, said

NO_ORDER = f"{ORDERS}/000-0000000-0000000"
FEEDS = "/feeds/2021-06-30/feeds"
MESSAGES = "/messaging/v1/orders/000-0000000-0000000"
REFUSED = amazon_error(403, "Unauthorized", "Access to requested resource is denied.")


def set_clock(patch, moment):
    """Let the marketplace on loopback live at another moment."""
    told = moment if isinstance(moment, str) else format_datetime(moment, usegmt=True)
    patch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_: told)


@pytest.fixture
def probing(amazon, time):
    """The account, and its caller as the doctor opens it."""
    who = account(amazon.url)
    with calling(who, clock=time.clock, sleep=time.sleep, progress=lambda _: None) as caller:
        yield caller


def found_of(caller):
    return {found.name: found for found in roles(caller)}


def test_what_is_nobodys_is_not_found_where_the_role_is_there(probing):
    found = found_of(probing)

    assert len(found) == 7
    assert all(each.is_there and each.problem is None for each in found.values())


def test_a_denial_names_the_role_that_is_missing(amazon, probing):
    amazon.answers(NO_ORDER, REFUSED)
    amazon.answers(MESSAGES, REFUSED)

    found = found_of(probing)

    missing = {
        name: (each.role, each.is_needed) for name, each in found.items() if not each.is_there
    }
    assert missing == {
        "orders": ("Inventory and Order Tracking", True),
        "messages": ("Buyer Communication", False),
    }
    assert "Inventory and Order Tracking" in found["orders"].problem.hint


def test_a_request_refused_for_what_it_says_was_not_refused_for_who_asked(amazon, probing):
    amazon.answers(FEEDS, amazon_error(400))
    assert found_of(probing)["feeds"].is_there


def test_a_failure_of_amazons_says_nothing_of_the_role(amazon, probing):
    amazon.answers(FEEDS, amazon_error(503))
    found = found_of(probing)

    assert found["feeds"].is_there is None
    assert found["transactions"].is_there


def test_a_refused_login_says_nothing_of_any_role(amazon, probing):
    amazon.answers(TOKEN, said({"error": "invalid_grant"}, 400))
    with pytest.raises(CredentialsRefused, match="refresh token"):
        found_of(probing)


def test_all_that_is_asked_is_reading_and_costs_no_scarce_token(amazon, probing):
    found_of(probing)

    asked = [heard for heard in amazon.heard if heard.path != TOKEN]
    assert {heard.method for heard in asked} == {"GET"}
    assert all(not heard.body for heard in asked)
    slow = {
        each.path
        for each in OPERATIONS
        if each.method == "GET" and each.rate is not None and each.rate < 0.02
    }
    assert not slow & {heard.path for heard in asked}


@pytest.mark.parametrize("hours", [-3, 0, 2])
def test_the_clocks_of_both_hosts_are_compared(amazon, monkeypatch, hours):
    set_clock(monkeypatch, NOW - timedelta(hours=hours))

    reached = list(reach(account(amazon.url), lambda: NOW))

    assert [each.host for each in reached] == ["127.0.0.1", "127.0.0.1"]
    for each in reached:
        assert abs(each.ahead - timedelta(hours=hours)) < timedelta(seconds=2)


@pytest.mark.parametrize("told", ["", "noon", "Mon, 23 Nov 2026 08:00:00 -0000"])
def test_a_host_that_does_not_tell_the_time_is_reached_all_the_same(amazon, monkeypatch, told):
    set_clock(monkeypatch, told)

    reached = list(reach(account(amazon.url), lambda: NOW))

    assert [each.ahead for each in reached] == [None, None]


def test_reaching_out_tells_no_secret_and_asks_for_no_token(amazon):
    list(reach(account(amazon.url), lambda: NOW))

    told = " ".join(f"{heard.headers} {heard.query} {heard.body}" for heard in amazon.heard)
    assert {heard.method for heard in amazon.heard} == {"GET"}
    assert CLIENT_SECRET not in told
    assert REFRESH_TOKEN not in told


def test_a_host_that_is_not_there_is_unreachable():
    with pytest.raises(Unreachable, match="connection refused"):
        list(reach(account("http://127.0.0.1:9"), lambda: NOW))
