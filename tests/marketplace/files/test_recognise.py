"""What kind of report a file is, and what is said where it is none."""

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.marketplace.files import KNOWN_KINDS, open_report
from tests.marketplace.files.layouts import (
    FBA_HEADER,
    FBA_ROW,
    FEEDBACK_HEADER,
    FEEDBACK_ROW,
    ORDERS_HEADER,
    ORDERS_ROW,
    REPLACEMENT_HEADER,
    REPLACEMENT_ROW,
    mfn,
    table,
)
from tests.marketplace.files.settlements import V1_HEADER, V2_HEADER


@pytest.mark.parametrize(
    ("content", "source", "layout"),
    [
        (mfn(), Source.MFN_RETURNS, "MFN returns report (tab-separated)"),
        (
            "<x><MessageType>Returns-Report</MessageType></x>",
            Source.MFN_RETURNS,
            "MFN returns report (XML)",
        ),
        (table(FBA_HEADER, FBA_ROW), Source.FBA_RETURNS, "FBA returns report (tab-separated)"),
        (table(FEEDBACK_HEADER, FEEDBACK_ROW), Source.FEEDBACK, "Feedback report (tab-separated)"),
        (table(ORDERS_HEADER, ORDERS_ROW), Source.ALL_ORDERS, "All Orders report (tab-separated)"),
        (
            table(REPLACEMENT_HEADER, REPLACEMENT_ROW),
            Source.FBA_RETURNS,
            "FBA replacements report (tab-separated)",
        ),
        (table(V1_HEADER), Source.SETTLEMENT, "Settlement report (V1 flat file) (tab-separated)"),
        (table(V2_HEADER), Source.SETTLEMENT, "Settlement report (V2 flat file) (tab-separated)"),
        ("order_id,protected,first_scan_at\n", Source.LABELS, "Labels file (comma-separated)"),
        ("order_id;issue;note\n", Source.CSV, "Noted issues (CSV) (semicolon-separated)"),
        ('{"performanceMetrics": []}', Source.ACCOUNT_HEALTH, "Account health report (JSON)"),
        ('{"orders": []}', Source.ORDERS, "Orders API answer (JSON)"),
    ],
)
def test_a_report_is_known_by_its_beginning(desk, content, source, layout):
    report = desk.open(content)

    assert (report.source, report.layout) == (source, layout)


def test_every_kind_that_is_read_has_a_title_of_its_own():
    titles = [kind.title for kind in KNOWN_KINDS]

    assert len(set(titles)) == len(titles)


def test_a_report_with_a_header_alone_holds_no_rows(desk):
    assert desk.rows(table(FBA_HEADER)) == []


def test_blank_lines_around_and_between_rows_are_no_rows(desk):
    header, row = table(FBA_HEADER, FBA_ROW).split("\r\n")[:2]

    rows = desk.rows(f"\r\n \r\n{header}\r\n\r\n{row}\r\n\t\t\t\r\n")

    assert [row.origin.where for row in rows] == ["report.txt, row 5"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_will_do(desk, end):
    assert len(desk.rows(table(FBA_HEADER, FBA_ROW, FBA_ROW, end=end))) == 2


def test_what_the_seller_says_it_is_must_fit(desk):
    report = table(FBA_HEADER, FBA_ROW)

    assert desk.open(report, source=Source.FBA_RETURNS).source is Source.FBA_RETURNS
    with pytest.raises(UnreadableSource, match=r"given as feedback.*FBA returns report") as refused:
        desk.open(report, source=Source.FEEDBACK)
    assert "--as fba_returns" in refused.value.hint


def test_an_unknown_table_says_what_was_seen_and_what_is_known(desk):
    with pytest.raises(UnreadableSource, match="the columns 'Fruit', 'Weight'") as refused:
        desk.open("Fruit\tWeight\nApple\t1\n")

    assert "FBA returns report (fba_returns)" in refused.value.hint


@pytest.mark.parametrize("content", ["{}", '{"a": 1}', "[1, 2]", "<x/>", "hello", '"', '"a\n'])
def test_what_is_no_report_is_refused_with_its_first_line(desk, content):
    with pytest.raises(UnreadableSource, match="it begins with"):
        desk.open(content)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (("order-id", "order-item-id", "quantity-to-ship"), "actionable orders report"),
        (
            ("amazon-order-id", "shipment-id", "shipment-item-id"),
            "Amazon-fulfilled shipments report",
        ),
    ],
)
def test_a_report_that_is_not_read_is_called_by_its_name(desk, header, name):
    with pytest.raises(UnreadableSource) as refused:
        desk.open(table(header))

    assert name in refused.value.message
    assert "nothing here reads" in refused.value.message
    assert "the file is untouched" in refused.value.hint


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Feed Processing Summary:\n\tNumber of records processed\t\t2\n", "processing report"),
        ("<a><MessageType>ProcessingReport</MessageType></a>", "processing report (XML)"),
        ('<?xml version="1.0"?>\n<SettlementReport>', "settlement report (XML)"),
        ('{"payload": {"Orders": [{"AmazonOrderId": "1"}]}}', "old Orders API (v0)"),
        ('{"errors": [{"code": "InvalidInput"}]}', "error answer of the API"),
        ("<!DOCTYPE html><html>", "web page"),
    ],
)
def test_a_document_that_is_no_report_is_called_by_its_name(desk, content, name):
    with pytest.raises(UnreadableSource) as refused:
        desk.open(content)

    assert name in refused.value.message
    assert refused.value.hint


def test_a_japanese_processing_summary_is_known_by_its_shape(desk):
    summary = "フィード処理結果：\r\n\t処理された件数\t\t1\r\n\t成功した件数\t\t1\r\n\r\n"  # noqa: RUF001  # as Amazon writes it

    with pytest.raises(UnreadableSource, match="processing report"):
        desk.open(summary.encode("cp932"))


def test_real_processing_reports_are_called_by_name(samples):
    names = set()
    for path in samples.glob("processing-report-*.txt"):
        with pytest.raises(UnreadableSource) as refused:
            open_report(path)
        names.add(refused.value.message.split(": this is ")[1].split(";")[0])

    assert names == {"a feed's processing report (flat file)"}


@pytest.mark.parametrize(
    ("source", "columns"),
    [(Source.LABELS, "order_id, protected, first_scan_at"), (Source.CSV, "order_id, issue")],
)
def test_a_file_of_ones_own_that_is_not_known_says_which_columns_it_must_have(
    desk, source, columns
):
    with pytest.raises(UnreadableSource) as refused:
        desk.open("Order,Covered\n1,yes\n", source=source)

    assert columns in refused.value.hint


def test_columns_that_are_not_known_are_named(desk):
    report = desk.open(table((*FBA_HEADER, "Carbon-Footprint"), FBA_ROW))

    assert report.new_columns == ["Carbon-Footprint"]
    assert desk.open(table(FBA_HEADER, FBA_ROW)).new_columns == []


def test_a_table_of_costs_is_not_imported_and_is_told_where_it_belongs(desk):
    with pytest.raises(UnreadableSource, match="this is a table of costs") as refused:
        desk.open("sku,unit_cost,postage,in_stock\nMUG,5.40,3.20,yes\n")
    assert "put it into the home folder as costs.csv" in refused.value.hint
