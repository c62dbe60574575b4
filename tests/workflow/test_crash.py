"""A short run of what `python -m benchmarks.crash` does a thousand times."""

from __future__ import annotations

import random

import pytest

from benchmarks.crash import forking
from benchmarks.crash.__main__ import compared_with_the_truth, killed_again_and_again
from benchmarks.crash.ending import brought_to_an_end
from benchmarks.crash.shop import opened

_KILLS = 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "kept"),
    [("lost-answers", "file"), ("refunded-by-hand", "file"), ("lost-answers", "database")],
)
def test_whatever_is_killed_no_cent_goes_out_twice_or_is_lost(request, tmp_path, fault, kept):
    ledger = request.getfixturevalue("postgres").url if kept == "database" else ""
    forking.load()
    with opened(tmp_path, fault, orders=300, seed=7, ledger=ledger) as shop:
        dice = random.Random(f"7 {fault}")  # moments, no secrets
        assert killed_again_and_again(shop, _KILLS, dice) == _KILLS
        brought_to_an_end(shop)
        forking.ran(shop.job("ledger", "verify"), {0})
        found = compared_with_the_truth(shop)

    assert found.paid > 0
    assert (found.doubled, found.lost, found.wrong) == ([], [], [])
