"""What became of single orders: refunds and returns as they should be, and money that leaked.

Each trouble says by itself what it leaks; what merely looks like a leak is planted as well.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from seller_credits.simulator.year.selling import Sale

_MOST_KEPT = Decimal("5.00")
_KEPT = Decimal("0.2")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Back:
    """One refund, claim or goodwill of an order.

    Attributes:
        parts: by the settlement's word, what the buyer got.
        feed: the seller's own id where it was asked for by a feed.
    """

    day: date
    number: str
    parts: tuple[tuple[str, Decimal], ...]
    kind: str = "Refund"
    feed: str = ""

    @property
    def given(self) -> Decimal:
        """Everything the buyer got."""
        return sum((amount for _, amount in self.parts), Decimal(0))


@dataclass(slots=True)
class Story:
    """What became of an order.

    Attributes:
        sent_back: when and why, in the words of a returns report; None where nothing was returned.
        reimbursed: what the marketplace paid the seller for it.
        protected: its label is; None where the seller's table has no row.
        leaks: kind and amount, as an audit of the files must find them.
    """

    sale: Sale
    backs: list[Back] = field(default_factory=list)
    sent_back: dict[str, str] | None = None
    sent_back_on: date | None = None
    received_on: date | None = None
    reimbursed: Decimal | None = None
    protected: bool | None = None
    leaks: list[tuple[str, Decimal]] = field(default_factory=list)

    def refund(
        self,
        days: int,
        amount: Decimal | None = None,
        *,
        part: str = "Principal",
        kind: str = "Refund",
        feed: str = "",
    ) -> Back:
        """Money that goes back so many days after the sale: all of it where no amount is told."""
        sale = self.sale
        if amount is None:
            parts: tuple[tuple[str, Decimal], ...] = (("Principal", sale.price),)
            if sale.shipping:
                parts = (*parts, ("Shipping", sale.shipping))
        else:
            parts = ((part, amount),)
        number = f"ADJ{sale.item}-{len(self.backs) + 1}"
        back = Back(sale.day + timedelta(days=days), number, parts, kind, feed)
        self.backs.append(back)
        return back

    def comes_back(self, days: int, reason: str, **told: str) -> None:
        """Goods are sent back so many days after the sale, and arrive a week later."""
        self.sent_back = {"reason": reason, **told}
        self.sent_back_on = self.sale.day + timedelta(days=days)
        self.received_on = self.sent_back_on + timedelta(days=7)


def kept_of(sale: Sale, back: Back) -> Decimal:
    """What the marketplace keeps of the commission it gives back with a refund.

    A fifth, and 5.00 at most (Selling on Amazon fee schedule: refund administration fee).
    """
    given_back = commission_back(sale, back)
    return min(_MOST_KEPT, (given_back * _KEPT).quantize(_CENT))


def commission_back(sale: Sale, back: Back) -> Decimal:
    """The commission's share of what went back, never more than was taken."""
    share = min(Decimal(1), back.given / sale.paid)
    return (sale.commission * share).quantize(_CENT)


def _returned(story: Story, _: random.Random) -> None:
    story.comes_back(9, "DEFECTIVE")
    story.refund(18, feed="F1")


def _twice(story: Story, dice: random.Random) -> None:
    story.comes_back(9, "DEFECTIVE")
    story.refund(18, feed="F1")
    story.refund(18 + dice.randint(0, 9))
    story.leaks.append(("refunded_twice", story.sale.paid))


def _above(story: Story, dice: random.Random) -> None:
    more = Decimal(dice.randint(1, 900)) / 100
    story.comes_back(9, "DEFECTIVE")
    story.refund(18, story.sale.paid + more)
    story.leaks.append(("above_paid", more))


def _unit_by_unit(story: Story, _: random.Random) -> None:
    story.comes_back(9, "DEFECTIVE")
    for unit in range(story.sale.units):
        story.refund(18 + unit, story.sale.price / story.sale.units)


def _apart(story: Story, _: random.Random) -> None:
    story.comes_back(9, "DEFECTIVE")
    story.refund(18, story.sale.price)
    if story.sale.shipping:
        story.refund(20, story.sale.shipping, part="Shipping")


def _goodwill(story: Story, dice: random.Random) -> None:
    amount = Decimal(dice.randint(100, 600)) / 100
    story.comes_back(9, "DEFECTIVE")
    story.refund(18, amount, part="Goodwill")
    story.refund(19)
    story.leaks.append(("goodwill", amount))


def _partial_then_claim(story: Story, _: random.Random) -> None:
    first = (story.sale.price * Decimal("0.23")).quantize(_CENT)
    story.comes_back(9, "DEFECTIVE")
    story.refund(6, first, feed="F1")
    story.refund(25, kind="A-to-z Guarantee Refund")
    story.leaks.append(("partial_then_more", first))


def _protected(story: Story, _: random.Random) -> None:
    story.sent_back = {"reason": "NEVER_ARRIVED"}
    story.sent_back_on = story.sale.day + timedelta(days=12)
    story.protected = True
    back = story.refund(13)
    story.leaks.append(("marketplace_pays", back.given))


def _not_protected(story: Story, dice: random.Random) -> None:
    _protected(story, dice)
    story.protected = False
    story.leaks.clear()


def _kept_by_the_buyer(story: Story, _: random.Random) -> None:
    story.sent_back = {"reason": "DEFECTIVE"}
    story.sent_back_on = story.sale.day + timedelta(days=8)
    back = story.refund(10)
    story.leaks.append(("not_returned", back.given))


def _returnless(story: Story, _: random.Random) -> None:
    story.sent_back = {"reason": "DEFECTIVE", "resolution": "ReturnlessRefund"}
    story.sent_back_on = story.sale.day + timedelta(days=8)
    story.refund(10)


def _never_refunded(story: Story, _: random.Random) -> None:
    story.comes_back(9, "UNWANTED_ITEM")
    story.leaks.append(("not_refunded", story.sale.paid))


def _never_back_at_amazon(story: Story, _: random.Random) -> None:
    back = story.refund(12)
    story.leaks.append(("not_returned", back.given))


def _broken_by_amazon(story: Story, _: random.Random) -> None:
    story.comes_back(9, "DAMAGED_BY_FC", disposition="DAMAGED")
    back = story.refund(12)
    story.leaks.append(("marketplace_pays", back.given))


def _reimbursed(story: Story, dice: random.Random) -> None:
    _broken_by_amazon(story, dice)
    story.leaks.clear()
    story.reimbursed = story.sale.paid


Trouble = Callable[[Story, random.Random], None]
OF_BOTH: tuple[Trouble, ...] = (
    *(_returned, _returned, _returned, _twice, _above, _unit_by_unit, _apart, _goodwill),
    _partial_then_claim,
)
OF_SELLER: tuple[Trouble, ...] = (
    *(_protected, _not_protected, _kept_by_the_buyer, _returnless, _never_refunded),
)
OF_AMAZON: tuple[Trouble, ...] = (_never_back_at_amazon, _broken_by_amazon, _reimbursed)
LONGEST = 60
"""Days after which nothing more becomes of an order, and whatever it waits for is over."""


def story_of(sale: Sale, dice: random.Random) -> Story:
    """What becomes of an order that goes wrong."""
    story = Story(sale)
    own = OF_AMAZON if sale.by_amazon else OF_SELLER
    dice.choice((*OF_BOTH, *own))(story, dice)
    return story
