"""A shop where things go wrong, and what a ledger holds of it: told by content, not by hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from seller_credits.bootstrap import House
from seller_credits.domain.clock import now
from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.interface import Filter
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.operations import OPERATIONS
from seller_credits.settings import ASKED_FILE, Credentials, Where, account_of
from seller_credits.simulator.server import Connection, running
from seller_credits.workflow.results import Outcome

SPEED = 20_000
"""Fast enough that nothing waits for a report or a quota."""

SINCE = timedelta(days=121)
"""Longer than the shop's past, so that nothing lies on the edge of what is read."""


@dataclass(frozen=True)
class Held:
    """What a ledger holds: issues with their evidence, and what is suggested for each."""

    issues: frozenset[Any]
    suggestions: frozenset[Any]


@dataclass(frozen=True)
class Shop:
    """A shop that can be closed and opened again at the same place, with other troubles.

    Attributes:
        stores: those of the shop's that are synced.
        opening: how the simulator opens it.
    """

    stores: tuple[str, ...]
    opening: dict[str, Any]

    @contextmanager
    def open(self, *faults: str, **said: Any) -> Iterator[Connection]:
        """Let it run with these faults."""
        with running(**self.opening | said, faults=faults) as connection:
            yield connection

    def staying(self, connection: Connection) -> Shop:
        """The same shop, which from now on is always found at this address, as Amazon is."""
        port = int(connection.endpoint.rpartition(":")[2])
        return replace(self, opening=self.opening | {"port": port})

    def environment(self, connection: Connection) -> dict[str, str]:
        """What tells the program where it is."""
        told = {name: value for name, value in connection.as_dict().items() if name != "truth"}
        told["marketplaces"] = ",".join(self.stores)
        return {f"SELLER_CREDITS_{name.upper()}": value for name, value in told.items()}

    def sync(
        self,
        connection: Connection,
        home: Path,
        *,
        patience: timedelta | None = None,
        ahead: timedelta = timedelta(0),
    ) -> Outcome:
        """Sync into a home in this process, with a patience and a clock of one's choosing."""
        account = self._account(connection)
        with closing(House.open(Where(home=home), account="default")) as opened:
            house = replace(opened, clock=lambda: now() + ahead)
            return house.sync(
                house.recorder(), SINCE, lambda _: None, account=account, patience=patience
            )

    def tell_its_pace(self, connection: Connection, home: Path) -> None:
        """Let the program know the rates of this shop, as answers would have named them."""
        owner, speed = self._account(connection).owner, self.opening["speed"]
        home.mkdir(parents=True, exist_ok=True)
        with SharedBuckets(home / ASKED_FILE) as buckets:
            for each in OPERATIONS:
                assert each.rate is not None
                buckets.learn(f"{owner} {each.name}", each.rate * speed)

    def _account(self, connection: Connection) -> Account:
        told = {name: value for name, value in connection.as_dict().items() if name != "truth"}
        told["marketplaces"] = list(self.stores)
        return account_of("default", Credentials.model_validate(told))


def held(home: Path) -> Held:
    """What the ledger of a home holds."""
    with closing(House.open(Where(home=home), account="default")) as house:
        issues = list(house.ledger.issues(Filter()))
        suggestions = list(house.ledger.suggestions(Filter()))
    told = ("issue_id", "remedy", "amount", "currency", "rule", "status")
    return Held(
        frozenset((_key(issue), _evidence(issue["evidence"])) for issue in issues),
        frozenset(tuple(str(each[name]) for name in told) for each in suggestions),
    )


def _key(issue: dict[str, Any]) -> tuple[str, ...]:
    # Which of the orders Amazon ships are asked for by themselves is a matter of tokens left over.
    line = "" if issue["channel"] == "amazon" else issue["order_item_id"]
    return str(issue["issue_id"]), str(issue["order_id"]), str(line), str(issue["issue"])


def _evidence(evidence: Sequence[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((each["source"], each["key"]) for each in evidence))


def counts(connection: Connection) -> dict[str, Any]:
    """How often each operation was asked, and how often too soon."""
    with urlopen(f"{connection.endpoint}/counts") as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def unread(coverage: Sequence[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """State and reason of everything that could not be read, by its name.

    That nothing was replaced, as in these shops, is not known before four hours have passed: it is
    so with and without troubles.
    """
    known = {"read", "empty", "empty (assumed)"}
    return {
        window["name"]: (window["state"], window["why"])
        for window in coverage
        if window["state"] not in known
        and (window["name"], window["state"]) != ("fba_replacements US", "unknown")
    }
