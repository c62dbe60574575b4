"""What no refund goes past, whatever a policy or a person says: asked before anybody is called.

First what the order is (the marketplace refunds some itself, and others cannot be refunded), then
what the seller's settings keep out, then how much is left of each line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from seller_credits.detection.matching import known_lines
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issuances import RESERVING, Issuance, LineShare
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order
from seller_credits.issuance.components import refund_of
from seller_credits.issuance.hurdles import Hurdle, refused, superseded, waits
from seller_credits.issuance.terms import Terms
from seller_credits.marketplace.refunds.checking import flaws

_NOT_SENT = ("UNSHIPPED", "PENDING", "PENDING_AVAILABILITY")


def refund_hurdle(issuance: Issuance, case: OrderCase, terms: Terms) -> Hurdle | None:
    """The first thing that keeps this refund from being handed in at all; None where nothing does.

    Args:
        issuance: of money, approved.
        case: all that is known of its order.
        terms: the seller's.
    """
    found = (
        *hurdles_of_the_order(issuance, case, terms),
        *_of_the_lines(issuance, case),
        *_of_the_message(issuance, case, terms),
    )
    return found[0] if found else None


def hurdles_of_the_order(issuance: Issuance, case: OrderCase, terms: Terms) -> Iterator[Hurdle]:
    """What keeps anything at all from being given for an order: money, or goods."""
    yield from _of_the_order(case)
    yield from _of_the_settings(issuance, case, terms)


def order_of(case: OrderCase) -> Order | None:
    """The order by the best source there is."""
    for source in (Source.ORDERS, Source.ALL_ORDERS):
        for (found, _), order in sorted(case.snapshots.items()):
            if found == source:
                return order
    return None


def _of_the_order(case: OrderCase) -> Iterator[Hurdle]:
    order = order_of(case)
    if order is None:
        yield waits("order_unread", "The order was not read yet: sync it.", for_a_person=True)
        return
    channels = {order.channel, *(issue.channel for issue in case.issues)}
    if Channel.AMAZON in channels:
        why = "Fulfilled by Amazon: only Amazon refunds it."
        yield superseded("fulfilled_by_amazon", why)
    elif order.channel is not Channel.SELLER:
        yield refused("channel_unknown", "Nothing says that the seller ships this order.")
    if order.replacement_of is not None:
        why = "It is itself a replacement or exchange: the buyer paid nothing for it."
        yield superseded("replacement_order", why)
    if order.status == "CANCELLED":
        yield superseded("cancelled", "The order is cancelled: nothing was charged.")
    elif order.status in _NOT_SENT:
        why = "Nothing of it is confirmed as shipped: cancel or ship it first."
        yield superseded("not_shipped", why)
    elif not order.status.startswith("SHIPPED"):
        why = f"It is not confirmed as shipped in full (its status is {order.status})."
        yield waits("not_shipped", why)


def _of_the_settings(issuance: Issuance, case: OrderCase, terms: Terms) -> Iterator[Hurdle]:
    order = order_of(case)
    store = find_marketplace(issuance.marketplace or (order.marketplace if order else None))
    if store is None:
        yield refused("store_unknown", "No known store is told for it.")
    elif order is not None and order.marketplace not in {None, store.code}:
        why = f"It was approved for {store.code}, and the order is of {order.marketplace}."
        yield refused("store_unknown", why)
    if order is not None and order.prime and not terms.prime:
        why = "A Prime order: the marketplace's own service decides there (setting submit.prime)."
        yield refused("prime", why)


def _of_the_lines(issuance: Issuance, case: OrderCase) -> Iterator[Hurdle]:
    if issuance.amount is None or issuance.amount.amount <= 0:
        yield refused("no_amount", "It has no amount.")
        return
    shares = [share for share in issuance.lines if share.amount]
    if not shares or any(share.order_item_id is None for share in shares):
        why = "The marketplace's id of the order line is not known: refund it in Seller Central."
        yield refused("no_order_item_id", why)
        return
    if _total(shares) != issuance.amount:
        yield refused("lines", "Its lines do not come to its amount: withdraw it, approve it anew.")
        return
    lines = known_lines(case)
    for share in shares:
        line = _line_of(share, lines)
        if line is None:
            yield refused("line_unknown", f"The order has no line {share.order_item_id}.")
        elif line.paid is None or line.paid.currency != issuance.amount.currency:
            why = f"What the buyer paid in {issuance.amount.currency} for the line is not known."
            yield refused("price_unknown", why)
        else:
            yield from _of_what_is_left(issuance, case, share, line)


def _line_of(share: LineShare, lines: Sequence[Line]) -> Line | None:
    """The line a share is for; by its SKU only where the source tells no ids at all."""
    if any(line.order_item_id for line in lines):
        return next((line for line in lines if line.order_item_id == share.order_item_id), None)
    of_sku = [line for line in lines if share.sku and line.sku == share.sku]
    return of_sku[0] if len(of_sku) == 1 else None


def _total(shares: Iterable[LineShare]) -> Money | None:
    total: Money | None = None
    for share in shares:
        assert share.amount is not None
        if total is not None and total.currency != share.amount.currency:
            return None
        total = share.amount if total is None else total + share.amount
    return total


def _of_what_is_left(
    issuance: Issuance, case: OrderCase, share: LineShare, line: Line
) -> Iterator[Hurdle]:
    assert share.amount is not None
    assert line.paid is not None
    left = left_of(line, case, issuance)
    if left is None:
        why = "Money went back in another currency: what is left cannot be told."
        yield refused("currency", why)
    elif left.amount <= 0:
        yield superseded("nothing_left", f"Nothing is left to refund of {_named(line)}.")
    elif share.amount > left:
        why = f"Of {_named(line)} only {left} are left to refund, and {share.amount} are approved."
        yield superseded("less_left", why)


def _named(line: Line) -> str:
    return line.sku or f"line {line.order_item_id}"


def left_of(line: Line, case: OrderCase, issuance: Issuance) -> Money | None:
    """What is left of a line's price and shipping, beside this issuance, at the least.

    Books are compared and never added; money that names no line counts for every line. What other
    issuances reserve counts beside what the books show. None where currencies differ.
    """
    assert line.paid is not None
    currency = line.paid.currency
    given = given_to(line, case)
    if any(each.amount and each.currency != currency for each in given):
        return None
    whole = line.paid + (line.shipping or Money.zero(currency))
    most = max((each.amount for each in given if each.currency == currency), default=Decimal(0))
    reserved = sum(
        (amount for amount in _reserved(line, case, issuance) if amount.currency == currency),
        Money.zero(currency),
    )
    return whole - Money(max(most, Decimal(0)), currency) - reserved


def given_to(line: Line, case: OrderCase) -> list[Money]:
    """What went back for a line by each book, in each currency."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in case.money:
        if row.kind is not MoneyKind.REIMBURSEMENT and _may_be_of(row, line):
            sums[row.book, row.amount.currency] += row.amount.amount
    return [Money(amount, currency) for (_, currency), amount in sums.items()]


def _may_be_of(row: MoneyRow, line: Line) -> bool:
    if row.order_item_id and line.order_item_id:
        return row.order_item_id == line.order_item_id
    return row.sku is None or line.sku is None or row.sku == line.sku


def _reserved(line: Line, case: OrderCase, besides: Issuance) -> Iterator[Money]:
    """What others that were begun before it have of the line, or may have."""
    for other in case.issuances:
        if other.issuance_id == besides.issuance_id:
            break
        if other.status not in RESERVING:
            continue
        for share in other.lines:
            if share.amount and share.order_item_id in {None, line.order_item_id}:
                yield share.amount


def _of_the_message(issuance: Issuance, case: OrderCase, terms: Terms) -> Iterator[Hurdle]:
    """What the marketplace's own form of a refund does not take."""
    amounts = [share for share in issuance.lines if share.amount]
    if issuance.amount is None or any(share.order_item_id is None for share in amounts):
        return
    wrong = flaws([refund_of(issuance, case, terms.component)])
    if wrong:
        yield refused("form", wrong[0].removeprefix(f"Message 1, order '{case.order_id}': "))
