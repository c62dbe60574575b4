"""The same trouble seen by several sources is one issue; what a buyer does about it is linked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from seller_credits.domain.issues import IssueKind, Severity, Source
from seller_credits.domain.links import are_linked
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import ReplacementRow

from .makers import (
    ORDER,
    case_of,
    finding,
    kinds,
    line,
    noted,
    order,
    parcel,
    returned,
    sent_to_amazon,
)


def replaced(reason: str = "2", **changes: Any) -> ReplacementRow:
    plain = ReplacementRow(
        origin=Origin(Source.FBA_RETURNS, api=True, where="replacements, row 2"),
        order_id=ORDER,
        replacement_order_id="111-7654321-7654321",
        sku="MUG",
        asin="B000000001",
        marketplace="US",
        shipped=date(2026, 11, 20),
        units=1,
        reason=reason,
        unit_key="replacement 1",
        values={"replacement-reason-code": reason},
    )
    return replace(plain, **changes)


def test_a_return_from_the_api_and_from_a_file_and_a_phone_call_are_one_issue():
    case = case_of([returned(api=True), returned(api=False), noted()])

    (issue,) = case.issues
    assert [seen.evidence.source for seen in issue.sightings] == ["mfn_returns"] * 2 + ["csv"]


def test_units_that_several_sources_tell_of_are_the_same_units():
    case = case_of([returned(units=2), noted()])

    assert case.issues[0].units == 2


def test_units_of_one_list_are_added():
    case = case_of([returned(unit_key="RMA1"), returned(unit_key="RMA2"), noted()])

    assert case.issues[0].units == 2


def test_a_unit_that_came_back_and_was_replaced_is_one_unit():
    case = case_of([sent_to_amazon("DEFECTIVE"), replaced("2")])

    (issue,) = case.issues
    assert issue.units == 1


def test_a_note_that_came_first_keeps_its_issue_when_the_line_is_learnt():
    first = case_of([noted()]).issues[0].issue_id

    (issue,) = case_of([noted(), returned(order_item_id="1" * 14)]).issues

    assert issue.issue_id == first
    assert (issue.sku, issue.order_item_id) == ("MUG", "1" * 14)


def test_a_note_that_names_another_line_is_another_issue():
    two = order(lines=(line(), line(order_item_id="2" * 14, sku="POT")))

    case = case_of([two, returned(), noted(sku="POT")])

    assert sorted(issue.sku for issue in case.issues) == ["MUG", "POT"]


def test_the_same_note_read_twice_is_one_piece_of_evidence():
    case = case_of([noted(), noted()])

    assert len(case.issues[0].sightings) == 1


@pytest.mark.parametrize(
    ("reason", "kind"),
    [("1", "lost"), ("2", "defective"), ("3", "damaged"), ("4", "wrong_item"), ("99", "other")],
)
def test_a_replacement_says_what_was_wrong_with_the_first_one(reason, kind):
    assert kinds(replaced(reason)) == [kind]


def test_a_replacement_that_was_sent_is_known_when_the_return_is_decided():
    facts = finding(sent_to_amazon("DEFECTIVE"), replaced("2")).facts

    assert facts["replacement_pending"] is True


def test_a_noted_claim_is_a_claim_that_was_seen():
    facts = finding(returned(), noted(IssueKind.A_TO_Z_CLAIM), kind="defective").facts

    assert facts["claim_open"] == "yes"


def test_a_slow_answer_means_that_the_buyer_wrote():
    assert finding(noted(IssueKind.SLOW_RESPONSE)).facts["buyer_contact"] == "message"


def test_what_the_seller_says_of_its_severity_is_kept():
    (issue,) = case_of([noted(severity=Severity.HIGH)]).issues

    assert issue.sightings[0].severity is Severity.HIGH


def test_a_note_is_scrubbed_before_anybody_keeps_it():
    (issue,) = case_of([noted(note="Call me: jane@example.com")]).issues

    assert "jane" not in issue.sightings[0].evidence.comment


@pytest.mark.parametrize(
    ("first", "second", "linked"),
    [
        (("damaged", "1"), ("a_to_z_claim", None), True),
        (("damaged", "1"), ("negative_feedback", None), True),
        (("late_delivery", None), ("lost", None), True),
        (("damaged", "1"), ("defective", "1"), True),
        (("damaged", "1"), ("defective", "2"), False),
        (("damaged", "1"), ("late_delivery", None), False),
        (("damaged", None), ("defective", None), False),
    ],
)
def test_issues_about_one_trouble_are_linked_both_ways(first, second, linked):
    assert are_linked(*first, *second) is linked
    assert are_linked(*second, *first) is linked


def test_a_late_parcel_that_is_then_lost_is_two_issues_of_one_trouble():
    late = order(packages=(parcel("IN_TRANSIT"),))
    lost = replace(
        late,
        packages=(parcel("UNDELIVERABLE", detailed_status="LOST"),),
        updated_at=(late.updated_at or late.placed_at) + timedelta(days=1),
    )

    assert {issue.kind for issue in case_of([late, lost]).issues} == {"late_delivery", "lost"}
