"""What a report is asked for, and the words its layouts are written with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import Order
from seller_credits.simulator.world import World


@dataclass(frozen=True, slots=True)
class Ask:
    """The span (UTC, both ends included) and the marketplaces of one report."""

    world: World
    start: datetime
    end: datetime
    marketplaces: tuple[str, ...]

    def covers(self, order: Order, moment: datetime) -> bool:
        """Return whether a row about that order, dated at that instant, is asked for."""
        return order.marketplace.id in self.marketplaces and self.start <= moment <= self.end


# A layout returns None where there is no row, which the marketplace answers with CANCELLED.
Write = Callable[[Ask], ReportFile | None]


def table(header: tuple[str, ...], rows: list[list[str]], *, newline: str = "\n") -> str:
    """Return a tab-separated file as the marketplace writes it: nothing is ever quoted."""
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    return newline.join(lines) + newline


def money(amount: Decimal) -> str:
    """Return an amount with two decimals."""
    return f"{amount:.2f}"
