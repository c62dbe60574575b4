"""The packages of a seller-fulfilled order, which show no delivery time, as in life."""

from dataclasses import dataclass

from seller_credits.simulator.shop.diary import Diary
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.journeys import Journey
from seller_credits.simulator.shop.nouns import Order, Parcel
from seller_credits.simulator.shop.plots import Plot

_HAND_OVER = 40  # minutes between the label and the carrier's first scan

# Carrier, service, first characters of a tracking number, digits that follow.
_CARRIERS = (
    (("USPS", "Ground Advantage", "9400", 18), 50),
    (("UPS", "UPS Ground", "1Z", 16), 30),
    (("FedEx", "FedEx Home Delivery", "78", 10), 20),
)


@dataclass(frozen=True, slots=True)
class Carriage:
    """What parcels need to know of the order's story."""

    diary: Diary
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
    carrier, service, prefix, digits = dice.weighted(_CARRIERS)
    status, detailed = _status(carriage, dice)
    return Parcel(
        reference=str(number),
        created=carriage.diary.instant(shipped - _HAND_OVER),
        shipped=carriage.diary.instant(shipped),
        status=status,
        detailed_status=detailed,
        carrier=carrier,
        service=service,
        tracking_number=prefix + dice.digits(digits),
        contents=tuple(contents),
    )


def _status(carriage: Carriage, dice: Dice) -> tuple[str, str]:
    """Return the parcel's status, and the detailed one that live answers are known to leave out."""
    journey = carriage.journey
    if journey.delivered is not None:
        return "DELIVERED", "DELIVERED"
    if journey.returning is not None:
        return "UNDELIVERABLE", dice.pick(("UNDELIVERABLE", "RETURNING_TO_SELLER"))
    if carriage.plot.detail:
        return "IN_TRANSIT", carriage.plot.detail
    return dice.pick(
        (
            ("IN_TRANSIT", "AT_ORIGIN_FC"),
            ("IN_TRANSIT", "OUT_FOR_DELIVERY"),
            ("SHIPPED", "PICKED_UP"),
        )
    )


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
        carrier="USPS",
        service="Ground Advantage",
        tracking_number="9400" + dice.digits(18),
        contents=tuple(contents),
    )
