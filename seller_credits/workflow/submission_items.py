"""One approved remedy of a `submit`, as it is listed."""

from __future__ import annotations

from typing import Any

from seller_credits.domain.clock import when_text
from seller_credits.domain.taxes import TaxMode
from seller_credits.issuance.components import as_json
from seller_credits.workflow.shipping import words_of
from seller_credits.workflow.submitting import Item


def submission_item(account: str, item: Item, tax: TaxMode) -> dict[str, Any]:
    """What became of it, or would: amounts are texts, times ISO 8601 in UTC.

    Args:
        account: its name.
        item: the remedy.
        tax: what the buyer receives beside what is sent.
    """
    planned, issuance, hurdle = item.planned, item.planned.issuance, item.hurdle
    became = item.handed_in
    return {
        "issuance_id": issuance.issuance_id,
        "suggestion_id": issuance.suggestion_id,
        "account": account,
        "marketplace": planned.store,
        "order_id": issuance.order_id,
        "issue": issuance.issue,
        "remedy": issuance.remedy,
        "amount": issuance.amount.plain if issuance.amount else None,
        "currency": issuance.amount.currency if issuance.amount else None,
        "tax": tax,
        "approved_at": when_text(issuance.approved_at),
        "by": issuance.by,
        "deadline": when_text(planned.deadline),
        "held_until": when_text(planned.goes_at),
        "lines": as_json(planned.refund) if planned.refund else [],
        "goods": words_of(planned.shipment) if planned.shipment else None,
        "result": item.result,
        "code": hurdle.code if hurdle else None,
        "why": hurdle.why if hurdle else (became.why if became else "") or None,
        "until": when_text(hurdle.until) if hurdle else None,
        "for_a_person": hurdle.for_a_person if hurdle else False,
        "submission_id": became.intent.submission.submission_id if became else None,
        "feed_id": became.feed_id if became else None,
    }
