"""Replacements Amazon sent from its warehouses: each says what was wrong with the first one."""

from __future__ import annotations

from seller_credits.detection.reasons import kind_of_replacement
from seller_credits.domain.cases import Sighting
from seller_credits.domain.identity import row_key
from seller_credits.domain.issues import Channel
from seller_credits.domain.records import Evidence, ReplacementRow


def sighting_of_replacement(row: ReplacementRow) -> Sighting:
    """What one row of the replacements report shows about the original order."""
    return Sighting(
        kind=kind_of_replacement(row.reason),
        order_id=row.order_id,
        order_item_id=None,
        sku=row.sku,
        asin=row.asin,
        marketplace=row.marketplace,
        channel=Channel.AMAZON,
        occurred_at=row.shipped,
        units=row.units,
        unit_key=row.unit_key,
        facts={"replacement_pending": True},
        listed_in="replacements",
        evidence=Evidence(
            key=row_key(
                "api" if row.origin.api else "file",
                "replacement",
                row.order_id,
                row.replacement_order_id,
                row.sku,
                row.reason,
                row.unit_key,
            ),
            source=row.origin.source,
            where=row.origin.where,
            values=row.values,
        ),
    )
