"""How much the order defect rate can take, in sentences a seller reads beside the suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from seller_credits.domain.issues import Channel
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.measurement.headroom import Headroom, RollOff
from seller_credits.measurement.health import Outlook, StoreHealth
from seller_credits.measurement.metrics import Metric
from seller_credits.measurement.trend import Trend
from seller_credits.reporting.words import counted

_SOON = timedelta(days=14)
"""So far ahead roll-offs are told together in one sentence."""

_HUNDREDTH = Decimal("0.01")
_WHOLE = 100
_SHIPPED_BY = {Channel.SELLER: "", Channel.AMAZON: ", shipped by Amazon"}


def percent(share: Decimal) -> str:
    """A share of one as it is read: `0.42%`, `1%`."""
    text = str((share * _WHOLE).quantize(_HUNDREDTH, ROUND_HALF_EVEN))
    return f"{text.rstrip('0').rstrip('.')}%"


def day(when: date) -> str:
    """A day of the weeks ahead or behind: `3 Dec`."""
    return f"{when.day} {when:%b}"


def parts_text(metric: Metric) -> str:
    """`2 claims, 0 chargebacks, negative feedback not told`."""
    parts = (metric.parts or {}).items()
    return ", ".join(
        f"{name.replace('_', ' ')} not told" if count is None else _part(name, count)
        for name, count in parts
    )


def _part(name: str, count: int) -> str:
    if name == "negative_feedback":
        return f"{count:,} negative feedback"
    return counted(count, name.removesuffix("s"))


def trend_text(name: str, trend: Trend) -> str:
    """`late shipment rate up 0.3 points in 7 days, for the worse`."""
    change = abs(trend.change)
    is_rate = trend.metric.rate is not None
    much = f"{percent(change).removesuffix('%')} points" if is_rate else f"{change:f}"
    way = "up" if trend.change > 0 else "down"
    verdict = {True: ", for the worse", False: ", for the better", None: ""}[trend.is_worse]
    return f"{name[:1].lower()}{name[1:]} {way} {much} in {counted(trend.days, 'day')}{verdict}"


def headroom_lines(stores: Iterable[StoreHealth], now: datetime) -> Iterator[str]:
    """A line for each store, of the orders the seller ships: only there a credit can prevent any.

    `US: ODR 0.42% of 1,204 orders; 7 more defects before the target of 1%; 2 roll off by 3 Dec`.
    A store whose report is too old says so and nothing else.
    """
    told = [store for store in stores if store.outlook(Channel.SELLER)]
    several = len({store.account for store in told}) > 1
    for store in told:
        outlook = store.outlook(Channel.SELLER)
        assert outlook is not None
        place = f"{store.account} {store.marketplace}" if several else str(store.marketplace or "")
        if store.is_stale:
            yield f"{place}: ODR not known: {how_old(store, now)}; the next sync reads another."
        else:
            yield f"{place}: {outlook_text(outlook, _today(store, now))}"


def outlook_text(outlook: Outlook, today: date) -> str:
    """`ODR 0.42% of 1,204 orders; 7 more defects before the target of 1%; 2 roll off by 3 Dec`."""
    headroom = outlook.headroom
    rate = f"ODR {percent(headroom.rate)} of {counted(headroom.orders, 'order')}"
    parts = [rate + _SHIPPED_BY[headroom.channel], _room(headroom)]
    if outlook.roll_offs:
        parts.append(_leaving(outlook.roll_offs, today))
    return "; ".join(parts)


def _room(headroom: Headroom) -> str:
    target = percent(headroom.target)
    if headroom.is_over:
        return f"that is not below the target of {target}"
    if not headroom.can_take:
        return f"not one more defect before the target of {target}"
    return f"{headroom.can_take:,} more {_defects(headroom.can_take)} before the target of {target}"


def _leaving(roll_offs: tuple[RollOff, ...], today: date) -> str:
    """What rolls off within a fortnight, else the next of all."""
    soon = [each for each in roll_offs if each.day <= today + _SOON]
    if not soon:
        return f"the next {_rolls(roll_offs[0].defects)} off on {day(roll_offs[0].day)}"
    number = sum(each.defects for each in soon)
    return f"{number:,} {_roll(number)} off by {day(soon[-1].day)}"


def _rolls(number: int) -> str:
    return f"{number:,} roll" if number > 1 else "rolls"


def _roll(number: int) -> str:
    return "rolls" if number == 1 else "roll"


def _defects(number: int) -> str:
    return "defect" if number == 1 else "defects"


def how_old(store: StoreHealth, now: datetime) -> str:
    """Since when the report is known, and of which days where it is an old one read lately."""
    days = (now - store.read_at).days
    age = "today" if days < 1 else f"{counted(days, 'day')} ago"
    until = [each.headroom.window_to for each in store.outlooks]
    if store.is_stale and until:
        return f"the report, read {age}, tells of orders until {day(max(until))}"
    return f"the report was read {age}"


def _today(store: StoreHealth, now: datetime) -> date:
    known = find_marketplace(store.marketplace)
    return known.day_of(now) if known else now.date()


def with_headroom(
    items: Iterable[Mapping[str, Any]], stores: Iterable[StoreHealth]
) -> Iterator[Mapping[str, Any]]:
    """The same suggestions, each with `odr_headroom`: what its store and channel can take now."""
    known = {
        (store.account, store.marketplace, outlook.headroom.channel): outlook.headroom.can_take
        for store in stores
        if not store.is_stale
        for outlook in store.outlooks
    }
    for item in items:
        place = item["account"], item["marketplace"], item["channel"]
        yield {**item, "odr_headroom": known.get(place)}
