"""What is given, or may be, and no book shows yet: it counts against limits beside the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seller_credits.domain.issuances import FOR_A_PERSON, RESERVING, Issuance, LineShare, Status
from seller_credits.domain.money import Money

STANDING = RESERVING | FOR_A_PERSON | {Status.CONFIRMED, Status.SETTLED}
"""Something was given for the issue, or may be: neither came to nothing nor was given up."""


def reserving(issuances: Iterable[Issuance]) -> Iterator[Issuance]:
    """Those that count beside the books. What the books show counts there, and nowhere else."""
    return (each for each in issuances if each.status in RESERVING)


def reserved(issuances: Iterable[Issuance]) -> Iterator[Money]:
    """What each of them counts for in limits; what costs nothing is left out."""
    worths = (each.counts_for for each in reserving(issuances))
    return (worth for worth in worths if worth)


def reserved_shares(issuances: Iterable[Issuance]) -> Iterator[LineShare]:
    """What each order line is to get back, or may have; of no line where none is named."""
    for each in reserving(issuances):
        if each.amount:
            shares = [share for share in each.lines if share.amount]
            yield from shares or [LineShare(None, None, each.amount)]


def credited(issuances: Iterable[Issuance], issue_id: str, currency: str) -> Money | None:
    """What this program gave for one issue, or may have given.

    None where that was in another currency, so that nothing can be said in this one.
    """
    total = Money.zero(currency)
    for each in issuances:
        if each.issue_id == issue_id and each.status in STANDING and each.amount:
            if each.amount.currency != currency:
                return None
            total += each.amount
    return total
