"""Amazon's stores: ids, regions, currencies, the day they count in, how they write dates.

Ids, regions: developer-docs.amazon.com/sp-api/docs/marketplace-ids (read 2026-11).
Time zones: delivery in the US is judged in Pacific time (Amazon moderator, Seller Forums, read
2026-11); Seller Central Canada shows Pacific time as well. For the other stores the store's own
capital is assumed.
Feedback dates: as seen in downloaded feedback reports of each store (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Marketplace:
    """One store.

    Attributes:
        code: the short name used everywhere here: `US`.
        region: `na`, `eu` or `fe`: which endpoint serves it.
        timezone: IANA name of the zone its days are counted in.
        feedback_dates: order of day, month and year in its feedback report: `MDY`, `DMY`, `YMD`.
    """

    code: str
    id: str
    name: str
    region: str
    currency: str
    timezone: str
    feedback_dates: str

    def day_of(self, instant: datetime) -> date:
        """The store's own calendar day of an aware instant."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()

    def start_of(self, day: date) -> datetime:
        """The instant, in UTC, at which a day of the store's own calendar begins."""
        return datetime.combine(day, time.min, ZoneInfo(self.timezone)).astimezone(UTC)


def _table() -> Mapping[str, Marketplace]:
    pacific = "America/Los_Angeles"
    rows = (
        ("US", "ATVPDKIKX0DER", "Amazon.com", "na", "USD", pacific, "MDY"),
        ("CA", "A2EUQ1WTGCTBG2", "Amazon.ca", "na", "CAD", pacific, "DMY"),
        ("MX", "A1AM78C64UM0Y8", "Amazon.com.mx", "na", "MXN", "America/Mexico_City", "DMY"),
        ("BR", "A2Q3Y263D00KWC", "Amazon.com.br", "na", "BRL", "America/Sao_Paulo", "DMY"),
        ("UK", "A1F83G8C2ARO7P", "Amazon.co.uk", "eu", "GBP", "Europe/London", "DMY"),
        ("DE", "A1PA6795UKMFR9", "Amazon.de", "eu", "EUR", "Europe/Berlin", "DMY"),
        ("FR", "A13V1IB3VIYZZH", "Amazon.fr", "eu", "EUR", "Europe/Paris", "DMY"),
        ("IT", "APJ6JRA9NG5V4", "Amazon.it", "eu", "EUR", "Europe/Rome", "DMY"),
        ("ES", "A1RKKUPIHCS9HS", "Amazon.es", "eu", "EUR", "Europe/Madrid", "DMY"),
        ("NL", "A1805IZSGTT6HS", "Amazon.nl", "eu", "EUR", "Europe/Amsterdam", "DMY"),
        ("SE", "A2NODRKZP88ZB9", "Amazon.se", "eu", "SEK", "Europe/Stockholm", "YMD"),
        ("PL", "A1C3SOZRARQ6R3", "Amazon.pl", "eu", "PLN", "Europe/Warsaw", "DMY"),
        ("BE", "AMEN7PMS3EDWL", "Amazon.com.be", "eu", "EUR", "Europe/Brussels", "DMY"),
        ("IE", "A28R8C7NBKEWEA", "Amazon.ie", "eu", "EUR", "Europe/Dublin", "DMY"),
        ("TR", "A33AVAJ2PDY3EV", "Amazon.com.tr", "eu", "TRY", "Europe/Istanbul", "DMY"),
        ("AE", "A2VIGQ35RCS4UG", "Amazon.ae", "eu", "AED", "Asia/Dubai", "DMY"),
        ("EG", "ARBP9OOSHTCHU", "Amazon.eg", "eu", "EGP", "Africa/Cairo", "DMY"),
        ("SA", "A17E79C6D8DWNP", "Amazon.sa", "eu", "SAR", "Asia/Riyadh", "DMY"),
        ("IN", "A21TJRUUN4KGV", "Amazon.in", "eu", "INR", "Asia/Kolkata", "DMY"),
        ("ZA", "AE08WJ6YKNBMC", "Amazon.co.za", "eu", "ZAR", "Africa/Johannesburg", "DMY"),
        ("JP", "A1VC38T7YXB528", "Amazon.co.jp", "fe", "JPY", "Asia/Tokyo", "YMD"),
        ("AU", "A39IBJ37TRP1C6", "Amazon.com.au", "fe", "AUD", "Australia/Sydney", "DMY"),
        ("SG", "A19VAU5U5O7RUS", "Amazon.sg", "fe", "SGD", "Asia/Singapore", "DMY"),
    )
    return {row[0]: Marketplace(*row) for row in rows}


MARKETPLACES = _table()
"""Every store by code."""

_BY_ID = {store.id: store for store in MARKETPLACES.values()}
_BY_NAME = {store.name.lower(): store for store in MARKETPLACES.values()}


def find_marketplace(word: str | None) -> Marketplace | None:
    """A store by code, Amazon's id or name (`US`, `ATVPDKIKX0DER`, `Amazon.com`), or None."""
    if not word:
        return None
    word = word.strip()
    return MARKETPLACES.get(word.upper()) or _BY_ID.get(word) or _BY_NAME.get(word.lower())


def day_in(store: str | None, when: datetime | date) -> date:
    """A bare day as it is; an instant as the day in a store (UTC where no store is known)."""
    if not isinstance(when, datetime):
        return when
    known = find_marketplace(store)
    return known.day_of(when) if known else when.astimezone(UTC).date()


def start_in(store: str | None, day: date) -> datetime:
    """The instant, in UTC, at which a day begins in a store (in UTC where no store is known)."""
    known = find_marketplace(store)
    return known.start_of(day) if known else datetime.combine(day, time.min, UTC)
