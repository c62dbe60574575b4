"""The table of what the simulator serves, against Amazon's own models."""

from __future__ import annotations

import re

import pytest

from seller_credits.simulator.operations import OPERATIONS
from tests.judge import the_judge

NAMES_OF_PARTS = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def judge():
    return the_judge()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_has_amazons_method_path_limit_and_kind_of_token(judge, operation):
    amazons = judge.operations[operation.name]

    assert operation.method == amazons.method
    assert NAMES_OF_PARTS.sub("{}", operation.path) == NAMES_OF_PARTS.sub("{}", amazons.path)
    assert (operation.rate, operation.burst) == amazons.plan
    assert operation.grantless == amazons.is_grantless


def test_no_operation_stands_in_the_table_twice():
    names = [operation.name for operation in OPERATIONS]

    assert len(names) == len(set(names)) > 40
