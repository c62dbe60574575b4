"""What a remedy really costs the seller, once the marketplace has settled its fees."""

from __future__ import annotations

from decimal import Decimal

from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money
from seller_credits.policy.engine.case import Case
from seller_credits.policy.rates import EXACT, Rates


def net_of_refund(case: Case, amount: Decimal) -> Decimal | None:
    """The refund, less the referral fee that comes back, plus what is kept of that fee.

    None where the store's rates are not known. Goods that come back are not counted: what they are
    worth then, nobody can tell from here.
    """
    fees = case.options.fees
    if fees is None:
        return None
    back = EXACT.multiply(amount, fees.referral)
    return amount - back + _kept(fees, back, case.currency)


def _kept(fees: Fees, back: Decimal, currency: str) -> Decimal:
    kept = EXACT.multiply(back, fees.kept)
    most = fees.kept_at_most
    if most is None or kept <= most.amount:
        return kept
    # A bound in another currency bounds nothing here: rather too dear than too cheap.
    return most.amount if most and most.currency == currency else kept


def net_of_replacement(case: Case, rates: Rates) -> Decimal | None:
    """The affected units at their cost, and sending them where that is known.

    None where the cost of a unit or their number is not known.
    """
    quantity = case.known.get("quantity")
    cost = _amount(case, "unit_cost", rates)
    if cost is None or not isinstance(quantity, int):
        return None
    return EXACT.multiply(cost, Decimal(quantity)) + (_amount(case, "postage", rates) or 0)


def _amount(case: Case, name: str, rates: Rates) -> Decimal | None:
    value = case.known.get(name)
    if isinstance(value, Money) and value.currency in rates:
        return rates.amount_in(value, case.currency)
    return None
