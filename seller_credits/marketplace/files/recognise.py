"""The one table of report files that are read; a new one is a module and a row here."""

from __future__ import annotations

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.marketplace.files import (
    account_health,
    all_orders,
    fba_reimbursements,
    fba_replacements,
    fba_returns,
    feedback,
    labels,
    mfn_returns,
    mfn_returns_xml,
    noted,
    orders_json,
    settlement,
)
from seller_credits.marketplace.files.document import Head, Kind
from seller_credits.marketplace.files.refused import refuse_by_name

KNOWN_KINDS: tuple[Kind, ...] = (
    mfn_returns.KIND,
    mfn_returns_xml.KIND,
    fba_returns.KIND,
    fba_replacements.KIND,
    fba_reimbursements.KIND,
    settlement.V2,
    settlement.V1,
    all_orders.KIND,
    account_health.KIND,
    orders_json.KIND,
    noted.KIND,
    labels.KIND,
    feedback.KIND,
)
"""Every kind of file that is read, the surest sign first."""

_SHOWN_COLUMNS = 6
_SHOWN_LETTERS = 60


def recognise(head: Head, name: str, claimed: Source | None) -> Kind:
    """The kind of report this file is, by its header or its first element.

    Args:
        head: the file's beginning.
        name: what a seller calls it.
        claimed: what the seller says it is; it must fit all the same.

    Raises:
        UnreadableSource: it is of no kind that is read, or not of the claimed one.
    """
    kind = next((known for known in KNOWN_KINDS if known.fits(head)), None)
    if kind is None:
        refuse_by_name(head, name)
        raise UnreadableSource(
            f"{name}: not a report that is known here; it begins with {_seen(head)}",
            hint=_wanted(claimed) or f"These are read: {_titles()}.",
        )
    if claimed is not None and kind.source is not claimed:
        raise UnreadableSource(
            f"{name}: given as {claimed}, but it is another report: {kind.title} ({kind.source})",
            hint=f"Leave the type out, or say --as {kind.source}.",
        )
    return kind


def _wanted(claimed: Source | None) -> str:
    """What a file a seller writes must have; empty where that is not what it was given as."""
    known = next((kind for kind in KNOWN_KINDS if kind.wants and kind.source is claimed), None)
    return f"Its first line must name {known.wants}." if known else ""


def _titles() -> str:
    return "; ".join(f"{kind.title} ({kind.source})" for kind in KNOWN_KINDS)


def _seen(head: Head) -> str:
    if len(head.header.names) == 1:
        return repr(head.lines[0][:_SHOWN_LETTERS])
    shown = [name[:_SHOWN_LETTERS] for name in head.header.names[:_SHOWN_COLUMNS]]
    return "the columns " + ", ".join(repr(name) for name in shown)
