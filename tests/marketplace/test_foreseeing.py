"""What a report would still cost is told from what was asked for before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.foreseeing import foreseen
from seller_credits.marketplace.reports.sources import report_kind
from tests.marketplace.conftest import NOW

STORE = "ATVPDKIKX0DER"
MONTH = timedelta(days=30)
MINUTES = timedelta(minutes=3)
ALL_OF_IT = {"createReport": 1, "getReport": 1, "getReportDocument": 1}


def ask(source=Source.MFN_RETURNS):
    return Ask.of(report_kind(source), STORE, NOW - MONTH, NOW, NOW)


def asked(question=None, **changes):
    question = question or ask()
    request = ReportRequest(
        owner="seller",
        type=question.kind.type,
        store_id=STORE,
        since=question.since,
        until=question.until,
        asked_at=NOW - MINUTES,
        report_id="7",
    )
    return replace(request, **changes)


def test_a_report_nobody_asked_for_costs_all_of_it():
    effort = foreseen([], ask(), NOW)
    assert (effort.requests, effort.is_made, effort.why) == (ALL_OF_IT, True, "")


def test_a_report_that_was_recorded_just_now_costs_nothing():
    effort = foreseen([asked(status="DONE", taken=True)], ask(), NOW)
    assert effort.requests == {}
    assert "asked for 3 minutes ago" in effort.why


@pytest.mark.parametrize("status", ["", "IN_QUEUE", "IN_PROGRESS", "DONE"])
def test_a_report_that_was_asked_for_costs_its_document(status):
    effort = foreseen([asked(status=status)], ask(), NOW)
    assert effort.requests == {"getReport": 1, "getReportDocument": 1}
    assert not effort.is_made
    assert effort.why == "asked for 3 minutes ago, gone on with"


@pytest.mark.parametrize("changes", [{"status": "FATAL"}, {"asked_at": NOW - timedelta(days=9)}])
def test_a_report_that_failed_or_is_old_is_asked_for_again(changes):
    request = asked(**({"status": "DONE", "taken": True} | changes))
    assert foreseen([request], ask(), NOW).requests == ALL_OF_IT


def test_a_cancelled_report_is_asked_for_differently():
    effort = foreseen([asked(status="CANCELLED")], ask(), NOW)
    assert effort.requests == ALL_OF_IT
    assert "differently" in effort.why


def test_a_report_cancelled_for_two_windows_is_empty_and_costs_nothing():
    other = ask().differently()
    twin = asked(other, status="CANCELLED", asked_at=NOW - MINUTES / 2)
    effort = foreseen([twin, asked(status="CANCELLED")], ask(), NOW)
    assert effort.requests == {}
    assert "no rows" in effort.why


def test_a_cancelled_report_that_must_rest_is_not_asked_for_before_that():
    question = ask(Source.FBA_RETURNS)
    effort = foreseen([asked(question, status="CANCELLED")], question, NOW)
    assert effort.requests == {"getReports": 1}  # whether somebody else had one made meanwhile
    assert "before 15:57 UTC" in effort.why
