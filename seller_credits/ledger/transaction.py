"""What can be said and read within one transaction of one account's chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from seller_credits.domain.cases import Delivery, Look, OrderCase, Sighting
from seller_credits.domain.coverage import Window
from seller_credits.domain.moved_money import Given, MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import HealthReport

if TYPE_CHECKING:
    from seller_credits.ledger.issuing import Issuing


class Writer(Protocol):
    """One transaction on one account's chain: everything in it is written, or nothing."""

    @property
    def position(self) -> int:
        """How many entries the account's chain has by now."""
        ...

    @property
    def issuing(self) -> Issuing:
        """The verbs of issuing, in this very transaction."""
        ...

    def cases(self, order_ids: Collection[str]) -> dict[str, OrderCase]:
        """What is known of these orders; an order never seen gives an empty case."""
        ...

    def order_seen(self, order: Order, look: Look, delivery: Delivery | None = None) -> None:
        """Record a snapshot of an order, when to look again, and when it arrived if it has."""
        ...

    def order_seen_again(self, order: Order, look: Look) -> None:
        """Record that an order is as it was, and when it is worth another look."""
        ...

    def order_unread(self, order_id: str, why: str, look: Look) -> None:
        """Record that an order was asked for and could not be read, or that there is none."""
        ...

    def issue_seen(self, issue_id: str, detected_at: datetime, seen: Sighting) -> None:
        """Record an issue, or one more piece of evidence for it."""
        ...

    def feedback_seen(self, order_id: str, stars: int, where: str) -> None:
        """Record feedback that is no issue, but that no money may be tied to."""
        ...

    def money_seen(self, row: MoneyRow) -> None:
        """Record a movement of money, or the latest word about one: its key tells which."""
        ...

    def label_seen(self, row: LabelRow) -> None:
        """Record what a seller's labels file says of an order."""
        ...

    def issue_joined(self, order_id: str, issue_id: str, learnt: Mapping[str, str]) -> None:
        """Record what an order's snapshot told of an issue: its line, SKU, store, channel."""
        ...

    def suggested(self, order_id: str, suggestion: Mapping[str, Any]) -> None:
        """Record a suggestion; `supersedes` names the one it takes the place of, if any."""
        ...

    def upheld(self, order_id: str, suggestion: Mapping[str, Any]) -> None:
        """Record that another version of the policy stands for a suggestion from now on.

        It is the whole suggestion as that version made it, and what is asked of it must come out
        of this: the facts, the version, who may approve it.
        """
        ...

    def judged(self, order_id: str, judged: Mapping[str, Any]) -> None:
        """Record another deadline, severity or exposure of a suggestion; all else of it stays."""
        ...

    def expire(self, most: int) -> int:
        """Record of suggestions still proposed that acting on them has no effect any more.

        Gives of how many; there may be more where it is `most`.
        """
        ...

    def covered(self, window: Window) -> None:
        """Record what became of a source's window."""
        ...

    def health_read(self, report: HealthReport) -> bool:
        """Record an account-health report; False where the very same one is known."""
        ...

    def policy_read(self, digest: str, name: str, text: str) -> None:
        """Keep the policy's text, once for each digest, so that every decision can be replayed."""
        ...

    @property
    def last_standing(self) -> int:
        """Where in the chain the latest word about any version of the policy stands; else 0."""
        ...

    def policy_proposed(self, digest: str, by: str) -> None:
        """Record that the first of two people wants a version to decide."""
        ...

    def policy_activated(self, digest: str, by: str, proposed_by: str | None = None) -> None:
        """Record that a version decides from now on; also one that was revoked before."""
        ...

    def policy_revoked(self, digest: str, by: str, reason: str) -> None:
        """Record that a version decides nothing any more."""
        ...

    def decided_again(self, in_force: str, orders: int) -> None:
        """Record that everything nobody has acted on was decided by what is in force now."""
        ...

    def given_since(self, day: date) -> Iterator[Given]:
        """Refunds and goodwill posted on a day or later, by anyone, as each book shows them.

        The day is that of the calendar furthest ahead: what was posted shortly before may be among
        them. What this transaction records itself is left out.
        """
        ...

    def bind_account(self, seller_id: str, endpoint: str) -> None:
        """Tie the account to its seller and endpoint; LedgerProblem if it is tied elsewhere."""
        ...
