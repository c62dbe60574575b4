"""Lets the buyers of a living shop do what they intend, each at their instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from seller_credits.simulator.feeds import headroom
from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.finances.postings import postings_of
from seller_credits.simulator.living.intents import (
    NEGATIVE_FEEDBACK,
    Intent,
    intents,
    troubled_orders,
)
from seller_credits.simulator.living.later import Outcome
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.nouns import Feedback, Line, Order
from seller_credits.simulator.shop.sayings import Sayings
from seller_credits.simulator.shop.sequels import CLAIM, Dispute
from seller_credits.simulator.truth.troubles import troubles
from seller_credits.simulator.world import World

_NOTHING = Decimal("0.00")
# At the pace of life: from the filing to the money, and from the money to the books.
_GRANTED_AFTER = timedelta(days=6)
_SHOWN_AFTER = timedelta(hours=36)


def go_on_living(world: World) -> None:
    """Put what buyers intend on the agenda of a run that begins now."""
    now = world.clock.now()
    told = troubles(world.shop, now, detailed_status=world.detailed_status)
    buyers = _Buyers(world, Sayings())
    for intent in intents(world.shop, world.seed, troubled_orders(told)):
        buyers.expect(intent, now + intent.after / world.speed)


@dataclass(frozen=True, slots=True)
class _Buyers:
    world: World
    sayings: Sayings

    def expect(self, intent: Intent, due: datetime) -> None:
        self.world.agenda.add(due, lambda: self._decide(intent, due))

    def _decide(self, intent: Intent, at: datetime) -> None:
        """Settle what becomes of an intent: money that was posted by now counts, no other."""
        order = intent.order
        moved = self.world.journal.given_back(order.order_id)
        outcome = Outcome(intent, at, any(each.posted <= at for each in moved))
        self.world.later.outcomes.append(outcome)
        if not outcome.happened:
            return
        if intent.kind == NEGATIVE_FEEDBACK:
            self.world.later.feedback.insert(0, self._rating(order, at))
        else:
            self._dispute(intent.kind, order, at)

    def _rating(self, order: Order, at: datetime) -> Feedback:
        stars = Dice(self.world.seed, "stars", order.order_id).between(1, 2)
        place = order.marketplace
        return Feedback(
            order=order,
            left=at,
            left_on=at.astimezone(place.zone).date(),
            stars=stars,
            said=self.sayings.with_stars(place.language, stars),
            answer="",
        )

    def _dispute(self, kind: str, order: Order, at: datetime) -> None:
        """Have a buyer win what is left of the price and the postage."""
        speed = self.world.speed
        posted = at + _GRANTED_AFTER / speed
        self.world.later.disputes.append(Dispute(kind, order, None, at, posted))
        given = tuple(filter(None, (self._rest(order, line, at) for line in order.lines)))
        movement = Movement(
            kind=Kind.CLAIM if kind == CLAIM else Kind.CHARGEBACK,
            order=order,
            posted=posted,
            reference=f"{kind} of the run",
            given=given,
            by="claim" if kind == CLAIM else "bank",
            why="claim" if kind == CLAIM else "chargeback",
        )
        if given:
            found = postings_of(movement, held=False, lag=_SHOWN_AFTER / speed)
            self.world.journal.added.add(movement, found)

    def _rest(self, order: Order, line: Line, at: datetime) -> Given | None:
        paid, gone = headroom.paid(line), headroom.gone_back(self.world.journal, order, line, at)
        left = {kind: max(_NOTHING, paid[kind] - gone[kind]) for kind in paid.keys() & gone.keys()}
        if not left["Principal"] + left["Shipping"]:
            return None
        return Given(
            line=line,
            quantity=line.quantity,
            amount=left["Principal"],
            postage=left["Shipping"],
            tax=left["Tax"],
            shipping_tax=left["ShippingTax"],
        )
