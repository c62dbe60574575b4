"""Limits: the tightest one makes a partial refund smaller; other remedies are never cut."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.policy.amounts import left_to_refund
from seller_credits.policy.case import Case
from seller_credits.policy.language import Limit, Limits
from seller_credits.policy.program import Ceilings
from seller_credits.policy.rates import EXACT

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Room:
    """What one limit still allows this order."""

    name: str
    amount: Decimal
    text: str
    line: int | None = None


def rooms(case: Case, limits: Limits, ceilings: Ceilings, *, partial: bool) -> list[Room]:
    """What each limit that can be judged still allows, rounded down; never below 0.

    A fact a limit needs and does not find is noted as missing.
    """
    found: list[Room] = []
    refunded = case.needed("refunded_so_far") or _ZERO
    if partial:
        left = left_to_refund(case)
        if left is not None:
            found.append(_room(case, "left_to_refund", left, "what is left to refund"))
        if limits.per_line is not None:
            _add(case, found, limits.per_line, ceilings, "line_total", refunded)
    if limits.per_order is not None:
        budgets = case.options.budgets
        on_order = _budget(case, budgets.on_order) if budgets else None
        used = refunded if on_order is None else max(on_order, refunded)
        _add(case, found, limits.per_order, ceilings, "order_total", used)
    _add_account_limits(case, found, limits, ceilings)
    return found


def _add_account_limits(case: Case, found: list[Room], limits: Limits, ceilings: Ceilings) -> None:
    budgets = case.options.budgets
    for limit, spent in (
        (limits.per_day, budgets.today if budgets else None),
        (limits.per_month, budgets.this_month if budgets else None),
    ):
        if limit is None:
            continue
        used = _budget(case, spent)
        if used is None:
            text = "{} ({}) is not judged here: what is spent so far is not known"
            case.note("limits", text, limit.name, limit.text, line=limit.place.line)
        else:
            _add(case, found, limit, ceilings, "order_total", used)


def _budget(case: Case, spent: Money | None) -> Decimal | None:
    if spent is None:
        return None
    return spent.amount if spent.currency == case.currency else None


def _add(
    case: Case, found: list[Room], limit: Limit, ceilings: Ceilings, base: str, used: Decimal
) -> None:
    ceiling: Decimal | None
    if limit.percent is None:
        ceiling = ceilings.limits[limit.name]
    else:
        paid = case.needed(base)
        ceiling = None if paid is None else EXACT.multiply(paid, limit.percent / 100)
    if ceiling is not None:
        found.append(_room(case, limit.name, ceiling - used, limit.text, limit.place.line))


def _room(case: Case, name: str, amount: Decimal, text: str, line: int | None = None) -> Room:
    down = Money(max(amount, _ZERO), case.currency).rounded_down().amount
    return Room(name, down, text, line)


def tightest(case: Case, found: list[Room], amount: Decimal) -> Decimal:
    """The amount, or what the tightest limit leaves of it; that limit is named as hit."""
    if not found:
        return amount
    room = min(found, key=lambda room: room.amount)
    if amount <= room.amount:
        case.note("limits", "no limit is reached; the nearest is {}", room.name, line=room.line)
        return amount
    case.hit.append(room.name)
    kept = Money(room.amount, case.currency)
    case.reasons.append(f"The limit {room.name} ({room.text}) leaves {kept}.")
    case.note("limits", "{} ({}) leaves {}", room.name, room.text, kept, line=room.line)
    return room.amount


def exceeded(case: Case, found: list[Room], worth: Decimal) -> bool:
    """Whether a remedy that may not be cut breaks a limit; every one it breaks is named as hit."""
    for room in found:
        if worth > room.amount:
            case.hit.append(room.name)
            text = "{} ({}) leaves {}, and the remedy is worth {}"
            left, value = Money(room.amount, case.currency), Money(worth, case.currency)
            case.note("limits", text, room.name, room.text, left, value, line=room.line)
    return bool(case.hit)


def buyer_limit_reached(case: Case, limits: Limits) -> bool:
    """Whether the buyer has had all the credits the policy allows one buyer.

    Where the buyer cannot be told it is not judged, and the remedy is never automatic.
    """
    limit = limits.per_buyer
    if limit is None:
        return False
    had = case.known.get("buyer_prior_credits")
    line = limit.place.line
    if not isinstance(had, int):
        case.never_automatic = True
        text = "per_buyer is not judged: earlier credits of this buyer are not known"
        case.note("limits", text, line=line)
        return False
    text = "per_buyer: {} of {} credits within {} days were given"
    case.note("limits", text, had, limit.credits, limit.within_days, line=line)
    if had < limit.credits:
        return False
    case.hit.append("per_buyer")
    return True
