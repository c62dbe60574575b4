"""Decisions a second with their trace, beside GoRules ZEN and CEL deciding the same table.

    python -m benchmarks.decide [--orders 4000] [--runs 5] [--quick] [--records 1000000]

One core, one process, the same made-up orders for all; tables of 20 and of 200 rules. Before
anything is timed, every engine must name the same rule for every order, and by its amount of that
rule the same money, or nothing is measured. What each does:

- ours: guards, the first rule that matches, amount, adjustments, bounds, limits, half-even cents,
  net cost and authority, with a trace. A trace is kept as values and becomes sentences when it is
  read; the second line reads every one of them.
- ZEN: a decision table whose hit policy is first, its own trace switched on.
- CEL: one compiled expression a rule, asked in order until one is true, then the rule's amount; it
  has no trace.

Either of those gets its facts ready made and is measured twice: as its documentation shows it
first, and in the form that turned out fastest. Engines take turns; time is the processor's, and a
ratio is the median of the runs' own. At the end two policies are compared over so many recorded
decisions, as `python -m benchmarks.diff` does; `--records 0` leaves that out.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from benchmarks import diff, foreign, own
from benchmarks.tables import Order, Row, made_up_orders, made_up_table
from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Facts
from seller_credits.policy import decide

SIZES = (20, 200)
AIMS = {"zen": 20, "cel": 10}


class Engine(NamedTuple):
    """One way to decide a table.

    Attributes:
        name: its first word is the engine's.
        facts: every order in the form this engine is given.
        ask: decides one of them.
    """

    name: str
    facts: Sequence[Any]
    ask: Callable[[Any], Any]


def engines(table: Sequence[Row], orders: Sequence[Order]) -> list[Engine]:
    """All ways to decide the table, ours first, with the facts of every order made ready."""
    policy, options = own.policy_of(table), own.options()

    def decided(facts: Facts) -> Decision:
        return decide(policy, facts, options=options)

    def read(facts: Facts) -> Decision:
        decision = decided(facts)
        for step in decision.trace:
            assert step.text
        return decision

    facts = [own.facts_of(order) for order in orders]
    plain = [foreign.zen_facts(order) for order in orders]
    return [
        Engine("ours", facts, decided),
        Engine("ours, trace read", facts, read),
        Engine("zen, created", plain, foreign.zen_created(table)),
        Engine("zen, loaded", plain, foreign.zen_loaded(table)),
        Engine("cel, dictionary", list(map(foreign.cel_facts, orders)), foreign.cel_rules(table)),
        Engine("cel, context", list(map(foreign.cel_context, orders)), foreign.cel_rules(table)),
    ]


def disagreements(
    table: Sequence[Row], orders: Sequence[Order], asked: Sequence[Engine]
) -> list[str]:
    """One line for each order on which a foreign engine and ours differ, in rule or in money."""
    ours, rows = asked[0], {row.name: row for row in table}
    found = []
    for number, order in enumerate(orders):
        decision = ours.ask(ours.facts[number])
        for engine in asked[2:]:
            rule, hundredths = engine.ask(engine.facts[number])
            money = own.settled(rows[rule], order, hundredths) if rule in rows else None
            if (rule, money) != (decision.rule, decision.amount):
                got = f"{decision.rule} {decision.amount}"
                found.append(f"{engine.name}: {rule} {money}, ours: {got}, for {order}")
    return found


def seconds(engine: Engine) -> float:
    """How much time of the processor the engine takes for all its orders."""
    ask, facts = engine.ask, engine.facts
    gc.collect()
    began = time.process_time()
    for known in facts:
        ask(known)
    return time.process_time() - began


def main() -> None:
    """Measure both tables, a line for each engine, then a recorded history."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="Once, over some hundred orders.")
    parser.add_argument("--records", type=int, default=1_000_000)
    chosen = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    gc.set_threshold(10_000, 10, 10)  # as the program itself does
    orders, runs = (300, 1) if chosen.quick else (chosen.orders, chosen.runs)
    for size in SIZES:
        _measure(size, orders, runs)
    if chosen.records:
        diff.measure(chosen.records)


def _measure(size: int, count: int, runs: int) -> None:
    table = made_up_table(size)
    orders = made_up_orders(table, count)
    asked = engines(table, orders)
    wrong = disagreements(table, orders, asked)
    if wrong:
        sys.exit("\n".join(["The engines do not decide alike:", *wrong[:10]]))
    print(f"{size} rules, {count:,} orders decided alike, {runs} runs:")
    times = [[seconds(engine) for engine in asked] for _ in range(runs)]
    for at, engine in enumerate(asked):
        took = statistics.median(run[at] for run in times)
        ratio = statistics.median(run[at] / run[0] for run in times)
        aim = AIMS.get(engine.name[:3])
        beside = f"ours is {ratio:5.1f} times as fast (aim: {aim})" if aim else ""
        print(f"  {engine.name:17} {count / took:>9,.0f} decisions/s  {beside}".rstrip())


if __name__ == "__main__":
    main()
