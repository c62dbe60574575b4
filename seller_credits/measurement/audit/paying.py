"""Refunds that somebody else had to pay for: a protected label's carrier, or Amazon itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.records import ReturnRow
from seller_credits.measurement.audit.casebook import LineFile
from seller_credits.measurement.audit.clocks import Clock, Clocks, Due
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature
from seller_credits.measurement.audit.ground import Ground
from seller_credits.measurement.audit.making import finding
from seller_credits.measurement.audit.nouns import Movement

_PREFIXES = ("RO_", "CR-", "AMZ-PG-")
_ON_THE_WAY = frozenset(
    {
        *("NEVER_ARRIVED", "MISSED_ESTIMATED_DELIVERY", "ARRIVED_LATE", "APP-TOO-LATE"),
        *("DAMAGED_BY_CARRIER", "UNDELIVERABLE_CARRIER_MISS_SORTED", "UNDELIVERABLE_UNKNOWN"),
        "UNDELIVERABLE_FAILED_DELIVERY_ATTEMPTS",
    }
)
"""Return reasons that speak of the parcel and not of the goods (columns of returns reports)."""
_AMAZONS_FAULT = frozenset({"DAMAGED_BY_FC", "DAMAGED_BY_CARRIER", "MISSED_ESTIMATED_DELIVERY"})
_BROKEN_BY_AMAZON = frozenset({"DAMAGED", "CARRIER_DAMAGED"})
"""Dispositions Amazon answers for: "FBA Customer Concessions reports" (read 2026-11)."""


def marketplace_pays(
    line: LineFile, ground: Ground, clocks: Clocks, today: date
) -> Iterator[Finding]:
    """What the seller paid and another had to, as far as labels and reasons tell."""
    refunds = [each for each in line.moved if each.kind in GIVEN and each.given.amount > 0]
    if not refunds or line.order.of_kind(MoneyKind.REIMBURSEMENT):
        return
    if line.order.channel is Channel.AMAZON:
        yield from _of_amazon(line, refunds, ground, clocks, today)
    elif line.order.label is not None and line.order.label.is_protected:
        yield from _protected(line, refunds)


def _protected(line: LineFile, refunds: list[Movement]) -> Iterator[Finding]:
    label = line.order.label
    assert label is not None
    reasons = {reason_of(row) for row in line.returns}
    if reasons and not reasons & _ON_THE_WAY:
        return  # the goods were the trouble, and no label protects from that
    for refund in refunds:
        yield finding(
            FindingKind.MARKETPLACE_PAYS,
            Nature.LOST,
            line,
            refund.given,
            rests_on=[refund, *line.returns],
            facts={
                "who": "label",
                "reason": ", ".join(sorted(reasons)),
                "scan": _day_text(label.first_scan),
                "source": "",
            },
            is_proven=bool(reasons) and label.first_scan is not None,
            missing=() if reasons else (Source.MFN_RETURNS,),
        )


def _of_amazon(
    line: LineFile, refunds: list[Movement], ground: Ground, clocks: Clocks, today: date
) -> Iterator[Finding]:
    rows = [row for row in line.returns if _is_amazons(row)]
    if not rows:
        return
    is_told = Source.REIMBURSEMENTS in ground.days
    for refund in refunds:
        due = _until(refund, line, clocks)
        is_open = due is None or due.day >= today
        yield finding(
            FindingKind.MARKETPLACE_PAYS,
            Nature.RECOVERABLE if is_open else Nature.LOST,
            line,
            refund.given,
            rests_on=[refund, *rows],
            facts={
                "who": "amazon",
                "reason": ", ".join(sorted({reason_of(row) for row in rows})),
                "scan": "",
                "source": due.source if due else "",
            },
            is_proven=is_told,
            missing=() if is_told else (Source.REIMBURSEMENTS,),
            deadline=due.day if due and is_open else None,
        )


def _until(refund: Movement, line: LineFile, clocks: Clocks) -> Due | None:
    if refund.day is None:
        return None
    return clocks.due(Clock.FBA_REIMBURSEMENT, line.order.marketplace, refund.day)


def _day_text(when: datetime | date | None) -> str:
    day = when.date() if isinstance(when, datetime) else when
    return day.isoformat() if day else ""


def _is_amazons(row: ReturnRow) -> bool:
    disposition = row.values.get("detailed-disposition", "").upper()
    return reason_of(row) in _AMAZONS_FAULT or disposition in _BROKEN_BY_AMAZON


def reason_of(row: ReturnRow) -> str:
    """A return's reason without the marks of the report it stands in."""
    reason = row.reason.strip().upper()
    for prefix in _PREFIXES:
        reason = reason.removeprefix(prefix)
    return reason
