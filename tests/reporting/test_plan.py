"""A plan as a seller reads it, and as a program does."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from seller_credits.domain.coverage import Span
from seller_credits.marketplace.plans import Plan, Step, Way
from seller_credits.reporting import plan as plans
from tests.reporting.made import NOW

MONTH = Span(NOW - timedelta(days=30), NOW)
ASKED = {"createReport": 1, "getReportDocument": 1}


def a_step(**changes):
    plain = {
        "what": "mfn_returns",
        "way": Way.REPORT,
        "store": "US",
        "span": MONTH,
        "orders": None,
        "requests": ASKED,
        "begins": 0.0,
        "ends": 60.0,
        "teaches": "what buyers send back",
    }
    return Step(**(plain | changes))


def a_search(**changes):
    plain = {"what": "orders you ship", "way": Way.SEARCH, "store": None, "teaches": "promises"}
    return a_step(**(plain | {"requests": {"searchOrders": 12}, "orders": 1204} | changes))


def a_plan(*steps, **changes):
    return Plan(steps, **({"seconds": 60, "waiting": 0, "patience": timedelta(hours=1)} | changes))


@pytest.fixture
def printed(monkeypatch):
    def how(plan, width=80):
        out = io.StringIO()
        screen = Console(file=out, width=width, highlight=False)
        monkeypatch.setattr(plans, "console", lambda _: screen)
        plans.print_plan(plan)
        return out.getvalue()

    return how


def test_stores_and_parts_of_which_the_same_is_said_share_a_row(printed):
    parts = [a_step(span=Span(NOW - timedelta(days=60), MONTH.since)), a_step()]
    text = printed(a_plan(*parts, a_step(store="CA")))
    assert text.count("mfn returns") == 1
    assert "mfn returns US, CA, 24 Sep to 23 Nov" in text
    assert "6 " in text


def test_a_report_that_was_read_before_says_so_and_that_nothing_is_asked(printed):
    text = printed(a_plan(a_step(requests={}, ends=0.0, why="read before: 3 minutes ago")))
    assert "now" in text
    assert "none" in text
    assert "read before: 3 minutes ago" in text
    assert "what buyers send back" not in text


def test_an_unknown_number_of_orders_is_said_to_be_unknown(printed):
    text = printed(a_plan(a_search(orders=None, requests={"searchOrders": 1}, is_open=True)))
    assert "1 or more" in text
    assert "from 1 min" in text
    assert "At least 1 min" in text
    assert "not known yet" in text
    assert "end after 1 h" in " ".join(text.split())


def test_what_there_is_no_time_for_is_not_now(printed):
    text = printed(a_plan(a_search(), a_search(requests={}, reached=False)))
    assert "not now" in text
    assert "--patience" in text


def test_the_sums_say_how_long_and_which_requests(printed):
    text = printed(a_plan(a_step(), a_search(), seconds=3 * 3600 + 300, waiting=7200), width=120)
    assert "About 3 h 5 min in all, 2 h of it waiting" in text
    assert "1 createReport, 1 getReportDocument, 12 searchOrders" in text
    assert "about 1,204 orders" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(printed, width):
    text = printed(a_plan(a_step(), a_search(why="one by one it would be 1,204"), a_step()), width)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_a_short_window_is_told_with_its_hours(printed):
    text = printed(a_plan(a_search(span=Span(NOW - timedelta(hours=2), NOW))))
    assert f"{NOW - timedelta(hours=2):%d %b %H:%M} to {NOW:%d %b %H:%M} UTC" in text


def test_a_program_reads_seconds_requests_and_what_is_not_known():
    told = plans.plan_json(a_plan(a_step(), a_search(is_open=True, orders=None)), NOW)
    assert told["at_least"]
    assert told["requests"] == {"createReport": 1, "getReportDocument": 1, "searchOrders": 12}
    report, search = told["items"]
    assert (report["what"], report["marketplace"], report["at_least"]) == (
        *("mfn_returns", "US", False),
    )
    assert (search["orders"], search["at_least"], search["since"][-1]) == (None, True, "Z")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (3600, "1 h"),
        (3 * 3600 + 299, "3 h 4 min"),
        (4 * 86400, "4 days"),
    ],
)
def test_a_length_is_said_as_a_person_says_it(seconds, said):
    assert plans.length(seconds) == said
