"""The file in which a seller notes what no source shows."""

from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.issues import IssueKind, Severity
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import Skipped

ORDER_ID = "111-1111111-1111111"
HEADER = "order_id,issue,occurred_at,severity,note"


def noted(*rows, header=HEADER):
    return "\n".join((header, *rows)) + "\n"


def test_a_row_is_an_issue_a_person_noted(desk):
    row = desk.row(noted(f'{ORDER_ID},damaged,2026-08-03,high,"lid broken, called twice"'))

    assert isinstance(row, NotedRow)
    assert (row.order_id, row.kind, row.severity) == (ORDER_ID, IssueKind.DAMAGED, Severity.HIGH)
    assert (row.occurred, row.note) == (date(2026, 8, 3), "lid broken, called twice")
    assert row.values == {"issue": "damaged", "occurred_at": "2026-08-03", "severity": "high"}


def test_it_may_say_which_line_and_which_store(desk):
    header = f"{HEADER},order_item_id,sku,marketplace"
    row = desk.row(noted(f"{ORDER_ID},lost,,,,12345678901234,MUG-RED,amazon.de", header=header))

    assert (row.order_item_id, row.sku, row.marketplace) == ("12345678901234", "MUG-RED", "DE")


def test_the_store_of_the_import_counts_where_the_row_names_none(desk):
    assert desk.row(noted(f"{ORDER_ID},lost,,,"), marketplace="UK").marketplace == "UK"


@pytest.mark.parametrize("kind", IssueKind)
def test_every_issue_of_the_policy_can_be_noted(desk, kind):
    assert desk.row(noted(f"{ORDER_ID},{kind},,,")).kind is kind


@pytest.mark.parametrize(
    "word", ["late_delivery", "late delivery", "Late-Delivery", " LATE  DELIVERY "]
)
def test_an_issue_may_be_written_as_people_write(desk, word):
    assert desk.row(noted(f"{ORDER_ID},{word},,,")).kind is IssueKind.LATE_DELIVERY


def test_an_unknown_issue_says_where_what_was_meant_and_what_would_do(desk):
    report = desk.open(noted(f"{ORDER_ID},damaged,,,", f"{ORDER_ID},damgaed,,,"), name="calls.csv")

    _, bad = report.records()

    assert isinstance(bad, Skipped)
    assert (bad.reason, bad.is_bad) == ("unknown issue", True)
    assert bad.origin.where == "calls.csv, row 3"
    meant = "'damgaed' is no issue; did you mean damaged? say one of late_shipment, "
    assert bad.detail.startswith(meant)
    assert "wrong_item" in bad.detail


def test_an_unknown_issue_is_told_once_as_a_bad_row_and_not_as_a_note_too(desk):
    report = desk.open(noted(f"{ORDER_ID},damgaed,,,"))

    (bad,) = report.records()

    assert bad.is_bad
    assert report.warnings == []


def test_a_word_near_to_none_is_not_guessed_at(desk):
    bad = desk.row(noted(f"{ORDER_ID},zzz,,,"))

    assert "did you mean" not in bad.detail
    assert "'zzz' is no issue; say one of late_shipment, " in bad.detail


@pytest.mark.parametrize(
    ("cell", "occurred"),
    [
        ("2026-08-03T10:15:00Z", datetime(2026, 8, 3, 10, 15, tzinfo=UTC)),
        ("3.8.2026", date(2026, 8, 3)),
        ("", None),
    ],
)
def test_when_it_happened_is_an_instant_a_day_or_nothing(desk, cell, occurred):
    assert desk.row(noted(f"{ORDER_ID},lost,{cell},,")).occurred == occurred


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"{ORDER_ID},lost,yesterday,,", "occurred_at"),
        (f"{ORDER_ID},lost,,terrible,", "severity"),
    ],
)
def test_a_cell_that_is_not_understood_is_left_out_with_a_warning(desk, row, column):
    report = desk.open(noted(row))

    (read,) = report.records()

    assert (read.occurred, read.severity) == (None, None)
    assert column in report.warnings[0]


def test_a_store_nobody_knows_is_left_out_with_a_warning(desk):
    report = desk.open(noted(f"{ORDER_ID},lost,,,,Narnia", header=f"{HEADER},marketplace"))

    (row,) = report.records()

    assert row.marketplace is None
    assert "'Narnia'" in report.warnings[0]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",lost,,,", "no order id"),
        ("111-111,lost,,,", "unreadable order id"),
        (f"{ORDER_ID},,,,", "no issue"),
    ],
)
def test_a_row_that_says_too_little_is_bad(desk, row, reason):
    bad = desk.row(noted(row))

    assert (bad.reason, bad.is_bad) == (reason, True)
