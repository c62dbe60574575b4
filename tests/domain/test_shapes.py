"""Ids and secrets by their looks: slips of the hand are told, and never quoted."""

from __future__ import annotations

import pytest

from seller_credits.domain.shapes import SHAPES, misshapen
from seller_credits.simulator.connection import Credentials

SOUND = {
    "client_id": "amzn1.application-oa2-client.3e84e7ed39830e1497ce5cbd76ce7e39",
    "client_secret": "amzn1.oa2-cs.v1.4202dbd7a58fe640",
    "refresh_token": "Atzr|IwEBIxs8L8u7MIRn+/QnwWSy-_==",
    "seller_id": "A1SNVC1QYQVE3W",
}


@pytest.mark.parametrize("field", SHAPES)
def test_what_looks_right_passes(field):
    assert misshapen(field, SOUND[field]) is None


def test_a_client_secret_of_the_first_generation_looks_right():
    assert misshapen("client_secret", "0123456789abcdef" * 4) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_simulators_own_look_right(seed):
    made = Credentials.of(seed)
    assert [field for field in SHAPES if misshapen(field, getattr(made, field))] == []


@pytest.mark.parametrize("field", SHAPES)
@pytest.mark.parametrize("other", SHAPES)
def test_one_in_the_place_of_another_is_named_for_what_it_is(field, other):
    if field == other:
        return
    wrong = misshapen(field, SOUND[other])
    assert f"looks like a {other.replace('_', ' ')}, not" in wrong
    assert SOUND[other] not in wrong


@pytest.mark.parametrize("field", SHAPES)
@pytest.mark.parametrize("spoil", [lambda s: s[1:], lambda s: f"{s} x", lambda s: f'"{s}"'])
def test_a_cut_or_quoted_one_is_told_and_not_quoted(field, spoil):
    wrong = misshapen(field, spoil(SOUND[field]))
    assert "does not look like" in wrong
    assert spoil(SOUND[field]) not in wrong
