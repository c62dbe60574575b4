"""Every trouble of a shop and the sources that show it.

Visible troubles are read off the same orders, parcels and rows that are served; what nobody shows
is listed with no source.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from seller_credits.simulator.finances.periods import is_settled
from seller_credits.simulator.finances.postings import LAG
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.shop.reasons import meaning, replacement_meaning
from seller_credits.simulator.shop.sequels import Dispute, Shop
from seller_credits.simulator.truth.lateness import troubles_of_order

_WHOLE_ORDER = frozenset({"late_delivery", "lost", "undeliverable", "misdelivered"})
CONSEQUENCES = frozenset({"negative_feedback", "a_to_z_claim", "chargeback"})
"""What buyers do about a trouble, which is no trouble of its own."""

_NEGATIVE = 2

Key = tuple[str, str | None, str]
"""Order, order item (None for the order as a whole), kind of trouble."""


@dataclass(slots=True)
class Trouble:
    """One trouble: the sources that show it, and whether the buyer made a claim of it."""

    sources: set[str] = field(default_factory=set)
    claim: bool = False


Found = dict[Key, Trouble]


def troubles(shop: Shop, now: datetime, *, detailed_status: bool) -> list[dict[str, Any]]:
    """Return every trouble as of now (an instant), in stable order.

    What a buyer does about a trouble is listed as well, with the kinds it follows from as `of`.
    """
    found: Found = {}
    for order in shop.orders:
        for issue, source in troubles_of_order(order, now, detailed_status=detailed_status):
            _show(found, (order.order_id, _item(order, issue), issue), source)
    _add_returns(shop, found)
    _add_papers(shop, found)
    for dispute in shop.disputes:
        key = (dispute.order.order_id, None, dispute.kind)
        _show(found, key, *_sources_of(dispute, shop, now))
    for secret in shop.secrets:
        _show(found, (secret.order_id, secret.order_item_id, secret.issue))
    causes = _causes(found)
    return [_json(key, found[key], causes) for key in sorted(found, key=_sorting)]


def _show(found: Found, key: Key, *sources: str) -> Trouble:
    trouble = found.setdefault(key, Trouble())
    trouble.sources.update(source for source in sources if source)
    return trouble


def _item(order: Order, issue: str) -> str | None:
    """Return the line a parcel's damage is about, where the order has but one."""
    one_line = issue == "damaged" and len(order.lines) == 1
    return order.lines[0].order_item_id if one_line else None


def _add_returns(shop: Shop, found: Found) -> None:
    for row in shop.merchant_returns:
        if row.status != "Cancelled":
            key = _row_key(row.order, row.line.order_item_id, meaning(row.reason))
            trouble = _show(found, key, "mfn_returns")
            trouble.claim = trouble.claim or row.claim
    for unit in shop.fulfilment_returns:
        key = _row_key(unit.order, unit.line.order_item_id, meaning(unit.reason))
        _show(found, key, "fba_returns")
    for sent in shop.replacements:
        issue = replacement_meaning(sent.code)
        _show(found, _row_key(sent.original, sent.line.order_item_id, issue), "fba_returns")


def _add_papers(shop: Shop, found: Found) -> None:
    for rating in shop.feedback:
        if rating.stars <= _NEGATIVE:
            _show(found, (rating.order.order_id, None, "negative_feedback"), "feedback")
    for note in shop.notes:
        item = None if note.line is None else note.line.order_item_id
        _show(found, _row_key(note.order, item, note.issue), "csv")


def _row_key(order: Order, order_item_id: str | None, issue: str) -> Key:
    return order.order_id, None if issue in _WHOLE_ORDER else order_item_id, issue


def _sources_of(dispute: Dispute, shop: Shop, now: datetime) -> Iterator[str]:
    """Give the books that show a dispute by now: the money is not seen before it has moved."""
    if dispute.posted < now - LAG:
        yield "finances"
    if is_settled(dispute.posted, shop.opened, now):
        yield "settlement"


def _causes(found: Iterable[Key]) -> dict[str, list[str]]:
    """Return what went wrong with each order, apart from what buyers did about it."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for order_id, _, issue in found:
        if issue not in CONSEQUENCES:
            kinds[order_id].add(issue)
    return {order_id: sorted(issues) for order_id, issues in kinds.items()}


def _sorting(key: Key) -> tuple[str, str, str]:
    order_id, order_item_id, issue = key
    return order_id, order_item_id or "", issue


def _json(key: Key, trouble: Trouble, causes: dict[str, list[str]]) -> dict[str, Any]:
    order_id, order_item_id, issue = key
    answer: dict[str, Any] = {
        "order_id": order_id,
        "order_item_id": order_item_id,
        "issue": issue,
        "sources": sorted(trouble.sources),
    }
    if trouble.claim:
        answer["claim"] = True
    if issue in CONSEQUENCES and order_id in causes:
        answer["of"] = causes[order_id]
    return answer
