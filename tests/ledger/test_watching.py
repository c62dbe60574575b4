"""What is worth another look: told by the latest look at each order, and the same when redrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.domain.cases import Look
from seller_credits.domain.issues import Channel
from seller_credits.ledger.interface import Checkpoint
from tests.ledger.conftest import NOW, ORDER, order, sighting, suggestion

OTHER = "222-0000000-0000000"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(ledger, now=NOW, account="default"):
    return ledger.due_orders(account, now)


def seen(ledger, look, order_id=ORDER):
    with ledger.writing("default", NOW) as writer:
        writer.order_seen(order(order_id), look)


def again(ledger, look):
    with ledger.writing("default", NOW) as writer:
        writer.order_seen_again(order(), look)


def unread(ledger, look, order_id=ORDER):
    with ledger.writing("default", NOW) as writer:
        writer.order_unread(order_id, "Amazon knows no such order.", look)


def test_orders_are_due_from_their_moment_on_the_soonest_first(ledger):
    seen(ledger, Look(NOW, NOW + HOUR))
    seen(ledger, Look(NOW, NOW), OTHER)
    assert due(ledger, NOW - HOUR) == []
    assert due(ledger) == [OTHER]
    assert due(ledger, NOW + HOUR) == [OTHER, ORDER]


def test_an_order_with_nothing_open_is_never_due(ledger):
    seen(ledger, Look(NOW, None))
    assert due(ledger, NOW + 999 * DAY) == []


def test_another_look_puts_off_the_next_one(ledger):
    seen(ledger, Look(NOW, NOW))
    again(ledger, Look(NOW + HOUR, NOW + DAY))
    assert due(ledger, NOW + HOUR) == []
    assert due(ledger, NOW + DAY) == [ORDER]


def test_another_account_is_asked_about_its_own_orders_only(ledger):
    seen(ledger, Look(NOW, NOW))
    assert due(ledger, account="other") == []


def test_an_order_that_was_read_and_could_not_be_the_next_time_waits_as_that_says(ledger):
    seen(ledger, Look(NOW, NOW))
    unread(ledger, Look(NOW + HOUR, NOW + DAY))
    assert due(ledger, NOW + HOUR) == []
    assert due(ledger, NOW + DAY) == [ORDER]


def test_an_order_that_could_be_read_after_all_is_due_as_that_says(ledger):
    seen(ledger, Look(NOW, NOW))
    unread(ledger, Look(NOW + HOUR, NOW + DAY))
    again(ledger, Look(NOW + 2 * HOUR, None))
    assert due(ledger, NOW + DAY) == []


def test_a_case_tells_when_its_order_was_looked_at(ledger):
    seen(ledger, Look(NOW, NOW + HOUR))
    unread(ledger, Look(NOW + HOUR, NOW + DAY))
    with ledger.writing("default", NOW) as writer:
        case = writer.cases({ORDER})[ORDER]
    assert case.looks == {("orders", ""): Look(NOW, NOW + HOUR)}
    assert case.unread == Look(NOW + HOUR, NOW + DAY)
    assert list(case.snapshots.values()) == [order()]


@pytest.mark.parametrize("in_one", [True, False])
def test_looks_are_redrawn_in_their_order(ledger, in_one):
    looks = [(Look(NOW, NOW), "SHIPPED"), (Look(NOW + HOUR, NOW + DAY), "CANCELLED")]
    for look, status in looks:
        with ledger.writing("default", NOW) as writer:
            writer.order_seen(replace(order(), status=status), look)
            if in_one:
                writer.order_seen_again(order(), Look(look.as_of, NOW + HOUR))
                writer.order_seen(replace(order(), status=f"{status}?"), look)
        again(ledger, Look(look.as_of + HOUR, NOW + 2 * DAY))
    unread(ledger, Look(NOW, NOW), OTHER)
    assert list(ledger.verify()) == []
    assert due(ledger, NOW + 2 * DAY) == [OTHER, ORDER]


# Orders in trouble


def in_trouble(ledger, order_id=ORDER, **changes):
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen(f"i-{order_id}", NOW, replace(sighting(order_id), **changes))
        writer.suggested(order_id, suggestion(f"i-{order_id}"))


def test_orders_in_trouble_lack_detail_until_they_were_asked_about(ledger):
    in_trouble(ledger)
    in_trouble(ledger, OTHER)
    seen(ledger, Look(NOW, None))
    assert ledger.lacking_detail("default", by_amazon=False) == [OTHER]
    unread(ledger, Look(NOW, NOW + DAY), OTHER)
    assert ledger.lacking_detail("default", by_amazon=False) == []


def test_what_amazon_ships_is_asked_for_by_itself(ledger):
    in_trouble(ledger, channel=Channel.AMAZON)
    in_trouble(ledger, OTHER, channel=None)
    assert ledger.lacking_detail("default", by_amazon=True) == [ORDER]
    assert ledger.lacking_detail("default", by_amazon=False) == [OTHER]


# What a search had recorded when it was cut short


def head(ledger, account="default"):
    return next(mark for mark in ledger.checkpoints() if mark.account == account)


def test_a_ledger_holds_every_entry_it_ever_had_and_no_other(filled):
    mark = head(filled)
    seen(filled, Look(NOW, NOW))
    assert filled.holds("default", mark)
    assert not filled.holds("default", replace(mark, hash=head(filled).hash))
    assert not filled.holds("default", Checkpoint("default", mark.seq + 99, mark.hash))


def test_one_accounts_entry_is_not_anothers(filled):
    assert not filled.holds("other", head(filled))


def test_orders_that_changed_in_a_span_are_counted_its_ends_included(ledger):
    changed = order().updated_at
    seen(ledger, Look(NOW, None))

    def count(since, until, account="default"):
        return ledger.orders_updated(account, since, until)

    assert count(changed, changed) == 1
    assert count(changed - DAY, changed + DAY) == 1
    assert count(changed + HOUR, changed + DAY) == 0
    assert count(changed - DAY, changed - HOUR) == 0
    assert count(changed, changed, account="other") == 0
