"""How to reach a running simulator: its addresses and the made-up credentials it accepts."""

from dataclasses import asdict, dataclass
from typing import Any

from seller_credits.simulator.shop.dice import Dice

_HEX = "0123456789abcdef"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Credentials:
    """The application and seller of one seed: the same seed has the same ones for ever."""

    client_id: str
    client_secret: str
    refresh_token: str
    seller_id: str

    @classmethod
    def of(cls, seed: int) -> "Credentials":
        """Return the credentials of a seed."""
        dice = Dice(seed, "credentials")
        return cls(
            client_id=f"amzn1.application-oa2-client.{dice.letters(32, _HEX)}",
            client_secret=f"amzn1.oa2-cs.v1.{dice.letters(64, _HEX)}",
            refresh_token=f"Atzr|IwEBI{dice.letters(60, _BASE64)}",
            seller_id=f"A{dice.letters(13)}",
        )


@dataclass(frozen=True, slots=True)
class Connection:
    """What a seller's program needs to talk to a running simulator."""

    endpoint: str
    token_endpoint: str
    client_id: str
    client_secret: str
    refresh_token: str
    seller_id: str
    marketplaces: list[str]
    truth: str

    def as_dict(self) -> dict[str, Any]:
        """Return the connection as the one JSON line a simulator prints."""
        return asdict(self)
