"""What the house expects of a ledger, whatever stores it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.domain.issuances import Issuance, Status, Stop, Submission
from seller_credits.domain.issues import Source
from seller_credits.domain.standing import Standing
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.replaying import Kept
from seller_credits.ledger.transaction import Writer

if TYPE_CHECKING:
    from seller_credits.ledger.measuring import Measuring


@dataclass(frozen=True, slots=True)
class Filter:
    """Which issues or suggestions are asked for; an empty set means all of them.

    Attributes:
        account: one account, or None for all.
        current: leave out what was superseded.
        id_prefix: beginning of an id, as a person types it.
        sort: `found` (order of detection) or `deadline` (what waits before what does not, in it
            the soonest due first, then what is overdue, the latest first, then what has no clock).
        now: the moment, aware, by which something is overdue; None to sort by deadline alone.
    """

    account: str | None = None
    kinds: Collection[str] = field(default_factory=frozenset)
    statuses: Collection[str] = field(default_factory=frozenset)
    remedies: Collection[str] = field(default_factory=frozenset)
    orders: Collection[str] = field(default_factory=frozenset)
    id_prefix: str = ""
    current: bool = True
    sort: str = "found"
    now: datetime | None = None

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out that the account has, but for what was superseded."""
        return bool(self.kinds or self.statuses or self.remedies or self.orders or self.id_prefix)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing `ledger verify` found wrong, in a sentence."""

    account: str
    what: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far an account's chain reaches: print it, keep it, compare later."""

    account: str
    seq: int
    hash: str

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the line `ledger verify` printed: `checkpoint default 12 01fb...`.

        Raises:
            UsageProblem: it is no such line.
        """
        words = text.split()
        if words[:1] == ["checkpoint"]:
            words = words[1:]
        if len(words) != 3 or not words[1].isdecimal() or len(words[2]) != 64:  # noqa: PLR2004  # account, number, 32 bytes in hex
            raise UsageProblem(
                f"{text!r} is no checkpoint.",
                hint="Give a line as `ledger verify` prints it: checkpoint ACCOUNT NUMBER HASH.",
            )
        return cls(words[0], int(words[1]), words[2].lower())


class MarkKeeper(Protocol):
    """Keeps outside the ledger how far a chain is, before anything is done that is done once."""

    def keep(
        self, checkpoint: Checkpoint, at: datetime, holds: Callable[[Checkpoint], bool]
    ) -> None:
        """Keep it; LedgerProblem where that cannot be.

        Args:
            checkpoint: the entry that was written.
            at: when (aware).
            holds: whether the chain has an entry.
        """
        ...


class Ledger(Protocol):
    """The recorder. All reads stream; all writes go through `writing`."""

    @property
    def place(self) -> str:
        """Where it is, for a person."""
        ...

    def writing(self, account: str, now: datetime) -> AbstractContextManager[Writer]:
        """One transaction; commits at the end, leaves nothing behind on an exception."""
        ...

    def binding(self, account: str) -> tuple[str, str] | None:
        """Seller id and endpoint the account is tied to, or None."""
        ...

    def issues(self, wanted: Filter) -> Iterator[dict[str, Any]]:
        """Issues as they are listed, with their evidence."""
        ...

    def suggestions(self, wanted: Filter) -> Iterator[dict[str, Any]]:
        """Suggestions as they are listed, with what the decision rests on."""
        ...

    def latest_decisions(self, account: str | None) -> Iterator[Kept]:
        """Every issue's latest decision with what followed, as recorded; of all for no account."""
        ...

    def known_facts(self, account: str, since: datetime) -> Iterator[tuple[str, frozenset[str]]]:
        """Kind and known facts of every issue decided since, newest first, each issue once."""
        ...

    def undecided_by(self, account: str, policy_digest: str | None) -> Iterator[str]:
        """Orders with an open suggestion that another policy made; with any, where none is told."""
        ...

    def limited_until(self, account: str, now: datetime) -> Iterator[str]:
        """Orders with an open suggestion that a limit cut or stopped, until now."""
        ...

    def decided_as(self, account: str, outcome: str) -> Iterator[str]:
        """Orders with an open suggestion whose outcome begins so."""
        ...

    def in_force(self, account: str) -> str | None:
        """What was in force when everything was last decided again; None where it never was."""
        ...

    def standings(self, account: str) -> list[Standing]:
        """How every version stands that anybody ever proposed, activated or revoked."""
        ...

    def policy_digests(self, account: str) -> list[str]:
        """Digests of every version that ever decided, was proposed or was activated."""
        ...

    def windows(self, account: str) -> Iterator[dict[str, Any]]:
        """The latest coverage of every source and store."""
        ...

    def read_spans(self, account: str, source: Source, name: str) -> list[Span]:
        """When a source was read from and to, as often as it was, under that name."""
        ...

    def due_orders(self, account: str, now: datetime) -> list[str]:
        """Orders that are worth another look by now: those due first come first."""
        ...

    def holds(self, account: str, mark: Checkpoint) -> bool:
        """Whether the account's chain has the entry that a mark names."""
        ...

    def lacking_detail(self, account: str, *, by_amazon: bool) -> list[str]:
        """Orders with an issue still open that no answer of the orders API told of, newest first.

        Args:
            account: the account's name.
            by_amazon: those Amazon ships, about which the seller has nothing to decide; else all
                others.
        """
        ...

    def orders_updated(self, account: str, since: datetime, until: datetime) -> int:
        """How many orders of the orders API changed last within a span."""
        ...

    def counted_orders(self, account: str, *, defective: bool = False) -> Iterator[CountedOrder]:
        """Every order that was listed or had a trouble, as rates are made of them.

        Of the defective ones alone, with a claim, a chargeback or bad feedback, it is quick.
        """
        ...

    def health_reports(self, account: str) -> Iterator[dict[str, Any]]:
        """The latest account-health report of each store.

        As `marketplace`, `read_at`, `status` and `metrics`.
        """
        ...

    @property
    def measuring(self) -> Measuring:
        """What shows whether credits were worth it: troubled orders, times read, snapshots."""
        ...

    def policy_text(self, digest: str) -> tuple[str, str] | None:
        """Name and text of a policy that decided something, by digest."""
        ...

    def issuances(
        self,
        account: str | None,
        *,
        statuses: Collection[Status] = (),
        order_ids: Collection[str] = (),
        due: datetime | None = None,
    ) -> Iterator[Issuance]:
        """Issuances in the order they were begun; an empty set asks for all.

        Args:
            account: its name; None for all.
            statuses: only those that stand so.
            order_ids: only those of these orders.
            due: only those whose proof is to be looked for by then (aware).
        """
        ...

    def given_up(self, account: str) -> Iterator[str]:
        """Orders with a superseded approval of which nothing was suggested since."""
        ...

    def automatic(self, account: str) -> Iterator[str]:
        """Orders with an open suggestion that nobody need approve, the first found first."""
        ...

    def submissions(
        self, account: str, submission_ids: Collection[str] = ()
    ) -> Iterator[Submission]:
        """What was handed in, in that order; all of it where none is named."""
        ...

    def orphans(self, account: str | None) -> Iterator[dict[str, Any]]:
        """Refunds nobody here issued: account, order_id, key, amount, posted, explained."""
        ...

    def stop(self, account: str) -> Stop | None:
        """Who stopped all issuing, and why; None where it goes on."""
        ...

    def read_back_until(self, account: str) -> datetime | None:
        """Until when the books were read back after the ledger was restored; None for never."""
        ...

    def history(self, order_id: str) -> Iterator[Entry]:
        """Every entry about one order, oldest first."""
        ...

    def comments(self, keys: Collection[str]) -> dict[str, str]:
        """Buyers' words that are still kept, by evidence key."""
        ...

    def checkpoints(self) -> list[Checkpoint]:
        """How far each account's chain reaches."""
        ...

    def verify(self, against: Checkpoint | None = None) -> Iterator[Fault]:
        """Everything that is not as it was written, or not as a kept checkpoint says."""
        ...

    def close(self) -> None:
        """Let go of the storage."""
        ...


def check_binding(
    found: tuple[str, str] | None, account: str, seller_id: str, endpoint: str
) -> None:
    """Refuse another seller's orders in an account's chain.

    Raises:
        ConfigurationProblem: the account is tied to another seller or endpoint.
    """
    if found is not None and found != (seller_id, endpoint):
        raise ConfigurationProblem(
            f"Account '{account}' of this ledger belongs to seller {found[0]} at {found[1]}, "
            f"not to seller {seller_id} at {endpoint}.",
            hint="Two sellers' orders are never mixed: give the other one its own --account "
            "or its own --home.",
        )
