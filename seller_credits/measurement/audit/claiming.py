"""One cent is counted once: findings claim what went back, the gravest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.measurement.audit.casebook import CaseBook
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature

_COUNTED = frozenset({Nature.LOST, Nature.RECOVERABLE})
_GRAVITY = {kind: rank for rank, kind in enumerate(FindingKind)}


def claimed(findings: Iterable[Finding], book: CaseBook) -> Iterator[Finding]:
    """Each finding with as much of its amount as no graver one of the same order has counted.

    What is no loss, and what is about all orders together, counts nothing.
    """
    left = _went_back(book)
    for finding in sorted(findings, key=_order):
        if finding.order_id is None or finding.nature not in _COUNTED:
            yield replace(finding, counted=Money.zero(finding.amount.currency))
            continue
        place = finding.order_id, finding.amount.currency
        counted = min(finding.amount.amount, max(left[place], Decimal(0)))
        left[place] -= counted
        yield replace(finding, counted=Money(counted, finding.amount.currency))


def _order(finding: Finding) -> tuple[int, str, str, Decimal]:
    item = finding.order_item_id or finding.sku or ""
    return _GRAVITY[finding.kind], finding.order_id or "", item, finding.amount.amount


def _went_back(book: CaseBook) -> defaultdict[tuple[str, str], Decimal]:
    """What each order gave back or was taken, tax left out."""
    found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for order_id, movements in book.moved.items():
        for movement in movements:
            found[order_id, movement.currency] += movement.given.amount
    return found
