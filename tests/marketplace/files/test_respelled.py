"""Reports that went through a spreadsheet program before they came here."""

import csv
import io

import pytest

from seller_credits.domain.errors import UnreadableSource
from tests.marketplace.files.layouts import FBA_HEADER, FBA_ROW, MFN_HEADER, MFN_ROW


def saved_again(header, *rows, delimiter, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=delimiter, quoting=quoting, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "layout"),
    [
        (",", "MFN returns report (comma-separated)"),
        (";", "MFN returns report (semicolon-separated)"),
    ],
)
def test_a_report_saved_as_csv_is_still_the_report(desk, delimiter, layout):
    report = desk.open(saved_again(MFN_HEADER, MFN_ROW, MFN_ROW, delimiter=delimiter))

    assert report.layout == layout
    assert [row.sku for row in report.records()] == ["MUG-RED"] * 2


def test_quotes_around_every_cell_of_a_tab_separated_file_are_taken_off(desk):
    report = saved_again(MFN_HEADER, MFN_ROW, delimiter="\t", quoting=csv.QUOTE_ALL)

    assert desk.row(report).order_id == "111-1111111-1111111"


def test_a_line_break_inside_quotes_is_part_of_the_cell(desk):
    row = FBA_ROW | {"customer-comments": "Damaged|in two\nand wet|No"}

    rows = desk.rows(saved_again(FBA_HEADER, row, FBA_ROW, delimiter=","))

    assert [row.comment for row in rows] == ["in two\nand wet", ""]
    assert rows[1].origin.where == "report.txt, row 3"


def test_a_quote_left_open_in_the_header_is_refused(desk):
    report = saved_again(FBA_HEADER, FBA_ROW, delimiter=",")
    broken = report.replace("customer-comments", '"customer-comments', 1)

    with pytest.raises(UnreadableSource, match="quotes of the header"):
        desk.rows(broken)


def test_a_quote_left_open_in_a_row_ends_in_words(desk):
    endless = saved_again(FBA_HEADER, *[FBA_ROW] * 2000, delimiter=",").replace("LPN1", '"LPN1', 1)

    with pytest.raises(UnreadableSource, match="the quotes do not match"):
        desk.rows(endless)
