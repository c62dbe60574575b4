"""Login with Amazon: access tokens, in the seller's name or the application's own, for an hour."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from pydantic import BaseModel, SecretStr

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.exchange import Answer, Outcome, Request
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.problems import token_problem, unexpected
from seller_credits.marketplace.operations import GET_TOKEN

_EARLY = timedelta(seconds=60)


class _Granted(BaseModel):
    access_token: SecretStr
    expires_in: int = 3600


@dataclass(frozen=True, slots=True)
class _Held:
    token: SecretStr
    good_until: datetime


class AccessTokens:
    """The access tokens of one account; never on disk, never in a message.

    Most calls are made in the seller's name. The few that are grantless, as Amazon calls them, are
    the application's own and need a token of their scope; each scope has its token.
    """

    def __init__(
        self,
        account: Account,
        send: Callable[[Request], Outcome],
        patience: Patience,
        clock: Callable[[], datetime],
    ) -> None:
        self._account = account
        self._send = send
        self._patience = patience
        self._clock = clock
        self._held: dict[str, _Held] = {}

    def is_warm(self, scope: str = "") -> bool:
        """Whether a token is at hand that should still hold; without a scope, the seller's."""
        held = self._held.get(scope)
        return held is not None and self._clock() < held.good_until

    def current(self, scope: str = "") -> str:
        """A token that holds for another minute at least; asks for a new one where it must."""
        if not self.is_warm(scope):
            self._renew(scope)
        return self._held[scope].token.get_secret_value()

    def forget(self, scope: str = "") -> None:
        """Amazon refused the token: the next call gets a new one."""
        self._held.pop(scope, None)

    def _renew(self, scope: str) -> None:
        asked = self._clock()
        outcome = self._patience.run(GET_TOKEN, lambda: self._send(self._request(scope)))
        if not isinstance(outcome, Answer) or not outcome.is_success:
            raise token_problem(outcome, self._account)
        granted = _granted(outcome)
        if granted is None:
            what = "Login with Amazon's answer holds no access token."
            raise unexpected(GET_TOKEN, what, self._account, answer=outcome)
        good_until = asked + timedelta(seconds=granted.expires_in) - _EARLY
        self._held[scope] = _Held(granted.access_token, good_until)

    def _request(self, scope: str) -> Request:
        form = {
            **self._grant(scope),
            "client_id": self._account.client_id,
            "client_secret": self._account.client_secret.get_secret_value(),
        }
        headers = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
        url = self._account.token_endpoint
        return Request("POST", url, headers, body=urlencode(form).encode())

    def _grant(self, scope: str) -> Mapping[str, str]:
        if scope:
            return {"grant_type": "client_credentials", "scope": scope}
        token = self._account.refresh_token.get_secret_value()
        return {"grant_type": "refresh_token", "refresh_token": token}


def _granted(answer: Answer) -> _Granted | None:
    """What was granted; None where the answer is none, or holds what no header can carry."""
    try:
        granted = _Granted.model_validate(json.loads(answer.body))
    except (ValueError, RecursionError):  # pydantic's ValidationError is a ValueError
        return None
    token = granted.access_token.get_secret_value()
    return granted if token.isascii() and token.isprintable() and token.strip() else None
