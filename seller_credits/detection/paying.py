"""Who pays for a delivery that went wrong (the fact `marketplace_pays`): never guessed.

If the seller refunds what the marketplace would have paid, it is not given back. A label with
claims protection answers for delivery where the parcel was first scanned by ship-by and the
buyer's messages were answered within 48 hours: Amazon staff, Seller Forums, read 2026-11. The
last of these no source shows.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from seller_credits.domain.issues import DELIVERY_KINDS, Channel, IssueKind
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.own_files import LabelRow

Paid = tuple[str, str]
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def marketplace_pays(
    kind: IssueKind,
    channel: Channel | None,
    label: LabelRow | None,
    ship_by: datetime | None,
    marketplace: str | None,
    *,
    programme_answers: bool = False,
) -> Paid:
    """`yes`, `no` or `unknown`, and what shows it.

    Args:
        kind: what went wrong; labels answer for delivery only.
        channel: who ships.
        label: what the seller's labels file says of the order.
        ship_by: until when it was to leave (aware).
        marketplace: the store, whose days a bare day of a scan is of.
        programme_answers: the settings say that the marketplace's own service answers for the
            seller's buyers.
    """
    if programme_answers:
        return "yes", "the settings say that the marketplace's service answers for these orders"
    if label is None or label.is_protected is None:
        return "unknown", "no labels file says whether its label is protected"
    where = label.origin.where
    if not label.is_protected:
        if channel is Channel.SELLER:
            return "no", f"its label is not protected ({where})"
        return "unknown", f"its label is not protected ({where}), but the seller may not ship it"
    if kind not in DELIVERY_KINDS:
        return "unknown", f"its label is protected ({where}), which answers for delivery only"
    if label.first_scan is None or ship_by is None:
        missing = "its first scan" if label.first_scan is None else "ship-by"
        return "unknown", f"its label is protected ({where}), but {missing} is not known"
    if not _was_by(label.first_scan, ship_by, marketplace):
        return "unknown", f"its label is protected ({where}), but not shown as scanned by ship-by"
    return "yes", f"its label is protected and was scanned {label.first_scan} ({where})"


def _was_by(scan: datetime | date, ship_by: datetime, marketplace: str | None) -> bool:
    """Whether a scan was by ship-by for sure: of a bare day, the day's end."""
    if isinstance(scan, datetime):
        return scan <= ship_by
    store = find_marketplace(marketplace)
    return store is not None and store.start_of(scan + _DAY) - _SECOND <= ship_by
