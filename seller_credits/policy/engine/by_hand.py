"""A remedy that a person chose: what it counts for, who may approve it, which limits it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.engine import limits
from seller_credits.policy.engine.amounts import full_refund, left_of
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.net_cost import net_of_refund, net_of_replacement
from seller_credits.policy.engine.remedy import person_for, worth_of_goods
from seller_credits.policy.engine.tariff import Tariff, tariff_of
from seller_credits.policy.language import Policy
from seller_credits.policy.options import Options
from seller_credits.policy.rates import quantum

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a policy says of a remedy that a person chose.

    Attributes:
        authority: who may approve it; never nobody, as a person chose it.
        worth: what it counts for in limits and authority; None where it costs nothing, or nobody
            can tell.
        net_cost: what it really costs the seller; None where that is not known.
        left: what could still be refunded of the affected line with its shipping; None where what
            the buyer paid is not known.
        whole: what a full refund of the affected units comes to; None as above.
        breaks: every limit that leaves less, as half a sentence: `per_day (250 USD) leaves 3 USD`.
    """

    authority: Authority
    worth: Money | None = None
    net_cost: Money | None = None
    left: Money | None = None
    whole: Money | None = None
    breaks: tuple[str, ...] = ()


def by_hand(
    policy: Policy | None,
    facts: Mapping[str, Value],
    remedy: Remedy,
    amount: Money | None,
    *,
    currency: str,
    options: Options,
) -> ByHand:
    """What the policy says of this remedy, whatever its rules would suggest.

    Args:
        policy: the version that judges the order; None where none is in force: then the owner
            alone may approve what costs anything.
        facts: what is known of the issue.
        remedy: what the person chose.
        amount: how much the buyer gets, in that currency; None where it is no refund, or all
            that is asked is what there would be to refund.
        currency: of the order.
        options: what was given and is reserved so far, and the fees.
    """
    case = Case(facts, currency, quantum(currency), options)
    tariff = None
    if policy is not None and currency in policy.rates:
        tariff = tariff_of(policy, currency)
    worth, net = _worth(case, tariff, remedy, amount)
    left, whole = _left(case), full_refund(case.aside())
    return ByHand(
        authority=_authority(tariff, remedy, worth),
        worth=None if worth is None else Money(case.even(worth), currency),
        net_cost=None if net is None else Money(case.even(net), currency),
        left=None if left is None else Money(case.down(left), currency),
        whole=None if whole is None else Money(case.down(whole), currency),
        breaks=() if tariff is None else tuple(_broken(case, tariff, remedy, worth)),
    )


def _worth(
    case: Case, tariff: Tariff | None, remedy: Remedy, amount: Money | None
) -> tuple[Decimal | None, Decimal | None]:
    """What it counts for, and its net cost."""
    if remedy is Remedy.REPLACEMENT:
        cost = None if tariff is None else net_of_replacement(case, tariff.rates)
        return (worth_of_goods(case) if cost is None else cost), cost
    if amount is None:
        return None, None
    return amount.amount, net_of_refund(case, amount.amount)


def _left(case: Case) -> Decimal | None:
    line, refunded = case.money("line_total"), case.money("refunded_so_far")
    return None if line is None or refunded is None else left_of(case, line, refunded)


def _authority(tariff: Tariff | None, remedy: Remedy, worth: Decimal | None) -> Authority:
    if not remedy.costs_money:
        return Authority.AGENT
    if tariff is None or worth is None:
        return Authority.OWNER
    return person_for(tariff, worth)


def _broken(case: Case, tariff: Tariff, remedy: Remedy, worth: Decimal | None) -> Iterator[str]:
    if worth is None or not remedy.costs_money:
        return
    is_part = remedy is Remedy.PARTIAL_REFUND
    rooms = limits.rooms_of_part(tariff) if is_part else limits.rooms(tariff)
    yield from _passed(case, limits.measured(case, rooms), worth)
    of_buyer = tariff.limits.per_buyer
    if of_buyer is not None and limits.buyer_limit_reached(case, of_buyer):
        yield f"per_buyer: the buyer has had {of_buyer.credits} in {of_buyer.within_days} days"


def _passed(case: Case, found: Iterable[limits.Measured], worth: Decimal) -> Iterator[str]:
    for left, room in found:
        ceiling = case.down(max(left, _ZERO))
        if room.name != limits.LEFT_TO_REFUND and worth > ceiling:
            yield f"{room.name} ({room.text}) leaves {case.said(ceiling)}"
