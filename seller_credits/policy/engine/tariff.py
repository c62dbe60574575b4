"""A policy's figures in one currency, worked out once and not for every order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.policy.language import Limits, Policy
from seller_credits.policy.rates import Rates, quantum


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a policy's money comes to for orders in one currency.

    Attributes:
        currency: of those orders; the policy covers it.
        unit: the smallest of the currency.
        rates: how the policy's own money reads in it.
        limits: as the seller wrote them.
        automatic: up to this worth nobody need approve.
        agent: up to this worth an agent may.
        manager: up to this worth a manager may; above it the owner does.
    """

    currency: str
    unit: Decimal
    rates: Rates
    limits: Limits
    automatic: Decimal
    agent: Decimal
    manager: Decimal


def tariff_of(policy: Policy, currency: str) -> Tariff:
    """The policy's figures in one of the currencies it covers."""
    rates, approvals = policy.rates, policy.approvals
    return Tariff(
        currency=currency,
        unit=quantum(currency),
        rates=rates,
        limits=policy.limits,
        automatic=ceiling_in(rates, approvals.automatic, currency),
        agent=ceiling_in(rates, approvals.agent, currency),
        manager=ceiling_in(rates, approvals.manager, currency),
    )


def ceiling_in(rates: Rates, money: Money, currency: str) -> Decimal:
    """The amount in a covered currency, rounded down to its smallest unit."""
    return Money(rates.amount_in(money, currency), currency).rounded_down().amount
