"""However long a ledger is, what a batch of rows asks of it is found by an index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from .conftest import NOW, ORDER

ORDERS = [ORDER, "222-0000000-0000000", "333-0000000-0000000"]
ONE_ROW_AN_ACCOUNT = {"heads"}


@pytest.fixture
def place(path):
    """SQLite alone, which takes an index by its name's order unless it is told."""
    return path


@contextmanager
def plans() -> Iterator[list[str]]:
    """How SQLite goes about every reading statement of the block."""
    found: list[str] = []

    def explain(_: Any, cursor: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.startswith("SELECT"):
            explaining = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(step for *_, step in explaining)

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", explain)


def reads_everything(step: str) -> bool:
    """Whether a step goes through a whole table, or through all of an account's rows in it."""
    table = step.split()[1]
    return table not in ONE_ROW_AN_ACCOUNT and (
        step.startswith("SCAN") or step.endswith("(account=?)")
    )


@pytest.mark.parametrize("count", range(1, len(ORDERS) + 1))
def test_what_is_known_of_some_orders_is_found_without_reading_the_whole_ledger(filled, count):
    with plans() as steps, filled.writing("default", NOW) as writer:
        assert writer.cases(ORDERS[:count])[ORDER].issues
    tables = {step.split()[1] for step in steps if step.startswith("SEARCH")}
    assert {"entries", "orders", "issues", "money", "suggestions", "buyers"} <= tables
    assert [step for step in steps if reads_everything(step)] == []
