"""Troubled orders as the ledger tells of them, one thing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from seller_credits.domain.aftermath import Defect, Event, Outcome, Suggested, Troubled
from seller_credits.domain.decisions import Drawn
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy

FOUND = datetime(2026, 6, 1, 12, tzinfo=UTC)
CLOSED = FOUND + timedelta(days=120)
NOW = CLOSED + timedelta(days=3)
CREDIT_AFTER = timedelta(hours=6)

_numbers = count(1)


def at(**span: float) -> datetime:
    """So long after the trouble was found."""
    return FOUND + timedelta(**span)


def event(what: str = "claim", **span: float) -> Event:
    """A claim, a chargeback or bad feedback, so long after the trouble was found."""
    return Event(Defect(what), at(**span))


def trouble(kind: str = "damaged", **changes: object) -> Troubled:
    """A mug came broken; nobody got anything, and nothing else is known."""
    number = next(_numbers)
    plain = Troubled(
        account="default",
        order_id=f"111-{number:07}-{number:07}",
        issue_id=f"i-{number}",
        kind=IssueKind(kind),
        sku="MUG",
        marketplace="US",
        channel=Channel.SELLER,
        detected_at=FOUND,
        placed=FOUND - timedelta(days=6),
        promised=FOUND - timedelta(days=1),
        suggestions=(suggested(f"s-{number}"),),
    )
    return replace(plain, **changes)


def suggested(name: str = "s-1", **changes: object) -> Suggested:
    """4.00 USD, that really cost 3.40."""
    plain = Suggested(
        suggestion_id=name,
        remedy=Remedy.PARTIAL_REFUND,
        amount=Money.parse("4.00 USD"),
        net_cost=Money.parse("3.40 USD"),
        rule="part",
        drawn=None,
    )
    return replace(plain, **changes)


def drawn(*, instead: bool, share: str = "0.5", name: str = "words") -> Drawn:
    """An arm of an experiment; `share` is that of orders that get something else."""
    other = Decimal(share)
    return Drawn(name, instead, other if instead else 1 - other)


def credit(of: Troubled, status: str = "confirmed", **changes: object) -> Issuance:
    """What was suggested for it, as far as it has come."""
    (first, *_) = of.suggestions
    plain = Issuance(
        issuance_id=f"k-{of.issue_id}",
        order_id=of.order_id,
        status=Status(status),
        remedy=first.remedy,
        marketplace=of.marketplace,
        amount=first.amount,
        approved_at=FOUND,
        moved_at=FOUND,
        by="Ana",
        issue=of.kind,
        issue_id=of.issue_id,
        suggestion_id=first.suggestion_id,
        rule=first.rule,
    )
    return replace(plain, **changes)


def credited(of: Troubled, after: timedelta = CREDIT_AFTER, **changes: object) -> Troubled:
    """The same, and the buyer got what was suggested."""
    issuance = credit(of, **changes)
    return replace(
        of,
        issuances=(issuance,),
        credited_at=of.detected_at + after,
        credited_by=issuance.issuance_id,
    )


def ended(of: Troubled, *events: Event) -> Troubled:
    """The same, with its outcome on record: what the buyer did, before the credit or after it."""
    since = of.credited_at or of.detected_at
    early = tuple(each for each in events if each.is_before(since, of.marketplace))
    late = tuple(each for each in events if each not in early)
    outcome = Outcome(NOW, since, CLOSED, of.credited_by, early, late)
    return replace(of, events=events, recorded=outcome, seq=7)
