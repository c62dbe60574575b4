"""Opens a shop: drafts its orders, deals the plots, writes down what came of it."""

from collections import Counter
from dataclasses import replace
from datetime import date

from seller_credits.simulator.shop.catalogue import products
from seller_credits.simulator.shop.diary import Diary, at
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft, draft
from seller_credits.simulator.shop.nouns import (
    MERCHANT,
    Feedback,
    FulfilmentReturn,
    MerchantReturn,
    Order,
    Secret,
    Shop,
)
from seller_credits.simulator.shop.orders import write_order
from seller_credits.simulator.shop.places import MARKETPLACES, PACIFIC
from seller_credits.simulator.shop.plots import Plot, deal
from seller_credits.simulator.shop.returns import fulfilment_returns, merchant_return
from seller_credits.simulator.shop.words import ANSWERS, FEEDBACK

_NOTHING = Plot()
# Troubles of an order as a whole; the others happen to one line.
_OF_THE_ORDER = frozenset({"lost", "a_to_z_claim"})


def open_shop(*, orders: int, seed: int, today: date) -> Shop:
    """Return the shop of that seed as it stands at the first minute of today (UTC).

    The same seed and number of orders give the same shop on every day, moved with the day.
    """
    diary = Diary(today, PACIFIC)
    goods = products()
    drafts = tuple(draft(seed, number, orders, goods) for number in range(orders))
    plots = deal(seed, drafts)
    written = _write(seed, diary, drafts, plots)
    builder = _Aftermath(seed, diary)
    for number, plot in sorted(plots.items()):
        builder.add(drafts[number], plot, written[number])
    return Shop(
        marketplaces=MARKETPLACES,
        orders=tuple(written),
        merchant_returns=tuple(sorted(builder.merchant_returns, key=lambda row: row.requested)),
        fulfilment_returns=tuple(sorted(builder.fulfilment_returns, key=lambda row: row.returned)),
        feedback=tuple(sorted(builder.feedback, key=lambda row: row.left, reverse=True)),
        secrets=tuple(builder.secrets),
    )


def _write(
    seed: int, diary: Diary, drafts: tuple[Draft, ...], plots: dict[int, Plot]
) -> list[Order]:
    """Return the orders; a replacement needs an earlier order of its marketplace and channel."""
    written: list[Order] = []
    latest: dict[tuple[str, str], Order] = {}
    taken: set[str] = set()
    for each in drafts:
        place = (each.marketplace.id, each.channel)
        original = latest.get(place) if each.replacement else None
        order = write_order(seed, diary, each, plots.get(each.number, _NOTHING), original)
        order = _renumbered(order, taken, seed)
        written.append(order)
        if order.status == "SHIPPED" and not order.replaces:
            latest[place] = order
    return written


def _renumbered(order: Order, taken: set[str], seed: int) -> Order:
    """Return the order under an id that no other order has."""
    dice = Dice(seed, "renumber", order.order_id)
    while order.order_id in taken:
        order = replace(order, order_id=f"{order.order_id[:3]}-{dice.digits(7)}-{dice.digits(7)}")
    taken.add(order.order_id)
    return order


class _Aftermath:
    """Collects what came of the orders: returns, feedback, and what nobody shows."""

    def __init__(self, seed: int, diary: Diary) -> None:
        self._seed = seed
        self._diary = diary
        self.merchant_returns: list[MerchantReturn] = []
        self.fulfilment_returns: list[FulfilmentReturn] = []
        self.feedback: list[Feedback] = []
        self.secrets: list[Secret] = []
        self._rated: Counter[int] = Counter()

    def add(self, order_draft: Draft, plot: Plot, order: Order) -> None:
        """Add what one plot did to one order."""
        if plot.reason and order.fulfilled_by == MERCHANT:
            self.merchant_returns.append(
                merchant_return(self._seed, self._diary, order_draft, plot, order)
            )
        elif plot.reason:
            self.fulfilment_returns.extend(
                fulfilment_returns(
                    self._seed,
                    self._diary,
                    order_draft,
                    plot,
                    order,
                    before=len(self.fulfilment_returns),
                )
            )
        if plot.stars:
            self.feedback.append(self._feedback(order_draft, plot, order))
        if plot.really:
            whole = plot.really in _OF_THE_ORDER or bool(plot.detail)
            item = None if whole else order.lines[0].order_item_id
            self.secrets.append(Secret(order.order_id, item, plot.really))

    def _feedback(self, order_draft: Draft, plot: Plot, order: Order) -> Feedback:
        dice = Dice(self._seed, "feedback", order_draft.number)
        first = order_draft.deliver_by + 1
        comments = FEEDBACK[plot.stars]
        before = self._rated[plot.stars]
        self._rated[plot.stars] += 1
        day = min(first + dice.between(0, 14), -2)
        return Feedback(
            order=order,
            left=self._diary.instant(at(day, dice.between(7 * 60, 22 * 60))),
            left_on=self._diary.date(day),
            stars=plot.stars,
            comments=comments[before % len(comments)],
            answer=dice.pick(ANSWERS),
        )
