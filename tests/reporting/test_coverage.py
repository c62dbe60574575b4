"""What was read and what was not, as it stands at the end of a sync."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.reporting import coverage
from tests.reporting.made import NOW

US = Window(
    *(Source.MFN_RETURNS, "US", NOW - timedelta(days=30), NOW, CoverageState.READ, NOW),
    name="mfn_returns US",
)
CA = replace(US, marketplace="CA", name="mfn_returns CA")
ORDERS = replace(US, source=Source.ORDERS, marketplace=None, name="orders US, CA")
WHY = "Amazon cancelled it for two differing windows, as it does where there are no rows."


@pytest.fixture
def printed(monkeypatch):
    def how(*windows, width=80):
        out = io.StringIO()
        screen = Console(file=out, width=width, highlight=False)
        monkeypatch.setattr(coverage, "console", lambda _: screen)
        coverage.print_coverage(windows)
        return out.getvalue()

    return how


def test_nothing_read_is_nothing_said(printed):
    assert printed() == ""


def test_stores_of_which_the_same_is_said_share_a_line(printed):
    assert printed(US, CA).splitlines() == ["mfn returns US, CA  24 Oct to 23 Nov 20:00 UTC  read"]


def test_a_store_of_which_something_else_is_said_has_its_own(printed):
    text = printed(US, replace(CA, state=CoverageState.REFUSED, why="No role."))
    assert len(text.splitlines()) == 3
    assert text.splitlines()[-1].strip() == "No role."


def test_a_reason_stands_below_in_whole_words(printed):
    text = printed(replace(US, state=CoverageState.EMPTY_ASSUMED, why=WHY))
    assert " ".join(" ".join(text.splitlines()[1:]).split()) == WHY


def test_a_reason_that_several_lines_in_a_row_share_is_said_once(printed):
    text = printed(replace(US, why=WHY), replace(ORDERS, why=WHY))
    assert text.count("two differing windows") == 1


def test_parcels_come_with_their_orders_and_are_not_told_twice(printed):
    assert len(printed(ORDERS, replace(ORDERS, source=Source.PACKAGES)).splitlines()) == 1


def test_the_orders_that_were_asked_for_one_by_one_have_a_line_without_a_window(printed):
    single = replace(ORDERS, since=None, until=None, name="orders asked for one by one")
    assert printed(single).split() == ["orders", "asked", "for", "one", "by", "one", "read"]


@pytest.mark.parametrize("width", [72, 80, 120])
def test_no_line_is_wider_than_the_terminal(printed, width):
    text = printed(US, replace(CA, why=WHY), ORDERS, width=width)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_two_reports_of_one_source_are_told_by_their_own_names(printed):
    returns = replace(US, source=Source.FBA_RETURNS, name="fba_returns US")
    replaced = replace(returns, name="fba_replacements US, part 2")
    assert [line.split("  ")[0] for line in printed(returns, replaced).splitlines()] == [
        "fba returns US",
        "fba replacements US",
    ]
