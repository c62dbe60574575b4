"""Orders and issues, counted: some of them beside all they are compared with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seller_credits.measurement.chance import Draw
from seller_credits.measurement.table import Flags, Whole


@dataclass(frozen=True, slots=True)
class Cells:
    """Orders and issues by cell (down) and by store and channel (across).

    Attributes:
        all_orders, all_issues: of the cell and what it is compared with together.
    """

    orders: Whole
    issues: Whole
    all_orders: Whole
    all_issues: Whole

    def comparable(self) -> Cells:
        """Without those that have no others of their store and channel to be compared with."""
        alone = self.all_orders == self.orders
        return Cells(
            np.where(alone, 0, self.orders),
            np.where(alone, 0, self.issues),
            self.all_orders,
            self.all_issues,
        )

    def usual(self) -> NDArray[np.float64]:
        """How many issues each cell would have at the others' rate, store by store."""
        others = np.maximum(self.all_orders - self.orders, 1)
        elsewhere = (self.all_issues - self.issues) / others
        return np.asarray((self.orders * elsewhere).sum(axis=1))

    def are_enough(self, orders: int, issues: int) -> Flags:
        """Which cells have enough orders, and enough issues in all to tell anything by.

        It is asked of what is given beforehand, not of how many issues fell on the cell.
        """
        in_all = np.where(self.orders > 0, self.all_issues, 0).sum(axis=1)
        return np.asarray((self.orders.sum(axis=1) >= orders) & (in_all >= issues))

    def draws(self, cell: int) -> list[Draw]:
        """One cell, as `chance_of` takes it."""
        columns = (self.orders[cell], self.all_orders[cell], self.all_issues[cell])
        return [
            Draw(int(looked), int(of), int(wrong))
            for looked, of, wrong in zip(*columns, strict=True)
            if looked
        ]
