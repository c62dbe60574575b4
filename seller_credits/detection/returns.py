"""Returns reports: each row is a buyer saying what is wrong with one line."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from seller_credits.detection.proposals import proposed_by
from seller_credits.detection.reasons import kind_of_reason
from seller_credits.detection.scrub import scrubbed
from seller_credits.domain.cases import Sighting
from seller_credits.domain.clock import when_text
from seller_credits.domain.facts import Value
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.records import Evidence, ReturnRow

# Resolutions that have paid, or will without anybody's further doing.
_REFUNDS_BY_ITSELF = frozenset({"REFUNDATFIRSTSCAN", "RETURNLESSREFUND"})
_DENIED_WORDS = ("reject", "denied", "declin")
_CLOSED_WORDS = (*_DENIED_WORDS, "clos", "cancel", "complet")


def sighting_of_return(row: ReturnRow) -> Sighting:
    """What one row of a returns report shows; every row shows something.

    Only where the reason's code says nothing are the buyer's own words asked, and they propose.
    """
    kind = kind_of_reason(row.reason)
    comment, facts, values, origin = row.comment, _facts(row), row.values, row.origin
    if comment and kind is IssueKind.OTHER:
        proposed, shown = proposed_by(comment, row.marketplace)
        facts |= proposed
        values = {**values, **shown}
    return Sighting(  # in order of its fields: there is one for every row
        kind,
        row.order_id,
        row.order_item_id,
        row.sku,
        row.asin,
        row.marketplace,
        row.channel,
        row.requested,
        row.units,
        row.unit_key,
        facts,
        Evidence(_key(row), origin.source, origin.where, values, scrubbed(comment)),
        row.refunded,
        _days(row),
    )


def _days(row: ReturnRow) -> dict[str, datetime | date]:
    days = {}
    if row.ordered is not None:
        days["ordered"] = row.ordered
    if row.received is not None:
        days["received"] = row.received
    return days


def _key(row: ReturnRow) -> str:
    """The same row read again has the same key; read from a file and from the API, two."""
    return row_key(
        "api" if row.origin.api else "file",
        row.origin.source,
        row.order_id,
        row.order_item_id,
        row.sku,
        row.reason,
        row.unit_key,
        row.status,
        when_text(row.requested),
        row.units,
        row.refunded,
        row.received,
        row.claim,
        row.resolution,
    )


def _facts(row: ReturnRow) -> dict[str, Value]:
    facts: dict[str, Value] = {"return_requested": True}
    _add_state(facts, row)
    if row.claim is not None:
        facts["claim_open"] = "yes" if row.claim else "not_seen"
    if row.prime is not None:
        facts["prime"] = row.prime
    if row.in_policy is not None:
        facts["in_policy"] = row.in_policy
    if row.label_cost is not None:
        facts["return_label"] = row.label_cost
    if row.order_amount is not None:
        facts["order_total"] = row.order_amount
        if row.order_quantity == row.units and not row.refunded:
            # All that was ordered came back and nothing is paid yet: the order's amount is the
            # line's with its shipping, and tax where the report counts it in. Once a part is
            # paid, what is left cannot be told from it.
            facts["line_total"] = row.order_amount
            facts["quantity_ordered"] = row.units
    return facts


def _add_state(facts: dict[str, Value], row: ReturnRow) -> None:
    """Where the return stands, and what somebody has done about it already."""
    state, is_denied = _told_by_status(row.status)
    if row.channel is Channel.SELLER:
        facts["buyer_contact"] = "return"
        facts["return_state"] = state if row.received is None else "received"
    else:
        facts["return_state"] = "received"
    if is_denied:
        facts["return_denied"] = True
    resolution = row.resolution.upper()
    if not row.refunded and resolution in _REFUNDS_BY_ITSELF:
        facts["refund_pending"] = True
    if resolution == "REPLACEMENT":
        facts["replacement_pending"] = True


@lru_cache(maxsize=256)
def _told_by_status(status: str) -> tuple[str, bool]:
    """The return's state, and whether it is denied.

    It is open, unless Amazon's word for it says that nothing will come back any more.
    """
    word = status.lower()
    is_closed = any(part in word for part in _CLOSED_WORDS)
    return "closed" if is_closed else "open", any(part in word for part in _DENIED_WORDS)
