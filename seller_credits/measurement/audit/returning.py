"""Refunds without a return, and returns without a refund."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.records import ReturnRow
from seller_credits.measurement.audit.casebook import LineFile
from seller_credits.measurement.audit.clocks import Clock, Clocks
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature
from seller_credits.measurement.audit.ground import Ground
from seller_credits.measurement.audit.making import finding, paid_of
from seller_credits.measurement.audit.nouns import Movement
from seller_credits.measurement.audit.paying import reason_of

_NOTHING_TO_SEND = frozenset({"NEVER_ARRIVED"})
_WITHOUT_RETURN = ("returnless", "replacement")
_GRANTED = ("approv", "authori", "complet", "accept")


def not_returned(line: LineFile, ground: Ground, clocks: Clocks, today: date) -> Iterator[Finding]:
    """Refunded, and nothing came back in the time there was for it."""
    refunds = [each for each in line.moved if each.kind in GIVEN and each.given.amount > 0]
    if not refunds or line.order.of_kind(*_OTHERS):
        return
    refund = refunds[-1]
    if refund.day is None:
        return
    if line.order.channel is Channel.AMAZON:
        yield from _not_back_at_amazon(line, refund, ground, clocks, today)
    elif line.order.channel is Channel.SELLER:
        yield from _not_back_at_seller(line, refund, clocks, today)


_OTHERS = (MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK, MoneyKind.REIMBURSEMENT)
"""Of these orders somebody has decided already, or has paid."""


def _not_back_at_amazon(
    line: LineFile, refund: Movement, ground: Ground, clocks: Clocks, today: date
) -> Iterator[Finding]:
    assert refund.day is not None
    store = line.order.marketplace
    sent = clocks.due(Clock.FBA_RETURN, store, refund.day)
    told = ground.days.get(Source.FBA_RETURNS)
    if sent is None or sent.day >= today or line.order.returns or told is None:
        return
    if told.last < sent.day or told.first > refund.day:
        return  # the reports do not tell of all the time it could have come back in
    due = clocks.due(Clock.FBA_REIMBURSEMENT, store, refund.day)
    is_open = due is None or due.day >= today
    yield finding(
        FindingKind.NOT_RETURNED,
        Nature.RECOVERABLE if is_open else Nature.LOST,
        line,
        refund.given,
        rests_on=[refund],
        facts={
            "who": "amazon",
            "sent_by": sent.day.isoformat(),
            "source": due.source if due else "",
        },
        is_proven=Source.REIMBURSEMENTS in ground.days,
        missing=() if Source.REIMBURSEMENTS in ground.days else (Source.REIMBURSEMENTS,),
        deadline=due.day if due and is_open else None,
    )


def _not_back_at_seller(
    line: LineFile, refund: Movement, clocks: Clocks, today: date
) -> Iterator[Finding]:
    rows = [row for row in line.returns if _is_expected(row)]
    if not rows or any(row.received for row in line.returns) or refund.day is None:
        return
    paid = paid_of(line.sales, refund.currency)
    waited = clocks.due(Clock.FBA_RETURN, line.order.marketplace, refund.day)
    if waited is None or waited.day >= today or (paid is not None and refund.given.amount < paid):
        return
    yield finding(
        FindingKind.NOT_RETURNED,
        Nature.LOST,
        line,
        refund.given,
        rests_on=[refund, *rows],
        facts={"who": "seller", "sent_by": waited.day.isoformat(), "source": ""},
        is_proven=False,
    )


def _is_expected(row: ReturnRow) -> bool:
    """A return was granted, and there was something to send back."""
    if reason_of(row) in _NOTHING_TO_SEND:
        return False
    resolution = row.resolution.lower()
    granted = any(word in row.status.lower() for word in _GRANTED)
    return granted and not any(word in resolution for word in _WITHOUT_RETURN)


def not_refunded(line: LineFile, ground: Ground, clocks: Clocks, today: date) -> Iterator[Finding]:
    """Came back to the seller, and no refund is in the files."""
    rows = [row for row in line.returns if row.channel is Channel.SELLER and row.received]
    if not rows or line.order.moved or any(_is_settled(row) for row in line.order.returns):
        return
    received = min(row.received for row in rows if row.received)
    due = clocks.due(Clock.RETURN_REFUND, line.order.marketplace, received)
    told = ground.days.get(Source.SETTLEMENT)
    amount = _worth(line, rows[0])
    is_told = told is not None and due is not None and told.last >= due.day >= told.first
    yield finding(
        FindingKind.NOT_REFUNDED,
        Nature.OWED,
        line,
        amount,
        rests_on=list(rows),
        facts={
            "received": received.isoformat(),
            "is_late": "yes" if due and due.day < today else "",
            "source": due.source if due else "",
            "worth": "" if amount else "not known",
        },
        is_proven=is_told,
        missing=() if is_told else (Source.SETTLEMENT,),
        deadline=due.day if due else None,
    )


def _is_settled(row: ReturnRow) -> bool:
    """The report says that it was refunded or replaced."""
    return bool(row.refunded) or "replacement" in row.resolution.lower()


def _worth(line: LineFile, row: ReturnRow) -> Money:
    """What is owed, as far as a file says; nought where none does."""
    currencies = {each.currency for each in line.sales}
    if len(currencies) == 1:
        currency = currencies.pop()
        paid = paid_of(line.sales, currency)
        if paid is not None:
            return Money(paid, currency)
    if row.order_amount is not None:
        return row.order_amount
    store = find_marketplace(line.order.marketplace)
    return Money.zero(store.currency if store else "XXX")
