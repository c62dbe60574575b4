"""The policy's own yes: what an activated version lets go with nobody looking."""

from __future__ import annotations

from seller_credits.domain.cases import CurrentSuggestion, Issue, OrderCase
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.issuance.authority import POLICY
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.affected import shares_of
from seller_credits.workflow.approving import key_of
from seller_credits.workflow.suggesting import outcome_of

_GIVES = frozenset({Remedy.PARTIAL_REFUND, Remedy.FULL_REFUND})
"""What can be carried out with nobody's hand: the rest needs a person all the same."""


def approve_order(acting: Acting, order_id: str) -> int:
    """Approve what of an order needs nobody's approval; gives how many suggestions that were.

    Each is decided anew before, by what is given and reserved by now, the last approval included:
    so limits hold whatever the order of approvals is, and of two suggestions about one trouble
    the second goes to a person.
    """
    count = 0
    while True:
        case = acting.case(order_id)
        acting.decide(case)
        issuance = _first(acting, case)
        if issuance is None:
            return count
        acting.begin(issuance, by=POLICY)
        count += 1


def _first(acting: Acting, case: OrderCase) -> Issuance | None:
    found = (_of(acting, case, issue) for issue in case.issues)
    return next((each for each in found if each is not None), None)


def _of(acting: Acting, case: OrderCase, issue: Issue) -> Issuance | None:
    """What goes for one issue with nobody looking; None where a person must, or nothing does."""
    current = case.suggestions.get(issue.issue_id)
    if current is None or not _may_go(current, acting):
        return None
    finding, made = acting.weighed(case, issue)
    decision, expires = made.decision, finding.deadline.expires
    is_over = expires is not None and expires <= acting.now
    is_same = outcome_of(decision) == current.outcome and made.digest == current.stands_on[0]
    is_automatic = decision.authority is Authority.AUTOMATIC and decision.remedy in _GIVES
    if is_over or not (is_same and is_automatic):
        return None
    try:
        lines = shares_of(case, issue, decision.amount)
    except UsageProblem:
        return None  # it does not fit on the lines: a person must look
    if any(share.order_item_id is None for share in lines):
        return None  # the marketplace could not be asked for it
    return Issuance(
        issuance_id=key_of(acting.account, case, current.suggestion_id),
        order_id=case.order_id,
        status=Status.APPROVED,
        remedy=decision.remedy,
        marketplace=issue.marketplace,
        amount=decision.amount,
        approved_at=acting.now,
        moved_at=acting.now,
        by=POLICY,
        issue=issue.kind,
        issue_id=issue.issue_id,
        suggestion_id=current.suggestion_id,
        ordinal=current.ordinal,
        authority=Authority.AUTOMATIC,
        reason=f"Rule {decision.rule} of the policy lets it go with nobody looking.",
        rule=decision.rule,
        message=decision.message,
        lines=lines,
        worth=decision.worth,
    )


def _may_go(current: CurrentSuggestion, acting: Acting) -> bool:
    digest, authority = current.stands_on
    is_open = current.status == "proposed" and authority == Authority.AUTOMATIC
    return is_open and digest in acting.in_force.active
