"""A search by index finds what a search by hand finds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.simulator.order_index import OrderIndex
from seller_credits.simulator.order_search import STATUSES, Filters, Search
from seller_credits.simulator.shop.build import open_shop
from seller_credits.simulator.shop.places import CANADA, UNITED_STATES

SHOP = open_shop(orders=150, seed=7, today=date(2026, 11, 23))
INDEX = OrderIndex(SHOP.orders)
FIRST_DAY = datetime(2026, 7, 20, tzinfo=UTC)


def some(values):
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=2).map(tuple)


FILTERS = st.builds(
    Filters,
    by=st.sampled_from(["created", "lastUpdated"]),
    marketplaces=some([UNITED_STATES.id, CANADA.id]),
    statuses=some(STATUSES),
    fulfilled_by=some(["AMAZON", "MERCHANT"]),
)
TIMES = st.one_of(
    st.integers(0, 130).map(lambda day: FIRST_DAY + timedelta(days=day)),
    st.sampled_from([order.updated for order in SHOP.orders]),
)


@given(filters=FILTERS, after=TIMES, before=TIMES, size=st.integers(1, 60))
def test_the_pages_of_a_search_hold_what_it_covers_sorted_and_each_once(
    filters, after, before, size
):
    by_hand = sorted(
        (
            order
            for order in SHOP.orders
            if filters.admit(order) and after <= filters.time_of(order) <= before
        ),
        key=lambda order: (filters.time_of(order), order.order_id),
    )
    found, more = [], True
    while more:
        page, more = INDEX.page(Search(filters, after, before), len(found), size)
        found += page
    assert found == by_hand


def test_somebody_who_tries_every_filter_does_not_fill_the_memory():
    index = OrderIndex(SHOP.orders)
    for status in sorted(STATUSES):
        for by in ("created", "lastUpdated"):
            for place in (UNITED_STATES.id, CANADA.id):
                filters = Filters(by, (place,), (status,), ())
                index.page(Search(filters, FIRST_DAY, FIRST_DAY), 0, 1)
    assert len(index._lists) == 16
