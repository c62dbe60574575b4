"""On what terms an account hands in what is approved: a second wall behind the policy's limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from seller_credits.domain.money import Money
from seller_credits.domain.refunds import ComponentType
from seller_credits.domain.taxes import TaxMode


@dataclass(frozen=True, slots=True)
class GoodsTerms:
    """What the settings say of replacements; see the settings for each in full.

    Attributes:
        sent: whether they are sent from the marketplace's warehouses at all.
        skus: by the SKU that was ordered, the one that lies there; others by their own.
        speed: the marketplace's word.
        slip: what the buyer reads beside the goods.
        max_fee: none is sent for more, one amount for each currency; none caps nothing.
    """

    sent: bool = False
    skus: Mapping[str, str] = field(default_factory=dict)
    speed: str = "Standard"
    slip: str = "Your replacement."
    max_fee: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the seller's settings say of handing in; see the settings for each in full.

    Attributes:
        max_per_run: at most so much in one run, one amount for each currency; none caps nothing.
        max_per_day: at most so much on one of the account's days, likewise.
        max_refund: no single refund above it, likewise.
        hold: how long a refund waits between its approval and its intent.
        component: as what money is given back: of the price, or as goodwill on top of it.
        prime: whether seller-fulfilled Prime orders are refunded here at all.
        canary: whether a store's first refund goes alone until it is proven to the cent.
        messages: whether messages are sent.
        tax: what the buyer receives beside what is sent.
        calendar: the store in whose days the account counts; None for UTC.
        goods: on what terms replacements are sent.
    """

    max_per_run: tuple[Money, ...] = ()
    max_per_day: tuple[Money, ...] = ()
    max_refund: tuple[Money, ...] = ()
    hold: timedelta = timedelta(hours=2)
    component: ComponentType = ComponentType.PRINCIPAL
    prime: bool = False
    canary: bool = True
    messages: bool = False
    tax: TaxMode = TaxMode.UNKNOWN
    calendar: str | None = None
    goods: GoodsTerms = field(default_factory=GoodsTerms)
