"""How what a snapshot shows is put down: as a sighting with the raw words it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from seller_credits.domain.cases import Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import IssueKind, Severity, Source
from seller_credits.domain.orders import Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import Evidence


def proof(
    order: Order, origin: Origin, source: Source, *telling: str, values: dict[str, str]
) -> Evidence:
    """Evidence that is the same row whenever the same words are read again."""
    return Evidence(
        key=row_key(source, order.order_id, *telling),
        source=source,
        where=origin.where,
        values=values,
    )


def sighting(
    kind: IssueKind,
    order: Order,
    evidence: Evidence,
    occurred_at: datetime | None,
    *,
    facts: Mapping[str, Value] | None = None,
    severity: Severity | None = None,
) -> Sighting:
    """Trouble with the parcels of an order; damage is the line's where there is but one."""
    only = order.lines[0] if len(order.lines) == 1 else None
    line_level = kind is IssueKind.DAMAGED and only is not None
    return Sighting(
        kind=kind,
        order_id=order.order_id,
        order_item_id=only.order_item_id if line_level and only else None,
        sku=only.sku if only else None,
        asin=only.asin if only else None,
        marketplace=order.marketplace,
        channel=order.channel,
        occurred_at=occurred_at,
        units=sum(line.quantity for line in order.lines) or 1,
        unit_key="parcel",
        facts=facts or {},
        evidence=evidence,
        severity=severity,
    )
