"""What the files say, by order: what an audit looks through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from seller_credits.domain.issues import Channel
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.orders import Order
from seller_credits.domain.own_files import LabelRow
from seller_credits.domain.records import ReturnRow
from seller_credits.measurement.audit.nouns import Movement

_AMAZONS = frozenset({"afn", "amazon"})


@dataclass(frozen=True, slots=True)
class OrderFile:
    """All there is about one order.

    Attributes:
        sales: what the buyer paid, where the settlements have it.
        moved: refunds, claims, chargebacks and reimbursements, in the order of their days.
        order: as the all-orders report has it; None where that was not given.
    """

    order_id: str
    sales: tuple[Movement, ...]
    moved: tuple[Movement, ...]
    returns: tuple[ReturnRow, ...]
    label: LabelRow | None
    order: Order | None

    @property
    def channel(self) -> Channel | None:
        """Who ships; None where no file tells."""
        told = {each.fulfillment.lower() for each in (*self.sales, *self.moved) if each.fulfillment}
        if told:
            return Channel.AMAZON if told <= _AMAZONS else Channel.SELLER
        if self.returns:
            return self.returns[0].channel
        return self.order.channel if self.order else None

    @property
    def marketplace(self) -> str | None:
        """The store's code, or the file's own word for it."""
        rows: list[Movement | ReturnRow] = [*self.sales, *self.moved, *self.returns]
        return next((each.marketplace for each in rows if each.marketplace), None)

    def of_kind(self, *kinds: MoneyKind) -> list[Movement]:
        """Movements of some kinds."""
        return [each for each in self.moved if each.kind in kinds]

    def lines(self) -> Iterator[LineFile]:
        """Each line by itself; the order as a whole where a movement tells no line."""
        lines: dict[str, LineFile] = {}
        names = _Names(self)
        for sale in self.sales:
            lines.setdefault(names.of(sale), LineFile(self)).sales.append(sale)
        for movement in self.moved:
            lines.setdefault(names.of(movement), LineFile(self)).moved.append(movement)
        for row in self.returns:
            lines.setdefault(names.of(row), LineFile(self)).returns.append(row)
        yield from (lines[name] for name in sorted(lines))


class _Names:
    """What the lines of an order are told apart by, whichever of item and SKU a row has."""

    def __init__(self, order: OrderFile) -> None:
        rows: list[Movement | ReturnRow] = [*order.sales, *order.moved, *order.returns]
        self._is_one = any(not row.sku and not row.order_item_id for row in rows)
        self._item_of = {
            row.sku: row.order_item_id for row in rows if row.sku and row.order_item_id
        }

    def of(self, row: Movement | ReturnRow) -> str:
        if self._is_one:
            return ""  # what cannot be told apart is looked at together
        return row.order_item_id or self._item_of.get(row.sku or "") or row.sku or ""


@dataclass(slots=True)
class LineFile:
    """All there is about one line of an order."""

    order: OrderFile
    sales: list[Movement] = field(default_factory=list)
    moved: list[Movement] = field(default_factory=list)
    returns: list[ReturnRow] = field(default_factory=list)

    @property
    def _rows(self) -> list[Movement | ReturnRow]:
        return [*self.sales, *self.moved, *self.returns]

    @property
    def sku(self) -> str | None:
        """What was sold."""
        return next((each.sku for each in self._rows if each.sku), None)

    @property
    def order_item_id(self) -> str | None:
        """The marketplace's id of the line."""
        return next((each.order_item_id for each in self._rows if each.order_item_id), None)


@dataclass(slots=True)
class CaseBook:
    """What the files say of some orders, as it comes in."""

    sales: dict[str, list[Movement]] = field(default_factory=lambda: defaultdict(list))
    moved: dict[str, list[Movement]] = field(default_factory=lambda: defaultdict(list))
    returns: dict[str, list[ReturnRow]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, LabelRow] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    def files(self) -> Iterator[OrderFile]:
        """Each order of which money moved back or goods came back, in the order of their ids."""
        for order_id in sorted({*self.moved, *self.returns}):
            yield OrderFile(
                order_id,
                _in_order(self.sales.get(order_id, ())),
                _in_order(self.moved.get(order_id, ())),
                tuple(sorted(_distinct(self.returns.get(order_id, ())), key=_place)),
                self.labels.get(order_id),
                self.orders.get(order_id),
            )


def _in_order(movements: Sequence[Movement]) -> tuple[Movement, ...]:
    return tuple(sorted(movements, key=_when) if len(movements) > 1 else movements)


def _when(movement: Movement) -> tuple[str, ...]:
    """By day; of one day by all they tell, and by where they stand only if that is the same."""
    told = (movement.posted, movement.sku, movement.order_item_id, movement.kind)
    ids = movement.adjustment_id, movement.merchant_adjustment_id
    parts = sorted(f"{part} {amount}" for part, amount in movement.parts.items())
    return (
        *(str(each or "") for each in (*told, *ids)),
        *(",".join(parts), movement.rows[0].origin.where),
    )


def _place(row: ReturnRow) -> tuple[str, str]:
    return str(row.requested or ""), row.origin.where


def _distinct(rows: Sequence[ReturnRow]) -> list[ReturnRow]:
    """The same return told by two files is one."""
    found: dict[tuple[str, ...], ReturnRow] = {}
    for row in rows:
        found.setdefault((row.sku or "", row.reason, row.unit_key, _values(row.values)), row)
    return list(found.values())


def _values(values: Mapping[str, str]) -> str:
    return "|".join(f"{name}={value}" for name, value in sorted(values.items()))
