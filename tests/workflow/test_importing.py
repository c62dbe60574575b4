"""`import`: report files a seller downloaded, in any order, however broken."""

from __future__ import annotations

import gzip
from itertools import permutations

import pytest

from seller_credits.domain.issues import Source
from tests.workflow.office import (
    LINE,
    ORDER,
    fba_text,
    feedback_text,
    numbered,
    orders_text,
    returns_text,
    returns_xml,
)

WHOLE_ROAD = {
    "returns": returns_text({"Order Item ID": LINE}),
    "xml": returns_xml(),
    "orders": orders_text({}),
    "feedback": feedback_text({"Rating": "2", "Date": "11/22/26"}),
}


def story(office):
    """Everything an order of reading must not change; ids included where lines are known."""
    return [
        (
            *(issue[name] for name in ("order_id", "order_item_id", "sku", "issue", "channel")),
            *(issue[name] for name in ("marketplace", "odr_exposure", "status")),
            sorted(proof["key"] for proof in issue["evidence"]),
        )
        for issue in sorted(office.issues(), key=lambda issue: issue["issue"])
    ], [
        (item["issue"], item["remedy"], item["amount"], item["rule"], item["guard"])
        for item in sorted(office.suggestions(), key=lambda item: item["issue"])
    ]


@pytest.mark.exhaustive
def test_files_may_be_read_in_any_order(tmp_path, office):
    stories = []
    for n, order in enumerate(permutations(WHOLE_ROAD)):
        one = type(office)(tmp_path / str(n) / "home")
        one.home.mkdir(parents=True)
        one.put(*(WHOLE_ROAD[name] for name in order))
        stories.append(story(one))
    issues, suggestions = stories[0]
    assert [len(issue[-1]) for issue in issues] == [2, 1]
    assert len(suggestions) == 2
    assert all(found == stories[0] for found in stories)


def test_files_of_one_call_or_of_several_tell_the_same(tmp_path, office):
    at_once, one_by_one = (type(office)(tmp_path / name / "home") for name in ("a", "b"))
    for each in (at_once, one_by_one):
        each.home.mkdir(parents=True)
    at_once.put(*WHOLE_ROAD.values())
    for text in WHOLE_ROAD.values():
        one_by_one.put(text)
    assert story(at_once) == story(one_by_one)


def test_a_bad_file_among_good_ones_keeps_nobody_from_being_recorded(office):
    files = [
        office.file("picture.txt", b"\x89PNG\r\n\x1a\n\x00"),
        office.file("returns.txt", returns_text({})),
        office.file("nothing.txt", b""),
        office.home.parent / "nowhere.txt",
        office.file("feedback.txt", feedback_text({"Date": "11/22/26"})),
    ]
    outcome = office.take(*files)
    assert not outcome.is_complete
    states = {window.name: str(window.state) for window in outcome.windows}
    assert states == {
        "picture.txt": "failed",
        "returns.txt": "read",
        "nothing.txt": "failed",
        "nowhere.txt": "failed",
        "feedback.txt": "read",
    }
    assert all(window.why for window in outcome.windows if window.state == "failed")
    assert {issue["issue"] for issue in office.issues()} == {"defective", "negative_feedback"}


def test_a_gzip_cut_short_keeps_what_it_gave_and_says_that_it_failed(office):
    whole = gzip.compress(numbered(600).encode(), mtime=0)
    outcome = office.take(office.file("returns.gz", whole[: len(whole) // 2]))
    (window,) = outcome.windows
    assert window.state == "failed"
    assert 0 < outcome.records < 600
    assert len(office.issues()) == outcome.issues > 0
    (kept,) = office.windows()
    assert kept["state"] == "failed"
    assert "returns.gz" in kept["why"]
    office.take(office.file("returns.gz", whole))
    assert len(office.issues()) == 600
    assert [kept["state"] for kept in office.windows()] == ["read"]


def test_the_same_file_twice_adds_nothing(office):
    first = office.put(*WHOLE_ROAD.values())
    before, made = story(office), office.suggestions(current=False)
    again = office.put(*WHOLE_ROAD.values())
    assert (first.issues, first.suggestions) == (2, 2)
    assert (again.issues, again.suggestions) == (0, 0)
    assert story(office) == before
    assert office.suggestions(current=False) == made


def test_the_same_file_twice_in_one_call_adds_nothing(office):
    path = office.file("returns.txt", returns_text({}))
    assert office.take(path, path).issues == 1
    (issue,) = office.issues()
    assert len(issue["evidence"]) == 1


def test_the_same_file_under_another_name_adds_nothing(office):
    office.take(office.file("a.txt", returns_text({})))
    office.take(office.file("b.txt", returns_text({})))
    (issue,) = office.issues()
    assert len(issue["evidence"]) == 1


def test_a_returns_file_alone_asks_for_the_report_that_would_give_the_price(office):
    row = {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"}
    office.put(returns_text(row))
    alone = office.suggestion()
    assert (alone["remedy"], alone["status"]) == ("review", "proposed")
    assert "all-orders report" in " ".join(alone["reasons"])


def test_a_suggestion_is_superseded_when_the_price_becomes_known(office):
    row = {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"}
    office.put(returns_text(row))
    before = office.suggestion()
    outcome = office.put(orders_text({}))
    now = office.suggestion()
    assert outcome.suggestions == 1
    assert (now["remedy"], now["amount"], now["currency"]) == ("partial_refund", "2.00", "USD")
    assert now["supersedes"] == before["suggestion_id"]
    told = {item["suggestion_id"]: item["status"] for item in office.suggestions(current=False)}
    assert told == {before["suggestion_id"]: "superseded", now["suggestion_id"]: "proposed"}


def test_a_new_row_that_changes_nothing_supersedes_nothing(office):
    office.put(returns_text({}))
    before = office.suggestion()
    office.put(returns_text({"Refunded Amount": "0.00"}))
    (issue,) = office.issues()
    assert len(issue["evidence"]) == 2
    assert office.suggestion()["suggestion_id"] == before["suggestion_id"]


def test_what_a_seller_says_a_file_is_must_be_true(office):
    path = office.file("returns.txt", returns_text({}))
    outcome = office.take(path, source=Source.FEEDBACK)
    assert not outcome.is_complete
    assert office.issues() == []


def test_a_header_without_rows_is_an_empty_window_and_no_failure(office):
    outcome = office.put(returns_text())
    assert outcome.is_complete
    assert [str(window.state) for window in outcome.windows] == ["empty"]


def test_rows_that_are_no_issue_are_counted_by_reason(office):
    outcome = office.put(
        returns_text({"Return request status": "Cancelled"}, {"Order ID": " "}, {})
    )
    assert dict(outcome.skipped) == {"return cancelled": 1, "no order id": 1}
    assert outcome.records == 3
    assert len(office.issues()) == 1


def test_units_that_came_back_to_amazon_are_issues_that_need_nothing(office):
    office.put(fba_text({}, {}, {}))
    item = office.suggestion()
    assert (item["remedy"], item["status"], item["guard"]) == (
        "none",
        "closed",
        "fulfilled_by_amazon",
    )
    assert item["facts"]["quantity"] == 3


def test_three_stars_are_read_and_are_no_issue(office):
    outcome = office.put(feedback_text({"Rating": "3", "Date": "11/22/26"}))
    assert outcome.records == 1
    assert office.issues() == []


def test_buyers_words_are_kept_beside_the_chain_and_scrubbed(office):
    words = "Broken! jane@example.com"
    office.put(feedback_text({"Comments": words, "Date": "11/22/26"}))
    (proof,) = office.explained()["evidence"]
    assert proof["comment"] == "Broken! [e-mail]"
    whole = (office.home / "ledger.db").read_bytes()
    whole += b"".join(path.read_bytes() for path in office.home.glob("ledger.db-*"))
    assert b"jane@" not in whole
    assert b"rater@example.com" not in whole


def test_a_claim_in_the_file_stops_the_money(office):
    office.put(returns_text({"A-to-Z Claim": "Y"}), orders_text({}))
    item = office.suggestion()
    assert (item["remedy"], item["guard"]) == ("review", "claim_open")


def test_a_refund_that_pays_itself_stops_the_money(office):
    row = {
        "Return Reason": "CR-QUALITY_UNACCEPTABLE",
        "Return request status": "Completed",
        "Resolution": "ReturnlessRefund",
        "Refunded Amount": "0.00",
    }
    office.put(returns_text(row), orders_text({}))
    item = office.suggestion()
    assert (item["remedy"], item["guard"]) == ("review", "refund_pending")


def test_a_file_whose_name_is_no_utf8_is_read_like_any_other(office):
    path = office.home.parent / "r\udce9turns.txt"
    try:
        path.write_text(returns_text({}), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert office.take(path).is_complete
    assert [issue["order_id"] for issue in office.issues()] == [ORDER]


def test_rows_in_several_batches_are_each_recorded_once(office, monkeypatch):
    monkeypatch.setattr("seller_credits.workflow.recording.BATCH_ROWS", 7)
    outcome = office.put(numbered(50), orders_text({}))
    assert (outcome.records, outcome.issues) == (51, 50)
    assert len(office.issues()) == 50
    assert office.faults() == []


def test_rows_that_repeat_are_units_of_one_issue(office):
    # One row for each unit: the same return authorisation, three times to the letter.
    office.put(returns_text({}, {}, {}), orders_text({"quantity": "3", "item-price": "30.00"}))
    (issue,) = office.issues()
    item = office.suggestion()
    assert len(issue["evidence"]) == 3
    assert item["facts"]["quantity"] == 3
    assert office.put(returns_text({}, {}, {})).issues == 0
    assert office.suggestion()["facts"]["quantity"] == 3


@pytest.mark.parametrize(
    ("row", "guard", "rule"),
    [
        ({"Resolution": "Replacement", "Return request status": "Completed"}, True, None),
        ({"Return request status": "Denied"}, False, "return-denied"),
    ],
)
def test_what_somebody_answered_already_is_for_a_person(office, row, guard, rule):
    office.put(returns_text({"Return Reason": "CR-DEFECTIVE"} | row), orders_text({}))
    item = office.suggestion()
    assert item["remedy"] == "review"
    assert (item["guard"] == "replacement_pending") is guard
    assert rule is None or item["rule"] == rule


def test_what_is_left_of_an_order_is_not_told_by_its_amount_once_a_part_is_paid(office):
    row = {"Order Amount": "34.64", "Order quantity": "1", "Refunded Amount": "32.00"}
    office.put(returns_text(row | {"Return delivery date": "15-Nov-2026"}))
    item = office.suggestion()
    assert item["remedy"] == "review"
    assert any("all-orders" in reason for reason in item["reasons"])


def test_a_price_that_is_the_orders_amount_says_so_until_the_order_is_known(office):
    row = {"Order Amount": "12.00", "Order quantity": "1", "Return delivery date": "15-Nov-2026"}
    office.put(returns_text(row))
    assert any("may hold shipping and tax" in reason for reason in office.suggestion()["reasons"])
    office.put(orders_text({"item-price": "10.00"}))
    item = office.suggestion()
    assert item["remedy"] == "full_refund"
    assert not any("may hold shipping and tax" in reason for reason in item["reasons"])
