"""Refunds nobody here issued: each reported once, and none that is no news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.records import Evidence
from seller_credits.issuance.orphans import orphans
from tests.issuance.books import LEFT, ORDER, row

AMOUNT = Money.parse("4.20 USD")


def returned(refunded=None, channel=Channel.SELLER, source=Source.MFN_RETURNS):
    evidence = Evidence("row 2", source, "returns.txt, row 2", {}, "")
    place = (None, "MUG", None, "US", channel)
    seen = Sighting(
        IssueKind.QUALITY, ORDER, *place, None, 1, "R1", {}, evidence, refunded=refunded
    )
    issue = Issue("i-1", ORDER, IssueKind.QUALITY, *place, None, LEFT)
    case = OrderCase(ORDER, issues=[issue])
    issue.sightings.append(seen)
    return case


def found(rows, case=None, known=None, *, is_ours=True, since=LEFT):
    told = orphans(rows, case or OrderCase(ORDER), known or {}, since=since, is_ours=is_ours)
    return [each.key for each in told]


def test_a_refund_since_the_first_approval_is_reported_once():
    assert found([row()]) == ["k"]
    assert found([row()], known={"k": AMOUNT}) == []


def test_the_same_refund_in_another_book_is_not_reported_again():
    assert found([row(key="v", book="finances v0")], known={"k": AMOUNT}) == []


def test_a_second_one_of_the_same_amount_is():
    assert found([row(), row(key="b")], known={"k": AMOUNT}) == ["b"]


def test_what_was_given_before_anybody_was_asked_is_history():
    assert found([row(after=timedelta(hours=-1))]) == []
    assert found([row(posted=date(2026, 11, 20))]) == []
    assert found([row(posted=date(2026, 11, 21))]) == ["k"]
    assert found([row(posted=None)]) == []


def test_what_was_taken_back_is_none():
    assert found([row("-4.20")]) == []


def test_the_refund_of_a_return_is_the_returns():
    assert found([row()], returned(), is_ours=False) == []
    assert found([row()], returned(AMOUNT)) == []


def test_beside_a_refund_of_ours_a_return_explains_only_what_it_names():
    assert found([row()], returned()) == ["k"]
    assert found([row()], returned(Money.parse("9.00 USD"))) == ["k"]


def test_what_amazon_gives_for_what_it_ships_is_its_own_business():
    assert found([row()], returned(channel=Channel.AMAZON, source=Source.FBA_RETURNS)) == []


def test_another_trouble_than_a_return_explains_no_refund():
    case = returned(AMOUNT)
    seen = case.issues[0].sightings.pop()
    told = replace(seen.evidence, source=Source.CSV)
    case.issues[0].sightings.append(replace(seen, evidence=told))

    assert found([row()], case, is_ours=False) == ["k"]
