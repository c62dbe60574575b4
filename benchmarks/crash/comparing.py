"""What the ledger believes beside what really happened: every cent, and whose it was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from seller_credits.domain.issuances import Issuance, Status
from seller_credits.ledger.interface import Ledger

_NEVER_LEFT = frozenset(
    {Status.APPROVED, Status.WITHDRAWN, Status.SUPERSEDED, Status.EXPIRED, Status.RECORDED}
)
_TAKEN_FOR_NOTHING = frozenset({Status.REJECTED, Status.ABSENT})
_PROVEN = frozenset({Status.CONFIRMED, Status.SETTLED})
_SURELY_SHOWN = timedelta(seconds=1)
"""By then the books of a shop at this speed show what somebody gave by hand in plain sight."""


@dataclass(slots=True)
class Compared:
    """What a run came to.

    Attributes:
        paid: issuances the marketplace paid, in whole or in part.
        doubled: sentences about money that went out twice.
        lost: sentences about money that went out and is not in the ledger, or in it and nowhere.
        wrong: sentences about other amounts than were approved, taken for right.
        frozen: issuances whose proof is still looked for.
        standing: how many issuances stand how.
    """

    paid: int = 0
    doubled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    frozen: int = 0
    standing: Counter[str] = field(default_factory=Counter)

    @property
    def is_well(self) -> bool:
        """Whether nothing went out twice, was lost, or was taken for what it is not."""
        return not (self.doubled or self.lost or self.wrong)


def compared(ledger: Ledger, account: str, doings: Mapping[str, Any]) -> Compared:
    """Compare a ledger with what the marketplace did.

    Args:
        ledger: the seller's, when all is quiet.
        account: its name.
        doings: what the simulator tells of its run.
    """
    issuances = {each.issuance_id: each for each in ledger.issuances(account)}
    by_feed = [each for each in doings["refunds"] if each["adjustment_id"]]
    found = Compared(standing=Counter(str(each.status) for each in issuances.values()))
    paid = _paid(by_feed)
    found.paid = len(paid)
    found.frozen = sum(
        each.status in {Status.UNKNOWN, Status.INTENDED, Status.SUBMITTED, Status.ACCEPTED}
        for each in issuances.values()
    )
    found.doubled += [*_same_document(doings), *_same_key(by_feed), *_same_trouble(issuances, paid)]
    by_hand = [each for each in doings["refunds"] if each["why"] == "by hand"]
    found.doubled += _beside_what_was_seen(ledger, issuances, paid, by_hand)
    found.lost += _lost(issuances, paid)
    found.wrong += _wrong(issuances, paid)
    return found


def _paid(refunds: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """What each issuance brought its buyer, before tax."""
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in refunds:
        paid[each["adjustment_id"].rpartition("-")[0]] += Decimal(each["amount"])
    return dict(paid)


def _same_document(doings: Mapping[str, Any]) -> Iterator[str]:
    handed_in = Counter(each["digest"] for each in doings["feeds"])
    for digest, times in handed_in.items():
        if times > 1:
            yield f"the document {digest[:12]} was handed in {times} times"


def _same_key(refunds: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for key, times in Counter(each["adjustment_id"] for each in refunds).items():
        if times > 1:
            yield f"{key} was paid {times} times"


def _same_trouble(issuances: Mapping[str, Issuance], paid: Mapping[str, Decimal]) -> Iterator[str]:
    """Two attempts at one suggestion that were both paid."""
    by_issue: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for key in paid:
        known = issuances.get(key)
        if known is not None:
            by_issue[known.order_id, known.issue_id].append(key)
    for (order_id, _), keys in by_issue.items():
        if len(keys) > 1:
            yield f"order {order_id} was paid for one trouble {len(keys)} times: {', '.join(keys)}"


def _beside_what_was_seen(
    ledger: Ledger,
    issuances: Mapping[str, Issuance],
    paid: Mapping[str, Decimal],
    by_hand: Iterable[Mapping[str, Any]],
) -> Iterator[str]:
    """Paid although the books that were read before showed that somebody had paid by hand."""
    hands: defaultdict[str, list[datetime]] = defaultdict(list)
    for each in by_hand:
        hands[each["order_id"]].append(datetime.fromisoformat(each["posted_at"]))
    for key in paid:
        known = issuances.get(key)
        if known is None or known.order_id not in hands:
            continue
        read_at = _read_at(ledger, known)
        for posted in hands[known.order_id]:
            after = read_at is not None and known.approved_at < posted < read_at - _SURELY_SHOWN
            if after and _shows(ledger, known, posted):
                when = f"{posted:%H:%M:%S}"
                yield f"order {known.order_id} was refunded by hand at {when}, and by {key} too"


def _read_at(ledger: Ledger, issuance: Issuance) -> datetime | None:
    """When the order was read anew, the last time before its intent."""
    read = None
    for entry in ledger.history(issuance.order_id):
        if entry.kind in {"order_seen", "order_seen_again"}:
            read = datetime.fromisoformat(entry.at)
        elif entry.kind == Status.INTENDED and issuance.issuance_id in entry.payload:
            return read
    return None


def _shows(ledger: Ledger, issuance: Issuance, posted: datetime) -> bool:
    """Whether money of that moment was in the ledger before the intent."""
    stamp = posted.strftime("%Y-%m-%dT%H:%M:%S")
    for entry in ledger.history(issuance.order_id):
        if entry.kind == "money_seen" and stamp in entry.payload:
            return True
        if entry.kind == Status.INTENDED and issuance.issuance_id in entry.payload:
            return False
    return False


def _lost(issuances: Mapping[str, Issuance], paid: Mapping[str, Decimal]) -> Iterator[str]:
    for key, amount in paid.items():
        known = issuances.get(key)
        if known is None:
            yield f"{key} was paid ({amount}), and the ledger does not know it"
        elif known.status in _NEVER_LEFT | _TAKEN_FOR_NOTHING:
            yield f"{key} was paid ({amount}), and the ledger takes it for {known.status}"
    for key, known in issuances.items():
        if known.status in _PROVEN and known.submission_id and key not in paid:
            yield f"{key} is {known.status}, and nobody paid it"


def _wrong(issuances: Mapping[str, Issuance], paid: Mapping[str, Decimal]) -> Iterator[str]:
    for key, amount in paid.items():
        known = issuances.get(key)
        if known is None or known.amount is None or known.amount.amount == amount:
            continue
        if known.status not in {Status.PARTIAL, Status.MISMATCHED, Status.DUPLICATE}:
            yield f"{key} brought {amount} instead of {known.amount}, and is {known.status}"
