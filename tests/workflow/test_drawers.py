"""What is put aside on disk comes back whole, and a full folder is told in a sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.workflow.drawers import Drawers, PutAside

FULL = """
import resource, signal
from seller_credits.domain.errors import SellerCreditsError
from seller_credits.workflow.drawers import {what}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
kept = {what}()
try:
    for number in range(100_000):
        {put}
except SellerCreditsError as problem:
    print(problem.message)
"""


@given(st.lists(st.tuples(st.text(max_size=30), st.integers()), max_size=300))
def test_all_of_an_order_comes_back_together_in_the_order_it_came(things):
    with Drawers() as drawers:
        for order, number in things:
            drawers.put(order, (order, number))
        found = [drawer for drawer in drawers.each() if drawer]

    assert sorted(thing for drawer in found for thing in drawer) == sorted(things)
    for drawer in found:
        own = {order for order, _ in drawer}
        assert drawer == [thing for thing in things if thing[0] in own]


def test_more_than_memory_is_asked_for_comes_back_as_well():
    with Drawers() as drawers:
        for number in range(20_000):
            drawers.put(f"111-{number % 700}", number)
        assert sorted(each for drawer in drawers.each() for each in drawer) == [*range(20_000)]


def test_what_is_put_aside_is_read_by_its_number_however_often():
    aside = PutAside()
    numbers = [aside.keep("x" * number) for number in range(2_000)]

    for number in (1_999, 0, 7, 7):
        assert len(aside.kept(numbers[number])) == number
    assert len(aside.kept(aside.keep("later" * 100))) == 500


@pytest.mark.parametrize(
    ("what", "put"),
    [
        ("Drawers", "kept.put(str(number), f'{number:99}')"),
        ("PutAside", "kept.keep(f'{number:99}')"),
    ],
)
def test_a_folder_that_is_full_is_told_in_a_sentence(what, put):
    ran = subprocess.run(
        [sys.executable, "-c", FULL.format(what=what, put=put)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "temporary files cannot be written to" in ran.stdout
