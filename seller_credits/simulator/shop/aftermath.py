"""What came of the orders: returns, feedback, disputes, money given away, and what nobody shows."""

from datetime import datetime, timedelta
from typing import Any

from seller_credits.simulator.shop.diary import Diary, at
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.nouns import (
    AMAZON,
    MERCHANT,
    Feedback,
    FulfilmentReturn,
    Line,
    MerchantReturn,
    Order,
    Secret,
)
from seller_credits.simulator.shop.orders import rounded
from seller_credits.simulator.shop.plots import Plot
from seller_credits.simulator.shop.returns import WAREHOUSES, fulfilment_returns, merchant_return
from seller_credits.simulator.shop.sayings import Sayings
from seller_credits.simulator.shop.sequels import (
    CHARGEBACK,
    CLAIM,
    Dispute,
    Handout,
    Levy,
    Note,
    Replacement,
)
from seller_credits.simulator.shop.words.languages import ANSWERS, NOTES

Diaries = dict[str, Diary]
"""By the id of a marketplace: each counts its own days."""

# Troubles of an order as a whole; the others happen to one line.
_OF_THE_ORDER = frozenset({"lost", "a_to_z_claim"})
# Days from the promise, or from the request for a return, to what counts and to the money.
_FILED, _POSTED = {CLAIM: 4, CHARGEBACK: 10}, {CLAIM: 12, CHARGEBACK: 16}
_NOON = 12 * 60
_A_DAY = timedelta(days=1)
# The books show money 48 hours after it moved: what was posted on this day would come to light in
# the course of today, and a shop is to be the same all day.
_COMES_TO_LIGHT_TODAY = -2
# What the codes of the replacement report that are planted here mean is beyond doubt.
_REPLACEMENT_CODES = ("2", "3", "4", "5", "10")
_SEVERITIES = ("low", "medium", "high", "")


class Aftermath:
    """Collects what came of the orders, one plot after the other."""

    def __init__(self, seed: int, diaries: Diaries) -> None:
        self._seed = seed
        self._diaries = diaries
        self._sayings = Sayings()
        self._merchant_returns: list[MerchantReturn] = []
        self._fulfilment_returns: list[FulfilmentReturn] = []
        self._feedback: list[Feedback] = []
        self._secrets: list[Secret] = []
        self._disputes: list[Dispute] = []
        self._handouts: list[Handout] = []
        self._replacements: list[Replacement] = []
        self._notes: list[Note] = []
        self._levies: list[Levy] = []

    def collected(self) -> dict[str, Any]:
        """Return everything by its name in a shop, in the order the sources show it."""
        return {
            "merchant_returns": tuple(sorted(self._merchant_returns, key=lambda r: r.requested)),
            "fulfilment_returns": tuple(sorted(self._fulfilment_returns, key=lambda r: r.returned)),
            "feedback": tuple(sorted(self._feedback, key=lambda r: r.left, reverse=True)),
            "secrets": tuple(self._secrets),
            "disputes": tuple(self._disputes),
            "handouts": tuple(self._handouts),
            "replacements": tuple(sorted(self._replacements, key=lambda r: r.shipped)),
            "notes": tuple(self._notes),
            "levies": tuple(self._levies),
        }

    def add(self, draft: Draft, plot: Plot, order: Order) -> None:
        """Add what one plot did to one order."""
        returned = self._add_return(draft, plot, order)
        if plot.stars:
            self._feedback.append(self._left(draft, plot, order))
        if plot.really in _POSTED:
            self._disputes.append(self._dispute(plot.really, draft, order, None))
        elif plot.really:
            whole = plot.really in _OF_THE_ORDER or bool(plot.detail)
            item = None if whole else order.lines[0].order_item_id
            self._secrets.append(Secret(order.order_id, item, plot.really))
        if returned is not None and returned.claim and returned.refunded is None:
            self._disputes.append(self._dispute(CLAIM, draft, order, returned))
        if plot.handout:
            self._handouts.append(self._handout(draft, plot, order))
        if plot.noted:
            line = None if returned is None else returned.line
            self._notes.append(self._note(draft, plot, order, line))
        if plot.levy:
            posted = self._moment(order, draft.deliver_by)
            amount = rounded(order.lines[0].unit_price / 50, order.marketplace)
            self._levies.append(Levy(order, posted, amount))

    def add_replacements(self, drafts: tuple[Draft, ...], orders: list[Order]) -> None:
        """Add what Amazon's warehouses sent again: its own orders that replace others."""
        by_id = {order.order_id: order for order in orders}
        for draft, order in zip(drafts, orders, strict=True):
            if order.replaces and order.fulfilled_by == AMAZON and order.status == "SHIPPED":
                original = by_id[order.replaces]
                dice = Dice(self._seed, "replacement", draft.number)
                self._replacements.append(
                    Replacement(
                        order=order,
                        line=original.lines[0],
                        original=original,
                        shipped=min(order.created + _A_DAY, order.updated),
                        code=dice.pick(_REPLACEMENT_CODES),
                        warehouse=dice.pick(WAREHOUSES),
                    )
                )

    def _add_return(self, draft: Draft, plot: Plot, order: Order) -> MerchantReturn | None:
        if not plot.reason:
            return None
        diary = self._diary(order)
        if order.fulfilled_by == MERCHANT:
            row = merchant_return(self._seed, diary, draft, plot, order)
            self._merchant_returns.append(row)
            return row
        rows = fulfilment_returns(self._seed, diary, draft, plot, order, sayings=self._sayings)
        self._fulfilment_returns.extend(rows)
        return None

    def _left(self, draft: Draft, plot: Plot, order: Order) -> Feedback:
        dice = Dice(self._seed, "feedback", draft.number)
        diary = self._diary(order)
        day = min(draft.deliver_by + 1 + dice.between(0, 14), -2)
        return Feedback(
            order=order,
            left=diary.instant(at(day, dice.between(7 * 60, 22 * 60))),
            left_on=diary.date(day),
            stars=plot.stars,
            said=self._sayings.with_stars(order.marketplace.language, plot.stars),
            answer=dice.pick(ANSWERS),
        )

    def _dispute(
        self, kind: str, draft: Draft, order: Order, returned: MerchantReturn | None
    ) -> Dispute:
        if returned is None:
            filed, start = self._moment(order, draft.deliver_by + _FILED[kind]), draft.deliver_by
        else:
            filed = returned.requested
            start = (returned.requested_on - self._diary(order).today).days
        posted = self._moment(order, _clear_of_today(start + _POSTED[kind]))
        return Dispute(kind, order, returned, filed, posted)

    def _handout(self, draft: Draft, plot: Plot, order: Order) -> Handout:
        dice = Dice(self._seed, "handout", draft.number)
        line = dice.pick(order.lines)
        paid = line.price - line.discount
        part = dice.pick((1, 2, 4)) if plot.handout == "by hand" else 10
        posted = self._moment(order, draft.deliver_by + dice.between(1, 4))
        amount = rounded(paid / part, order.marketplace)
        return Handout(plot.handout, order, line, posted, amount)

    def _note(self, draft: Draft, plot: Plot, order: Order, line: Line | None) -> Note:
        dice = Dice(self._seed, "note", draft.number)
        day = min(draft.deliver_by + dice.between(1, 5), -2)
        moment = self._moment(order, day)
        occurred = moment if dice.chance(0.5) else self._diary(order).date(day)
        text = NOTES[plot.noted]
        return Note(order, line, plot.noted, occurred, dice.pick(_SEVERITIES), text)

    def _diary(self, order: Order) -> Diary:
        return self._diaries[order.marketplace.id]

    def _moment(self, order: Order, day: int) -> datetime:
        return self._diary(order).instant(at(day, _NOON))


def _clear_of_today(day: int) -> int:
    return day - 1 if day == _COMES_TO_LIGHT_TODAY else day
