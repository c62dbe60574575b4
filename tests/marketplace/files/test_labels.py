"""The file in which a seller says who pays if a parcel is lost."""

from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import Skipped

ORDER_ID = "111-1111111-1111111"


def labels(*rows, header="order_id,protected,first_scan_at"):
    return "\n".join((header, *rows)) + "\n"


def test_a_row_says_whether_the_label_is_protected_and_when_it_was_scanned(desk):
    row = desk.row(labels(f"{ORDER_ID},yes,2026-08-03T10:15:00-07:00"))

    assert isinstance(row, LabelRow)
    assert (row.order_id, row.is_protected) == (ORDER_ID, True)
    assert row.first_scan == datetime(2026, 8, 3, 17, 15, tzinfo=UTC)
    assert row.values == {"protected": "yes", "first_scan_at": "2026-08-03T10:15:00-07:00"}


def test_a_bare_day_stays_one_and_a_blank_says_nothing(desk):
    rows = desk.rows(labels(f"{ORDER_ID},no,2026-08-03", f"{ORDER_ID},,"))

    assert [(row.is_protected, row.first_scan) for row in rows] == [
        (False, date(2026, 8, 3)),
        (None, None),
    ]


@pytest.mark.parametrize(
    "word", ["yes", "YES", "y", "true", "1", "ja", "oui", "si", "sí", "SÍ", "はい"]
)
def test_yes_may_be_said_in_the_sellers_language(desk, word):
    assert desk.row(labels(f"{ORDER_ID},{word},")).is_protected is True


@pytest.mark.parametrize("word", ["no", "No", "n", "false", "0", "nein", "non", "いいえ"])
def test_no_may_be_said_in_the_sellers_language(desk, word):
    assert desk.row(labels(f"{ORDER_ID},{word},")).is_protected is False


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_may_stand_in_any_order_between_any_marks(desk, mark):
    text = labels(
        ",2026-08-03, yes ,111-1111111-1111111", header="x,First Scan At,PROTECTED,Order-ID"
    )

    row = desk.row(text.replace(",", mark))

    assert (row.order_id, row.is_protected, row.first_scan) == (ORDER_ID, True, date(2026, 8, 3))


def test_a_file_of_protection_alone_or_of_scans_alone_will_do(desk):
    assert desk.row(labels(f"{ORDER_ID},yes", header="order_id,protected")).is_protected is True
    scanned = desk.row(labels(f"{ORDER_ID},2026-08-03", header="order_id,first_scan_at"))
    assert (scanned.is_protected, scanned.first_scan) == (None, date(2026, 8, 3))


@pytest.mark.parametrize(
    ("row", "reason", "seen"),
    [
        (",yes,", "no order id", ""),
        (f"{ORDER_ID},perhaps,", "neither yes nor no", "'perhaps'"),
        (f"{ORDER_ID},yes,last week", "unreadable date", "'last week'"),
    ],
)
def test_a_cell_that_is_not_understood_is_never_taken_for_a_blank(desk, row, reason, seen):
    bad = desk.row(labels(row))

    assert isinstance(bad, Skipped)
    assert (bad.reason, bad.is_bad) == (reason, True)
    assert seen in bad.detail


def test_a_cell_that_is_not_understood_is_told_once_as_a_bad_row_and_spoils_no_other(desk):
    report = desk.open(labels(f"{ORDER_ID},perhaps,last week", f"{ORDER_ID},yes,2026-08-03"))

    bad, read = report.records()

    assert bad.is_bad
    assert (read.is_protected, read.first_scan) == (True, date(2026, 8, 3))
    assert report.warnings == []


def test_a_label_of_another_shops_order_is_skipped_and_is_nothing_bad(desk):
    row = desk.row(labels("Shopify #1001,yes,"))

    assert (row.reason, row.is_bad) == ("order of another shop", False)
