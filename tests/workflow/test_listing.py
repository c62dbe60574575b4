"""What reading a long ledger asks of the database grows in proportion to its length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event

from tests.workflow.office import Office, numbered

FEW, MANY = 150, 600
STEPS_A_TICK = 10


@contextmanager
def counted_work() -> Iterator[list[int]]:
    """How much SQLite does in the block: its own steps, by the ten, and not the time they take."""
    ticks = [0]

    def tick() -> None:
        ticks[0] += 1

    def listen(connection: Any, _: object) -> None:
        connection.set_progress_handler(tick, STEPS_A_TICK)

    event.listen(Pool, "connect", listen)
    try:
        yield ticks
    finally:
        event.remove(Pool, "connect", listen)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["issues", "suggestions"])
def test_four_times_as_many_take_about_four_times_as_much_work(tmp_path: Path, what: str) -> None:
    work = []
    for count in (FEW, MANY):
        office = Office(tmp_path / str(count) / "home")
        office.home.mkdir(parents=True)
        office.put(numbered(count))
        with counted_work() as ticks:
            assert len(getattr(office, what)()) == count
        work.append(ticks[0])
    assert work[0] > FEW / STEPS_A_TICK
    assert work[1] / work[0] < 1.5 * MANY / FEW, work
