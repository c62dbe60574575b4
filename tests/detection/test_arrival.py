"""Whatever comes first: rows of one order in any sequence of arrival show the same issues."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.detection.facts import Surroundings, finding_of
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from tests.detection.makers import (
    NOW,
    ORDER,
    WINDOWS,
    case_of,
    feedback,
    line,
    noted,
    order,
    parcel,
    returned,
    usd,
)

LINE_1, LINE_2 = "1" * 14, "2" * 14
IN_XML = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def moved(kind, amount, key, book="finances", **changes):
    """One movement of money of the order."""
    source = Source.SETTLEMENT if book == "settlement" else Source.FINANCES
    plain = MoneyRow(
        origin=Origin(source, api=source is Source.FINANCES, where=book),
        kind=kind,
        book=book,
        order_id=ORDER,
        order_item_id=None,
        sku=None,
        marketplace="US",
        posted=date(2026, 11, 20),
        amount=usd(amount),
        key=key,
        words="Refund",
        values={},
    )
    return replace(plain, **changes)


def about(item, sku, unit):
    """How the sources may tell of one trouble of one line, more and less exactly."""
    return (
        returned(order_item_id=item, sku=sku, unit_key=unit),
        returned(sku=sku, unit_key=unit),
        returned(sku=sku, unit_key=unit, requested=IN_XML),
        returned(sku=sku, unit_key=unit, api=True, status="Completed", refunded=usd("7.00")),
        returned("CR-DAMAGED_BY_CARRIER", sku=sku, unit_key=f"{unit} damaged"),
        noted(sku=sku),
        noted(IssueKind.DAMAGED, sku=sku),
    )


OF_THE_ORDER = (
    feedback(1),
    noted(IssueKind.A_TO_Z_CLAIM),
    noted(IssueKind.LOST),
    returned("NEVER_ARRIVED", unit_key="lost"),
    moved(MoneyKind.REFUND, "5.00", "a", is_held=True),
    moved(MoneyKind.REFUND, "5.00", "b", "settlement", sku="MUG"),
    moved(MoneyKind.A_TO_Z_CLAIM, "20.00", "c"),
    moved(MoneyKind.A_TO_Z_CLAIM, "20.00", "d", "settlement"),
    moved(MoneyKind.A_TO_Z_CLAIM, "-20.00", "e"),
)
ONE_LINE = (
    *(order(), order(packages=(parcel("IN_TRANSIT"),))),
    *(noted(), noted(order_item_id=LINE_1)),
    *about(LINE_1, "MUG", "RMA1"),
)
TWO_LINES = (
    order(lines=(line(), line(order_item_id=LINE_2, sku="CUP"))),
    *about(LINE_1, "MUG", "RMA1"),
    *about(LINE_2, "CUP", "RMA2"),
)


def issues_of(records):
    """What stands of the order in the end, told without ids and without what came first."""
    case = case_of(records)
    ids = [issue.issue_id for issue in case.issues]
    assert len(set(ids)) == len(ids)
    return sorted(
        (
            str(issue.kind),
            issue.order_item_id or "",
            issue.units,
            str(facts.get("refunded_so_far")),
            str(facts.get("severity")),
        )
        for issue in case.issues
        for facts in [finding_of(case, issue, Surroundings(NOW, WINDOWS, {})).facts]
    )


def any_rows(rows):
    """A few rows, and the same rows as they might also have come."""
    some = st.lists(st.sampled_from(rows), max_size=6, unique_by=id)
    return some.flatmap(lambda few: st.tuples(st.just(few), st.permutations(few)))


# An order of one line is seen without its order, too, and then by what its rows call the line.
@settings(max_examples=150, deadline=None)
@given(any_rows((*ONE_LINE[1:], *OF_THE_ORDER)))
def test_rows_of_a_line_show_the_same_issues_in_any_sequence(rows):
    one, other = rows
    assert issues_of([*one, order()]) == issues_of([*other, order()])


@settings(max_examples=150, deadline=None)
@given(any_rows((*TWO_LINES, *OF_THE_ORDER)))
def test_rows_of_two_lines_show_the_same_issues_in_any_sequence(rows):
    one, other = rows
    assert issues_of(one) == issues_of(other)


def test_a_line_noted_by_its_item_id_and_returned_by_its_sku_is_one_issue():
    by_id, by_sku = noted(order_item_id=LINE_1), returned()
    for rows in ([by_id, by_sku, order()], [by_sku, by_id, order()], [order(), by_sku, by_id]):
        (issue,) = case_of(rows).issues
        assert (issue.order_item_id, issue.sku, len(issue.sightings)) == (LINE_1, "MUG", 2)


def test_a_line_noted_by_its_item_id_is_no_other_line_of_a_known_order():
    two = order(lines=(line(), line(order_item_id=LINE_2, sku="CUP")))
    case = case_of([two, noted(order_item_id=LINE_2), returned()])
    assert [issue.order_item_id for issue in case.issues] == [LINE_2, LINE_1]


def test_a_line_the_order_does_not_have_gives_no_two_issues_of_one_name():
    mistyped = returned(order_item_id=LINE_2, unit_key="RMA4")
    case = case_of([noted(sku="MUG"), mistyped, order(), noted(sku="MUG", note="again")])
    assert len({issue.issue_id for issue in case.issues}) == len(case.issues)
