"""The identity of an issue: account, order, line (the order where none is known) and kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from seller_credits.detection.matching import line_key, line_of
from seller_credits.domain.identity import issue_id
from tests.detection.makers import (
    ORDER,
    bulk,
    case_of,
    feedback,
    line,
    order,
    parcel,
    returned,
    seen,
    sent_to_amazon,
)

LINE_1, LINE_2 = "1" * 14, "2" * 14
TWO_MUGS = (line(), line(order_item_id=LINE_2))
IN_XML = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def told(case):
    """Kind, line, units and number of pieces of evidence of every issue."""
    return [
        (str(issue.kind), issue.order_item_id, issue.units, len(issue.sightings))
        for issue in case.issues
    ]


def test_a_line_that_is_learnt_later_keeps_the_issues_id():
    before = case_of([returned()]).issues[0].issue_id
    (issue,) = case_of([returned(), order()]).issues
    assert issue.order_item_id == LINE_1
    assert issue.issue_id == before


@pytest.mark.parametrize("order_first", [True, False])
def test_a_row_without_a_line_and_one_with_it_are_one_issue(order_first):
    rows = [returned(), returned(order_item_id=LINE_1, status="Completed")]
    case = case_of(rows if order_first else rows[::-1])
    assert told(case) == [("defective", LINE_1, 1, 2)]


def test_the_same_return_from_text_and_xml_is_one_issue_and_its_units_are_not_doubled():
    text = returned(order_item_id=LINE_1, units=2)
    xml = returned(requested=IN_XML, units=2)
    assert told(case_of([text, xml])) == [("defective", LINE_1, 2, 2)]
    assert told(case_of([xml, text])) == [("defective", LINE_1, 2, 2)]


def test_two_returns_of_one_sku_from_text_and_xml_keep_their_units_apart():
    # The text names the lines and the XML does not: the RMA tells whose twin an XML row is.
    text = [
        returned(order_item_id=LINE_1, unit_key="RMA1"),
        returned(order_item_id=LINE_2, unit_key="RMA2"),
    ]
    xml = [returned(requested=IN_XML, unit_key=key) for key in ("RMA1", "RMA2")]
    assert told(case_of([*text, *xml])) == [
        ("defective", LINE_1, 1, 2),
        ("defective", LINE_2, 1, 2),
    ]


def test_the_api_row_and_the_file_row_of_one_return_are_two_pieces_of_evidence():
    assert told(case_of([returned(), returned(api=True)])) == [("defective", None, 1, 2)]


def test_two_lines_of_one_sku_are_two_issues_where_the_rows_name_them():
    rows = [returned(order_item_id=LINE_1), returned(order_item_id=LINE_2, unit_key="RMA2")]
    assert told(case_of([order(lines=TWO_MUGS), *rows])) == [
        ("defective", LINE_1, 1, 1),
        ("defective", LINE_2, 1, 1),
    ]


def test_which_of_two_lines_of_one_sku_is_meant_is_not_guessed():
    case = case_of([order(lines=TWO_MUGS), returned()])
    assert told(case) == [("defective", None, 1, 1)]
    assert line_of(case, None, "MUG") is None


def test_identical_unit_rows_are_one_issue_with_as_many_units():
    rows = [replace(sent_to_amazon(), unit_key=f"#{n}") for n in (1, 2, 3)]
    assert told(case_of(rows)) == [("defective", None, 3, 3)]


def test_the_latest_word_on_a_unit_counts():
    rows = [returned(units=1), returned(units=2, status="Completed")]
    assert told(case_of(rows)) == [("defective", None, 2, 2)]


def test_another_sku_is_another_issue():
    rows = [returned(), returned(sku="CUP", unit_key="RMA2")]
    assert len(case_of(rows).issues) == 2


def test_another_kind_is_another_issue_of_the_same_line():
    rows = [returned(), returned("CR-MISSING_PARTS", unit_key="RMA2")]
    assert [one[0] for one in told(case_of(rows))] == ["defective", "missing_parts"]


def test_delivery_and_feedback_are_one_issue_of_the_order_whichever_line_tells():
    rows = [
        returned("NEVER_ARRIVED", order_item_id=LINE_1),
        returned("NEVER_ARRIVED", sku="CUP", order_item_id=LINE_2, unit_key="RMA2"),
        feedback(1),
        feedback(2),
    ]
    assert told(case_of(rows)) == [("lost", None, 2, 2), ("negative_feedback", None, 1, 2)]


def test_a_parcel_reported_damaged_and_the_buyer_who_says_so_are_one_issue():
    damaged = order(packages=(parcel(detailed_status="DAMAGED"),))
    case = case_of([damaged, returned("CR-DAMAGED_BY_CARRIER")])
    assert [one[:2] for one in told(case)] == [("damaged", LINE_1)]


def test_an_id_depends_on_account_order_line_and_kind_and_on_nothing_else():
    (row,) = seen(returned(order_item_id=LINE_1))
    (later,) = seen(returned(order_item_id=LINE_1, status="Completed", units=2))
    assert line_key(row) == line_key(later) == LINE_1
    names = [
        ("default", ORDER, LINE_1, "damaged"),
        ("other", ORDER, LINE_1, "damaged"),
        ("default", "222-1234567-1234567", LINE_1, "damaged"),
        ("default", ORDER, LINE_2, "damaged"),
        ("default", ORDER, LINE_1, "defective"),
    ]
    assert len({issue_id(*name) for name in names}) == len(names)


def test_the_order_tells_feedback_who_shipped_and_what():
    (issue,) = case_of([feedback(marketplace=None), order()]).issues
    assert (issue.channel, issue.marketplace, issue.sku) == ("seller", "US", "MUG")


def test_the_bulk_report_names_a_sku_but_no_line():
    (issue,) = case_of([returned(), *bulk(line())]).issues
    assert issue.order_item_id is None
