"""What the seller has on their own side: the labels they bought, and what they wrote down.

No source of the marketplace shows either; both are served as a seller's own software exports them.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.shop.sequels import Note, Shop

LABELS_PATH = "/seller/labels.csv"
NOTES_PATH = "/seller/issues.csv"

_LABELS = ("order_id", "protected", "first_scan_at")
_NOTES = (
    *("order_id", "issue", "occurred_at", "severity", "note"),
    *("order_item_id", "sku", "marketplace"),
)
_WORDS = {True: "yes", False: "no", None: ""}


def labels_csv(shop: Shop) -> str:
    """Return one row for each order with a label that was not voided."""
    return _table(_LABELS, (_label(order) for order in shop.orders if _sent(order)))


def notes_csv(shop: Shop) -> str:
    """Return the troubles the seller noted."""
    return _table(_NOTES, map(_note, shop.notes))


def _sent(order: Order) -> bool:
    return any(parcel.shipped is not None for parcel in order.parcels)


def _label(order: Order) -> list[str]:
    sent = [parcel for parcel in order.parcels if parcel.shipped is not None]
    scans = [parcel.first_scan for parcel in sent if parcel.first_scan is not None]
    first = iso(min(scans)) if scans else ""
    return [order.order_id, _WORDS[sent[0].protected], first]


def _note(note: Note) -> list[str]:
    line = note.line
    when = note.occurred
    return [
        note.order.order_id,
        note.issue,
        iso(when) if isinstance(when, datetime) else when.isoformat(),
        *(note.severity, note.text),
        *(("", "") if line is None else (line.order_item_id, line.product.sku)),
        note.order.marketplace.country,
    ]


def _table(header: tuple[str, ...], rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
