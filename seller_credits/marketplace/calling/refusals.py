"""Which of the three secrets Login with Amazon refuses: it names a code, their shapes say more.

RFC 6749 names the codes; what each means at Login with Amazon:
developer-docs.amazon.com/sp-api/docs/authorization-errors (2026-11). Nothing here quotes a secret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from seller_credits.marketplace.account import Account

# Shapes as the developer console and Seller Central show them; secrets of the first generation
# have no prefix. Observed (documentation of python-amazon-sp-api, public configurations, 2026-11)
# and promised nowhere: so a shape only tells which secret cannot be right once one was refused.
_CLIENT_ID = re.compile(r"amzn1\.application-oa2-client\.\S+")
_CLIENT_SECRET = re.compile(r"amzn1\.oa2-cs\.v1\.\S+|[0-9a-f]{64}")
_REFRESH_TOKEN = re.compile(r"Atzr\|\S+")

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
    if _token_fits(account):
        return Refusal("the refresh token is wrong, revoked or expired", _AUTHORISE_AGAIN)
    return Refusal(
        f"the refresh token is wrong: {_WANTED_TOKEN}",
        "Set the refresh token that Seller Central showed when the application was authorised.",
    )


def _refused_client(account: Account) -> Refusal:
    wrong = []
    if not _id_fits(account):
        wrong.append(f"the client id is wrong: {_WANTED_ID}")
    if not _secret_fits(account):
        wrong.append(f"the client secret is wrong: {_WANTED_SECRET}")
    if wrong:
        return Refusal("; ".join(wrong), f"Copy it again, as a whole, from {_CONSOLE}.")
    return Refusal(
        "the client id or the client secret is wrong, or the secret is too old",
        f"{_ROTATION}. Copy both again from {_CONSOLE}.",
    )


def _refused_request(account: Account) -> Refusal:
    shapes = (
        (_id_fits(account), "the client id", _WANTED_ID),
        (_secret_fits(account), "the client secret", _WANTED_SECRET),
        (_token_fits(account), "the refresh token", _WANTED_TOKEN),
    )
    wrong = [f"{name} is wrong: {wanted}" for fits, name, wanted in shapes if not fits]
    what = "the client id, the client secret or the refresh token is missing or cut short"
    return Refusal("; ".join(wrong) or what, "Set each of them again, as a whole.")


_WANTED_ID = "one begins with amzn1.application-oa2-client."
_WANTED_SECRET = "one begins with amzn1.oa2-cs.v1. or has 64 hexadecimal digits"  # noqa: S105  # a shape
_WANTED_TOKEN = "one begins with Atzr|"  # noqa: S105  # a shape


def _id_fits(account: Account) -> bool:
    return _CLIENT_ID.fullmatch(account.client_id) is not None


def _secret_fits(account: Account) -> bool:
    return _CLIENT_SECRET.fullmatch(account.client_secret.get_secret_value()) is not None


def _token_fits(account: Account) -> bool:
    return _REFRESH_TOKEN.fullmatch(account.refresh_token.get_secret_value()) is not None
