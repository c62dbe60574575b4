"""Whether something was given already for the same trouble: none is paid for twice unseen."""

from __future__ import annotations

from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.links import are_linked
from seller_credits.domain.reserving import STANDING
from seller_credits.reporting.words import what_happened


def given_for_the_same(case: OrderCase, issue: Issue) -> str:
    """Why a person must see it, in a sentence; empty where nothing stands for the same trouble.

    Late and lost are one parcel, and what nobody named an issue for may be about any.
    """
    if not case.issuances:
        return ""
    for each in case.issuances:
        if each.issue_id == issue.issue_id or each.status not in STANDING:
            continue
        if each.remedy.costs_money and _is_linked(case, issue, each):
            return _told(each)
    return ""


def _is_linked(case: OrderCase, issue: Issue, other: Issuance) -> bool:
    about = next((one for one in case.issues if one.issue_id == other.issue_id), None)
    if about is None:
        return True
    return are_linked(issue.kind, _line(issue), about.kind, _line(about))


def _line(issue: Issue) -> str | None:
    return issue.order_item_id or issue.sku


def _told(other: Issuance) -> str:
    about = f" for {what_happened({'issue': other.issue}).lower()}" if other.issue else ""
    given = str(other.amount) if other.amount else f"A {str(other.remedy).replace('_', ' ')}"
    how = "recorded" if other.status is Status.RECORDED else "approved"
    return (
        f"{given} was {how} already{about} by {other.by}, which may be the same trouble: "
        "a person must look."
    )
