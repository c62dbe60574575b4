"""Issues a person noted, because no source of the marketplace shows them."""

from __future__ import annotations

from seller_credits.detection.contact import noted_contact
from seller_credits.detection.scrub import scrubbed
from seller_credits.domain.cases import Sighting
from seller_credits.domain.clock import when_text
from seller_credits.domain.facts import Value
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import Evidence


def sighting_of_note(row: NotedRow) -> Sighting:
    """What one row of a seller's own list shows."""
    return Sighting(
        kind=row.kind,
        order_id=row.order_id,
        order_item_id=row.order_item_id,
        sku=row.sku,
        asin=None,
        marketplace=row.marketplace,
        channel=None,
        occurred_at=row.occurred,
        units=1,
        unit_key="noted",
        facts=_facts(row),
        evidence=Evidence(
            key=row_key(
                "noted",
                row.order_id,
                row.kind,
                row.order_item_id,
                row.sku,
                when_text(row.occurred),
                row.severity,
                row.note,
            ),
            source=row.origin.source,
            where=row.origin.where,
            values=row.values,
            comment=scrubbed(row.note),
        ),
        severity=row.severity,
    )


def _facts(row: NotedRow) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    if row.kind is IssueKind.A_TO_Z_CLAIM:
        facts["claim_open"] = "yes"
    contact = noted_contact(row)
    if contact is not None:
        facts["buyer_contact"], _ = contact
    return facts
