"""Issuances: one approved remedy on its way to the buyer, with at most one effect, ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy


class Status(StrEnum):
    """How far an issuance has come. A suggestion that has one shows its status."""

    APPROVED = "approved"
    """A person, or the policy's automatic limit, said yes; nothing has left the house."""
    INTENDED = "intended"
    """Written down that it is handed in now: what became of that is not known yet."""
    SUBMITTED = "submitted"
    """The marketplace has it: it gave an id for it."""
    ACCEPTED = "accepted"
    """The marketplace's own report says it took it. That is not paid yet."""
    CONFIRMED = "confirmed"
    """The marketplace's books show it, to the cent."""
    SETTLED = "settled"
    """A settlement shows it, or it has stood in the books for as long as anything is read again."""
    REJECTED = "rejected"
    """The marketplace said no: nothing was paid."""
    UNKNOWN = "unknown"
    """An answer was lost. Frozen: it is looked for, and never sent again."""
    ABSENT = "absent"
    """It was looked for, for as long as the marketplace may take, and is nowhere."""
    PARTIAL = "partial"
    """The books show a part of it only. A person decides."""
    MISMATCHED = "mismatched"
    """The books show another amount. A person decides."""
    DUPLICATE = "duplicate"
    """The books show it more than once. A person decides."""
    WITHDRAWN = "withdrawn"
    """Taken back before it was handed in."""
    SUPERSEDED = "superseded"
    """Something changed between the approval and the intent: it is to be decided anew."""
    EXPIRED = "expired"
    """It can have no effect any more, and was not handed in."""
    RECORDED = "recorded"
    """A person did it elsewhere, and said so."""


_FOUND = (Status.CONFIRMED, Status.PARTIAL, Status.MISMATCHED, Status.DUPLICATE)
_S = Status
_MOVES: dict[Status, Sequence[Status]] = {
    _S.APPROVED: (_S.INTENDED, _S.WITHDRAWN, _S.SUPERSEDED, _S.EXPIRED),
    # Back to approved only on proof that the marketplace was never asked, or refused to listen.
    _S.INTENDED: (_S.SUBMITTED, _S.UNKNOWN, _S.APPROVED),
    _S.SUBMITTED: (_S.ACCEPTED, _S.REJECTED, _S.UNKNOWN, *_FOUND),
    # Goods that were taken may be stopped in the warehouse; a refund that was taken cannot be.
    _S.ACCEPTED: (_S.UNKNOWN, _S.REJECTED, *_FOUND),
    _S.UNKNOWN: (_S.SUBMITTED, _S.ACCEPTED, _S.REJECTED, _S.ABSENT, *_FOUND),
    _S.RECORDED: (_S.UNKNOWN, _S.SETTLED, *_FOUND),
    # What was taken for nothing may turn up after all; then it is money, whatever was thought.
    _S.REJECTED: _FOUND,
    _S.ABSENT: _FOUND,
    _S.CONFIRMED: (_S.SETTLED, _S.PARTIAL, _S.MISMATCHED, _S.DUPLICATE),
    _S.PARTIAL: (_S.CONFIRMED, _S.MISMATCHED, _S.DUPLICATE, _S.SETTLED),
    _S.MISMATCHED: (_S.CONFIRMED, _S.PARTIAL, _S.DUPLICATE, _S.SETTLED),
    _S.DUPLICATE: (_S.CONFIRMED, _S.PARTIAL, _S.MISMATCHED, _S.SETTLED),
    _S.SETTLED: (_S.PARTIAL, _S.MISMATCHED, _S.DUPLICATE),
    _S.WITHDRAWN: (),
    _S.SUPERSEDED: (),
    _S.EXPIRED: (),
}
MOVES: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {status: frozenset(after) for status, after in _MOVES.items()}
)
"""Where each status may go from; nothing else is ever written."""

RESERVING = frozenset(
    {_S.APPROVED, _S.INTENDED, _S.SUBMITTED, _S.ACCEPTED, _S.UNKNOWN, _S.RECORDED}
)
"""Counts against every limit beside what the books show: it is given, or may be."""

IN_FLIGHT = frozenset({_S.INTENDED, _S.SUBMITTED, _S.ACCEPTED, _S.UNKNOWN})
"""Left the house, or may have, and is not proven yet."""

FOR_A_PERSON = frozenset({_S.PARTIAL, _S.MISMATCHED, _S.DUPLICATE})
"""The money is known and is not what was meant."""

CAME_TO_NOTHING = frozenset({_S.REJECTED, _S.ABSENT, _S.WITHDRAWN})
"""Proven to have had no effect: the suggestion may be approved anew, under another key."""


@dataclass(frozen=True, slots=True)
class LineShare:
    """As much of an issuance as one order line gets.

    Attributes:
        order_item_id: the marketplace's; None where no source told it.
        amount: what the buyer gets for it; None where no money is given.
        quantity: units, where goods are sent or taken back.
    """

    order_item_id: str | None
    sku: str | None
    amount: Money | None = None
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class Issuance:
    """One approved remedy, as far as it has come. All instants are aware.

    Attributes:
        issuance_id: its key: the marketplace is given it with the money and shows it in its books.
        issue: what went wrong; None where nobody said.
        amount: what the buyer is to receive in all; None where no money is given.
        lines: how it is spread over the order's lines.
        by: who approved it: a name, or `policy` where the policy's own limit did.
        rule: the rule that suggested it, where one did.
        message: name of the message template that goes with it.
        moved_at: when it came to its status.
        again_at: when its proof is to be looked for again; None where nothing is expected.
        submission_id: what it was handed in with, and `message_id` its number therein, from 1.
        reference: what a person gave as proof of something done elsewhere.
        worth: what it counts for in limits and authority; None where it costs nothing.
    """

    issuance_id: str
    order_id: str
    status: Status
    remedy: Remedy
    marketplace: str | None
    amount: Money | None
    approved_at: datetime
    moved_at: datetime
    by: str
    issue: IssueKind | None = None
    issue_id: str | None = None
    suggestion_id: str | None = None
    ordinal: int | None = None
    authority: Authority | None = None
    reason: str = ""
    rule: str | None = None
    message: str | None = None
    lines: tuple[LineShare, ...] = ()
    again_at: datetime | None = None
    submission_id: str | None = None
    message_id: int | None = None
    feed_id: str | None = None
    reference: str = ""
    worth: Money | None = None

    @property
    def counts_for(self) -> Money | None:
        """What limits count: its worth, which of a refund is the refund."""
        return self.amount or self.worth

    def as_json(self) -> dict[str, Any]:
        """As the ledger keeps it where it begins: what may change later is left out."""
        return {
            "issuance_id": self.issuance_id,
            "remedy": self.remedy,
            "marketplace": self.marketplace,
            "amount": str(self.amount) if self.amount else None,
            "approved_at": instant_text(self.approved_at),
            "by": self.by,
            "issue": self.issue,
            "issue_id": self.issue_id,
            "suggestion_id": self.suggestion_id,
            "ordinal": self.ordinal,
            "authority": self.authority,
            "reason": self.reason,
            "rule": self.rule,
            "message": self.message,
            "lines": [_line_json(line) for line in self.lines],
            "reference": self.reference,
            "worth": str(self.worth) if self.worth else None,
        }

    @classmethod
    def from_json(cls, order_id: str, told: Mapping[str, Any], now: Mapping[str, Any]) -> Issuance:
        """Read back what the ledger kept.

        Args:
            order_id: whose.
            told: as it began.
            now: how far it has come: status, moved_at, again_at, submission_id and so on.
        """
        return cls(
            issuance_id=told["issuance_id"],
            order_id=order_id,
            status=Status(now["status"]),
            remedy=Remedy(told["remedy"]),
            marketplace=told["marketplace"],
            amount=Money.parse(told["amount"]) if told["amount"] else None,
            approved_at=datetime.fromisoformat(told["approved_at"]),
            moved_at=datetime.fromisoformat(now["moved_at"]),
            by=told["by"],
            issue=IssueKind(told["issue"]) if told["issue"] else None,
            issue_id=told["issue_id"],
            suggestion_id=told["suggestion_id"],
            ordinal=told["ordinal"],
            authority=Authority(told["authority"]) if told["authority"] else None,
            reason=told["reason"],
            rule=told["rule"],
            message=told["message"],
            lines=tuple(_line_of(line) for line in told["lines"]),
            again_at=datetime.fromisoformat(now["again_at"]) if now["again_at"] else None,
            submission_id=now["submission_id"],
            message_id=now["message_id"],
            feed_id=now["feed_id"],
            reference=told["reference"],
            worth=Money.parse(told["worth"]) if told.get("worth") else None,
        )


def _line_json(line: LineShare) -> dict[str, Any]:
    return {
        "order_item_id": line.order_item_id,
        "sku": line.sku,
        "amount": str(line.amount) if line.amount else None,
        "quantity": line.quantity,
    }


def _line_of(told: Mapping[str, Any]) -> LineShare:
    amount = Money.parse(told["amount"]) if told["amount"] else None
    return LineShare(told["order_item_id"], told["sku"], amount, told["quantity"])


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in to the marketplace in one go: a feed of refunds, a message, a parcel.

    Attributes:
        kind: `refunds`, `message`, `replacement`.
        document_digest: SHA-256 in hex of the very bytes.
        count: how many messages it has.
        feed_id: the marketplace's id; None while its answer is not known.
        status: its latest word: `IN_QUEUE`, ..., or empty.
        at: aware; when the intent was written down.
    """

    submission_id: str
    kind: str
    marketplace: str
    document_digest: str
    count: int
    at: datetime
    feed_id: str | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody's word that nothing is to be issued, until somebody takes it back."""

    by: str
    at: datetime
    reason: str


MAY_BE_IN_QUESTION = FOR_A_PERSON | {Status.UNKNOWN}
"""The statuses of whatever `is_in_question`."""


def is_in_question(issuance: Issuance) -> bool:
    """Whether only a person can say what is to become of it.

    So it is where something else came than was meant; and a message whose answer was lost, for no
    book of the marketplace shows messages.
    """
    if issuance.status is Status.UNKNOWN:
        return issuance.remedy is Remedy.MESSAGE
    return issuance.status in FOR_A_PERSON
