"""Rows of the files a seller writes: labels with their protection, and what no source shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from seller_credits.domain.issues import IssueKind, Severity
from seller_credits.domain.origins import Origin


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What a seller knows of an order's shipping label: who pays if the parcel is late or lost.

    Attributes:
        is_protected: the label has claims protection; None where the cell is blank.
        first_scan: when the carrier first scanned the parcel; a bare day where the file has a bare
            day; None where the cell is blank, which says that no scan is known.
    """

    origin: Origin
    order_id: str
    is_protected: bool | None
    first_scan: datetime | date | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotedRow:
    """An issue a person noted: a buyer's message, a claim, a phone call, what no API shows.

    Attributes:
        occurred: a bare day where the file has a bare day; None where it says none.
        severity: None where the cell is blank.
        note: the person's own words, unscrubbed; never stored as they are.
    """

    origin: Origin
    order_id: str
    kind: IssueKind
    occurred: datetime | date | None
    severity: Severity | None
    note: str
    values: Mapping[str, str]
    order_item_id: str | None = None
    sku: str | None = None
    marketplace: str | None = None
