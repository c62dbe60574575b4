"""The account-health report, metric by metric, as Amazon counts and judges it.

Schema accountHealthReport-2020-11-18. A metric that is missing is left out, and so is whatever of
one that is there is missing or no figure: nothing is worked out in Amazon's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from seller_credits.domain.issues import Channel

BLOCKS = {"mfn": Channel.SELLER, "afn": Channel.AMAZON}
"""The order defect rate is two: of what the seller ships, and of what Amazon ships."""

_DEFECTS = "orderDefectRate"
_COUNTED = {
    _DEFECTS: ("orderWithDefects", "orderCount"),
    "lateShipmentRate": ("lateShipmentCount", "orderCount"),
    "preFulfillmentCancellationRate": ("cancellationCount", "orderCount"),
    "onTimeDeliveryRate": ("onTimeDeliveryCount", "shipmentCountWithValidTracking"),
    "unitOnTimeDeliveryRate": ("unitOnTimeDeliveryCount", "totalUnitCount"),
    "validTrackingRate": ("validTrackingCount", "shipmentCount"),
    "invoiceDefectRate": ("invoiceDefect", "orderCount"),
}
"""What each rate is a share of: how many, of how many. Others have a count of defects alone."""

PARTS = {
    "claims": "claims",
    "chargebacks": "chargebacks",
    "negative_feedback": "negativeFeedback",
}
"""What the order defect rate is made of; an order with two of them is one defect all the same."""

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RATES = frozenset(_CAPITAL.sub("_", name).lower() for name in _COUNTED)
_DAY = len("2026-11-23")


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of one store, as the report gives it.

    Attributes:
        name: `order_defect_rate`, `late_shipment_rate`, ...
        channel: who ships what it counts; None where it is not told apart.
        status: Amazon's word: `GOOD`, `BAD`, `NONE`.
        rate, target: shares of one: 0.01 for 1%. Of a plain count the target is a count too.
        condition: how the rate should be to the target: `LESS_THAN`, `GREATER_THAN`, `EQUALS`.
        count, of: how many, of how many.
        first, last: the days it is counted over.
        parts: of the order defect rate, how many orders had each of `PARTS`; None is not told.
    """

    name: str
    channel: Channel | None = None
    status: str | None = None
    rate: Decimal | None = None
    target: Decimal | None = None
    condition: str | None = None
    count: int | None = None
    of: int | None = None
    first: date | None = None
    last: date | None = None
    parts: Mapping[str, int | None] | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of something, though perhaps of nothing yet; else it is a count."""
        return self.name in _RATES or self.rate is not None


def metrics_of(report: Mapping[str, Any]) -> Iterator[Metric]:
    """Every metric of one store's report; that of defects first, then as the report has them."""
    defects = mapping(report.get(_DEFECTS))
    for block, channel in BLOCKS.items():
        if block in defects:
            yield _metric(_DEFECTS, mapping(defects[block]), channel)
    for name, told in report.items():
        if name == "warningStates":
            yield from _warnings(told)
        elif name != _DEFECTS and isinstance(told, Mapping):
            yield _metric(name, told, None)


def defect_block(report: Mapping[str, Any], channel: Channel) -> Metric | None:
    """The order defect rate of what one of the two ships; None where the report has none."""
    found = (metric for metric in metrics_of(report) if metric.channel is channel)
    return next(found, None)


def _metric(name: str, told: Mapping[str, Any], channel: Channel | None) -> Metric:
    count, of = _COUNTED.get(name, ("defectsCount", ""))
    first, last = days_of(told)
    number = count_of(told.get(of))
    parts = {part: count_of(told.get(key)) for part, key in PARTS.items()}
    return Metric(
        name=_plain(name),
        channel=channel,
        status=_word(told.get("status") or told.get("accountHealthRatingStatus")),
        # Of no orders there is no rate, whatever figure stands there.
        rate=None if number == 0 else _share(told.get("rate")),
        target=_share(told.get("targetValue")),
        condition=_word(told.get("targetCondition")),
        count=count_of(told.get(count)),
        of=number,
        first=first,
        last=last,
        parts=parts if name == _DEFECTS else None,
    )


def _warnings(told: object) -> Iterator[Metric]:
    for each in told if isinstance(told, list) else []:
        warning = mapping(each)
        if warning.get("warningType"):
            yield Metric(_plain(str(warning["warningType"])), status=_word(warning.get("status")))


def days_of(block: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days a block is counted over; None where one of them is missing or no day."""
    told = mapping(block.get("reportingDateRange"))
    return _day(told.get("reportingDateFrom")), _day(told.get("reportingDateTo"))


def count_of(told: object) -> int | None:
    """A whole number, bare or as the `count` of a block; None where it is neither."""
    if isinstance(told, Mapping):
        told = told.get("count")
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


def mapping(told: object) -> Mapping[str, Any]:
    """A block of the report; an empty one where something else stands in its place."""
    return told if isinstance(told, Mapping) else {}


def _share(told: object) -> Decimal | None:
    if isinstance(told, bool) or not isinstance(told, int | float | str | Decimal):
        return None
    try:
        share = Decimal(str(told))
    except InvalidOperation:
        return None
    return share if share.is_finite() else None


def _day(told: object) -> date | None:
    """The day of `2026-11-18T23:59Z`: the store's own, whatever its letters say."""
    try:
        return date.fromisoformat(str(told)[:_DAY])
    except ValueError:
        return None


def _word(told: object) -> str | None:
    return told if isinstance(told, str) and told else None


def _plain(name: str) -> str:
    """`orderDefectRate` as this program writes names: `order_defect_rate`."""
    return _CAPITAL.sub("_", name).lower()
