"""Which issues of one order are about the same trouble: told together, never added up."""

from __future__ import annotations

from seller_credits.domain.issues import CONSEQUENCES, DELIVERY_KINDS


def are_linked(kind: str, line: str | None, other_kind: str, other_line: str | None) -> bool:
    """Whether two issues of one order belong together.

    What a buyer does about a trouble (a claim, a chargeback, a bad word) belongs to every trouble
    of the order; late and lost are one parcel; two troubles of one line are one line's.

    Args:
        kind: what went wrong, as `IssueKind` names it.
        line: the order item, or its SKU; None where it is not known or the whole order's.
        other_kind: the same of the other issue.
        other_line: the same of the other issue.
    """
    if kind in CONSEQUENCES or other_kind in CONSEQUENCES:
        return True
    if kind in DELIVERY_KINDS or other_kind in DELIVERY_KINDS:
        return kind in DELIVERY_KINDS and other_kind in DELIVERY_KINDS
    return line is not None and line == other_line
