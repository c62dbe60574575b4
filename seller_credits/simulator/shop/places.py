"""Where the shop sells, and the clock its promises are judged by."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from seller_credits.simulator.shop.nouns import Marketplace

# Ship-by and deliver-by windows of both marketplaces end at 23:59:59 Pacific time.
PACIFIC = ZoneInfo("America/Los_Angeles")

UNITED_STATES = Marketplace(
    id="ATVPDKIKX0DER",
    country="US",
    name="Amazon.com",
    currency="USD",
    order_prefixes=("111", "112", "113", "114"),
    tax_rate=Decimal("0.0825"),
    exchange=Decimal(1),
)
CANADA = Marketplace(
    id="A2EUQ1WTGCTBG2",
    country="CA",
    name="Amazon.ca",
    currency="CAD",
    order_prefixes=("701", "702"),
    tax_rate=Decimal("0.13"),
    exchange=Decimal("1.37"),
)
MARKETPLACES = (UNITED_STATES, CANADA)
