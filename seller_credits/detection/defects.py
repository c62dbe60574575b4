"""The defects an order has or may yet get, gathered from what is known of it."""

from __future__ import annotations

from datetime import datetime

from seller_credits.detection.circumstances import Circumstances, has_moved
from seller_credits.detection.clock import begins_at, claim_closes_at, claim_opens_at
from seller_credits.detection.exposure import Defects
from seller_credits.detection.feedback import MOST_STARS_OF_A_NEGATIVE
from seller_credits.detection.windows import WindowName, Windows
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.facts import Value
from seller_credits.domain.moved_money import MoneyKind


def defects_of(
    case: OrderCase,
    issue: Issue,
    known: Circumstances,
    windows: Windows,
    *,
    stars: Value | None,
    protected: bool,
    no_claim_as_of: datetime | None,
) -> Defects:
    """What the exposure of one issue goes by.

    Args:
        case: all that is known of the order.
        issue: the issue.
        known: its circumstances.
        windows: the marketplace's windows.
        stars: the fact `feedback_rating`, where it is known.
        protected: the marketplace pays for its delivery.
        no_claim_as_of: when a source that shows claims showed none (aware).
    """
    return Defects(
        feedback_left=isinstance(stars, int) and stars <= MOST_STARS_OF_A_NEGATIVE,
        claim_open=known.claim_open,
        claim_paid=known.claim_paid,
        charged_back=has_moved(case, MoneyKind.CHARGEBACK),
        protected=protected,
        no_claim_as_of=no_claim_as_of,
        claim_opens=claim_opens_at(issue, known, windows),
        claim_closes=claim_closes_at(issue, known, windows),
        counts_until=_counts_until(issue, known, windows),
    )


def _counts_until(issue: Issue, known: Circumstances, windows: Windows) -> datetime | None:
    """Until when the order counts in the order defect rate."""
    placed = begins_at(known.placed, issue.marketplace)
    if placed is None:
        return None
    window = windows.find(WindowName.DEFECT_RATE, issue.marketplace, placed)
    return window.end(placed, issue.marketplace) if window else None
