"""What exactly is handed in: the price first, then shipping, each line under its own key."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issuances import Issuance, LineShare, Status
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.refunds import ComponentType
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.components import refund_of
from seller_credits.marketplace.refunds.checking import flaws

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
ORDER = "111-1111111-1111111"


def usd(cents):
    return Money.of(f"{cents // 100}.{cents % 100:02}", "USD")


def case_of(*lines):
    """An order with lines by what was paid for goods and shipping, in cents."""
    told = tuple(
        Line(f"{number:014}", f"SKU-{number}", None, None, 1, usd(paid), usd(shipping))
        for number, (paid, shipping) in enumerate(lines, 1)
    )
    order = Order(
        *(Source.ORDERS, ORDER, "US", Channel.SELLER, "SHIPPED", NOW, NOW, "USD"), lines=told
    )
    return OrderCase(ORDER, snapshots={(Source.ORDERS, ""): order})


def issuance_of(*cents, issue=IssueKind.WRONG_ITEM):
    shares = tuple(LineShare(f"{n:014}", f"SKU-{n}", usd(c)) for n, c in enumerate(cents, 1))
    return Issuance(
        *("sc-abc", ORDER, Status.APPROVED, Remedy.PARTIAL_REFUND, "US", usd(sum(cents))),
        *(NOW, NOW, "ana"),
        issue=issue,
        lines=shares,
    )


def parts(refund):
    return [[(each.type, each.amount) for each in item.components] for item in refund.items]


def test_what_is_beyond_the_price_was_paid_for_shipping():
    refund = refund_of(issuance_of(1200), case_of((1000, 499)), ComponentType.PRINCIPAL)

    assert parts(refund) == [
        [(ComponentType.PRINCIPAL, usd(1000)), (ComponentType.SHIPPING, usd(200))]
    ]


def test_as_goodwill_it_is_all_one():
    refund = refund_of(issuance_of(1200), case_of((1000, 499)), ComponentType.GOODWILL)

    assert parts(refund) == [[(ComponentType.GOODWILL, usd(1200))]]


def test_each_line_has_a_key_of_its_own_and_the_reason_of_the_trouble():
    refund = refund_of(
        issuance_of(100, 200), case_of((1000, 0), (1000, 0)), ComponentType.PRINCIPAL
    )

    assert [item.adjustment_id for item in refund.items] == ["sc-abc-1", "sc-abc-2"]
    assert {item.reason for item in refund.items} == {"DifferentItem"}


@given(
    lines=st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 999)).filter(sum), min_size=1, max_size=4
    ),
    data=st.data(),
)
def test_what_is_handed_in_is_to_the_cent_what_was_approved(lines, data):
    cents = [data.draw(st.integers(1, paid + shipping)) for paid, shipping in lines]
    refund = refund_of(issuance_of(*cents), case_of(*lines), ComponentType.PRINCIPAL)

    assert refund.total == usd(sum(cents))
    assert flaws([refund]) == ()
    for item, cent, (paid, shipping) in zip(refund.items, cents, lines, strict=True):
        given_ = {each.type: each.amount for each in item.components}
        assert sum((each for each in given_.values()), usd(0)) == usd(cent)
        assert given_.get(ComponentType.PRINCIPAL, usd(0)) <= usd(paid)
        assert given_.get(ComponentType.SHIPPING, usd(0)) <= usd(shipping)
