"""What to look at where something is unusual: mend the cause, do not pay for it for ever."""

from __future__ import annotations

from collections.abc import Mapping

from seller_credits.domain.issues import IssueKind
from seller_credits.measurement.findings import Finding
from seller_credits.measurement.groups import Dimension, KindGroup

_K, _G, _D = IssueKind, KindGroup, Dimension

_LISTING = "the listing: title, pictures, size and what it goes with, beside what buyers wrote"
_BATCH = "the batch on the shelf, and what the supplier changed{since}"
_SAID = "what these buyers wrote, in returns, feedback and messages"
_HANDLING = "stock, hands and hours there, and the handling time that is promised"

_BY_KIND: Mapping[tuple[Dimension, IssueKind], str] = {
    (_D.SKU, _K.DAMAGED): "its packaging: what it is wrapped in, and how it fits the box",
    (_D.SKU, _K.DEFECTIVE): _BATCH,
    (_D.SKU, _K.QUALITY): _BATCH + "; and what the listing promises",
    (_D.SKU, _K.WRONG_ITEM): "its bin and barcode: what lies beside it, what looks like it",
    (_D.SKU, _K.MISSING_PARTS): "what is in the box of the batch on the shelf{since}",
    (_D.SKU, _K.NOT_AS_DESCRIBED): _LISTING,
    (_D.SKU, _K.LATE_SHIPMENT): "how it is stocked, and whether its handling time can be kept",
    (_D.SKU, _K.STOCK_CANCELLATION): "its stock level, and how fast it reaches the marketplace",
    (_D.CARRIER, _K.LATE_SHIPMENT): "when this carrier collects, and whether it scans on that day",
    (_D.CARRIER, _K.DAMAGED): "how it handles parcels: claims with it, and sturdier boxes",
    (_D.CARRIER, _K.LOST): "claims with it for each parcel, and another carrier meanwhile",
    (_D.SHIP_FROM, _K.LATE_SHIPMENT): _HANDLING,
    (_D.SHIP_FROM, _K.WRONG_ITEM): "how orders are picked and checked there",
    (_D.SHIP_FROM, _K.MISSING_PARTS): "how orders are packed and checked there",
    (_D.SHIP_FROM, _K.DAMAGED): "how parcels are packed there, and with what",
}
_BY_GROUP: Mapping[tuple[Dimension, KindGroup], str] = {
    (_D.SKU, _G.DELIVERY): "where it ships from and how; large or heavy goods may need a service "
    "of their own",
    (_D.SKU, _G.PRODUCT): _BATCH + "; its packaging and its listing",
    (_D.SKU, _G.RETURNED): _LISTING,
    (_D.CARRIER, _G.DELIVERY): "the carrier's own notices, another carrier for what is urgent, "
    "and the transit time that is promised",
    (_D.CARRIER, _G.PRODUCT): "what is sent with it, and how it handles parcels",
    (_D.SHIP_FROM, _G.DELIVERY): _HANDLING,
    (_D.SHIP_FROM, _G.PRODUCT): "how orders are picked, packed and checked there",
    (
        _D.ROUTE,
        _G.DELIVERY,
    ): "when this carrier collects there, its own notices, and another carrier for what is urgent",
    (_D.SERVICE_LEVEL, _G.DELIVERY): "the transit time the shipping template promises for it, "
    "beside what carriers keep",
}
_BAD_WEEKS: Mapping[KindGroup, str] = {
    _G.DELIVERY: "weather, strikes and notices of these days; it is one event, not the fault of "
    "what was sent",
    _G.SERVICE: "what was changed or stood still in these days",
    _G.CONSEQUENCE: _SAID,
}
_OTHERWISE = _SAID


def look_at(finding: Finding) -> str:
    """What to look at first, in words that follow `Look at:`."""
    found = _advice(finding)
    since = f" about {finding.since.day} {finding.since:%b %Y}" if finding.since else ""
    return found.replace("{since}", since)


def _advice(finding: Finding) -> str:
    if finding.is_event:
        own = _BY_GROUP.get((finding.dimension, finding.group))
        lasts = finding.until is None and finding.dimension is not Dimension.ALL
        return own if own and lasts else _BAD_WEEKS.get(finding.group, _OTHERWISE)
    exact = _BY_KIND.get((finding.dimension, finding.kinds[0]))
    return exact or _BY_GROUP.get((finding.dimension, finding.group), _OTHERWISE)
