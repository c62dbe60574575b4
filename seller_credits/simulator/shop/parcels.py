"""The packages of a seller-fulfilled order, which show no delivery time, as in life."""

from dataclasses import dataclass

from seller_credits.simulator.shop.diary import Diary
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.journeys import Journey
from seller_credits.simulator.shop.nouns import Order, Parcel
from seller_credits.simulator.shop.plots import Plot

_HAND_OVER = 40  # minutes between the label and the carrier's first scan

# What sellers know of their labels' claims protection, with its weight.
_PROTECTION: tuple[tuple[bool | None, int], ...] = ((True, 55), (False, 30), (None, 15))


@dataclass(frozen=True, slots=True)
class Carriage:
    """What parcels need to know of the order's story."""

    diary: Diary
    draft: Draft
    plot: Plot
    journey: Journey


def parcels(order: Order, carriage: Carriage) -> tuple[Parcel, ...]:
    """Return the parcels of an order that was handed over, in whole or in part."""
    journey = carriage.journey
    assert journey.shipped is not None
    contents = [(line.order_item_id, line.quantity) for line in order.lines]
    if not journey.parted:
        packed = [_parcel(order, carriage, 1, journey.shipped, contents)]
    else:
        packed = [_parcel(order, carriage, 1, journey.shipped, contents[:-1])]
        if journey.second_shipped is not None:
            packed.append(_parcel(order, carriage, 2, journey.second_shipped, contents[-1:]))
    if journey.relabelled:
        packed.insert(0, _voided(order, carriage, journey.shipped, contents))
    return tuple(packed)


def _parcel(
    order: Order, carriage: Carriage, number: int, shipped: int, contents: list[tuple[str, int]]
) -> Parcel:
    dice = Dice(order.order_id, "parcel", number)
    carrier = carriage.draft.carrier
    status, detailed = _status(carriage, dice, shipped)
    first_scan = _first_scan(carriage.journey, dice, shipped)
    return Parcel(
        reference=str(number),
        created=carriage.diary.instant(shipped - _HAND_OVER),
        shipped=carriage.diary.instant(shipped),
        status=status,
        detailed_status=detailed,
        carrier=carrier,
        tracking_number=carrier.prefix + dice.digits(carrier.digits),
        contents=tuple(contents),
        warehouse=carriage.draft.warehouse,
        first_scan=None if first_scan is None else carriage.diary.instant(first_scan),
        protected=dice.weighted(_PROTECTION),
    )


def _first_scan(journey: Journey, dice: Dice, shipped: int) -> int | None:
    """Return when the carrier first had a parcel; None where nothing ever said so."""
    told = [
        moment
        for moment in (journey.scanned, journey.delivered, journey.returning)
        if moment is not None and moment > shipped
    ]
    return min(shipped + dice.between(60, 240), *told) if told else None


def _status(carriage: Carriage, dice: Dice, shipped: int) -> tuple[str, str]:
    """Return the parcel's status, and the detailed one that live answers are known to leave out."""
    journey = carriage.journey
    if journey.kind == "never_scanned":
        return "SHIPPED", "PENDING_DROP_OFF"
    if journey.kind == "customs":
        return "HELD_AT_CUSTOMS", "HELD_AT_CUSTOMS"
    if journey.delivered is not None:
        return "DELIVERED", "DELIVERED"
    if journey.returning is not None:
        return "UNDELIVERABLE", dice.pick(("UNDELIVERABLE", "RETURNING_TO_SELLER"))
    if carriage.plot.detail:
        return "IN_TRANSIT", carriage.plot.detail
    if journey.scanned is None or journey.scanned < shipped:
        return "SHIPPED", "PICKED_UP"
    return dice.pick((("IN_TRANSIT", "AT_ORIGIN_FC"), ("IN_TRANSIT", "OUT_FOR_DELIVERY")))


def _voided(
    order: Order, carriage: Carriage, shipped: int, contents: list[tuple[str, int]]
) -> Parcel:
    """A label bought, voided and bought again: it never travelled."""
    dice = Dice(order.order_id, "parcel", 0)
    return Parcel(
        reference="0",
        created=carriage.diary.instant(shipped - 2 * _HAND_OVER),
        shipped=None,
        status="CANCELLED",
        detailed_status="LABEL_CANCELLED",
        carrier=carriage.draft.carrier,
        tracking_number=carriage.draft.carrier.prefix + dice.digits(carriage.draft.carrier.digits),
        contents=tuple(contents),
        warehouse=carriage.draft.warehouse,
    )
