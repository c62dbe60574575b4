"""Limits: the tightest one makes a partial refund smaller; other remedies are never cut."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.money import Money
from seller_credits.policy.amounts import left_to_refund
from seller_credits.policy.case import Case
from seller_credits.policy.language import BuyerLimit, Limit, Limits
from seller_credits.policy.options import Budgets
from seller_credits.policy.program import Program
from seller_credits.policy.rates import EXACT

_ZERO = Decimal(0)
_UNKNOWN = Budgets()


class Room(NamedTuple):
    """What one limit still allows this order, before rounding down."""

    amount: Decimal
    name: str
    text: str
    line: int | None = None


def rooms(case: Case, program: Program, *, partial: bool) -> list[Room]:
    """What each limit that can be judged still allows; below 0 where it is passed already.

    A fact a limit needs and does not find is noted as missing.
    """
    found: list[Room] = []
    limits = program.policy.limits
    budgets = case.options.budgets or _UNKNOWN
    refunded = case.needed("refunded_so_far") or _ZERO
    if partial:
        left = left_to_refund(case)
        if left is not None:
            found.append(Room(left, "left_to_refund", "what is left to refund"))
        _add(case, program, found, limits.per_line, refunded)
    on_order = _on_order(case, program, budgets.on_order)
    used = refunded if on_order is None else max(on_order, refunded)
    _add(case, program, found, limits.per_order, used)
    _add(case, program, found, limits.per_day, _sum(case, program, budgets.today))
    _add(case, program, found, limits.per_month, _sum(case, program, budgets.this_month))
    return found


def _on_order(case: Case, program: Program, given: Money | None) -> Decimal | None:
    rates = program.policy.rates
    known = given is not None and given.currency in rates
    return rates.amount_in(given, case.currency) if given is not None and known else None


def _sum(case: Case, program: Program, spent: tuple[Money, ...] | None) -> Decimal | None:
    """What was spent in the currencies the policy covers; others are another policy's to limit."""
    if spent is None:
        return None
    rates = program.policy.rates
    covered = (money for money in spent if money.currency in rates)
    return sum((rates.amount_in(money, case.currency) for money in covered), _ZERO)


def _add(
    case: Case, program: Program, found: list[Room], limit: Limit | None, used: Decimal | None
) -> None:
    if limit is None:
        return
    if used is None:
        text = "{} ({}) is not judged here: what is spent so far is not known"
        case.note("limits", text, limit.name, limit.text, line=limit.place.line)
        # Where nothing of the account is known, it is a made-up order that is asked about.
        case.never_automatic |= case.options.budgets is not None
        return
    if limit.share is None:
        ceiling: Decimal | None = program.ceilings[case.currency].limits[limit.name]
    else:
        paid = case.needed("line_total" if limit.name == "per_line" else "order_total")
        ceiling = None if paid is None else EXACT.multiply(paid, limit.share)
    if ceiling is not None:
        found.append(Room(ceiling - used, limit.name, limit.text, limit.place.line))


def tightest(case: Case, found: list[Room], amount: Decimal) -> Decimal:
    """The amount, or what the tightest limit leaves of it; that limit is named as hit."""
    if not found:
        return amount
    room = min(found)
    ceiling = case.down(max(room.amount, _ZERO))
    if amount <= ceiling:
        case.note("limits", "no limit is reached; the nearest is {}", room.name, line=room.line)
        return amount
    case.hit.append(room.name)
    kept = case.said(ceiling)
    case.reasons.append(f"The limit {room.name} ({room.text}) leaves {kept}.")
    case.note("limits", "{} ({}) leaves {}", room.name, room.text, kept, line=room.line)
    return ceiling


def exceeded(case: Case, found: list[Room], worth: Decimal) -> bool:
    """Whether a remedy that may not be cut breaks a limit; every one it breaks is named as hit."""
    for room in found:
        ceiling = case.down(max(room.amount, _ZERO))
        if worth > ceiling:
            case.hit.append(room.name)
            text = "{} ({}) leaves {}, and the remedy is worth {}"
            left, value = case.said(ceiling), case.said(worth)
            case.note("limits", text, room.name, room.text, left, value, line=room.line)
    return bool(case.hit)


def buyer_limit_reached(case: Case, limits: Limits) -> bool:
    """Whether the buyer has had all the credits the policy allows one buyer.

    Where the buyer cannot be told it is not judged, and the remedy is never automatic.
    """
    limit = limits.per_buyer
    if limit is None:
        return False
    had = _credits_had(case, limit)
    line = limit.place.line
    if had is None:
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


def _credits_had(case: Case, limit: BuyerLimit) -> int | None:
    """How many credits the buyer has had of late; all of them where nothing tells when."""
    budgets = case.options.budgets or _UNKNOWN
    if budgets.to_buyer is not None:
        return sum(days < limit.within_days for days in budgets.to_buyer)
    had = case.known.get("buyer_prior_credits")
    return had if isinstance(had, int) else None
