"""A person's word that what did not come out as it was meant is dealt with."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import MAY_BE_IN_QUESTION, Status, is_in_question
from seller_credits.domain.remedies import Authority
from seller_credits.ledger.interface import Ledger
from seller_credits.workflow.acting import Acting

NEEDED = Authority.MANAGER
"""As what somebody may close a case: an agent may approve money, and should not judge alone that a
refund that went wrong is nothing to worry about."""


def close(acting: Acting, ledger: Ledger, name: str, *, by: str, reason: str) -> list[str]:
    """Close what is in question: an issuance by its key, or all that an order has.

    Args:
        acting: the transaction.
        ledger: what is known.
        name: key of an issuance, id of its suggestion, or number of an order.
        by: who says so.
        reason: why; it is kept for good.

    Returns:
        A sentence for each thing that is closed now.

    Raises:
        UsageProblem: there is nothing in question by that name.
    """
    done = [*_issuances(acting, name, by, reason), *_orphans(acting, ledger, name, by, reason)]
    if not done:
        raise UsageProblem(
            f"Nothing of {name} is in question.",
            hint="`seller-credits reconcile` lists what waits for a person.",
        )
    return done


def _issuances(acting: Acting, name: str, by: str, reason: str) -> Iterator[str]:
    for each in acting.writer.issuing.standing(statuses=MAY_BE_IN_QUESTION):
        named = name in {each.issuance_id, each.suggestion_id, each.order_id}
        if not named or not is_in_question(each):
            continue
        told = {"settled_by": by, "why": reason}
        if each.status is Status.UNKNOWN:
            acting.move(each.issuance_id, Status.CONFIRMED, told, by=by)
        acting.move(each.issuance_id, Status.SETTLED, told, by=by)
        yield f"{each.issuance_id} of order {each.order_id} was {each.status}; settled by {by}."


def _orphans(acting: Acting, ledger: Ledger, name: str, by: str, reason: str) -> Iterator[str]:
    for each in ledger.orphans(acting.account):
        if each["order_id"] == name and each["explained"] is None:
            acting.writer.issuing.orphan_explained(name, each["key"], reason, by=by)
            yield f"{each['amount']} of order {name}, issued by nobody here: explained by {by}."
