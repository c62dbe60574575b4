"""Limits: the tightest one makes a partial refund smaller; other remedies are never cut."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.policy.engine.amounts import left_to_refund
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.program import Program
from seller_credits.policy.language import BuyerLimit, Limit, Limits
from seller_credits.policy.options import Budgets
from seller_credits.policy.rates import EXACT

LEFT_TO_REFUND = "left_to_refund"
"""Named as a limit is where it cuts a refund short; no policy sets it."""

_ZERO = Decimal(0)
_UNKNOWN = Budgets()


Room = tuple[Decimal, str, str, int | None]
"""What one limit still allows this order, before rounding down: its amount, the limit's name, how
the seller wrote it, and where. The least amount is the tightest limit."""


def rooms(case: Case, program: Program, *, partial: bool) -> list[Room]:
    """What each limit that can be judged still allows; below 0 where it is passed already.

    A fact a limit needs and does not find is noted as missing.
    """
    found: list[Room] = []
    limits, fixed = program.policy.limits, program.ceilings[case.currency].limits
    budgets = case.options.budgets or _UNKNOWN
    refunded = case.needed("refunded_so_far") or _ZERO
    if partial:
        left = left_to_refund(case)
        if left is not None:
            found.append((left, LEFT_TO_REFUND, "what is left to refund", None))
        if limits.per_line is not None:
            _add(case, found, limits.per_line, fixed, refunded)
    if limits.per_order is not None:
        given = budgets.on_order
        on_order = None if given is None else _sum(case, program, (given,))
        used = refunded if on_order is None else max(on_order, refunded)
        _add(case, found, limits.per_order, fixed, used)
    if limits.per_day is not None:
        _add(case, found, limits.per_day, fixed, _sum(case, program, budgets.today))
    if limits.per_month is not None:
        _add(case, found, limits.per_month, fixed, _sum(case, program, budgets.this_month))
    return found


def _sum(case: Case, program: Program, spent: tuple[Money, ...] | None) -> Decimal | None:
    """What was spent in the currencies the policy covers; others are another policy's to limit."""
    if spent is None:
        return None
    total, rates = _ZERO, program.policy.rates
    for money in spent:
        if money.currency == case.currency:
            total += money.amount
        elif money.currency in rates.units:
            total += rates.amount_in(money, case.currency)
    return total


def _add(
    case: Case,
    found: list[Room],
    limit: Limit,
    fixed: Mapping[str, Decimal],
    used: Decimal | None,
) -> None:
    name = limit.name
    if used is None:
        text = "{} ({}) is not judged here: what is spent so far is not known"
        case.note("limits", text, (name, limit.text), limit.place.line)
        # Where nothing of the account is known, it is a made-up order that is asked about.
        case.never_automatic |= case.options.budgets is not None
        return
    if limit.share is None:
        ceiling = fixed[name]
    else:
        paid = case.needed("line_total" if name == "per_line" else "order_total")
        if paid is None:
            return
        ceiling = EXACT.multiply(paid, limit.share)
    found.append((ceiling - used, name, limit.text, limit.place.line))


def tightest(case: Case, found: list[Room], amount: Decimal) -> Decimal:
    """The amount, or what the tightest limit leaves of it; that limit is named as hit."""
    if not found:
        return amount
    room, name, text, line = min(found)
    ceiling = case.down(max(room, _ZERO))
    if amount <= ceiling:
        case.note("limits", "no limit is reached; the nearest is {}", (name,), line)
        return amount
    case.hit += (name,)
    case.because("The limit {} ({}) leaves {}.", name, text, ceiling)
    case.note("limits", "{} ({}) leaves {}", (name, text, ceiling), line)
    return ceiling


def exceeded(case: Case, found: list[Room], worth: Decimal) -> bool:
    """Whether a remedy that may not be cut breaks a limit; every one it breaks is named as hit."""
    for room, name, written, line in found:
        ceiling = case.down(max(room, _ZERO))
        if worth > ceiling:
            case.hit += (name,)
            text = "{} ({}) leaves {}, and the remedy is worth {}"
            case.note("limits", text, (name, written, ceiling, worth), line)
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
        case.note("limits", text, (), line)
        return False
    text = "per_buyer: {} of {} credits within {} days were given"
    case.note("limits", text, (had, limit.credits, limit.within_days), line)
    if had < limit.credits:
        return False
    case.hit += ("per_buyer",)
    return True


def _credits_had(case: Case, limit: BuyerLimit) -> int | None:
    """How many credits the buyer has had of late; all of them where nothing tells when."""
    budgets = case.options.budgets or _UNKNOWN
    if budgets.to_buyer is not None:
        return len([days for days in budgets.to_buyer if days < limit.within_days])
    had = case.known.get("buyer_prior_credits")
    return had if isinstance(had, int) else None
