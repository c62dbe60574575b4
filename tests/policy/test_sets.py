"""Sets of values against a brute-force reading of the same sets."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.policy.sets import Numbers, Words, join, meet, minus, share, within

UNIVERSE = [None, *(Decimal(half) / 2 for half in range(-2, 24))]
WORDS = [None, "a", "b", "c", "d"]

ends = st.one_of(st.none(), st.integers(0, 10).map(Decimal))


@st.composite
def numbers(draw):
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    values = Numbers.between(low, high, whole=draw(st.booleans()))
    return values.outside() if draw(st.booleans()) else values


words = st.builds(
    Words, st.frozensets(st.sampled_from("abcd"), max_size=3), st.booleans(), st.booleans()
)


def same(values, universe, wanted):
    assert [value for value in universe if value in values] == wanted


@given(numbers(), numbers())
def test_numbers_are_met_joined_and_taken_away_exactly(one, other):
    same(meet(one, other), UNIVERSE, [v for v in UNIVERSE if v in one and v in other])
    same(join(one, other), UNIVERSE, [v for v in UNIVERSE if v in one or v in other])
    same(minus(one, other), UNIVERSE, [v for v in UNIVERSE if v in one and v not in other])


@given(numbers(), numbers())
def test_numbers_share_something_or_lie_within_as_their_difference_says(one, other):
    assert share(one, other) == (not meet(one, other).empty)
    assert within(one, other) == minus(one, other).empty


@given(words, words)
def test_words_are_met_joined_and_taken_away_exactly(one, other):
    same(meet(one, other), WORDS, [v for v in WORDS if v in one and v in other])
    same(join(one, other), WORDS, [v for v in WORDS if v in one or v in other])
    same(minus(one, other), WORDS, [v for v in WORDS if v in one and v not in other])


@given(numbers(), st.integers(0, 12).map(Decimal))
def test_a_sample_is_in_the_set(values, like):
    sample = values.sample(like)
    assert sample is None or sample in values


@given(words)
def test_a_word_sample_is_in_the_set(values):
    sample = values.sample()
    assert sample is None or sample in values
