"""Gathers a refund's lines to one movement of money: price, shipping, gift wrap, goodwill.

Amazon books each part of a refund as a line of its own. The lines of one order and transaction
stand together, those of its items perhaps in turn; only these are held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.marketplace.files.cells import Cells
from seller_credits.marketplace.files.dates import read_moment
from seller_credits.marketplace.files.document import Document
from seller_credits.marketplace.files.header import column_key
from seller_credits.marketplace.files.settlement_layout import Fields
from seller_credits.marketplace.files.settlement_rows import Amount
from seller_credits.marketplace.files.settlement_words import Meaning, is_goodwill
from seller_credits.marketplace.files.stores import store_code

_NOUGHT = Decimal(0)


class Gathered(NamedTuple):
    """What some rows come to; no movement where they give nobody anything.

    Attributes:
        row: the first of them.
    """

    row: int
    rows: int
    money: MoneyRow | None


@dataclass(slots=True)
class _Movement:
    """One movement while its lines come in.

    Attributes:
        row: where the first of its lines stands; `fields` are that line's.
        parts: what each part sums up to, by its words; signed, from the seller's view.
    """

    row: int
    fields: Fields
    meaning: Meaning
    currency: str
    rows: int = 0
    parts: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    merchant_adjustment_id: str = ""

    def add(self, fields: Fields, amounts: Sequence[Amount]) -> None:
        """Put one row's amounts to it."""
        self.rows += 1
        self.merchant_adjustment_id = self.merchant_adjustment_id or fields.merchant_adjustment_id
        for kind, word, amount in amounts:
            part = (kind.strip(), word.strip())
            self.parts[part] = self.parts.get(part, _NOUGHT) + amount.amount

    @property
    def given(self) -> Decimal:
        """What the buyer got of it; of a reimbursement, what the seller got."""
        added = sum(self.parts.values(), _NOUGHT)
        return added if self.meaning.kind is MoneyKind.REIMBURSEMENT else -added

    @property
    def kind(self) -> MoneyKind:
        """A refund of nothing but goodwill is goodwill."""
        kind = self.meaning.kind
        if kind is MoneyKind.REFUND and all(is_goodwill(word) for _, word in self.parts):
            return MoneyKind.GOODWILL
        return kind

    @property
    def words(self) -> str:
        """The marketplace's own, verbatim."""
        transaction, (_, word) = self.fields.transaction, next(iter(self.parts))
        if not self.meaning.word or word == transaction:
            return transaction
        return f"{transaction}: {word}"


class Gathering:
    """The movements of the order and transaction that is being read.

    The keys that were given are all that grows with the file: one for each movement.
    """

    __slots__ = ("_cells", "_document", "_given", "_open", "_place", "_posted")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells = Cells(document)
        self._posted = self._cells.moments("posted-date")
        self._place = ("", "", "")
        self._open: dict[str, _Movement] = {}
        self._given: dict[str, int] = {}

    def take(
        self, row: int, fields: Fields, meaning: Meaning, amounts: Sequence[Amount]
    ) -> Iterator[Gathered]:
        """Put a row's amounts to their movement; gives what was gathered before, where it ended."""
        place = (fields.settlement_id, fields.transaction, fields.order_id)
        if place != self._place:
            yield from self.done()
            self._place = place
        currency = amounts[0][2].currency
        key = self._key(fields, meaning, currency)
        if key not in self._open:
            self._open[key] = _Movement(row, fields, meaning, currency)
        self._open[key].add(fields, amounts)

    def done(self) -> Iterator[Gathered]:
        """What is gathered so far; to be asked for at the end as well."""
        for key, movement in self._open.items():
            given = movement.given
            is_money = bool(given) and (movement.meaning.is_known or given > 0)
            money = self._money(key, movement) if is_money else None
            yield Gathered(movement.row, movement.rows, money)
        self._open = {}

    def _key(self, fields: Fields, meaning: Meaning, currency: str) -> str:
        """The same in both layouts of one settlement, however its rows are cut into files."""
        # V1 tells no order item code of a reimbursement, and V2 does.
        item = fields.sku or fields.item_code if meaning.word else fields.item_code or fields.sku
        posted = read_moment(fields.posted, self._document.date_order)
        day = posted.date() if isinstance(posted, datetime) else posted
        return "|".join(
            (
                *(fields.settlement_id, meaning.word or column_key(fields.transaction)),
                *(fields.order_id, item, fields.adjustment_id),
                *(str(day or fields.posted), currency),
            )
        )

    def _money(self, key: str, movement: _Movement) -> MoneyRow:
        times = self._given[key] = self._given.get(key, 0) + 1
        fields, row, document = movement.fields, movement.row, self._document
        money = MoneyRow(
            origin=document.origin(row),
            kind=movement.kind,
            book=Source.SETTLEMENT,
            order_id=fields.order_id,
            order_item_id=self._cells.item_id("order-item-code", fields.item_code),
            sku=fields.sku or None,
            marketplace=store_code(fields.marketplace) or document.marketplace,
            posted=self._posted[fields.posted],
            amount=Money(movement.given, movement.currency),
            key=key if times == 1 else f"{key}#{times}",
            words=movement.words,
            values=_values(movement),
            adjustment_id=movement.merchant_adjustment_id or None,
        )
        self._cells.warn(row)
        return money


def _values(movement: _Movement) -> dict[str, str]:
    fields = movement.fields
    told = {
        "settlement-id": fields.settlement_id,
        "transaction-type": fields.transaction,
        "adjustment-id": fields.adjustment_id,
        "posted-date": fields.posted,
    }
    parts = {f"{kind} {word}": str(amount) for (kind, word), amount in movement.parts.items()}
    return {name: value for name, value in told.items() if value} | parts
