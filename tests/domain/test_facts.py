"""Facts are typed, absent where not known, and survive the ledger."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.facts import FACTS, Facts, FactType
from seller_credits.domain.money import Money
from seller_credits.ledger import codec

_values = {
    FactType.YES_NO: st.booleans(),
    FactType.MONEY: st.decimals(0, 10**6, places=2).map(lambda amount: Money(amount, "USD")),
    FactType.PERCENT: st.decimals(0, 100, places=2),
    FactType.HOURS: st.integers(-1000, 1000).map(Decimal),
    FactType.COUNT: st.integers(0, 1000),
    FactType.DAYS: st.integers(0, 1000),
    FactType.STARS: st.integers(1, 5),
    FactType.TEXT: st.text(max_size=20),
}


def _value(definition):
    if definition.type is FactType.CHOICE:
        return st.sampled_from(definition.choices)
    return _values[definition.type]


facts = st.fixed_dictionaries(
    {}, optional={name: _value(definition) for name, definition in FACTS.items()}
)


@given(facts)
def test_facts_come_back_from_the_ledger_as_they_went_in(known):
    kept = codec.dump(Facts(known))

    assert known == dict(Facts.from_json(codec.load(kept)))


def test_a_fact_that_is_not_known_is_absent():
    known = Facts({"sku": None, "prime": False})

    assert "sku" not in known
    assert known["prime"] is False


def test_money_is_given_as_money_or_not_at_all():
    known = Facts({"item_price": Money.parse("5 USD"), "sku": "A"})

    assert Money.parse("5 USD") == known.money("item_price")
    assert known.money("sku") is None
    assert known.money("order_total") is None
