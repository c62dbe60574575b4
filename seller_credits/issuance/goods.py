"""Replacements from the marketplace's warehouses: what is asked for, and what became of it.

Pure. The key of the issuance is the name of the shipment: the marketplace takes each name once, for
ever, and by it the shipment is found again where the answer was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issuances import MOVES, Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.domain.shipments import (
    Address,
    ShipmentLine,
    ShipmentOrder,
    ShipmentPreview,
    ShipmentRequest,
    Tracking,
)
from seller_credits.issuance.caps import Ceiling
from seller_credits.issuance.checks import hurdles_of_the_order
from seller_credits.issuance.hurdles import Hurdle, refused, waits
from seller_credits.issuance.looking import LAST_READ
from seller_credits.issuance.terms import GoodsTerms, Terms
from seller_credits.marketplace.sections.outbound_rules import flaws

ABSENT_AFTER = timedelta(hours=24)
"""A shipment that cannot be found under its own name so long after it was asked for is nowhere.
Amazon promises no time; caution of our own: the call itself ends within minutes."""

BY_HAND = (
    "The buyer's address is not to be had here: a person sends the replacement, and `record`s it "
    "then; or the setting submit.fulfilment has the marketplace send it."
)
_NO_ADDRESS = (
    "No address is given for it: put the order and its address into a file of your own, and name "
    "that with --addresses FILE."
)
_TAKEN = frozenset({"New", "Received", "Planning", "Processing"})
_STOPPED = frozenset({"Cancelled", "Unfulfillable", "Invalid"})
_ARRIVED, _RETURNED = "DELIVERED", "UNDELIVERABLE"


def goods_hurdle(
    issuance: Issuance,
    case: OrderCase,
    terms: Terms,
    shipment: ShipmentRequest | None,
) -> Hurdle | None:
    """The first thing that keeps a replacement from being asked for; None where nothing does.

    Args:
        issuance: a replacement, approved.
        case: all that is known of its order.
        terms: the seller's.
        shipment: what would be asked for; None where nobody said where to send it.
    """
    found = (*hurdles_of_the_order(issuance, case, terms), *_of_the_goods(issuance, shipment))
    return found[0] if found else None


def _of_the_goods(issuance: Issuance, shipment: ShipmentRequest | None) -> Iterator[Hurdle]:
    if any(share.sku is None or share.quantity < 1 for share in issuance.lines):
        why = "Which goods, and how many, is not known: send it by hand, and `record` it."
        yield refused("goods_unknown", why)
    elif not issuance.lines:
        yield refused("goods_unknown", "Nothing says what is to be sent.")
    elif shipment is None:
        yield waits("no_address", _NO_ADDRESS, for_a_person=True)
    else:
        wrong = flaws(shipment)
        if wrong:
            yield refused("form", f"The marketplace would not take it: {'; '.join(wrong)}.")


def shipment_of(
    issuance: Issuance, store: str, address: Address, terms: GoodsTerms
) -> ShipmentRequest:
    """What is asked for: the same issuance to the same address always makes the same request.

    Args:
        issuance: a replacement.
        store: code of the store it was bought in.
        address: where to send it.
        terms: the seller's.
    """
    lines = [
        ShipmentLine(str(number), terms.skus.get(share.sku, share.sku), share.quantity)
        for number, share in enumerate(issuance.lines, 1)
        if share.sku is not None
    ]
    return ShipmentRequest(
        order_id=issuance.issuance_id,
        shown_id=issuance.order_id,
        shown_at=issuance.approved_at,
        comment=terms.slip,
        address=address,
        lines=tuple(lines),
        marketplace=store,
        speed=terms.speed,
    )


def preview_hurdle(previews: Iterable[ShipmentPreview], terms: GoodsTerms) -> Hurdle | None:
    """Why the goods cannot go now, by what the marketplace foresees; None where they can."""
    preview = next((each for each in previews if each.speed == terms.speed), None)
    if preview is None:
        why = f"The marketplace does not say whether it sends it at {terms.speed} speed."
        return waits("not_foreseen", why, for_a_person=True)
    if not preview.can_ship:
        said = f": {', '.join(preview.problems)}" if preview.problems else ""
        return waits("cannot_ship", f"Its warehouses cannot send it now{said}.", for_a_person=True)
    return _fee_hurdle(preview.fees, terms)


def _fee_hurdle(fees: Money | None, terms: GoodsTerms) -> Hurdle | None:
    if not terms.max_fee:
        return None
    if fees is None:
        why = "What sending it costs is not told, and submit.max_shipping_fee wants to know."
        return waits("max_shipping_fee", why, for_a_person=True)
    passed = Ceiling(terms.max_fee).passed_by(fees)
    if passed is None:
        return None
    why = f"Sending it costs about {fees}, above submit.max_shipping_fee, {passed[0]}."
    return waits("max_shipping_fee", why, for_a_person=True)


def shipment_concluded(
    issuance: Issuance,
    shipment: ShipmentOrder | None,
    parcels: Sequence[Tracking | None],
    age: timedelta,
) -> tuple[Status | None, str]:
    """Where a shipment leads its issuance, and by what evidence; None where it says nothing new.

    Args:
        issuance: a replacement that was asked for, or may have been.
        shipment: as the marketplace has it; None where it knows none of that name.
        parcels: how its parcels stand; None for one it tells nothing of.
        age: since it was asked for.
    """
    to, why = _shown(issuance, shipment, parcels, age)
    if to is None or to is issuance.status or to not in MOVES[issuance.status]:
        return None, ""
    return to, why


def _shown(
    issuance: Issuance,
    shipment: ShipmentOrder | None,
    parcels: Sequence[Tracking | None],
    age: timedelta,
) -> tuple[Status | None, str]:
    if shipment is None:
        if age <= ABSENT_AFTER:
            return None, ""
        if issuance.status is Status.UNKNOWN:
            hours = ABSENT_AFTER / timedelta(hours=1)
            return Status.ABSENT, f"The marketplace has no such shipment, {hours:.0f} hours later."
        return Status.UNKNOWN, "The marketplace took it, and knows no such shipment any more."
    said = f"Its shipment is {shipment.status}"
    if shipment.status in _TAKEN:
        return Status.ACCEPTED, f"{said}."
    if shipment.status in _STOPPED:
        return Status.REJECTED, f"{said}: nothing of it is sent."
    if shipment.status == "CompletePartialled":
        return Status.PARTIAL, f"{said}: some of it is not sent."
    if shipment.status == "Complete":
        return _of_parcels(issuance, said, parcels, age)
    return None, ""  # a word nobody knows: looked at again, and never guessed


def _of_parcels(
    issuance: Issuance, said: str, parcels: Sequence[Tracking | None], age: timedelta
) -> tuple[Status, str]:
    sent = f"{said}: it is sent"
    back = [each for each in parcels if each is not None and each.status == _RETURNED]
    if back and issuance.status in {Status.CONFIRMED, Status.MISMATCHED}:
        numbers = ", ".join(each.tracking_number or str(each.number) for each in back)
        return Status.MISMATCHED, f"It was sent and did not arrive: {numbers} is {_RETURNED}."
    if parcels and all(each is not None and each.status == _ARRIVED for each in parcels):
        if issuance.status is Status.CONFIRMED:
            return Status.SETTLED, "All of it arrived."
    elif age > LAST_READ and issuance.status is Status.CONFIRMED:
        return Status.SETTLED, f"Nothing said otherwise in {LAST_READ.days} days after it was sent."
    return Status.CONFIRMED, f"{sent}{_tracked(parcels)}."


def _tracked(parcels: Sequence[Tracking | None]) -> str:
    numbers = [each.tracking_number for each in parcels if each and each.tracking_number]
    return f" ({', '.join(numbers)})" if numbers else ""
