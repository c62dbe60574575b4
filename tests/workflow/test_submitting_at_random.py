"""Whatever happens while it is handed in, and however often it is tried: each remedy goes once."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seller_credits.domain.errors import SellerCreditsError
from seller_credits.marketplace.errors import (
    CredentialsRefused,
    MarketplaceFailed,
    OutOfTime,
    RequestRefused,
    Throttled,
    Unanswered,
    Unreachable,
)
from tests.workflow.counter import Seller, order_id

ORDERS = 3


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    home = tmp_path_factory.mktemp("stocked") / "home"
    Seller(home).stocks(ORDERS)
    return home


# What the call ends with, and whether the marketplace did it all the same.
SURELY_NOT = st.sampled_from(
    [
        RequestRefused("400", may_have_happened=False),
        Throttled("429", may_have_happened=False),
        CredentialsRefused("revoked", may_have_happened=False),
        Unreachable("no route", may_have_happened=False),
        OutOfTime("no turn"),
    ]
).map(lambda ending: (ending, False))
NOBODY_KNOWS = st.tuples(
    st.sampled_from(
        [Unanswered("lost"), MarketplaceFailed("500"), KeyboardInterrupt(), ValueError("bug")]
    ),
    st.booleans(),
)
ENDINGS = st.one_of(st.just((None, True)), SURELY_NOT, NOBODY_KNOWS)
STEPS = st.one_of(
    st.tuples(st.just("approve"), st.integers(1, ORDERS)),
    st.tuples(st.just("submit"), ENDINGS),
    st.tuples(st.just("by hand"), st.integers(1, ORDERS)),
    st.tuples(st.just("pass by"), st.integers(1, 30)),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_no_key_is_ever_handed_in_twice_and_nothing_sent_is_ever_sent_again(stocked, steps):
    with TemporaryDirectory() as folder:
        shutil.copytree(stocked, Path(folder) / "home")
        seller = Seller(Path(folder) / "home")
        seller.sells(ORDERS)
        for number, (what, how) in enumerate([*steps, ("submit", (None, True))]):
            if what == "approve" and seller.suggested(how)["status"] == "proposed":
                seller.approves(how)
            elif what == "by hand":
                seller.refunds_by_hand(how, key=f"by hand {number}")
            elif what == "pass by":
                seller.pass_by(hours=how)
            elif what == "submit":
                ending, happens = how
                seller.desk.endings = {seller.desk.asked + 1: ending} if ending else {}
                seller.desk.happens = happens
                with suppress(KeyboardInterrupt, ValueError, SellerCreditsError):
                    seller.submits()
        paid, stands = seller.desk.paid(), seller.stands()

        assert all(count == 1 for count in paid.values())
        # Of one trouble there is one refund: another attempt has another key, and none was due.
        orders = Counter(key.rpartition("-")[0] for key in paid)
        assert all(count == 1 for count in orders.values())
        gone = {"submitted", "unknown"}
        assert len(paid) <= sum(status in gone for status in stands.values())
        assert seller.faults() == []
        assert set(stands) <= {order_id(n) for n in range(1, ORDERS + 1)}
