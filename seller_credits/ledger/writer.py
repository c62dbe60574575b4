"""One write transaction: entries are chained and projected as they are appended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from seller_credits.domain import clock
from seller_credits.domain.cases import Delivery, Look, OrderCase, Sighting
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import ORDER_KINDS
from seller_credits.domain.moved_money import Given, MoneyRow
from seller_credits.domain.orders import Order
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import HealthReport
from seller_credits.ledger import codec, reading, schema, standing, watching
from seller_credits.ledger.case_reading import read_cases
from seller_credits.ledger.chain import GENESIS, entry_hash
from seller_credits.ledger.giving import given_since
from seller_credits.ledger.interface import Checkpoint, check_binding
from seller_credits.ledger.issuing import Issuing
from seller_credits.ledger.projections import changes
from seller_credits.ledger.statements import statements

_ORDER = tuple(field.name for field in fields(Order))
_NEVER_TWICE = frozenset({"intended", "message_intended", "recorded", "issuing_stopped"})
"""What a ledger that was put back from a copy must not have forgotten: it would be done again."""


class SqlWriter:
    """Collects entries and their projections, and writes them all in `flush`."""

    def __init__(self, connection: Connection, account: str, now: datetime, actor: str) -> None:
        self._connection = connection
        self._account = account
        self._now = now
        self._at = clock.instant_text(now)
        self._actor = actor
        self._is_to_be_marked = False
        self._entries: list[tuple[Any, ...]] = []
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        head = connection.execute(
            select(schema.heads.c.seq, schema.heads.c.hash).where(schema.heads.c.account == account)
        ).one_or_none()
        self._seq: int = head.seq if head else 0
        self._hash: bytes = head.hash if head else GENESIS

    @property
    def position(self) -> int:
        """How many entries the account's chain has, those not yet flushed included."""
        return self._seq

    @property
    def mark(self) -> Checkpoint | None:
        """How far the chain is now, where an entry of it must never be forgotten; else None."""
        if not self._is_to_be_marked:
            return None
        return Checkpoint(self._account, self._seq, self._hash.hex())

    def _append(
        self, kind: str, subject: str, payload: Mapping[str, Any], *, actor: str | None = None
    ) -> None:
        text = codec.dump(payload)
        prev, self._seq = self._hash, self._seq + 1
        header = (self._account, self._seq, self._at, kind, subject, actor or self._actor)
        self._hash = entry_hash(prev, header, text)
        self._entries.append((*header, text, prev, self._hash))
        self._is_to_be_marked |= kind in _NEVER_TWICE
        for statement, row in changes(kind, self._account, self._seq, subject, payload):
            self._rows[statement].append(row)

    def flush(self) -> None:
        """Write everything collected; the surrounding transaction makes it all or nothing."""
        if not self._entries:
            return
        written = statements(self._connection)
        self._connection.exec_driver_sql(written.entry, self._entries)
        self._rows["heads"] = [{"account": self._account, "seq": self._seq, "hash": self._hash}]
        for name, statement in written.rows.items():
            if rows := self._rows.get(name):
                statement.execute(self._connection, rows)
        self._entries.clear()
        self._rows.clear()

    @property
    def issuing(self) -> Issuing:
        """The verbs of issuing, in this very transaction."""
        return Issuing(self._connection, self._account, self._now, self._append, self.flush)

    def order_seen(self, order: Order, look: Look, delivery: Delivery | None = None) -> None:
        """Record a snapshot of an order."""
        told = {name: getattr(order, name) for name in _ORDER}
        # The projections compare these as text, so they are written in one way.
        told |= {name: clock.when_text(told[name]) for name in ("updated_at", "placed_at")}
        told |= {"as_of": clock.instant_text(look.as_of), "due": clock.when_text(look.due)}
        told["delivery"] = codec.delivery_payload(delivery) if delivery else None
        self._append("order_seen", order.order_id, told)

    def order_seen_again(self, order: Order, look: Look) -> None:
        """Record that an order is as it was, and when it is worth another look."""
        told: dict[str, str | None] = {"source": order.source, "part": order.part}
        told |= {"as_of": clock.instant_text(look.as_of), "due": clock.when_text(look.due)}
        self._append("order_seen_again", order.order_id, told)

    def order_unread(self, order_id: str, why: str, look: Look) -> None:
        """Record that an order was asked for and could not be read."""
        told = {"as_of": clock.instant_text(look.as_of), "due": clock.when_text(look.due)}
        self._append("order_unread", order_id, {"why": why, **told})

    def issue_seen(self, issue_id: str, detected_at: datetime, seen: Sighting) -> None:
        """Record an issue, or one more piece of evidence for it; words go beside the chain."""
        payload = codec.sighting_payload(seen)
        payload["issue_id"] = issue_id
        if seen.kind in ORDER_KINDS:
            # The issue is the order's; which line a row named stays in its evidence.
            payload["order_item_id"] = None
        payload["detected_at"] = clock.instant_text(detected_at)
        if comment := seen.evidence.comment:
            payload["evidence"]["comment_sha256"] = sha256(comment.encode()).hexdigest()
            self._rows["comments"].append(
                {
                    "account": self._account,
                    "key": seen.evidence.key,
                    "text": comment,
                    "kept_at": self._at,
                }
            )
        self._append("issue_seen", seen.order_id, payload)

    def feedback_seen(self, order_id: str, stars: int, where: str) -> None:
        """Record feedback that is no issue, but that no money may be tied to."""
        self._append("feedback_seen", order_id, {"stars": stars, "where": where})

    def money_seen(self, row: MoneyRow) -> None:
        """Record a movement of money, or the latest word about one."""
        self._append("money_seen", row.order_id, codec.money_payload(row))

    def label_seen(self, row: LabelRow) -> None:
        """Record what a seller's labels file says of an order."""
        self._append("label_seen", row.order_id, codec.label_payload(row))

    def issue_joined(self, order_id: str, issue_id: str, learnt: Mapping[str, str]) -> None:
        """Record what an order's snapshot told of an issue."""
        self._append("issue_joined", order_id, {"issue_id": issue_id, **learnt})

    def suggested(self, order_id: str, suggestion: Mapping[str, Any]) -> None:
        """Record a suggestion."""
        self._append("suggested", order_id, suggestion)

    def upheld(self, order_id: str, suggestion: Mapping[str, Any]) -> None:
        """Record that another version of the policy stands for a suggestion from now on."""
        self._append("upheld", order_id, suggestion)

    def judged(self, order_id: str, judged: Mapping[str, Any]) -> None:
        """Record another deadline, severity or exposure of a suggestion."""
        self._append("judged", order_id, judged)

    def covered(self, window: Window) -> None:
        """Record what became of a source's window."""
        payload = {
            "source": window.source,
            "marketplace": window.marketplace,
            "since": clock.when_text(window.since),
            "until": clock.when_text(window.until),
            "state": window.state,
            "why": window.why,
            "name": window.name,
            "read_at": clock.instant_text(window.read_at),
        }
        self._append("coverage", window.source or window.name, payload)

    def health_read(self, report: HealthReport) -> bool:
        """Record an account-health report; False where the very same one is known."""
        told = {"status": report.status, "metrics": report.metrics}
        digest = sha256(codec.dump(told).encode()).hexdigest()
        known = select(schema.health.c.seq).where(
            schema.health.c.account == self._account,
            schema.health.c.marketplace == report.marketplace,
            schema.health.c.digest == digest,
        )
        if self._connection.execute(known).first():
            return False
        payload = {"marketplace": report.marketplace, "digest": digest, **told}
        self._append("health", report.marketplace or "", payload)
        return True

    def expire(self, most: int) -> int:
        """Record of suggestions still proposed that acting on them has no effect any more."""
        found = watching.expirable(self._connection, self._account, self._at, most)
        for order_id, issue_id, ordinal in found:
            self._append("expired", order_id, {"issue_id": issue_id, "ordinal": ordinal})
        return len(found)

    def policy_read(self, digest: str, name: str, text: str) -> None:
        """Keep the policy's text, once for each digest."""
        known = select(schema.policies.c.seq).where(
            schema.policies.c.account == self._account, schema.policies.c.digest == digest
        )
        if not self._connection.execute(known).first():
            self._append("policy_read", digest, {"name": name, "text": text})

    @property
    def last_standing(self) -> int:
        """Where in the chain the latest word about any version of the policy stands; else 0."""
        return standing.last_of(self._connection, self._account)

    def policy_proposed(self, digest: str, by: str) -> None:
        """Record that the first of two people wants a version to decide."""
        self._append("policy_proposed", digest, {"by": by}, actor=by)

    def policy_activated(self, digest: str, by: str, proposed_by: str | None = None) -> None:
        """Record that a version decides from now on."""
        told = {"by": by, "proposed_by": proposed_by}
        self._append("policy_activated", digest, told, actor=by)

    def policy_revoked(self, digest: str, by: str, reason: str) -> None:
        """Record that a version decides nothing any more."""
        self._append("policy_revoked", digest, {"by": by, "reason": reason}, actor=by)

    def decided_again(self, in_force: str, orders: int) -> None:
        """Record that everything nobody has acted on was decided by what is in force now."""
        self._append("decided_again", in_force, {"orders": orders})

    def given_since(self, day: date) -> Iterator[Given]:
        """Refunds and goodwill posted on a day or later, what this transaction adds left out."""
        return given_since(self._connection, self._account, day)

    def bind_account(self, seller_id: str, endpoint: str) -> None:
        """Tie the account to its seller and endpoint; refused if it is tied elsewhere."""
        found = reading.binding(self._connection, self._account)
        check_binding(found, self._account, seller_id, endpoint)
        if found is None:
            told = {"seller_id": seller_id, "endpoint": endpoint}
            self._append("account_bound", self._account, told)

    def cases(self, order_ids: Collection[str]) -> dict[str, OrderCase]:
        """What is known of these orders, entries not yet flushed left out."""
        return read_cases(self._connection, self._account, order_ids)
