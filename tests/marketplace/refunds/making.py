"""Refunds as tests want them: one sound one, and every sound one there is."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.domain.refunds import ComponentType, Refund, RefundComponent, RefundItem
from seller_credits.marketplace.refunds.vocabulary import CURRENCIES, REASONS

ORDER = "111-1234567-1234567"
LINE = "123456789012345"
SELLER = "A1TESTSELLER"


def component(amount="4.20", currency="USD", type_=ComponentType.PRINCIPAL):
    return RefundComponent(type_, Money(Decimal(amount), currency))


def an_item(*components, line=LINE, key="sc-abc-1", reason="GeneralAdjustment"):
    return RefundItem(line, key, reason, components or (component(),))


def a_refund(*items, order=ORDER, number=1, currency="USD"):
    return Refund(order, number, currency, items or (an_item(),))


def digits(length):
    return st.text("0123456789", min_size=length, max_size=length)


KEYS = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789._-", min_size=1, max_size=44)


@st.composite
def amounts(draw, currency):
    scale = 0 if currency == "JPY" else draw(st.integers(0, 2))
    units = draw(st.integers(1, 10**9))
    return Money(Decimal(units).scaleb(-scale), currency)


@st.composite
def items(draw, currency, key):
    types = draw(st.lists(st.sampled_from(ComponentType), min_size=1, unique=True))
    components = tuple(RefundComponent(type_, draw(amounts(currency))) for type_ in types)
    line = draw(st.one_of(digits(14), digits(15)))
    return RefundItem(line, key, draw(st.sampled_from(sorted(REASONS))), components)


@st.composite
def feeds(draw):
    """Draw the refunds of one feed, each of another order."""
    orders = draw(
        st.lists(st.tuples(digits(3), digits(7), digits(7)), min_size=1, max_size=5, unique=True)
    )
    found = []
    for number, order in enumerate(orders, 1):
        currency = draw(st.sampled_from(sorted(CURRENCIES)))
        key = draw(KEYS)
        lines = draw(
            st.lists(items(currency, f"{key}-{number}"), min_size=1, max_size=4).map(tuple)
        )
        once = {item.order_item_id: item for item in lines}
        found.append(Refund("-".join(order), number, currency, tuple(once.values())))
    return found
