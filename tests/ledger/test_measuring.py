"""What the ledger gives to whoever measures: the same from a file and from a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.domain.aftermath import Defect, Event, Outcome
from seller_credits.domain.cases import Look
from seller_credits.domain.coverage import Span, Window
from seller_credits.domain.issuances import Status
from seller_credits.domain.issues import CoverageState, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import HealthReport

from .conftest import NOW, ORDER, money, order, sighting, suggestion
from .test_issuing import APPROVED

DAY = timedelta(days=1)
OTHER = "222-0000000-0000000"
CONFIRMED = Status.INTENDED, Status.SUBMITTED, Status.CONFIRMED
NOTHING = Outcome(NOW + 130 * DAY, NOW, NOW + 120 * DAY)


def troubled(ledger, **how):
    return list(ledger.measuring.troubled("default", **how))


def only(ledger):
    (found,) = troubled(ledger)
    return found


def written(ledger, *words, at=NOW):
    with ledger.writing("default", at) as writer:
        for word in words:
            word(writer)


def issued(ledger, issuance=APPROVED, *statuses):
    """It is approved and goes on its way."""
    with ledger.writing("default", NOW) as writer:
        writer.issuing.begin(issuance)
        for status in statuses or CONFIRMED:
            writer.issuing.move(issuance.issuance_id, status, {})


def matured(ledger, outcome=NOTHING, issue="i-1"):
    def say(writer):
        told = outcome.as_json()
        writer.issuing.outcome(ORDER, issue, outcome.word, outcome.matured_at, **told)

    written(ledger, say, at=outcome.matured_at)


def happened(kind, when, issue="i-9", order_id=ORDER):
    """The ledger learns of something a buyer did."""
    seen = replace(sighting(order_id, issue), kind=IssueKind(kind), occurred_at=when)
    return lambda writer: writer.issue_seen(issue, NOW, seen)


def test_a_trouble_is_told_with_its_order_and_what_was_suggested(filled):
    found = only(filled)
    assert (found.order_id, found.issue_id, found.kind) == (ORDER, "i-1", IssueKind.DAMAGED)
    assert (found.sku, found.marketplace, found.detected_at) == ("MUG", "US", NOW)
    assert found.placed == NOW
    assert [each.suggestion_id for each in found.suggestions] == ["s-i-1-1", "s-i-1-2"]
    assert (found.events, found.recorded, found.credited_at) == ((), None, None)


def test_an_account_sees_its_own(filled):
    (other,) = filled.measuring.troubled("other")
    assert other.issue_id == "i-2"
    assert list(filled.measuring.troubled("nobody")) == []


def test_what_a_buyer_did_about_it_is_no_trouble_of_its_own(filled):
    written(filled, happened("negative_feedback", date(2026, 11, 25)))
    written(filled, happened("a_to_z_claim", NOW + DAY, "i-8", OTHER))
    found = only(filled)
    assert found.events == (Event(Defect.NEGATIVE_FEEDBACK, date(2026, 11, 25)),)


def test_each_kind_of_defect_is_told_once_by_its_earliest_sign(filled):
    claims = money(key="m-2", kind=MoneyKind.A_TO_Z_CLAIM, posted=NOW + 3 * DAY)
    written(
        filled,
        happened("a_to_z_claim", NOW + 5 * DAY),
        happened("negative_feedback", date(2026, 11, 24), "i-8"),
        lambda writer: writer.money_seen(claims),
    )
    assert [(each.what, each.when) for each in only(filled).events] == [
        (Defect.NEGATIVE_FEEDBACK, date(2026, 11, 24)),
        (Defect.CLAIM, NOW + 3 * DAY),
    ]


def test_a_claim_that_was_paid_back_to_the_seller_is_none(filled):
    back = money(key="m-2", kind=MoneyKind.A_TO_Z_CLAIM, amount=Money.parse("-20.00 USD"))
    written(filled, lambda writer: writer.money_seen(back))
    assert only(filled).events == ()


def test_a_claim_that_a_returns_row_tells_of_is_dated_by_when_that_was_first_read(filled):
    seen = replace(sighting(key="row 9"), facts={"claim_open": "yes"})
    for day in (2, 4):
        when = NOW + day * DAY
        again = replace(seen, evidence=replace(seen.evidence, key=f"row {day}"))
        with filled.writing("default", when) as writer:
            writer.issue_seen("i-1", when, again)
    assert only(filled).events == (Event(Defect.CLAIM, NOW + 2 * DAY),)


def test_a_credit_counts_from_when_the_books_have_it(filled):
    issued(filled, replace(APPROVED, issuance_id="cc-2"))
    assert only(filled).credited_at == NOW
    booked = money(key="m-7", adjustment_id="cc-2", posted=NOW + 2 * DAY)
    written(filled, lambda writer: writer.money_seen(booked))
    found = only(filled)
    assert (found.credited_at, found.credited_by) == (NOW + 2 * DAY, "cc-2")


@pytest.mark.parametrize("status", [Status.INTENDED, Status.SUBMITTED, Status.UNKNOWN])
def test_what_may_not_have_reached_the_buyer_is_no_credit_yet(filled, status):
    way = {Status.SUBMITTED: (Status.INTENDED,), Status.UNKNOWN: (Status.INTENDED,)}
    issued(filled, APPROVED, *way.get(status, ()), status)
    found = only(filled)
    assert (found.credited_at, found.is_on_its_way) == (None, True)


def test_money_that_nobody_here_gave_is_told_where_nobody_here_gave_any(filled):
    assert only(filled).given_by_others == NOW
    issued(filled)
    assert only(filled).given_by_others is None


def test_an_order_known_by_a_file_alone_is_dated_by_what_was_suggested(ledger):
    told = {"order_date": "2026-11-01", "order_date_of": "order"}
    written(ledger, lambda writer: writer.issue_seen("i-1", NOW, sighting()))
    assert only(ledger).placed is None
    written(ledger, lambda writer: writer.suggested(ORDER, suggestion() | told))
    assert only(ledger).placed == date(2026, 11, 1)


def test_what_the_orders_api_says_goes_before_a_file(ledger):
    promised = NOW + 6 * DAY
    row = replace(order(), source=Source.ALL_ORDERS, part="MUG", placed_at=NOW - DAY)
    written(
        ledger,
        lambda writer: writer.issue_seen("i-1", NOW, sighting()),
        lambda writer: writer.order_seen(row, Look(NOW, None)),
        lambda writer: writer.order_seen(replace(order(), deliver_by=promised), Look(NOW, None)),
    )
    assert (only(ledger).placed, only(ledger).promised) == (NOW, promised)


def test_only_troubles_without_an_outcome_or_with_news_since_are_pending(filled):
    assert [each.issue_id for each in troubled(filled, pending=True)] == ["i-1"]
    matured(filled)
    assert troubled(filled, pending=True) == []
    found = only(filled)
    assert (found.recorded, found.seq is not None) == (NOTHING, True)
    written(filled, happened("chargeback", NOW + 50 * DAY), at=NOW + 140 * DAY)
    assert [each.issue_id for each in troubled(filled, pending=True)] == ["i-1"]


def test_money_told_after_an_outcome_is_news(filled):
    matured(filled)
    late = money(key="m-5", kind=MoneyKind.CHARGEBACK)
    written(filled, lambda writer: writer.money_seen(late), at=NOW + 140 * DAY)
    assert len(troubled(filled, pending=True)) == 1


def test_a_second_trouble_makes_its_order_pending_again(filled):
    matured(filled)
    second = replace(sighting(key="row 5"), kind=IssueKind.WRONG_ITEM)
    written(filled, lambda writer: writer.issue_seen("i-3", NOW, second), at=NOW + 140 * DAY)
    assert {each.issue_id for each in troubled(filled, pending=True)} == {"i-1", "i-3"}


def test_a_later_outcome_takes_the_place_of_the_earlier_one(filled):
    matured(filled)
    claim = replace(NOTHING, after=(Event(Defect.CLAIM, NOW + DAY),))
    matured(filled, replace(claim, matured_at=NOW + 140 * DAY))
    assert only(filled).recorded.word == "claim"
    assert list(filled.verify()) == []


def test_many_orders_come_order_by_order(ledger):
    ids = [f"{number:04}-0000000-0000000" for number in range(1100)]
    with ledger.writing("default", NOW) as writer:
        for number, order_id in enumerate(reversed(ids)):
            writer.issue_seen(f"i-{number}", NOW, sighting(order_id))
    assert [each.order_id for each in troubled(ledger)] == ids


def test_times_read_are_told_with_their_store_and_without_what_was_refused(ledger):
    def read(source, store, state, days):
        span = NOW - days * DAY, NOW
        return Window(source, store, *span, state, NOW, name=f"{store} {state}")

    windows = [
        read(Source.FEEDBACK, "US", CoverageState.READ, 3),
        read(Source.FEEDBACK, "CA", CoverageState.EMPTY, 2),
        read(Source.FEEDBACK, "MX", CoverageState.REFUSED, 2),
        read(Source.FINANCES, None, CoverageState.READ, 9),
        Window(Source.FEEDBACK, "US", None, None, CoverageState.READ, NOW, name="a file"),
    ]
    written(ledger, *(lambda writer, one=one: writer.covered(one) for one in windows))
    found = ledger.measuring.read_times("default", Source.FEEDBACK)
    assert sorted(found) == [("CA", Span(NOW - 2 * DAY, NOW)), ("US", Span(NOW - 3 * DAY, NOW))]


def test_every_distinct_health_report_is_a_snapshot_the_first_one_first(ledger):
    origin = Origin(Source.ACCOUNT_HEALTH, api=True, where="report")
    for days, claims in ((0, 1), (1, 1), (2, 3)):
        report = HealthReport(origin, "US", "NORMAL", {"claims": claims})
        written(ledger, lambda writer, told=report: writer.health_read(told), at=NOW + days * DAY)
    found = list(ledger.measuring.health_snapshots("default", NOW))
    claims = [each["metrics"]["claims"] for each in found]
    assert claims[0] == 1
    assert claims[-1] == 3
    assert [each["read_at"] for each in found] == sorted(each["read_at"] for each in found)
    later = list(ledger.measuring.health_snapshots("default", datetime(2026, 11, 25, tzinfo=UTC)))
    assert [each["metrics"] for each in later] == [{"claims": 3}]
