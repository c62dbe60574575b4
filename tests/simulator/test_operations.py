"""The table of what the simulator serves; `test_models` holds it against Amazon's own models."""

from __future__ import annotations

from seller_credits.simulator.operations import OPERATIONS


def test_no_operation_stands_in_the_table_twice():
    names = [operation.name for operation in OPERATIONS]

    assert len(names) == len(set(names)) > 40
