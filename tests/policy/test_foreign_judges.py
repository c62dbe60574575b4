"""Two engines of other people decide the same tables: GoRules ZEN and CEL agree with ours.

They share no code with ours and nobody here wrote them; what their answers come to in money is
reckoned in fractions, without the engine.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks import decide, own
from benchmarks.tables import made_up_orders, made_up_table


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", decide.SIZES)
def test_every_engine_finds_the_same_rule_and_the_same_money(size, seed):
    table = made_up_table(size, seed)
    orders = made_up_orders(table, 200, seed)
    assert decide.disagreements(table, orders, decide.engines(table, orders)) == []


def test_the_made_up_orders_reach_rules_all_over_the_table_and_none_too():
    table = made_up_table(200)
    asked = decide.engines(table, made_up_orders(table, 1000))[0]
    taken = {asked.ask(known).rule for known in asked.facts}
    assert "otherwise" in taken
    assert len(taken & {row.name for row in table[100:]}) > 50


def test_a_rule_that_differs_in_one_engine_only_is_told():
    table = made_up_table(20)
    orders = made_up_orders(table, 100)
    asked = decide.engines(table, orders)
    other = tuple(replace(row, at_most=1) for row in table)
    told = decide.disagreements(other, orders, asked)
    assert any(line.startswith("zen") for line in told)
    assert any(line.startswith("cel") for line in told)


def test_the_money_is_rounded_half_to_even_after_adjustments_and_limits():
    row = replace(made_up_table(20)[0], percents=(), cents=90, at_most=None)
    order = replace(
        made_up_orders([row], 1)[0], item_price=5000, business=True, buyer_prior_issues=0
    )
    assert str(own.settled(row, order, 90_50)) == "1.00 USD"  # 99.55 cents
    assert str(own.settled(row, order, 450_00)) == "4.95 USD"
    assert str(own.settled(row, replace(order, quantity=1), 9_000_00)) == "25.00 USD"


@pytest.mark.slow
def test_the_benchmark_proves_agreement_and_prints_the_ratios():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.decide", "--quick", "--records", "200"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.count("decided alike") == len(decide.SIZES)
    assert ran.stdout.count("times as fast") == 4 * len(decide.SIZES)
    assert "200 decisions" in ran.stdout.splitlines()[-1]
