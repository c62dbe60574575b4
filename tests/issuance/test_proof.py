"""What books show of refunds: to the cent, less, otherwise, twice, or what nobody issued."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.issuance.proof import SETTLEMENT, Shown, prove
from tests.issuance.books import CUP, LEFT, MUG, claimant, row

ORDERLESS = LineShare(None, None)


def shown(proof, name="sc-aaa"):
    return proof.findings[name].shown


def left(proof):
    return sorted((str(each.amount), each.key) for each in proof.unexplained)


def test_the_same_amount_on_the_same_line_is_exact():
    proof = prove([claimant()], [row()])

    assert shown(proof) is Shown.EXACT
    assert left(proof) == []


def test_no_movement_shows_nothing():
    assert shown(prove([claimant()], [])) is Shown.NOTHING


def test_two_books_showing_it_once_each_are_never_added():
    books = [row(), row(key="v", book="finances v0"), row(key="s", book=SETTLEMENT)]
    proof = prove([claimant()], books)

    assert shown(proof) is Shown.EXACT
    assert left(proof) == []


def test_a_claim_or_a_reimbursement_is_no_refund_of_ours():
    for kind in (MoneyKind.A_TO_Z_CLAIM, MoneyKind.REIMBURSEMENT, MoneyKind.CHARGEBACK):
        assert shown(prove([claimant()], [row(kind=kind)])) is Shown.NOTHING


def test_goodwill_and_shipping_of_one_line_are_added_up():
    parts = [row("3.00", kind=MoneyKind.GOODWILL, key="g"), row("1.20", key="r")]

    assert shown(prove([claimant()], parts)) is Shown.EXACT


@pytest.mark.parametrize(("amount", "what"), [("4.19", Shown.LESS), ("4.21", Shown.OTHER)])
def test_a_cent_more_or_less_is_not_exact(amount, what):
    assert shown(prove([claimant()], [row(amount)])) is what


def test_the_amount_on_another_line_is_not_ours():
    proof = prove([claimant()], [row(line=CUP)])

    assert shown(proof) is Shown.NOTHING
    assert left(proof) == [("4.20 USD", "k")]


def test_a_part_of_two_lines_is_less():
    assert shown(prove([claimant("sc-aaa", "1.00", "2.00")], [row("1.00")])) is Shown.LESS


def test_the_whole_for_no_line_in_particular_is_exact():
    book = [row("3.00", line=ORDERLESS)]

    assert shown(prove([claimant("sc-aaa", "1.00", "2.00")], book)) is Shown.EXACT


def test_the_same_twice_with_one_intended_is_a_duplicate():
    proof = prove([claimant()], [row(), row(key="again")])

    assert shown(proof) is Shown.TWICE
    assert left(proof) == []


def test_what_a_person_recorded_explains_the_second_one():
    by_hand = claimant("sc-bbb", hand=True)
    proof = prove([claimant(), by_hand], [row(), row(key="again")])

    assert (shown(proof), shown(proof, "sc-bbb")) == (Shown.EXACT, Shown.EXACT)
    assert left(proof) == []


def test_one_movement_for_two_alike_is_neither_ones_for_sure():
    proof = prove([claimant(), claimant("sc-bbb", hand=True)], [row()])

    assert (shown(proof), shown(proof, "sc-bbb")) == (Shown.UNCLEAR, Shown.UNCLEAR)


def test_three_movements_for_two_alike_leave_one_that_nobody_issued():
    book = [row(), row(key="b"), row(key="c")]
    proof = prove([claimant(), claimant("sc-bbb", hand=True)], book)

    assert (shown(proof), shown(proof, "sc-bbb")) == (Shown.EXACT, Shown.EXACT)
    assert len(left(proof)) == 1


def test_what_was_known_before_it_left_is_not_its_own():
    proof = prove([claimant(known=["old"])], [row(key="old")])

    assert shown(proof) is Shown.NOTHING
    assert left(proof) == [("4.20 USD", "old")]


def test_what_another_book_had_shown_before_is_not_its_own_either():
    """A refund by hand before the intent, which the older book shows only afterwards."""
    before = timedelta(hours=-2)
    book = [row(key="old", after=before), row(key="v", book="finances v0", after=before)]

    assert shown(prove([claimant(known=["old"])], book)) is Shown.NOTHING


def test_a_marketplace_whose_clock_is_three_hours_behind_is_believed():
    assert shown(prove([claimant()], [row(after=timedelta(hours=-3))])) is Shown.EXACT


def test_what_was_booked_days_before_is_not_its_own():
    assert shown(prove([claimant()], [row(after=timedelta(days=-2))])) is Shown.NOTHING


def test_our_own_key_is_ours_beyond_doubt():
    ours = row(key="s", book=SETTLEMENT, adjustment_id="sc-aaa-1")
    others = row(key="t", book=SETTLEMENT)
    proof = prove([claimant()], [row(), row(key="again"), ours, others])

    assert shown(proof) is Shown.EXACT
    assert proof.findings["sc-aaa"].is_final
    assert [amount for amount, _ in left(proof)] == ["4.20 USD"]


def test_our_own_key_twice_is_a_duplicate():
    ours = [row(key=key, book=SETTLEMENT, adjustment_id="sc-aaa-1") for key in "st"]

    assert shown(prove([claimant()], ours)) is Shown.TWICE


def test_our_own_key_with_another_amount_is_mismatched():
    ours = row("9.00", book=SETTLEMENT, adjustment_id="sc-aaa-1")
    found = prove([claimant()], [ours]).findings["sc-aaa"]

    assert (found.shown, found.by_key) == (Shown.OTHER, True)


def test_what_was_taken_back_again_does_not_stand():
    assert shown(prove([claimant()], [row(), row("-4.20", key="back")])) is Shown.OTHER


def test_a_refund_by_hand_that_was_taken_back_leaves_ours_as_it_is():
    book = [row(), row(key="hand"), row("-4.20", key="back", after=timedelta(hours=2))]
    proof = prove([claimant()], book)

    assert shown(proof) is Shown.EXACT
    assert left(proof) == []


def test_what_was_taken_for_nothing_is_found_once_the_other_has_its_own():
    tried = [claimant(late=True), claimant("sc-bbb")]

    one = prove(tried, [row()])
    assert (shown(one, "sc-bbb"), shown(one)) == (Shown.EXACT, Shown.UNCLEAR)
    two = prove(tried, [row(), row(key="again")])
    assert (shown(two, "sc-bbb"), shown(two)) == (Shown.EXACT, Shown.EXACT)


def test_another_amount_is_no_word_about_what_was_taken_for_nothing():
    proof = prove([claimant(late=True)], [row("9.00")])

    assert shown(proof) is Shown.NOTHING
    assert left(proof) == [("9.00 USD", "k")]


def test_what_a_person_settled_explains_all_that_was_known_then_and_nothing_else():
    closed = claimant(known=["a", "b"], closed=LEFT + timedelta(days=3))
    book = [row(key="a"), row(key="b"), row(key="c", after=timedelta(days=4))]
    proof = prove([closed], book)

    assert proof.findings == {}
    assert left(proof) == [("4.20 USD", "c")]


def test_a_book_read_only_after_a_person_settled_it_tells_nothing_new_of_before():
    closed = claimant(known=["a"], closed=LEFT + timedelta(days=3))
    book = [row(key="a"), row(key="v", book="finances v0")]

    assert left(prove([closed], book)) == []


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1.00", "4.20", "-4.20", "9.00"]),
        st.sampled_from([MUG, CUP, ORDERLESS]),
        st.sampled_from(["finances", "finances v0", SETTLEMENT]),
        st.sampled_from([None, "sc-aaa-1", "other-1"]),
    ),
    max_size=6,
)


@given(ROWS, st.integers(1, 3))
def test_all_that_is_given_is_explained_or_left_and_never_both(told, count):
    book = [
        row(amount, f"k{n}", line, name, adjustment_id=ours if name == SETTLEMENT else None)
        for n, (amount, line, name, ours) in enumerate(told)
    ]
    names = ["sc-aaa", "sc-bbb", "sc-ccc"][:count]
    proof = prove([claimant(name) for name in names], book)
    of_book = {each.key: each.book for each in book}
    used = [each.key for found in proof.findings.values() for each in found.rows]

    assert len(used) == len(set(used))
    assert not set(used) & proof.unexplained_keys
    for finding in proof.findings.values():
        assert {of_book[each.key] for each in finding.rows} <= {finding.book}
    for name, finding in proof.findings.items():
        if finding.shown is Shown.EXACT:
            total = sum(each.amount.amount for each in finding.rows)
            assert str(total) == "4.20", name
