"""Deals the plots to the orders they could have happened to."""

from collections.abc import Iterator
from itertools import cycle, islice

from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.plots import DECKS, NOVEL, Plot

_LEAST_AGE_OF_A_RETURN = 6
_NEVER_HANDED_OVER = frozenset({"unshipped", "part_unshipped"})
_A_CLEAR_DAY_AGO = -2
# Journeys that are about what happened since the hand-over, which must lie days back.
_LONG_UNDER_WAY = frozenset({"never_scanned", "moving", "customs"})
_DAYS_AGO = -4
_ABOUT_MONEY = frozenset({"a_to_z_claim", "chargeback"})


def suits(plot: Plot, order: Draft) -> bool:
    """Return whether this could have happened to that order by now."""
    youngest, oldest = plot.age
    if plot.channel != order.channel or not youngest <= -order.deliver_by <= oldest:
        return False
    if plot.country not in {"", order.marketplace.country} or order.cancelled:
        return False
    if plot.lines != "any" and (plot.lines == "one") != order.single_line:
        return False
    if plot.reason and (order.replacement or -order.deliver_by < _LEAST_AGE_OF_A_RETURN):
        return False
    if plot.journey in _NEVER_HANDED_OVER:
        return order.ship_by <= _A_CLEAR_DAY_AGO
    return _is_far_enough(plot, order)


def _is_far_enough(plot: Plot, order: Draft) -> bool:
    if plot.journey in _LONG_UNDER_WAY and order.ship_day > _DAYS_AGO:
        return False
    if order.replacement and (plot.really in _ABOUT_MONEY or plot.handout or plot.levy):
        return False
    return order.prime or not plot.prime


def deal(seed: int, drafts: tuple[Draft, ...], *, novelties: bool) -> dict[int, Plot]:
    """Return what happens to which order, by the order's number; a card that suits none is left."""
    shuffled = Dice(seed, "plots").shuffled(range(len(drafts)))

    def suited(plot: Plot) -> Iterator[int]:
        return (number for number in shuffled if suits(plot, drafts[number]))

    # Equal cards walk the shuffled orders together: who is passed over once is passed over for
    # ever, so a large shop is walked once for each card of a deck, not once for each one dealt.
    walks: dict[Plot, Iterator[int]] = {}
    dealt: dict[int, Plot] = {}
    for plot in _cards(len(drafts), novelties=novelties):
        walk = walks.setdefault(plot, suited(plot))
        chosen = next((number for number in walk if number not in dealt), None)
        if chosen is not None:
            dealt[chosen] = plot
    return dealt


def _cards(orders: int, *, novelties: bool) -> Iterator[Plot]:
    for deck, share in (*DECKS, NOVEL) if novelties else DECKS:
        yield from islice(cycle(deck), round(orders * share))
