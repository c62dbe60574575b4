"""One cent is counted once: findings claim what went back, the gravest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature
from seller_credits.measurement.audit.nouns import Movement

_COUNTED = frozenset({Nature.LOST, Nature.RECOVERABLE})
_GRAVITY = {kind: rank for rank, kind in enumerate(FindingKind)}


def claimed(findings: Iterable[Finding], moved: Iterable[Movement]) -> Iterator[Finding]:
    """Each finding with as much of its amount as no graver one of the same order has counted.

    What is no loss counts nothing.

    Args:
        findings: of one order.
        moved: what moved back of it.
    """
    left = _went_back(moved)
    for finding in sorted(findings, key=_order):
        if finding.nature not in _COUNTED:
            yield finding
            continue
        currency = finding.amount.currency
        counted = min(finding.amount.amount, max(left[currency], Decimal(0)))
        left[currency] -= counted
        yield finding._replace(counted=Money(counted, currency))


def _order(finding: Finding) -> tuple[int, str, Decimal]:
    item = finding.order_item_id or finding.sku or ""
    return _GRAVITY[finding.kind], item, finding.amount.amount


def _went_back(moved: Iterable[Movement]) -> defaultdict[str, Decimal]:
    """What the order gave back or was taken, tax left out."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for movement in moved:
        found[movement.currency] += movement.given.amount
    return found
