"""Parcels that will not arrive as they left: undeliverable, lost, damaged."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.detection.parcels.proof import proof, sighting
from seller_credits.detection.parcels.words import Phase, phase_of
from seller_credits.domain.cases import Sighting
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.orders import Order, Package
from seller_credits.domain.origins import Origin


def parcel_troubles(order: Order, origin: Origin) -> Iterator[Sighting]:
    """One trouble for each parcel of which the marketplace says that it has one."""
    for package in order.packages:
        kind = _trouble(package)
        if kind is None:
            continue
        values = {"packageStatus.status": package.status}
        if package.detailed_status:
            values["packageStatus.detailedStatus"] = package.detailed_status
        evidence = proof(order, origin, Source.PACKAGES, package.reference, kind, values=values)
        yield sighting(kind, order, evidence, order.updated_at)


def _trouble(package: Package) -> IssueKind | None:
    phase = phase_of(package)
    if phase is Phase.CANCELLED:
        return None
    if phase is Phase.LOST:
        return IssueKind.LOST
    if package.detailed_status == "DAMAGED":
        return IssueKind.DAMAGED
    return IssueKind.UNDELIVERABLE if phase is Phase.COMING_BACK else None
