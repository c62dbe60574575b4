"""Events of the Finances API v0 as the money that went back for each order.

Only here claims and chargebacks have lists of their own, so that what they are is beyond doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from seller_credits.domain.issues import Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from seller_credits.domain.postings import (
    Charge,
    ChargeKind,
    OrderPosting,
    PostingKind,
    Postings,
)
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.sections.money_drafts import (
    NO_ORDER,
    Draft,
    Drafts,
    Keys,
    Part,
    Row,
)
from seller_credits.marketplace.sections.money_words import (
    is_buyers,
    is_known_charge,
    is_known_list,
)

_KINDS = {
    PostingKind.REFUND: MoneyKind.REFUND,
    PostingKind.A_TO_Z_CLAIM: MoneyKind.A_TO_Z_CLAIM,
    PostingKind.CHARGEBACK: MoneyKind.CHARGEBACK,
}
_LISTS = {
    PostingKind.REFUND: "RefundEventList",
    PostingKind.A_TO_Z_CLAIM: "GuaranteeClaimEventList",
    PostingKind.CHARGEBACK: "ChargebackEventList",
}


def money_of_postings(postings: Iterable[OrderPosting]) -> Iterator[Row]:
    """The money that went back to buyers, line by line; what moved none is clean."""
    return PostingMoney().of_orders(postings)


@dataclass(slots=True)
class PostingMoney:
    """Reads the events of one window, a page at a time.

    Attributes:
        unknown: words nobody here knows, by where they stand.
    """

    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    _keys: Keys = field(default_factory=lambda: Keys(Book.POSTINGS))

    def rows(self, page: Postings) -> Iterator[Row]:
        """Everything a page tells, each event accounted for."""
        yield from self.of_orders(page.orders)
        for adjustment in page.adjustments:
            yield Skipped(_origin("AdjustmentEventList"), NO_ORDER, adjustment.type)
        for paid in page.reimbursements:
            detail = f"SAFE-T claim {paid.claim_id}"
            yield Skipped(_origin("SAFETReimbursementEventList"), NO_ORDER, detail)
        for name, count in page.others.items():
            if not is_known_list(name):
                self.unknown["list of events", name] += count
            yield CleanRow(_origin(name), count)

    def of_orders(self, postings: Iterable[OrderPosting]) -> Iterator[Row]:
        """Refunds, claims and chargebacks: one row for each line and kind."""
        for posting in postings:
            self._listen(posting)
            drafts = list(_drafts(posting).moved())
            if not drafts:
                yield CleanRow(_origin(_LISTS[posting.kind], posting.order_id))
            elif not posting.order_id:
                yield Skipped(_origin(_LISTS[posting.kind]), NO_ORDER, posting.kind)
            else:
                for draft in drafts:
                    yield self._row(posting, posting.order_id, draft)

    def _row(self, posting: OrderPosting, order_id: str, draft: Draft) -> MoneyRow:
        return MoneyRow(
            origin=_origin(_LISTS[posting.kind], order_id),
            kind=draft.kind,
            book=Book.POSTINGS,
            order_id=order_id,
            order_item_id=draft.order_item_id,
            sku=draft.sku,
            marketplace=posting.marketplace,
            posted=posting.posted_at,
            amount=draft.amount,
            key=self._keys.of(order_id, draft, posting.posted_at),
            words=_LISTS[posting.kind],
            values=_values(posting, draft),
        )

    def _listen(self, posting: OrderPosting) -> None:
        """Note the charges of which nobody knows whose money they are."""
        charges = [charge for item in posting.items for charge in item.charges]
        for charge in (*charges, *posting.charges):
            if charge.kind is ChargeKind.PRICE and not is_known_charge(charge.type):
                self.unknown["charge", charge.type] += 1


def _drafts(posting: OrderPosting) -> Drafts:
    drafts = Drafts(_KINDS[posting.kind])
    drafts.add(_parts(posting.charges), adjustment=None, line="order")
    for number, item in enumerate(posting.items, 1):
        drafts.add(
            _parts(item.charges),
            adjustment=item.adjustment_id,
            line=item.order_item_id or item.sku or f"item {number}",
            order_item_id=item.order_item_id,
            sku=item.sku,
        )
    return drafts


def _parts(charges: Iterable[Charge]) -> Iterator[Part]:
    """The buyer's own charges; what a promotion had taken off was never paid, and is not back."""
    for charge in charges:
        is_price = charge.kind is ChargeKind.PRICE and is_buyers(charge.type)
        if is_price or charge.kind is ChargeKind.PROMOTION:
            yield charge.type, charge.amount


def _origin(name: str, order_id: str | None = None) -> Origin:
    about = f", order {order_id}" if order_id else ""
    return Origin(Source.FINANCES, api=True, where=f"Finances API v0, {name}{about}")


def _values(posting: OrderPosting, draft: Draft) -> dict[str, str]:
    told = {
        "list": _LISTS[posting.kind],
        "PostedDate": posting.posted_at.isoformat() if posting.posted_at else "",
        "OrderItemId": draft.order_item_id or "",
        "OrderAdjustmentItemId": draft.adjustment,
    }
    return {name: value for name, value in told.items() if value} | draft.values
