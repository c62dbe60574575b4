"""Limits: the tightest one makes a partial refund smaller; other remedies are never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from seller_credits.domain.money import Money
from seller_credits.policy.engine.amounts import left_of
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.tariff import Tariff, ceiling_in
from seller_credits.policy.language import BuyerLimit, Limit
from seller_credits.policy.options import Budgets
from seller_credits.policy.rates import EXACT

LEFT_TO_REFUND = "left_to_refund"
"""Named as a limit is where it cuts a refund short; no policy sets it."""

_ZERO = Decimal(0)
_UNKNOWN = Budgets()

Left = Callable[[Case, Decimal, Budgets], Decimal | None]
"""What a limit still allows an order of which so much was refunded, before rounding down; below 0
where it is passed already, None where it cannot be judged, which is then noted."""


@dataclass(frozen=True, slots=True)
class Room:
    """One limit made ready for orders in one currency.

    Attributes:
        text: how the seller wrote it.
        line: where.
    """

    name: str
    text: str
    line: int | None
    left: Left


Measured = tuple[Decimal, Room]
"""A limit behind what it still allows one order."""


def rooms(tariff: Tariff) -> tuple[Room, ...]:
    """The limits that bound every remedy that costs money, in the order they are told."""
    limits, found = tariff.limits, []
    if limits.per_order is not None:
        found.append(_room(limits.per_order, _of_order(limits.per_order, tariff)))
    for limit, budget in ((limits.per_day, "today"), (limits.per_month, "this_month")):
        if limit is not None:
            found.append(_room(limit, _of_all_orders(limit, budget, tariff)))
    return tuple(found)


def rooms_of_part(tariff: Tariff) -> tuple[Room, ...]:
    """The limits that bound a partial refund, by name: of equals, the first one is told."""
    found = [Room(LEFT_TO_REFUND, "what is left to refund", None, _left_to_refund), *rooms(tariff)]
    per_line = tariff.limits.per_line
    if per_line is not None:
        found.append(_room(per_line, _of_line(per_line, tariff)))
    return tuple(sorted(found, key=attrgetter("name")))


def _room(limit: Limit, left: Left) -> Room:
    return Room(limit.name, limit.text, limit.place.line, left)


def _left_to_refund(case: Case, refunded: Decimal, _budgets: Budgets) -> Decimal | None:
    line = case.needed("line_total")
    return None if line is None else left_of(case, line, refunded)


def _of_line(limit: Limit, tariff: Tariff) -> Left:
    share = limit.share
    if share is None:
        ceiling = _fixed(limit, tariff)
        return lambda _case, refunded, _budgets: ceiling - refunded

    def left(case: Case, refunded: Decimal, _budgets: Budgets) -> Decimal | None:
        line = case.needed("line_total")
        return None if line is None else EXACT.multiply(line, share) - refunded

    return left


def _of_order(limit: Limit, tariff: Tariff) -> Left:
    share = limit.share
    ceiling = _fixed(limit, tariff) if share is None else _ZERO

    def left(case: Case, refunded: Decimal, budgets: Budgets) -> Decimal | None:
        most = ceiling
        if share is not None:
            order = case.needed("order_total")
            if order is None:
                return None
            most = EXACT.multiply(order, share)
        given = budgets.on_order
        on_order = refunded if given is None else _in_all((given,), tariff)
        return most - on_order if on_order > refunded else most - refunded

    return left


def _of_all_orders(limit: Limit, budget: str, tariff: Tariff) -> Left:
    ceiling = _fixed(limit, tariff)
    spent_of: Callable[[Budgets], tuple[Money, ...] | None] = attrgetter(budget)

    def left(case: Case, _refunded: Decimal, budgets: Budgets) -> Decimal | None:
        spent = spent_of(budgets)
        if spent is not None:
            return ceiling - _in_all(spent, tariff)
        text = "{} ({}) is not judged here: what is spent so far is not known"
        case.note("limits", text, (limit.name, limit.text), limit.place.line)
        # Where nothing of the account is known, it is a made-up order that is asked about.
        case.never_automatic |= case.options.budgets is not None
        return None

    return left


def _fixed(limit: Limit, tariff: Tariff) -> Decimal:
    assert limit.money is not None
    return ceiling_in(tariff.rates, limit.money, tariff.currency)


def _in_all(spent: Iterable[Money], tariff: Tariff) -> Decimal:
    """What was spent in the currencies the policy covers; others are another policy's to limit."""
    total, currency = _ZERO, tariff.currency
    for money in spent:
        if money.currency == currency:
            total += money.amount
        elif money.currency in tariff.rates:
            total += tariff.rates.amount_in(money, currency)
    return total


def measured(case: Case, limits: Iterable[Room]) -> list[Measured]:
    """What each limit that can be judged still allows.

    A fact a limit needs and does not find is noted as missing.
    """
    refunded = case.needed("refunded_so_far") or _ZERO
    budgets = case.options.budgets or _UNKNOWN
    found = [(room.left(case, refunded, budgets), room) for room in limits]
    return [(left, room) for left, room in found if left is not None]


def tightest(case: Case, limits: Iterable[Room]) -> Measured | None:
    """What allows least, the first of equals; None where no limit can be judged."""
    refunded = case.needed("refunded_so_far") or _ZERO
    budgets = case.options.budgets or _UNKNOWN
    least: Decimal | None = None
    for room in limits:
        left = room.left(case, refunded, budgets)
        if left is not None and (least is None or left < least):
            least, nearest = left, room
    return None if least is None else (least, nearest)


def cut(case: Case, limit: Measured | None, amount: Decimal) -> Decimal:
    """The amount, or what the tightest limit leaves of it; that limit is named as hit."""
    if limit is None:
        return amount
    left, room = limit
    ceiling = case.down(left) if left > _ZERO else case.down(_ZERO)
    if amount <= ceiling:
        text = "no limit is reached; the nearest is {}"
        case.notes.append(("limits", text, (room.name,), room.line))
        return amount
    case.hit += (room.name,)
    case.because("The limit {} ({}) leaves {}.", room.name, room.text, ceiling)
    case.note("limits", "{} ({}) leaves {}", (room.name, room.text, ceiling), room.line)
    return ceiling


def exceeded(case: Case, found: Iterable[Measured], worth: Decimal) -> bool:
    """Whether a remedy that may not be cut breaks a limit; every one it breaks is named as hit."""
    for left, room in found:
        ceiling = case.down(max(left, _ZERO))
        if worth > ceiling:
            case.hit += (room.name,)
            text = "{} ({}) leaves {}, and the remedy is worth {}"
            case.note("limits", text, (room.name, room.text, ceiling, worth), room.line)
    return bool(case.hit)


def buyer_limit_reached(case: Case, limit: BuyerLimit) -> bool:
    """Whether the buyer has had all the credits the policy allows one buyer.

    Where the buyer cannot be told it is not judged, and the remedy is never automatic.
    """
    had, line = _credits_had(case, limit), limit.place.line
    if had is None:
        case.never_automatic = True
        text = "per_buyer is not judged: earlier credits of this buyer are not known"
        case.note("limits", text, (), line)
        return False
    text = "per_buyer: {} of {} credits within {} days were given"
    case.notes.append(("limits", text, (had, limit.credits, limit.within_days), line))
    if had < limit.credits:
        return False
    case.hit += ("per_buyer",)
    return True


def _credits_had(case: Case, limit: BuyerLimit) -> int | None:
    """How many credits the buyer has had of late; all of them where nothing tells when."""
    budgets = case.options.budgets or _UNKNOWN
    if budgets.to_buyer is not None:
        return sum(map(limit.within_days.__gt__, budgets.to_buyer))
    had = case.known.get("buyer_prior_credits")
    return had if isinstance(had, int) else None
