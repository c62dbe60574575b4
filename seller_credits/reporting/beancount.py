"""Refunds that were paid, as transactions for plain-text accounting (beancount).

What the buyer got back is an expense, by what went wrong, and leaves the balance with the
marketplace. Each account of the books holds one currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from seller_credits.domain.money import Money

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]+")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Booking:
    """One refund as the books of the marketplace show it.

    Attributes:
        day: when it was booked; a UTC day.
        amount: what the buyer got back, tax left out; below nought where it was taken back.
        issue: what went wrong; None where nobody said.
        what: in a few words: `refund part`.
        key: the issuance's.
        status: `confirmed` or `settled`.
        seq, hash: of the entry that confirmed it; the hash in hex.
    """

    account: str
    day: date
    amount: Money
    order_id: str
    marketplace: str | None
    issue: str | None
    what: str
    by: str
    key: str
    status: str
    seq: int
    hash: str
    feed_id: str | None = None


def beancount_lines(bookings: Iterable[Booking], accounts: Sequence[str]) -> Iterator[str]:
    """The file, line by line: a transaction for each booking, and its accounts at the end.

    The order of lines means nothing to beancount: the accounts come last because only then it is
    known when they were first used.

    Args:
        bookings: in any order; only what is to be opened is kept of them.
        accounts: every account of the ledger, by which they get names that differ.
    """
    names, opened = _names(accounts), dict[tuple[str, str], date]()
    yield ";; -*- mode: beancount -*-"
    yield ";; Refunds that were given to buyers and are in the marketplace's books."
    yield ";; Amounts are without tax; days are UTC."
    yield ""
    yield 'option "title" "Seller credits"'
    for booking in bookings:
        currency = booking.amount.currency
        expense = f"Expenses:SellerCredits:{_component(booking.issue or 'unknown')}:{currency}"
        asset = f"Assets:Marketplace:{names[booking.account]}:{currency}"
        for name in (expense, asset):
            known = opened.get((name, currency))
            opened[name, currency] = min(known, booking.day) if known else booking.day
        yield ""
        yield from _transaction(booking, expense, asset)
    for (name, currency), day in sorted(opened.items()):
        yield ""
        yield f"{day} open {name} {currency}"


def _transaction(booking: Booking, expense: str, asset: str) -> Iterator[str]:
    amount, currency = booking.amount.amount, booking.amount.currency
    store = f" {booking.marketplace}" if booking.marketplace else ""
    yield f"{booking.day} * {_text(f'Amazon{store}')} {_text(booking.what)}"
    told = {
        "order": booking.order_id,
        "key": booking.key,
        "feed": booking.feed_id,
        "by": booking.by,
        "status": booking.status,
        "entry": str(booking.seq),
        "hash": booking.hash,
    }
    for name, value in told.items():
        if value:
            yield f"  {name}: {_text(value)}"
    yield f"  {expense}  {amount:f} {currency}"
    yield f"  {asset}  {-amount:f} {currency}"


def _text(said: str) -> str:
    """A string as beancount reads it: on one line, its quotes and backslashes escaped."""
    plain = _SPACE.sub(" ", _CONTROL.sub(" ", said)).strip()
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _names(accounts: Sequence[str]) -> dict[str, str]:
    """A name for each account, as beancount wants them; no two alike."""
    plain = {account: _component(account) for account in accounts}
    taken = list(plain.values())
    return {
        account: name if taken.count(name) == 1 else f"{name}-{_digest(account)}"
        for account, name in plain.items()
    }


def _component(said: str) -> str:
    """`late_delivery` as `LateDelivery`; what cannot stand in a name is told by a digest."""
    words = [word for word in re.split(r"[_\s]+", said) if word]
    name = "".join(word[0].upper() + word[1:] for word in words)
    plain = _NOT_IN_A_NAME.sub("-", name).strip("-")
    if plain == name:
        return name
    plain = plain[:1].upper() + plain[1:]
    return f"{plain}-{_digest(said)}" if plain else f"X-{_digest(said)}"


def _digest(said: str) -> str:
    return sha256(said.encode()).hexdigest()[:6]
