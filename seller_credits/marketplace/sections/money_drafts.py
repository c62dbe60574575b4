"""What one booking gives a buyer, put together part by part, before it is a row.

A line's parts are summed; goodwill stands apart, because it comes on top of what was paid. Amounts
come in with the marketplace's sign, which is the seller's view, and leave it with the buyer's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import CleanRow, Skipped
from seller_credits.marketplace.sections.money_words import is_goodwill

NO_ORDER = "money that names no order"
"""Why a booking is skipped that is about the account alone."""

Row = MoneyRow | CleanRow | Skipped
"""What becomes of a booking."""

Part = tuple[str, Money]
"""An amount with the marketplace's own word for it."""

_NOUGHT = Decimal(0)


@dataclass(slots=True)
class Draft:
    """What one line, or the order as a whole, got of one kind.

    Attributes:
        adjustment: the marketplace's id of this adjustment of the line; empty where it has none.
        line: what else tells the line from others: its id, its SKU, its place.
        parts: what each word sums up to; signed, from the seller's view.
    """

    kind: MoneyKind
    currency: str
    adjustment: str
    line: str
    order_item_id: str | None = None
    sku: str | None = None
    parts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Money:
        """What the buyer got; of a reimbursement, what the seller got."""
        sum_ = sum(self.parts.values(), _NOUGHT)
        return Money(sum_ if self.kind is MoneyKind.REIMBURSEMENT else -sum_, self.currency)

    @property
    def values(self) -> dict[str, str]:
        """The raw amounts it is made of."""
        return {word: str(Money(amount, self.currency)) for word, amount in self.parts.items()}


class Drafts:
    """The drafts of one booking: a line that is named twice in it is one."""

    def __init__(self, kind: MoneyKind) -> None:
        self._kind = kind
        self._found: dict[tuple[str, ...], Draft] = {}

    def add(
        self,
        parts: Iterable[Part],
        *,
        adjustment: str | None,
        line: str,
        order_item_id: str | None = None,
        sku: str | None = None,
    ) -> None:
        """Put the parts of a line to it."""
        for word, amount in parts:
            kind = self._kind
            if kind is not MoneyKind.REIMBURSEMENT and is_goodwill(word.rpartition(" > ")[2]):
                kind = MoneyKind.GOODWILL
            name = (kind, amount.currency, adjustment or line)
            draft = self._found.get(name)
            if draft is None:
                told = (kind, amount.currency, adjustment or "", line, order_item_id, sku)
                draft = self._found[name] = Draft(*told)
            draft.parts[word] = draft.parts.get(word, _NOUGHT) + amount.amount

    def moved(self) -> Iterator[Draft]:
        """Those that moved any money."""
        return (draft for draft in self._found.values() if draft.amount)


class Keys:
    """Names movements of one book, so that they are known when they are read again.

    An adjustment's id names it for good. Without one, its content does; where two are alike in
    everything, the second is counted as another one.
    """

    def __init__(self, book: str) -> None:
        self._book = book
        self._alike: Counter[str] = Counter()

    def of(
        self, order_id: str, draft: Draft, posted: datetime | None, booking: str | None = None
    ) -> str:
        """The key of one movement.

        Args:
            order_id: whose it is.
            draft: what moved.
            posted: when it was booked.
            booking: the marketplace's id of the booking, the same however often it is read.
        """
        begin = f"{self._book}|{order_id}|{draft.kind}"
        if draft.adjustment:
            return f"{begin}|{draft.adjustment}"
        if booking:
            return f"{begin}|{booking}|{draft.line}"
        when = posted.isoformat() if posted else ""
        key = f"{begin}|{when}|{draft.line}|{draft.amount}"
        self._alike[key] += 1
        count = self._alike[key]
        return key if count == 1 else f"{key}#{count}"
