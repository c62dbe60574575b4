"""Seller feedback: one and two stars count against the account; three do not."""

from __future__ import annotations

from seller_credits.detection.proposals import proposed_by
from seller_credits.detection.scrub import scrubbed
from seller_credits.domain.cases import Sighting
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.records import Evidence, FeedbackRow

# Negative for the order defect rate: Seller Central help G200285170, read 2026-11.
MOST_STARS_OF_A_NEGATIVE = 2


def is_harmless(row: FeedbackRow) -> bool:
    """Whether it is no issue; money is not tied to it all the same."""
    return row.rating > MOST_STARS_OF_A_NEGATIVE


def sighting_of_feedback(row: FeedbackRow) -> Sighting | None:
    """What one row of the feedback report shows; None where it is no issue."""
    if is_harmless(row):
        return None
    origin = "api" if row.origin.api else "file"
    proposed, shown = proposed_by(row.comment, row.marketplace)
    return Sighting(
        kind=IssueKind.NEGATIVE_FEEDBACK,
        order_id=row.order_id,
        order_item_id=None,
        sku=None,
        asin=None,
        marketplace=row.marketplace,
        channel=None,
        occurred_at=row.left_on,
        units=1,
        unit_key="feedback",
        facts={"feedback_rating": row.rating, **proposed},
        evidence=Evidence(
            key=row_key(origin, "feedback", row.order_id, row.left_on, row.rating),
            source=row.origin.source,
            where=row.origin.where,
            values={**row.values, **shown},
            comment=scrubbed(row.comment),
        ),
    )
