"""One line for each store: what its defect rate is, what it can take, and what rolls off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from seller_credits.domain.issues import Channel
from seller_credits.measurement.headroom import Headroom, RollOff
from seller_credits.measurement.health import Outlook, StoreHealth
from seller_credits.reporting.health_words import (
    headroom_lines,
    outlook_text,
    percent,
    with_headroom,
)

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
TODAY = NOW.date()
PLAIN = Headroom(
    channel=Channel.SELLER,
    orders=1204,
    defects=5,
    target=Decimal("0.01"),
    can_take=7,
    window_from=date(2026, 9, 10),
    window_to=date(2026, 11, 8),
    read_on=TODAY,
)


def store(*roll_offs, **changes):
    outlook = Outlook(PLAIN, roll_offs)
    plain = StoreHealth("default", "US", "NORMAL", NOW, (), (outlook,), is_stale=False)
    return replace(plain, **changes)


def lines(*stores):
    return list(headroom_lines(stores, NOW))


def text(*roll_offs, **changes):
    return outlook_text(Outlook(replace(PLAIN, **changes), roll_offs), TODAY)


def test_it_is_one_line():
    soon = RollOff(date(2026, 11, 30), 1), RollOff(date(2026, 12, 3), 1)
    (line,) = lines(store(*soon, RollOff(date(2026, 12, 24), 3)))
    assert line == (
        "US: ODR 0.42% of 1,204 orders; 7 more defects before the target of 1%; 2 roll off by 3 Dec"
    )


@pytest.mark.parametrize(
    ("roll_offs", "said"),
    [
        ([RollOff(date(2026, 12, 7), 1)], "1 rolls off by 7 Dec"),
        ([RollOff(date(2026, 12, 8), 1)], "the next rolls off on 8 Dec"),
        ([RollOff(date(2026, 12, 8), 2)], "the next 2 roll off on 8 Dec"),
    ],
)
def test_roll_offs_of_a_fortnight_are_told_together_else_the_next(roll_offs, said):
    assert text(*roll_offs).endswith(f"; {said}")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"can_take": 1}, "1 more defect before the target of 1%"),
        ({"can_take": 0}, "not one more defect before the target of 1%"),
        ({"can_take": 0, "defects": 13}, "that is not below the target of 1%"),
        ({"target": Decimal("0.025")}, "7 more defects before the target of 2.5%"),
    ],
)
def test_what_it_can_take_is_said_in_words(changes, said):
    assert text(**changes).endswith(f"; {said}")


def test_one_order_is_no_plural():
    assert text(orders=1, defects=0, can_take=0).startswith("ODR 0% of 1 order; ")


def test_what_amazon_ships_says_so_and_stands_not_beside_suggestions():
    amazon = Outlook(replace(PLAIN, channel=Channel.AMAZON))
    assert ", shipped by Amazon; " in outlook_text(amazon, TODAY)
    assert lines(store(outlooks=(amazon,))) == []


def test_an_old_report_tells_its_age_and_no_figures():
    old = store(is_stale=True, read_at=NOW - timedelta(days=9))
    (line,) = lines(old)
    assert line == (
        "US: ODR not known: the report, read 9 days ago, tells of orders until 8 Nov;"
        " the next sync reads another."
    )


def test_of_several_accounts_each_line_names_its_own():
    assert [line.split(":")[0] for line in lines(store(), store(account="eu"))] == [
        "default US",
        "eu US",
    ]


def test_a_suggestion_has_the_headroom_of_its_account_store_and_channel():
    place = {"account": "default", "marketplace": "US", "channel": "seller"}
    others = [place | {"account": "eu"}, place | {"marketplace": "CA"}, place | {"channel": None}]
    told = list(with_headroom([place, *others], [store()]))
    assert [item["odr_headroom"] for item in told] == [7, None, None, None]
    assert told[0] == place | {"odr_headroom": 7}


def test_a_stale_report_gives_a_suggestion_no_headroom():
    place = {"account": "default", "marketplace": "US", "channel": "seller"}
    (told,) = with_headroom([place], [store(is_stale=True)])
    assert told["odr_headroom"] is None


@pytest.mark.parametrize(
    ("share", "said"),
    [("0.004153", "0.42%"), ("0.01", "1%"), ("0", "0%"), ("1", "100%"), ("0.1", "10%")],
)
def test_a_share_is_told_in_per_cent(share, said):
    assert percent(Decimal(share)) == said
