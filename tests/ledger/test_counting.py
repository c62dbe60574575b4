"""Orders come out of the ledger as they are counted: each once, with its troubles and its money."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from seller_credits.domain.cases import Look
from seller_credits.domain.counted import CountedIssue
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import Channel, CoverageState, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import HealthReport

from .conftest import NOW, ORDER, money, order, sighting

OTHER = "222-0000000-0000000"


def counted(ledger):
    return {each.order_id: each for each in ledger.counted_orders("default")}


def searched(ledger, state=CoverageState.READ):
    day = timedelta(days=1)
    window = Window(Source.ORDERS, None, NOW - day, NOW + day, state, NOW, name="orders")
    with ledger.writing("default", NOW) as writer:
        writer.covered(window)


def test_an_order_is_told_with_its_troubles_its_parcel_and_its_money(filled):
    searched(filled)
    (told,) = counted(filled).values()
    assert (told.order_id, told.marketplace, told.channel) == (ORDER, "US", Channel.SELLER)
    assert (told.day, told.first_seen) == (NOW.date(), NOW.date())
    assert (told.skus, told.carrier, told.ship_from) == (("MUG",), "UPS", "US-CA")
    assert told.issues == (CountedIssue(IssueKind.DAMAGED, "MUG"),)
    assert told.given_back == (Money.parse("4.20 USD"),)
    assert told.is_listed


def test_an_order_outside_of_every_search_is_in_no_list(filled):
    assert not counted(filled)[ORDER].is_listed
    searched(filled, CoverageState.REFUSED)
    assert not counted(filled)[ORDER].is_listed


def test_an_order_that_amazon_ships_shows_in_no_search(ledger):
    searched(ledger)
    with ledger.writing("default", NOW) as writer:
        writer.order_seen(replace(order(), channel=Channel.AMAZON), Look(NOW, None))
    assert not counted(ledger)[ORDER].is_listed


def test_the_rows_of_the_all_orders_report_are_one_order_with_all_its_skus(ledger):
    with ledger.writing("default", NOW) as writer:
        for sku in ("MUG", "CUP"):
            line = replace(order().lines[0], sku=sku)
            row = replace(order(), source=Source.ALL_ORDERS, part=sku, lines=(line,), packages=())
            writer.order_seen(row, Look(NOW, None))
    (told,) = counted(ledger).values()
    assert sorted(told.skus) == ["CUP", "MUG"]
    assert told.is_listed
    assert told.carrier is None


def test_money_of_several_books_is_summed_within_one_and_the_largest_counts(ledger):
    rows = [
        money(key="1", amount=Money.parse("4 USD")),
        money(key="2", amount=Money.parse("3 USD")),
        money(key="3", amount=Money.parse("7 USD"), book="settlement"),
        money(key="4", amount=Money.parse("5 CAD"), book="settlement"),
        money(key="5", amount=Money.parse("50 USD"), kind=MoneyKind.REIMBURSEMENT),
    ]
    with ledger.writing("default", NOW) as writer:
        writer.order_seen(order(), Look(NOW, None))
        for row in rows:
            writer.money_seen(row)
    assert counted(ledger)[ORDER].given_back == (Money.parse("5 CAD"), Money.parse("7 USD"))


def test_an_order_known_for_its_trouble_alone_is_told_by_that(ledger):
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen("i-1", NOW, sighting(OTHER))
    told = counted(ledger)[OTHER]
    assert (told.day, told.marketplace, told.is_listed) == (date(2026, 11, 20), "US", False)
    assert told.skus == ()


def test_a_claim_that_a_returns_row_tells_of_counts_as_one(ledger):
    seen = replace(sighting(), facts={"claim_open": "yes"})
    with ledger.writing("default", NOW) as writer:
        writer.order_seen(order(), Look(NOW, None))
        writer.issue_seen("i-1", NOW, seen)
    kinds = [issue.kind for issue in counted(ledger)[ORDER].issues]
    assert kinds == [IssueKind.DAMAGED, IssueKind.A_TO_Z_CLAIM]


def test_many_orders_come_in_the_order_of_their_ids_whatever_is_known_of_each(ledger):
    ids = [f"{n:03}-0000000-0000000" for n in range(40)]
    with ledger.writing("default", NOW) as writer:
        for number, order_id in enumerate(reversed(ids)):
            if number % 3:
                writer.order_seen(order(order_id), Look(NOW, None))
            if number % 2 or not number % 3:
                writer.issue_seen(f"i-{number}", NOW, sighting(order_id))
            writer.money_seen(money(order_id, key=f"m-{number}"))
    found = list(ledger.counted_orders("default"))
    assert [each.order_id for each in found] == ids
    assert sum(bool(each.issues) for each in found) == 27
    assert all(each.given_back for each in found)


def test_the_latest_health_report_of_each_store_is_told(ledger):
    origin = Origin(Source.ACCOUNT_HEALTH, api=True, where="report")
    with ledger.writing("default", NOW) as writer:
        for store, number in (("US", 1), ("CA", 1), ("US", 2)):
            writer.health_read(HealthReport(origin, store, "NORMAL", {"claims": number}))
    told = {each["marketplace"]: each["metrics"] for each in ledger.health_reports("default")}
    assert told == {"US": {"claims": 2}, "CA": {"claims": 1}}


def test_of_the_defective_orders_alone_the_same_is_told(filled):
    claimed, rated, late = (f"{n}-0000000-0000000" for n in (333, 444, 555))
    with filled.writing("default", NOW) as writer:
        for order_id in (claimed, rated, late):
            writer.order_seen(order(order_id), Look(NOW, None))
        writer.issue_seen("i-3", NOW, replace(sighting(claimed), facts={"claim_open": "yes"}))
        writer.issue_seen("i-4", NOW, replace(sighting(rated), kind=IssueKind.NEGATIVE_FEEDBACK))
        writer.issue_seen("i-5", NOW, replace(sighting(late), kind=IssueKind.LATE_DELIVERY))
        writer.money_seen(money(rated, key="m-4"))
    everything = counted(filled)
    defective = list(filled.counted_orders("default", defective=True))
    assert [each.order_id for each in defective] == [claimed, rated]
    assert all(each == everything[each.order_id] for each in defective)


def test_a_health_report_tells_its_stores_status_and_when_it_was_read(ledger):
    origin = Origin(Source.ACCOUNT_HEALTH, api=True, where="report")
    with ledger.writing("default", NOW) as writer:
        writer.health_read(HealthReport(origin, "US", "AT_RISK", {"claims": 1}))
    (told,) = ledger.health_reports("default")
    assert told["status"] == "AT_RISK"
    assert datetime.fromisoformat(told["read_at"]) == NOW
