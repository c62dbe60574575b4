"""Where a shop can sell, and the clock its promises are judged by there.

A shop sells in stores of one region, as the marketplace serves each region from an endpoint of its
own. European and Japanese prices hold their tax; what the marketplace withholds is an American and
Canadian matter.
"""

from collections.abc import Iterable
from decimal import Decimal
from zoneinfo import ZoneInfo

from seller_credits.simulator.shop.nouns import Marketplace

# Ship-by and deliver-by windows of both American marketplaces end at 23:59:59 Pacific time.
PACIFIC = ZoneInfo("America/Los_Angeles")
_NOTHING = Decimal(0)
_CENT, _YEN = Decimal("0.01"), Decimal(1)

UNITED_STATES = Marketplace(
    id="ATVPDKIKX0DER",
    country="US",
    name="Amazon.com",
    currency="USD",
    order_prefixes=("111", "112", "113", "114"),
    tax_rate=Decimal("0.0825"),
    exchange=Decimal(1),
    region="na",
    language="en",
    zone=PACIFIC,
    share=85,
    cent=_CENT,
)
CANADA = Marketplace(
    id="A2EUQ1WTGCTBG2",
    country="CA",
    name="Amazon.ca",
    currency="CAD",
    order_prefixes=("701", "702"),
    tax_rate=Decimal("0.13"),
    exchange=Decimal("1.37"),
    region="na",
    language="en",
    zone=PACIFIC,
    share=15,
    cent=_CENT,
)


def _european(id_: str, country: str, language: str, zone: str, share: int) -> Marketplace:
    return Marketplace(
        id=id_,
        country=country,
        name=f"Amazon.{language}",
        currency="EUR",
        order_prefixes=("302", "303", "304", "305") if country == "DE" else ("402", "405", "408"),
        tax_rate=_NOTHING,
        exchange=Decimal("0.92"),
        region="eu",
        language=language,
        zone=ZoneInfo(zone),
        share=share,
        cent=_CENT,
    )


_JAPAN = Marketplace(
    id="A1VC38T7YXB528",
    country="JP",
    name="Amazon.co.jp",
    currency="JPY",
    order_prefixes=("249", "250", "503"),
    tax_rate=_NOTHING,
    exchange=Decimal(150),
    region="fe",
    language="ja",
    zone=ZoneInfo("Asia/Tokyo"),
    share=100,
    cent=_YEN,
)

STORES = {
    store.country: store
    for store in (
        *(UNITED_STATES, CANADA, _JAPAN),
        _european("A1PA6795UKMFR9", "DE", "de", "Europe/Berlin", 40),
        _european("A13V1IB3VIYZZH", "FR", "fr", "Europe/Paris", 25),
        _european("APJ6JRA9NG5V4", "IT", "it", "Europe/Rome", 20),
        _european("A1RKKUPIHCS9HS", "ES", "es", "Europe/Madrid", 15),
    )
}
"""Every store a shop can have, by its country."""

USUAL = ("US", "CA")
MARKETPLACES = tuple(STORES[country] for country in USUAL)


def stores_of(countries: Iterable[str]) -> tuple[Marketplace, ...]:
    """Return the stores of these countries, each once.

    Raises:
        ValueError: no country, one without a store here, or countries of several regions.
    """
    wanted = tuple(dict.fromkeys(countries))
    unknown = [country for country in wanted if country not in STORES]
    if unknown or not wanted:
        raise ValueError(
            f"stores: {', '.join(unknown) or 'none'}; the stores are {', '.join(STORES)}"
        )
    found = tuple(STORES[country] for country in wanted)
    if len({store.region for store in found}) > 1:
        raise ValueError(
            f"stores: {', '.join(wanted)} are of several regions, each of which has a marketplace "
            "of its own; name stores of one"
        )
    return found
