"""Account health: Amazon's own count of a seller's defects, one report for each store.

GET_V2_SELLER_PERFORMANCE_REPORT, schema accountHealthReport-2020-11-18. The schema and its own
example spell some names differently; both are read, and the schema's are given on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from seller_credits.domain.issues import Source
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.records import HealthReport, Record, Skipped
from seller_credits.marketplace.files.document import Document, Head, Kind
from seller_credits.marketplace.files.json_text import read_json

_KEYS = re.compile(r'"(?:performanceMetrics|accountStatuses)"\s*:')
_SPELLINGS = {
    "prefulfillmentCancelRate": "preFulfillmentCancellationRate",
    "warningState": "warningStates",
    "documentRequest": "documentRequests",
    "ahrStatus": "accountHealthRatingStatus",
}


def _fits(head: Head) -> bool:
    return head.text.startswith("{") and bool(_KEYS.search(head.text))


def _read(document: Document) -> Iterator[Record | Skipped]:
    report = read_json(document)
    found = report if isinstance(report, Mapping) else {}
    statuses: dict[str, str] = {}
    for entry in _entries(found.get("accountStatuses")):
        status = entry.get("status")
        statuses[str(entry.get("marketplaceId", ""))] = status if isinstance(status, str) else ""
    measured = [*_entries(found.get("performanceMetrics"))]
    for number, entry in enumerate(measured, 1):
        store = str(entry.get("marketplaceId", ""))
        metrics = {key: value for key, value in entry.items() if key != "marketplaceId"}
        yield _report(document, number, store, statuses.pop(store, ""), metrics)
    for number, (store, status) in enumerate(statuses.items(), len(measured) + 1):
        yield _report(document, number, store, status, {})


def _report(
    document: Document, number: int, store: str, status: str, metrics: Mapping[str, object]
) -> HealthReport:
    known = find_marketplace(store)
    return HealthReport(
        origin=document.origin(number),
        marketplace=known.code if known else store or document.marketplace,
        status=status or None,
        metrics={_SPELLINGS.get(key, key): _respelt(value) for key, value in metrics.items()},
    )


def _respelt(value: object) -> object:
    if isinstance(value, Mapping):
        return {_SPELLINGS.get(key, key): _respelt(inner) for key, inner in value.items()}
    return value


def _entries(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a list; a lone object where a list was meant."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping):
            yield entry


KIND = Kind(Source.ACCOUNT_HEALTH, "Account health report (JSON)", _fits, _read)
