"""Offers: which of several remedies can be carried out, and which of those is taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.engine.amounts import full_refund
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.limits import LEFT_TO_REFUND
from seller_credits.policy.engine.net_cost import net_of_refund, net_of_replacement
from seller_credits.policy.engine.partial import Refund
from seller_credits.policy.language import Choose, Outcome
from seller_credits.policy.rates import Rates


@dataclass(frozen=True, slots=True)
class Offer:
    """What a rule gives, for orders in one currency.

    Attributes:
        rates: of the policy.
        part: what a partial refund by this rule comes to; None where it has no amount.
    """

    outcome: Outcome
    rates: Rates
    part: Refund | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One offered remedy for this order.

    Attributes:
        amount: what the buyer would receive; None for goods and words.
        net: what it would cost the seller, fees settled; None where that is unknown.
        obstacle: why it cannot be carried out; empty where it can.
        missing: facts whose absence is the obstacle, or hides the cost.
        limited: the obstacle is a limit, which is for a person: no reason to give another remedy,
            and maybe a dearer one.
    """

    remedy: Remedy
    amount: Decimal | None = None
    net: Decimal | None = None
    obstacle: str = ""
    missing: tuple[str, ...] = ()
    limited: bool = False

    @property
    def cost(self) -> Decimal | None:
        """What it counts with among others: a refund whose fees are not known, as it is."""
        return self.amount if self.net is None else self.net


def choose(case: Case, offer: Offer) -> Remedy | Decision:
    """The remedy taken; a review where none can be carried out or the cheapest is unknown."""
    outcome = offer.outcome
    weighed = [weigh(case, offer, remedy) for remedy in outcome.remedies]
    for each in weighed:
        how = each.obstacle or "can be carried out"
        case.note("rule", "offered {}: {}", (each.remedy, how))
    feasible = [each for each in weighed if each.limited or not each.obstacle]
    if not feasible:
        return _none_left(case, weighed)
    if outcome.choose is Choose.FIRST or len(feasible) == 1:
        return feasible[0].remedy
    _note_missing(case, feasible)
    if case.missing:
        return case.lacking()
    cheapest = min(feasible, key=_cost)
    text = "{} costs least of what is offered: {}"
    case.note("rule", text, (cheapest.remedy, _cost(cheapest)))
    return cheapest.remedy


def weigh(case: Case, offer: Offer, remedy: Remedy) -> Weighed:
    """What one remedy would come to, without deciding for it."""
    if remedy is Remedy.REPLACEMENT:
        return _replacement(case, offer.rates)
    if not remedy.costs_money:
        return Weighed(remedy, net=Decimal(0))
    aside = case.aside()
    if remedy is Remedy.PARTIAL_REFUND:
        assert offer.part is not None
        part = offer.part(aside)
        amount = None if isinstance(part, Decision) else part
    else:
        amount = full_refund(aside)
    if amount is None or amount <= 0:
        return _impossible(aside, remedy)
    net = net_of_refund(case, amount)
    return Weighed(remedy, amount=amount, net=net)


def _impossible(aside: Case, remedy: Remedy) -> Weighed:
    if aside.missing:
        obstacle = f"{' and '.join(aside.missing)} is not known"
        return Weighed(remedy, obstacle=obstacle, missing=aside.missing)
    limits = [name for name in aside.hit if name != LEFT_TO_REFUND]
    if not limits:
        return Weighed(remedy, obstacle="nothing is left of it")
    obstacle = f"{' and '.join(limits)} leaves nothing of it"
    return Weighed(remedy, Decimal(0), Decimal(0), obstacle=obstacle, limited=True)


def _replacement(case: Case, rates: Rates) -> Weighed:
    stock = case.known.get("in_stock")
    if stock is not True:
        if stock is False:
            return Weighed(Remedy.REPLACEMENT, obstacle="it is not in stock")
        obstacle = "in_stock is not known"
        return Weighed(Remedy.REPLACEMENT, obstacle=obstacle, missing=("in_stock",))
    cost = net_of_replacement(case, rates)
    if cost is not None:
        return Weighed(Remedy.REPLACEMENT, net=cost)
    unknown = "quantity" if "unit_cost" in case.known else "unit_cost"
    return Weighed(Remedy.REPLACEMENT, missing=(unknown,))


def _none_left(case: Case, weighed: list[Weighed]) -> Decision:
    _note_missing(case, weighed)
    obstacles = "; ".join(f"{each.remedy}: {each.obstacle}" for each in weighed)
    case.because("None of the offered remedies can be carried out ({}).", obstacles)
    return case.lacking() if case.missing else case.closed(Remedy.REVIEW)


def _note_missing(case: Case, weighed: list[Weighed]) -> None:
    for each in weighed:
        for name in each.missing:
            case.lack(name)


def _cost(weighed: Weighed) -> Decimal:
    assert weighed.cost is not None
    return weighed.cost
