"""What a transaction says of issuances: every word checked against what stands already.

A writer is alone on its account's chain while its transaction lasts. So what is read here still
holds when it is written, and of two who want to issue the same remedy only one can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from seller_credits.domain.clock import instant_text, when_text
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import (
    CAME_TO_NOTHING,
    MOVES,
    Issuance,
    Status,
    Stop,
    Submission,
)
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.ledger import issuances
from seller_credits.ledger.projections import BEGINNINGS, NOT_HANDED_IN
from seller_credits.ledger.restored import RESTORED


class WrongMove(UsageProblem):
    """Somebody else was faster, or it was never possible: the issuance stands otherwise."""


class Append(Protocol):
    """Adds an entry to the transaction."""

    def __call__(
        self, kind: str, subject: str, payload: Mapping[str, Any], *, actor: str | None = None
    ) -> None:
        """Kind of entry, what it is about, what it says, and who says it if not the program."""
        ...


class Issuing:
    """The verbs of issuing within one transaction.

    Args:
        connection: the transaction's.
        account: whose chain.
        at: the transaction's moment, aware.
        append: adds an entry.
        flush: writes what was added so far, so that it can be read.
    """

    def __init__(
        self,
        connection: Connection,
        account: str,
        at: datetime,
        append: Append,
        flush: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._account = account
        self._at = at
        self._append = append
        self._flush = flush

    def of(self, issuance_id: str) -> Issuance | None:
        """One issuance as it stands now, what this transaction has written included."""
        self._flush()
        return issuances.issuance(self._connection, self._account, issuance_id)

    def standing(
        self, *, statuses: Collection[Status] = (), order_ids: Collection[str] = ()
    ) -> list[Issuance]:
        """Issuances as they stand now; see `seller_credits.ledger.issuances.issuances`."""
        self._flush()
        found = issuances.issuances(
            self._connection, self._account, statuses=statuses, order_ids=order_ids
        )
        return list(found)

    def begin(self, issuance: Issuance, *, actor: str | None = None) -> None:
        """Record what was approved, or what a person did elsewhere.

        Raises:
            WrongMove: the same suggestion was approved already and has not come to nothing, or the
                key is taken.
        """
        if issuance.status not in BEGINNINGS:
            raise ValueError(f"an issuance does not begin as {issuance.status}")
        for other in self.standing(order_ids=(issuance.order_id,)):
            same = other.suggestion_id == issuance.suggestion_id and other.suggestion_id is not None
            if other.issuance_id == issuance.issuance_id or (
                same and other.status not in CAME_TO_NOTHING
            ):
                raise WrongMove(
                    f"Suggestion {other.suggestion_id or other.issuance_id} of order "
                    f"{other.order_id} is {other.status} already, by {other.by}.",
                    hint=f"See it: seller-credits ledger history {other.order_id}",
                )
        self._append(issuance.status, issuance.order_id, issuance.as_json(), actor=actor)

    def move(
        self,
        issuance_id: str,
        to: Status,
        told: Mapping[str, Any],
        *,
        again_at: datetime | None = None,
        actor: str | None = None,
    ) -> Issuance:
        """Record that an issuance came to another status; gives it as it stands now.

        Args:
            issuance_id: its key.
            to: its status from now on.
            told: the evidence, in the entry for good; of it `submission_id`, `message_id` and
                `feed_id` are kept with the issuance.
            again_at: when to look for its proof again; None for never.
            actor: who says so, if not the program.

        Raises:
            WrongMove: it does not lead there from where it stands.
        """
        found = self.of(issuance_id)
        if found is None or to not in MOVES[found.status]:
            stands = "is not known" if found is None else f"is {found.status}"
            raise WrongMove(
                f"Issuance {issuance_id} {stands}: it cannot become {to}.",
                hint="Somebody may have been faster; look again: seller-credits suggestions",
            )
        kind = NOT_HANDED_IN if to is Status.APPROVED else str(to)
        told = {
            **dict.fromkeys(("submission_id", "message_id", "feed_id")),
            **told,
            "issuance_id": issuance_id,
            "issue_id": found.issue_id,
            "ordinal": found.ordinal,
            "from": found.status,
            "at": instant_text(self._at),
            "again_at": when_text(again_at),
        }
        self._append(kind, found.order_id, told, actor=actor)
        moved = self.of(issuance_id)
        assert moved is not None
        return moved

    def look_again(self, issuance_id: str, again_at: datetime | None) -> None:
        """Record that its proof was looked for, when to do so again, and nothing else."""
        found = self.of(issuance_id)
        if found is not None and found.again_at != again_at:
            told = {"issuance_id": issuance_id, "again_at": when_text(again_at)}
            self._append("looked", found.order_id, told)

    def declined(
        self, order_id: str, suggestion: Mapping[str, Any], *, by: str, reason: str
    ) -> None:
        """Record that a person said no to a suggestion.

        Args:
            order_id: whose.
            suggestion: its `suggestion_id`, `issue_id` and `ordinal`.
            by: who.
            reason: why.
        """
        named = {name: suggestion[name] for name in ("suggestion_id", "issue_id", "ordinal")}
        self._append("declined", order_id, {**named, "by": by, "reason": reason}, actor=by)

    def change_proposed(
        self,
        order_id: str,
        suggestion: Mapping[str, Any],
        change: Mapping[str, Any],
        *,
        by: str,
        reason: str,
    ) -> None:
        """Record that a person wants another amount or remedy, which another person approves.

        Args:
            order_id: whose.
            suggestion: its `suggestion_id`, `issue_id` and `ordinal`.
            change: the `remedy` and the `amount` wanted instead.
            by: who wants it.
            reason: why.
        """
        named = {name: suggestion[name] for name in ("suggestion_id", "issue_id", "ordinal")}
        wanted = {name: change[name] for name in ("remedy", "amount")}
        told = {**named, **wanted, "by": by, "reason": reason, "at": instant_text(self._at)}
        self._append("change_proposed", order_id, told, actor=by)

    def message(self, issuance: Issuance, became: str, **told: Any) -> None:
        """Record what became of the message beside a remedy.

        Args:
            issuance: the remedy.
            became: `intended` before it is sent; then `sent`, `unknown` or `dropped`.
            told: why.
        """
        said = {**told, "issuance_id": issuance.issuance_id, "message": issuance.message}
        self._append(f"message_{became}", issuance.order_id, said)

    def handed_in(self, submission: Submission) -> None:
        """Record what is about to be handed in, before it is."""
        told = {
            "kind": submission.kind,
            "marketplace": submission.marketplace,
            "document_digest": submission.document_digest,
            "count": submission.count,
            "at": instant_text(submission.at),
        }
        self._append("submission", submission.submission_id, told)

    def submission_seen(self, submission_id: str, feed_id: str | None, status: str) -> None:
        """Record the marketplace's id for it, and its latest word about it."""
        self._append("submission_seen", submission_id, {"feed_id": feed_id, "status": status})

    def orphan(self, row: MoneyRow) -> None:
        """Record money that went back and that nobody here issued."""
        told = {"key": row.key, "amount": str(row.amount), "posted": when_text(row.posted)}
        told |= {"book": row.book, "words": row.words}
        self._append("orphan", row.order_id, told)

    def orphan_explained(self, order_id: str, key: str, why: str, *, by: str | None = None) -> None:
        """Record what an orphan turned out to be; it is reported no more."""
        self._append("orphan_explained", order_id, {"key": key, "why": why}, actor=by)

    def outcome(
        self, order_id: str, issue_id: str, outcome: str, matured_at: datetime, **told: Any
    ) -> None:
        """Record what became of an issue's order, once nothing more can come."""
        said = {"issue_id": issue_id, "outcome": outcome, "matured_at": instant_text(matured_at)}
        self._append("outcome", order_id, {**told, **said})

    def evidence(
        self, order_id: str, digest: str, name: str, *, by: str | None = None, **told: Any
    ) -> None:
        """Record a file kept for an order, by its SHA-256 in hex."""
        self._append("evidence", order_id, {**told, "digest": digest, "name": name}, actor=by)

    @property
    def stopped(self) -> Stop | None:
        """Who stopped all issuing of the account; None where it goes on."""
        self._flush()
        return issuances.stop(self._connection, self._account)

    def stop(self, by: str, reason: str) -> None:
        """Record that nothing is to be issued from now on."""
        self._said("issuing_stopped", by, reason)

    def go_on(self, by: str, reason: str) -> None:
        """Record that issuing goes on."""
        self._said("issuing_resumed", by, reason)

    def _said(self, kind: str, by: str, reason: str) -> None:
        told = {"by": by, "reason": reason, "at": instant_text(self._at)}
        self._append(kind, self._account, told, actor=by)

    def restored(self, since: datetime, why: str) -> None:
        """Record that the ledger was put back: what was done since then is not in it."""
        told = {"since": instant_text(since), "noticed": instant_text(self._at), "why": why}
        self._append(RESTORED, self._account, told)

    def read_back(self, until: datetime, **told: Any) -> None:
        """Record that after a restore the books were read back until then."""
        self._append("read_back", self._account, {**told, "until": instant_text(until)})
