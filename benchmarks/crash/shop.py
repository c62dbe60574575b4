"""A made-up marketplace with one fault, and a seller's home beside it with everything approved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.crash.forking import Job, ran

SPEED = 20_000
"""How much faster than life feeds are carried out, money is posted, and limits fill."""

_LEDGER = "SELLER_CREDITS_LEDGER"
_POLICY = """
policy: all-of-it
version: "1"
currency: USD
rates: {CAD: 1.4}
authority: {agent: 1000 USD}
rules:
  - rule: little
    when: {item_price: 0..30 USD}
    remedy: partial_refund
    amount: 20% of item
  - rule: more
    when: {item_price: 0..100 USD}
    remedy: partial_refund
    amount: 3.33 USD
otherwise: {remedy: partial_refund, amount: 10% of item}
examples: []
"""
_SETTINGS = """
submit:
  max_per_run: [12 USD, 12 CAD]
  hold: 0h
  canary: no
  prime: yes
loosened_guards: [marketplace_answers, marketplace_pays, stale_source, return_open]
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """A running simulator, and the home folder of a seller who sells there.

    Attributes:
        connection: as the simulator announced it.
        environment: what the program is told of it.
    """

    home: Path
    connection: dict[str, Any]
    environment: dict[str, str]

    def job(self, *arguments: str) -> Job:
        """One command of the program in this home."""
        return Job(("--home", str(self.home), "--quiet", *arguments), self.environment)

    def truth(self) -> dict[str, Any]:
        """What really happened, whatever anybody was answered."""
        told: dict[str, Any] = self._asked("")
        return told

    def doings(self) -> dict[str, Any]:
        """What was handed in, in the course of the run."""
        told: dict[str, Any] = self._asked("/doings")
        return told

    def _asked(self, what: str) -> Any:
        with urlopen(f"{self.connection['truth']}{what}") as answer:  # noqa: S310  # the simulator
            return json.load(answer)


@contextmanager
def opened(
    folder: Path, fault: str, *, orders: int, seed: int, ledger: str = "", speed: int = SPEED
) -> Iterator[Shop]:
    """A shop whose orders were synced and decided; it is closed in the end.

    Args:
        folder: an empty one, for the seller's home.
        fault: what goes wrong; empty for nothing.
        orders: how many the shop has.
        seed: same seed, same shop.
        ledger: address of the ledger; empty for a file in the home.
        speed: how much faster than life it is.
    """
    options = ["--orders", str(orders), "--seed", str(seed), "--speed", str(speed)]
    options += ["--faults", fault] if fault else []
    command = [sys.executable, "-m", "seller_credits", "simulator", *options]
    (folder / "policy.yaml").write_text(_POLICY, encoding="utf-8")
    (folder / "settings.yaml").write_text(_SETTINGS, encoding="utf-8")
    if ledger:  # for this process as well, which approves and compares; settings take no password
        os.environ[_LEDGER] = ledger
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as simulator:
        try:
            assert simulator.stdout is not None
            connection = json.loads(simulator.stdout.readline())
            told = {
                f"SELLER_CREDITS_{name.upper()}": ",".join(v) if isinstance(v, list) else v
                for name, v in connection.items()
            }
            shop = Shop(folder, connection, {**os.environ, **told})
            ran(shop.job("policy", "activate", "--by", "owner"), {0})
            ran(shop.job("sync", "--since", "60d"), {0, 7})
            yield shop
        finally:
            simulator.terminate()
            if ledger:
                del os.environ[_LEDGER]
