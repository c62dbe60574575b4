"""How an order's parcels stand (the fact `package`), and the words that show it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.parcels.words import UNSHIPPED, Phase, counted, phase_of
from seller_credits.domain.clock import instant_text
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.orders import Order, Package
from seller_credits.domain.own_files import LabelRow

Shown = tuple[str, str]
"""One of the fact's words, and what shows it, in a few words."""

# Unclear parcels say nothing beside one that is in proven trouble, and forbid to call it delivered.
_WORST_FIRST = ("returning", "never_scanned", "stuck", "moving", "unknown", "delivered")
_BY_PHASE = {
    Phase.ARRIVED: "delivered",
    Phase.COMING_BACK: "returning",
    Phase.LOST: "stuck",
    Phase.UNCLEAR: "unknown",
}
_DAY = timedelta(days=1)


def parcel_state(order: Order, label: LabelRow | None, as_of: datetime, watch: Watch) -> Shown:
    """How the order's parcels stand together: the worst that is proven of any of them.

    Args:
        order: the latest snapshot.
        label: what the seller's labels file says; None where it says nothing.
        as_of: the moment (aware) the snapshot speaks of; what happened since is not known.
        watch: after how long silence means something.
    """
    parcels = counted(order)
    if not parcels:
        nothing = (
            "nothing is shipped yet" if order.status == "UNSHIPPED" else "no parcel is told of"
        )
        return "unknown", nothing
    silence = _Silence(order, label, as_of, watch, is_only=len(parcels) == 1)
    shown = [silence.judged(package) for package in parcels]
    state, why = min(shown, key=lambda one: _WORST_FIRST.index(one[0]))
    if state == "delivered" and order.status in UNSHIPPED:
        return "unknown", "what was shipped has arrived, and a part is not shipped yet"
    return state, why if len(parcels) == 1 else f"of {len(parcels)} parcels one: {why}"


class _Silence:
    """What it means that nothing is heard of a parcel, at the moment a snapshot speaks of."""

    def __init__(
        self,
        order: Order,
        label: LabelRow | None,
        as_of: datetime,
        watch: Watch,
        *,
        is_only: bool,
    ) -> None:
        self._order = order
        self._scan = label.first_scan if label else None
        self._as_of = as_of
        self._watch = watch
        self._is_only = is_only

    def judged(self, package: Package) -> Shown:
        """How one parcel stands."""
        phase = phase_of(package)
        said = _said(package)
        if phase in _BY_PHASE:
            return _BY_PHASE[phase], said
        if package.is_tracked is False:
            return "unknown", f"{said}; it has no tracking number, so nobody follows it"
        if phase is Phase.TRAVELLING:
            return self._travelling(package, said)
        if self._scan is not None:
            if self._is_only:
                return self._travelling(package, f"{said}; first scan {self._scan}")
            return "unknown", f"{said}; one was scanned {self._scan}, which is not told"
        if phase is Phase.WAITING:
            return "never_scanned", f"{said}: not handed over yet"
        return self._confirmed(package, said)

    def _confirmed(self, package: Package, said: str) -> Shown:
        """The seller says that it left, and no carrier has said so yet."""
        sent = package.ship_time
        if sent is None:
            return "unknown", f"{said}; when it was handed over is not told"
        said = f"{said} since {instant_text(sent)}"
        if self._as_of - sent < self._watch.never_scanned_after:
            return "moving", f"{said}: handed over not long ago"
        if package.is_tracked is None:
            return "unknown", f"{said}; whether anybody follows it is not told"
        return "never_scanned", f"{said}: tracked, and no carrier has moved it since"

    def _travelling(self, package: Package, said: str) -> Shown:
        """With the carrier: moving, unless nothing has changed of it for too long."""
        heard = [self._order.updated_at, package.ship_time, _latest(self._scan, self._order)]
        last = max((moment for moment in heard if moment is not None), default=None)
        allowed = self._watch.stuck_abroad_after if _is_abroad(self._order, package) else None
        if last is None or self._as_of - last < (allowed or self._watch.stuck_after):
            return "moving", said
        return "stuck", f"{said}; nothing has changed since {instant_text(last)}"


def _said(package: Package) -> str:
    finer = f", detailedStatus {package.detailed_status}" if package.detailed_status else ""
    return f"packageStatus.status {package.status}{finer}"


def _latest(scan: datetime | date | None, order: Order) -> datetime | None:
    """The latest moment a scan can have been: the end of its day, where only a day is told."""
    if scan is None or isinstance(scan, datetime):
        return scan
    store = find_marketplace(order.marketplace)
    return store.start_of(scan + _DAY) if store else datetime.combine(scan + _DAY, time(), UTC)


def _is_abroad(order: Order, package: Package) -> bool:
    """Whether it is known to go to another country than the one it was sent from."""
    if not (package.ship_from and order.country):
        return False
    return package.ship_from.partition("-")[0] != order.country
