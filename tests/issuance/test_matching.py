"""Movements of money put to refunds: as many as possible, and none by a guess."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.issuances import LineShare
from seller_credits.domain.money import Money
from seller_credits.issuance.matching import Claim, fits, matched
from tests.issuance.books import row

LINES = (LineShare("11111111111111", "MUG"), LineShare("22222222222222", "CUP"))
ANY = LineShare(None, None)
AMOUNTS = ("1.00", "2.00")


@st.composite
def cases(draw):
    rows = [
        row(
            draw(st.sampled_from(AMOUNTS)),
            key=f"k{n}",
            line=draw(st.sampled_from([*LINES, ANY])),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    keys = [each.key for each in rows]
    claims = [
        Claim(
            f"sc-{n}",
            draw(st.sampled_from([*LINES, ANY])),
            Money.of(draw(st.sampled_from(AMOUNTS)), "USD"),
            frozenset(draw(st.sets(st.sampled_from(keys)))) if keys else frozenset(),
            is_late=draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    return claims, rows


def ways(claims, rows):
    """Every way to put movements to claims, as the set of claims that have one."""
    slots = [*range(len(rows)), *([None] * len(claims))]
    for chosen in set(permutations(slots, len(claims))):
        put = {n: rows[at] for n, at in enumerate(chosen) if at is not None}
        if all(fits(found, claims[n]) for n, found in put.items()):
            yield frozenset(put)


def best(found):
    most = max((len(each) for each in found), default=0)
    return [each for each in found if len(each) == most]


@given(cases())
def test_a_refund_is_explained_only_if_it_is_in_every_way_to_explain_most(case):
    claims, rows = case
    early = [n for n, claim in enumerate(claims) if not claim.is_late]
    of_early = best({each & frozenset(early) for each in ways(claims, rows)})
    of_all = best(set(ways(claims, rows)))
    found = matched(claims, rows)

    for number, claim in enumerate(claims):
        which = of_all if claim.is_late else of_early
        assert found.sure[number] == all(number in each for each in which)


@given(cases())
def test_no_movement_explains_two_refunds_and_none_is_lost(case):
    claims, rows = case
    found = matched(claims, rows)
    used = [each for each in found.rows if each is not None]

    assert sorted(e.key for e in [*used, *found.spare]) == sorted(e.key for e in rows)
    assert all(fits(e, c) for c, e in zip(claims, found.rows, strict=True) if e is not None)
    assert len(used) == max((len(each) for each in ways(claims, rows)), default=0)


@given(cases())
def test_what_was_taken_for_nothing_takes_no_movement_from_others(case):
    claims, rows = case
    alone = matched([claim for claim in claims if not claim.is_late], rows)
    together = matched(claims, rows)
    sure = [s for s, claim in zip(together.sure, claims, strict=True) if not claim.is_late]

    assert sure == list(alone.sure)
