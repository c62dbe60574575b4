"""Returns reports: each row is a buyer saying what is wrong with one line."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from seller_credits.detection.proposals import NOTHING, proposed_by
from seller_credits.detection.reasons import kind_of_reason
from seller_credits.detection.scrub import scrubbed
from seller_credits.domain.cases import Sighting
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
    says_nothing = kind is IssueKind.OTHER and row.comment
    proposed, shown = proposed_by(row.comment, row.marketplace) if says_nothing else NOTHING
    return Sighting(
        kind=kind,
        order_id=row.order_id,
        order_item_id=row.order_item_id,
        sku=row.sku,
        asin=row.asin,
        marketplace=row.marketplace,
        channel=row.channel,
        occurred_at=row.requested,
        units=row.units,
        unit_key=row.unit_key,
        facts={**_facts(row), **proposed} if proposed else _facts(row),
        evidence=Evidence(
            key=_key(row),
            source=row.origin.source,
            where=row.origin.where,
            values={**row.values, **shown} if shown else row.values,
            comment=scrubbed(row.comment),
        ),
        refunded=row.refunded,
        days=_days(row),
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
        str(row.requested),
        str(row.units),
        str(row.refunded),
        str(row.received),
        str(row.claim),
        row.resolution,
    )


def _facts(row: ReturnRow) -> dict[str, Value]:
    facts: dict[str, Value] = {"return_requested": True, "return_state": _return_state(row)}
    if row.channel is Channel.SELLER:
        facts["buyer_contact"] = "return"
    if row.claim is not None:
        facts["claim_open"] = "yes" if row.claim else "not_seen"
    if row.prime is not None:
        facts["prime"] = row.prime
    if row.in_policy is not None:
        facts["in_policy"] = row.in_policy
    if row.label_cost is not None:
        facts["return_label"] = row.label_cost
    facts |= _answered(row)
    if row.order_amount is not None:
        facts["order_total"] = row.order_amount
        if row.order_quantity == row.units and not row.refunded:
            # All that was ordered came back and nothing is paid yet: the order's amount is the
            # line's with its shipping, and tax where the report counts it in. Once a part is
            # paid, what is left cannot be told from it.
            facts["line_total"] = row.order_amount
            facts["quantity_ordered"] = row.units
    return facts


def _answered(row: ReturnRow) -> dict[str, Value]:
    """What somebody has done about the return already."""
    facts: dict[str, Value] = {}
    resolution = row.resolution.upper()
    if not row.refunded and resolution in _REFUNDS_BY_ITSELF:
        facts["refund_pending"] = True
    if resolution == "REPLACEMENT":
        facts["replacement_pending"] = True
    if _is_denied(row.status):
        facts["return_denied"] = True
    return facts


def _return_state(row: ReturnRow) -> str:
    if row.received is not None or row.channel is Channel.AMAZON:
        return "received"
    return _state_of_status(row.status)


@lru_cache(maxsize=256)
def _is_denied(status: str) -> bool:
    return any(part in status.lower() for part in _DENIED_WORDS)


@lru_cache(maxsize=256)
def _state_of_status(status: str) -> str:
    """Open, unless Amazon's word for it says that nothing will come back any more."""
    word = status.lower()
    return "closed" if any(part in word for part in _CLOSED_WORDS) else "open"
