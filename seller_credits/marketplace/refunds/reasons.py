"""Why money is given back, in the word Amazon wants: one for each kind of trouble.

Of the words Amazon's reference lists, help pages explain a few (Seller Central, 661, read 2026-11),
and these few are used. `CouldNotShip` and `NoInventory` belong to goods that were never sent, which
are cancelled and not refunded: a refund for a part of an order that was out of stock is a general
adjustment.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from seller_credits.domain.issues import IssueKind
from seller_credits.domain.remedies import Remedy

GENERAL = "GeneralAdjustment"
RETURNED = "CustomerReturn"

_TOLD_APART = {
    IssueKind.WRONG_ITEM: "DifferentItem",
    IssueKind.OVERCHARGE: "PriceError",
    IssueKind.BUYER_REMORSE: RETURNED,
}
REASON_OF: Mapping[IssueKind, str] = MappingProxyType(
    {kind: _TOLD_APART.get(kind, GENERAL) for kind in IssueKind}
)
"""Amazon's word for each kind; everything late, lost, damaged or courteous is general."""


def reason_for(issue: IssueKind | None, remedy: Remedy) -> str:
    """Amazon's word for a refund.

    What comes back from the buyer is a return, unless the trouble has a word of its own.

    Args:
        issue: what went wrong; None where nobody said.
        remedy: what is done about it.
    """
    reason = GENERAL if issue is None else REASON_OF[issue]
    if reason == GENERAL and remedy is Remedy.RETURN_AND_REFUND:
        return RETURNED
    return reason
