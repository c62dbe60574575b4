"""What else a finding's orders have in common: a SKU that ships with one carrier only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seller_credits.measurement.findings import Company
from seller_credits.measurement.groups import Dimension, KindGroup
from seller_credits.measurement.table import Axis, Flags, OrderTable, Whole

_NEARLY_ALL = 0.95
_NEVER = frozenset({Dimension.ALL, Dimension.ROUTE})
_SAYS_NOTHING_NEW = {
    Dimension.ROUTE: {Dimension.CARRIER, Dimension.SHIP_FROM},
    Dimension.ALL: set(Dimension),
}
_TELLS_NOTHING = 0.8
"""What so many of the other orders have as well sets nothing apart."""


def company_of(
    table: OrderTable, dimension: Dimension, group: KindGroup, orders: Whole
) -> Iterator[Company]:
    """Everything, beside the dimension itself, that nearly all of these orders share."""
    inside = np.zeros(table.orders, dtype=np.bool_)
    inside[orders] = True
    for other, axis in table.axes.items():
        if other not in _SAYS_NOTHING_NEW.get(dimension, {dimension}) | _NEVER:
            found = _shared(axis, other, inside, table.ripe[group])
            if found is not None:
                yield found


def _shared(axis: Axis, dimension: Dimension, inside: Flags, ripe: Flags) -> Company | None:
    is_in = inside[axis.order]
    own = np.bincount(axis.value[is_in], minlength=1)
    most = int(own.argmax())
    if not own.any() or own[most] < _NEARLY_ALL * inside.sum():
        return None
    elsewhere = axis.value[~is_in & ripe[axis.order]]
    others = int((elsewhere == most).sum())
    if elsewhere.size and others >= _TELLS_NOTHING * elsewhere.size:
        return None
    is_mutual = own[most] >= _NEARLY_ALL * (own[most] + others)
    return Company(dimension, axis.names[most], bool(is_mutual))
