"""Which of the three secrets Login with Amazon refuses: it names a code, their shapes say more.

RFC 6749 names the codes; what each means at Login with Amazon:
developer-docs.amazon.com/sp-api/docs/authorization-errors (2026-11). Nothing here quotes a secret.
"""

from __future__ import annotations

from dataclasses import dataclass

from seller_credits.domain.shapes import SHAPES
from seller_credits.marketplace.account import Account

# "Rotate your application's LWA credentials" (developer-docs.amazon.com/sp-api, 2026-11).
_ROTATION = (
    "A client secret must be replaced every 180 days, and the one before ends 7 days after that"
)
_CONSOLE = "the application's page in the developer console"
_AUTHORISE_AGAIN = (
    "Authorise the application again in Seller Central and set the new refresh token."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with an account's credentials, and what to do about it, for a seller."""

    what: str
    hint: str


EXPIRED_SECRET_HINT = (
    f"{_ROTATION}. Make a new one on {_CONSOLE} and set it; the refresh token stays as it is."
)
"""What helps once the API itself answers 403 because the secret is too old."""

_PLAIN = {
    "unauthorized_client": Refusal(
        "the client id and the refresh token belong to different applications",
        "Use the refresh token that the seller gave to this very application.",
    ),
    "access_denied": Refusal(
        "the seller has not authorised the application",
        "Authorise the application in Seller Central.",
    ),
}


def refusal(code: str, account: Account) -> Refusal | None:
    """What Login with Amazon means by a code, for these credentials; None for an unknown one."""
    if code == "invalid_grant":
        return _refused_token(account)
    if code == "invalid_client":
        return _refused_client(account)
    if code == "invalid_request":
        return _refused_request(account)
    return _PLAIN.get(code)


def says_secret_expired(words: str) -> bool:
    """Whether the API's words on a denial mean the client secret, and no role.

    "The LWA secret token you provided has expired": announced on developer-docs.amazon.com/sp-api,
    "Login with Amazon rotation deadline" (2023-05).
    """
    return "lwa secret" in words.lower()


def _refused_token(account: Account) -> Refusal:
    if wrong := _misshapen(account, "refresh_token"):
        return Refusal(
            wrong,
            "Set the refresh token that Seller Central showed when the application was authorised.",
        )
    return Refusal("the refresh token is wrong, revoked or expired", _AUTHORISE_AGAIN)


def _refused_client(account: Account) -> Refusal:
    if wrong := _misshapen(account, "client_id", "client_secret"):
        return Refusal(wrong, f"Copy it again, as a whole, from {_CONSOLE}.")
    return Refusal(
        "the client id or the client secret is wrong, or the secret is too old",
        f"{_ROTATION}. Copy both again from {_CONSOLE}.",
    )


def _refused_request(account: Account) -> Refusal:
    wrong = _misshapen(account, "client_id", "client_secret", "refresh_token")
    what = "the client id, the client secret or the refresh token is missing or cut short"
    return Refusal(wrong or what, "Set each of them again, as a whole.")


def _misshapen(account: Account, *fields: str) -> str:
    """Those that by their looks cannot be right, in words; empty where each may be."""
    client_secret, refresh_token = account.secrets
    known = {
        "client_id": account.client_id,
        "client_secret": client_secret,
        "refresh_token": refresh_token,
    }
    shapes = ((SHAPES[field], known[field]) for field in fields)
    wrong = (
        f"the {shape.name} is wrong: {shape.words}"
        for shape, text in shapes
        if not shape.fits(text)
    )
    return "; ".join(wrong)
