"""Login with Amazon: hands out the access tokens that every call needs, for an hour each."""

import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator.errors import unauthorized
from seller_credits.simulator.world import World

LIFETIME = timedelta(hours=1)
_PREFIX = "Atza|"
_SELLER = "refresh_token"
_GRANTLESS_SCOPE = "sellingpartnerapi::"
# The scope of the only grantless operations there are here.
_NOTIFICATIONS = "sellingpartnerapi::notifications"


class Login:
    """The token endpoint, and the check of the tokens it gave."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def token(self, request: Request) -> JSONResponse:
        """Answer POST /auth/o2/token."""
        form = _form(request.headers.get("content-type", ""), await request.body())
        refusal = self._refusal(form)
        if refusal is not None:
            return refusal
        answer = {
            "access_token": self._issue(form),
            "token_type": "bearer",
            "expires_in": int(LIFETIME.total_seconds()),
        }
        if form["grant_type"] == "refresh_token":
            answer["refresh_token"] = form["refresh_token"]
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    def check(self, token: str | None, *, grantless: bool = False) -> None:
        """Raise the marketplace's refusal unless the token is one of ours and still good.

        Args:
            token: as the call brought it.
            grantless: whether the call needs a token of the application, not of the seller.
        """
        faults = self._world.faults
        faults.count_call()
        if not token:
            raise unauthorized("Access token is missing in the request header.")
        value = self._world.tokens.open("access", token.removeprefix(_PREFIX))
        needed = _NOTIFICATIONS if grantless else _SELLER
        withdrawn = faults.revoked() and not grantless
        known = token.startswith(_PREFIX) and value is not None and value["for"] == needed
        if value is None or not known or withdrawn:
            raise unauthorized("The access token you provided is revoked, malformed or invalid.")
        if value["until"] <= self._world.clock.now().timestamp() or faults.expires(token):
            raise unauthorized("The access token you provided has expired.")

    def _issue(self, form: dict[str, str]) -> str:
        purpose = _SELLER if form["grant_type"] == _SELLER else form["scope"]
        until = (self._world.clock.now() + LIFETIME).timestamp()
        value = {"for": purpose, "until": until, "nonce": secrets.token_hex(24)}
        return _PREFIX + self._world.tokens.wrap("access", value)

    def _refusal(self, form: dict[str, str]) -> JSONResponse | None:
        grant = form.get("grant_type", "")
        if not grant:
            return _refuse(400, "invalid_request", _missing("grant_type"))
        if grant not in {"refresh_token", "client_credentials"}:
            said = "The authorization grant type is not supported by the authorization server"
            return _refuse(400, "unsupported_grant_type", said)
        needed = "refresh_token" if grant == "refresh_token" else "scope"
        for name in (needed, "client_id", "client_secret"):
            if not form.get(name):
                return _refuse(400, "invalid_request", _missing(name))
        known = self._world.credentials
        if (form["client_id"], form["client_secret"]) != (known.client_id, known.client_secret):
            return _refuse(401, "invalid_client", "Client authentication failed")
        withdrawn = self._world.faults.revoked() or form.get("refresh_token") != known.refresh_token
        if grant == "refresh_token" and withdrawn:
            said = "The request has an invalid grant parameter : refresh_token"
            return _refuse(400, "invalid_grant", said)
        if grant == "client_credentials" and not form["scope"].startswith(_GRANTLESS_SCOPE):
            return _refuse(400, "invalid_scope", "An unknown scope was requested")
        return None


def _form(content_type: str, body: bytes) -> dict[str, str]:
    """Read the parameters; clients send them as a form, a few as JSON."""
    if "json" not in content_type:
        return dict(parse_qsl(body.decode(errors="replace")))
    try:
        value: Any = json.loads(body)
    except ValueError:
        return {}
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}


def _missing(name: str) -> str:
    return f"The request is missing a required parameter : {name}"


def _refuse(status: int, error: str, description: str) -> JSONResponse:
    answer = {
        "error": error,
        "error_description": description,
        "error_index": "1",
        "request_id": secrets.token_hex(16),
    }
    return JSONResponse(answer, status_code=status, headers={"cache-control": "no-store"})
