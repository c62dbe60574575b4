from __future__ import annotations

import pytest

from seller_credits.domain.issues import IssueKind
from seller_credits.domain.remedies import Remedy
from seller_credits.marketplace.refunds.reasons import REASON_OF, reason_for
from seller_credits.marketplace.refunds.vocabulary import REASONS

EXPLAINED = {"GeneralAdjustment", "CustomerReturn", "DifferentItem", "PriceError"}


@pytest.mark.parametrize("issue", IssueKind)
def test_every_trouble_has_a_word_that_amazon_explains(issue):
    assert REASON_OF[issue] in EXPLAINED & REASONS


@pytest.mark.parametrize(
    ("issue", "remedy", "reason"),
    [
        (IssueKind.LATE_DELIVERY, Remedy.PARTIAL_REFUND, "GeneralAdjustment"),
        (IssueKind.DAMAGED, Remedy.FULL_REFUND, "GeneralAdjustment"),
        (IssueKind.STOCK_CANCELLATION, Remedy.FULL_REFUND, "GeneralAdjustment"),
        (IssueKind.DAMAGED, Remedy.RETURN_AND_REFUND, "CustomerReturn"),
        (IssueKind.BUYER_REMORSE, Remedy.PARTIAL_REFUND, "CustomerReturn"),
        (IssueKind.WRONG_ITEM, Remedy.RETURN_AND_REFUND, "DifferentItem"),
        (IssueKind.OVERCHARGE, Remedy.PARTIAL_REFUND, "PriceError"),
        (None, Remedy.PARTIAL_REFUND, "GeneralAdjustment"),
        (None, Remedy.RETURN_AND_REFUND, "CustomerReturn"),
    ],
)
def test_the_reason_says_what_went_wrong_and_else_what_is_done(issue, remedy, reason):
    assert reason_for(issue, remedy) == reason
