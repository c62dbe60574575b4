"""Reading a long ledger takes time in proportion to its length."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workflow.office import Office, numbered

FEW, MANY = 750, 3000


def quickest(read: Callable[[], list[object]], expected: int) -> float:
    """The shortest of three readings, in seconds: what else the machine does is left out."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        assert len(read()) == expected
        took.append(time.perf_counter() - begun)
    return min(took)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["issues", "suggestions"])
def test_four_times_as_many_take_about_four_times_as_long(tmp_path: Path, what: str) -> None:
    took = []
    for count in (FEW, MANY):
        office = Office(tmp_path / str(count) / "home")
        office.home.mkdir(parents=True)
        office.put(numbered(count))
        took.append(quickest(getattr(office, what), count))
    assert took[1] / took[0] < 2 * MANY / FEW, took
