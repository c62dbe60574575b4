"""What every part of the policy's reader shares: keys by name, and money in covered currencies."""

from __future__ import annotations

from dataclasses import dataclass

from seller_credits.domain.money import Money
from seller_credits.handwritten.reading import Reader as PlainReader
from seller_credits.handwritten.source import Node
from seller_credits.policy.rates import Rates
from seller_credits.policy.reading import scalars


@dataclass(frozen=True, slots=True)
class Reader(PlainReader):
    """Reads parts of a policy's tree; whatever is wrong becomes a problem and the part None.

    Attributes:
        rates: the policy's currency, of bare amounts, and the others it covers.
    """

    rates: Rates

    def money(self, node: Node | None, what: str) -> Money | None:
        """An amount in a covered currency; bare ones are in the policy's."""
        text = self.text(node, what)
        if node is None or text is None:
            return None
        money = scalars.money(text, self.rates.own)
        if money is None:
            hint = f"Write it like `5 {self.rates.own}`."
            self.problems.error(node.place, f"{what} is no amount of money: `{text}`.", hint)
            return None
        if money.amount < 0:
            self.problems.error(node.place, f"{what} cannot be below 0: `{text}`.")
            return None
        return money if self.covers(node, money) else None

    def covers(self, node: Node, money: Money) -> bool:
        """Whether the policy knows the amount's currency; a problem where it does not."""
        if money.currency in self.rates:
            return True
        self.problems.error(
            node.place,
            f"`{money}` is in a currency this policy does not cover.",
            f"Give its rate: `rates: {{{money.currency}: ...}}` "
            f"(how many {money.currency} one {self.rates.own} is).",
        )
        return False
