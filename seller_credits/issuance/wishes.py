"""What a person wants of a suggestion: taken as it is, or with another amount or remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.money import Money, is_currency_code, minor_digits
from seller_credits.domain.remedies import Remedy

REFUNDS = frozenset({Remedy.PARTIAL_REFUND, Remedy.FULL_REFUND, Remedy.RETURN_AND_REFUND})
"""Remedies that give money."""

CHOICES = tuple(remedy for remedy in Remedy if remedy not in {Remedy.REVIEW, Remedy.NONE})
"""What a person can approve."""

_TYPED = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,12})?)(?:\s*([A-Za-z]{3}))?")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person said.

    Attributes:
        amount: as it was typed: `4.20`, `4.20 USD`; None where nothing was said.
        remedy: another remedy; None for the suggested one.
        reason: why; may be empty.
    """

    amount: str | None = None
    remedy: Remedy | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be approved.

    Attributes:
        amount: None where the remedy gives no money.
        is_changed: it is not what was suggested.
    """

    remedy: Remedy
    amount: Money | None
    is_changed: bool


def amount_typed(text: str, currency: str | None) -> Money:
    """An amount as a person types it: above nought, and no finer than the currency's coins.

    Args:
        text: `4.20` or `4.20 USD`.
        currency: of the order; None where nobody knows it, so that it must be typed.

    Raises:
        UsageProblem: it is none, or in another currency.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise UsageProblem(
            f"{text!r} is no amount.", hint="Write it with a point: --amount 4.20 or '4.20 USD'."
        )
    said = found[2].upper() if found[2] else currency
    if said is None or not is_currency_code(said):
        raise UsageProblem(
            f"Which currency is {text!r} in? Nothing here tells.", hint="Say so: '4.20 USD'."
        )
    if currency is not None and said != currency:
        raise UsageProblem(
            f"{text!r} is in another currency: the order is in {currency}.",
            hint=f"Give the amount in {currency}.",
        )
    amount, digits = Decimal(found[1]), minor_digits(said)
    if amount <= 0:
        raise UsageProblem(f"{text!r} is nothing to give: an amount must be above 0.")
    if amount != round(amount, digits):
        finest = f"{digits} digits after the point" if digits else "no digits after the point"
        raise UsageProblem(f"{text!r} is finer than {said} can be paid: it has {finest}.")
    return Money(round(amount, digits), said)


def chosen(suggestion: Mapping[str, Any], wish: Wish, whole: Money | None) -> Chosen:
    """What is to be approved of a suggestion.

    Args:
        suggestion: as the ledger lists it.
        wish: what the person said.
        whole: what a full refund would come to; None where what was paid is not known. To give
            less than it is no full refund, whatever it is called.

    Raises:
        UsageProblem: something is missing or does not go together.
    """
    suggested = Remedy(suggestion["remedy"])
    told = suggestion["amount"]
    amount = Money.of(told, suggestion["currency"]) if told is not None else None
    _is_enough(suggested, wish, whole)
    remedy = wish.remedy or suggested
    if remedy not in CHOICES:
        raise UsageProblem(f"{remedy} is nothing that could be approved.", hint=_choices())
    if wish.amount is not None:
        if remedy not in REFUNDS:
            raise UsageProblem(f"A {remedy} gives no money.", hint="Leave --amount out.")
        wanted: Money | None = amount_typed(wish.amount, suggestion["currency"])
    else:
        wanted = _kept(remedy, suggested, amount, whole)
    if remedy is Remedy.MESSAGE and not suggestion["message"]:
        raise UsageProblem(
            "The suggestion has no message that could be sent.",
            hint="Write to the buyer in Seller Central, and say so with `record`.",
        )
    if remedy is Remedy.FULL_REFUND and whole and wanted and wanted < whole:
        remedy = Remedy.PARTIAL_REFUND
    is_changed = (remedy, wanted) != (suggested, amount)
    if is_changed and not wish.reason:
        raise UsageProblem("A change needs a reason.", hint="Say why: --reason TEXT.")
    return Chosen(remedy, wanted, is_changed)


def _is_enough(suggested: Remedy, wish: Wish, whole: Money | None) -> None:
    """Of a review, a person says what is to be done and why."""
    if suggested is not Remedy.REVIEW:
        return
    gives_money = wish.remedy is None or wish.remedy in REFUNDS
    missing = [] if wish.remedy else ["--remedy"]
    missing += ["--amount"] if gives_money and wish.amount is None else []
    missing += [] if wish.reason else ["--reason"]
    if missing:
        raise UsageProblem(
            "A person must look at it, and say what is to be done and why; missing: "
            f"{', '.join(missing)}.{_whole(whole)}",
            hint=_choices(),
        )


def _kept(
    remedy: Remedy, suggested: Remedy, amount: Money | None, whole: Money | None
) -> Money | None:
    """The suggested amount, where the remedy is as suggested and gives money."""
    if remedy not in REFUNDS:
        return None
    if remedy is not suggested or amount is None:
        raise UsageProblem(f"How much is the {remedy}?{_whole(whole)}", hint="Say so: --amount.")
    return amount


def _whole(whole: Money | None) -> str:
    return f" A full refund is {whole}." if whole and whole.amount > 0 else ""


def _choices() -> str:
    return f"What can be approved: --remedy {', '.join(CHOICES)}."
