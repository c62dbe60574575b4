"""Money that was taken back: a claim or a chargeback that was paid is an issue of its own.

Refunds and goodwill are none: they are what was done about one, and count against what is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from seller_credits.domain.cases import Issue, OrderCase, Sighting
from seller_credits.domain.facts import Value
from seller_credits.domain.identity import row_key
from seller_credits.domain.issuances import Status
from seller_credits.domain.issues import ORDER_KINDS, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import Evidence
from seller_credits.domain.reserving import reserved_shares

_TAKEN_BACK = {
    MoneyKind.A_TO_Z_CLAIM: IssueKind.A_TO_Z_CLAIM,
    MoneyKind.CHARGEBACK: IssueKind.CHARGEBACK,
}


def sighting_of_money(row: MoneyRow) -> Sighting | None:
    """The claim or chargeback one movement of money shows; None for all others."""
    kind = _TAKEN_BACK.get(row.kind)
    if kind is None or row.amount.amount <= 0:
        return None  # nothing was taken, or what was taken came back
    facts: dict[str, Value] = {"claim_open": "yes"} if kind is IssueKind.A_TO_Z_CLAIM else {}
    return Sighting(
        kind=kind,
        order_id=row.order_id,
        order_item_id=row.order_item_id,
        sku=row.sku,
        asin=None,
        marketplace=row.marketplace,
        channel=None,
        occurred_at=row.posted,
        units=1,
        unit_key=row.order_item_id or row.sku or "order",
        facts=facts,
        evidence=Evidence(
            key=row_key(row.book, row.order_id, row.key),
            source=row.origin.source,
            where=row.origin.where,
            values=row.values,
        ),
        listed_in=row.book,
    )


def given_back(case: OrderCase, issue: Issue, currency: str) -> Money | None:
    """What the buyer got back, by anyone, for the lines an issue is about.

    The same movement may stand in several books: it is summed within one, and of all the books the
    largest sum counts. Money that names no line counts for every line: never more is given than
    what is left for sure. None where some of it went back in another currency: what is left of
    the price is not known then.
    """
    sums: dict[tuple[str, str], Money] = {}
    for row in _concerning(case.money, issue):
        book = (row.book, row.amount.currency)
        sums[book] = sums[book] + row.amount if book in sums else row.amount
    if any(sum_.amount and sum_.currency != currency for sum_ in sums.values()):
        return None
    own = (sum_ for sum_ in sums.values() if sum_.currency == currency)
    return max(own, key=lambda sum_: sum_.amount, default=Money.zero(currency))


def reserved_back(case: OrderCase, issue: Issue, currency: str) -> Money | None:
    """What is on its way to the buyer for the lines an issue is about, and in no book yet.

    What names no line counts for every line. None where some of it is in another currency.
    """
    total = Money.zero(currency)
    for share in reserved_shares(case.issuances):
        if share.amount and _concerns(issue, share.order_item_id, share.sku):
            if share.amount.currency != currency:
                return None
            total += share.amount
    return total


def is_unsure(case: OrderCase, issue: Issue) -> bool:
    """Whether a refund of the same lines was handed in of which nobody knows if it was paid."""
    return any(
        _concerns(issue, share.order_item_id, share.sku)
        for each in case.issuances
        if each.status is Status.UNKNOWN
        for share in reserved_shares([each])
    )


def _concerning(money: Iterable[MoneyRow], issue: Issue) -> Iterable[MoneyRow]:
    for row in money:
        if row.kind is MoneyKind.REIMBURSEMENT:
            continue
        if _concerns(issue, row.order_item_id, row.sku):
            yield row


def _concerns(issue: Issue, order_item_id: str | None, sku: str | None) -> bool:
    """Whether what names this line may be about the lines of the issue."""
    if issue.kind in ORDER_KINDS:
        return True
    if order_item_id and issue.order_item_id:
        return order_item_id == issue.order_item_id
    return sku is None or issue.sku is None or sku == issue.sku
