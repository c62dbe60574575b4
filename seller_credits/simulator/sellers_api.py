"""The Sellers API v1: the stores the seller sells in."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator.gate import Handler
from seller_credits.simulator.shop.nouns import Marketplace
from seller_credits.simulator.world import World

_STORE = "Hearth & Grain"
# By country: the language a store speaks unless told otherwise, and its domain.
_SITES = {
    "US": ("en_US", "www.amazon.com"),
    "CA": ("en_CA", "www.amazon.ca"),
    "DE": ("de_DE", "www.amazon.de"),
    "FR": ("fr_FR", "www.amazon.fr"),
    "IT": ("it_IT", "www.amazon.it"),
    "ES": ("es_ES", "www.amazon.es"),
    "JP": ("ja_JP", "www.amazon.co.jp"),
}


class SellersApi:
    """Answers getMarketplaceParticipations from the shop."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {"getMarketplaceParticipations": self.participations}

    async def participations(self, _request: Request) -> JSONResponse:
        """Answer getMarketplaceParticipations."""
        places = self._world.shop.marketplaces
        return JSONResponse({"payload": [_participation(place) for place in places]})


def _participation(place: Marketplace) -> dict[str, object]:
    language, domain = _SITES[place.country]
    return {
        "marketplace": {
            "id": place.id,
            "name": place.name,
            "countryCode": place.country,
            "defaultCurrencyCode": place.currency,
            "defaultLanguageCode": language,
            "domainName": domain,
        },
        "participation": {"isParticipating": True, "hasSuspendedListings": False},
        "storeName": _STORE,
    }
