"""Login with Amazon: turns the refresh token into access tokens, kept in memory for their hour."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from pydantic import BaseModel, SecretStr

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.exchange import Answer, Outcome, Request
from seller_credits.marketplace.operations import GET_TOKEN
from seller_credits.marketplace.patience import Patience
from seller_credits.marketplace.problems import token_problem, unexpected

_EARLY = timedelta(seconds=60)


class _Granted(BaseModel):
    access_token: SecretStr
    expires_in: int = 3600


class AccessTokens:
    """The access token of one account; never on disk, never in a message."""

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
        self._token: SecretStr | None = None
        self._good_until: datetime | None = None

    @property
    def is_warm(self) -> bool:
        """Whether a token is at hand that should still hold."""
        return self._good_until is not None and self._clock() < self._good_until

    def current(self) -> str:
        """A token that holds for another minute at least; asks for a new one where it must."""
        if self._token is None or not self.is_warm:
            self._renew()
        assert self._token is not None
        return self._token.get_secret_value()

    def forget(self) -> None:
        """Amazon refused the token: the next call gets a new one."""
        self._token = self._good_until = None

    def _renew(self) -> None:
        asked = self._clock()
        outcome = self._patience.run(GET_TOKEN, lambda: self._send(self._request()))
        if not isinstance(outcome, Answer) or not outcome.is_success:
            raise token_problem(outcome, self._account)
        granted = _granted(outcome)
        if granted is None:
            what = "Login with Amazon's answer holds no access token."
            raise unexpected(GET_TOKEN, what, self._account, answer=outcome)
        self._token = granted.access_token
        self._good_until = asked + timedelta(seconds=granted.expires_in) - _EARLY

    def _request(self) -> Request:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self._account.refresh_token.get_secret_value(),
            "client_id": self._account.client_id,
            "client_secret": self._account.client_secret.get_secret_value(),
        }
        headers = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
        url = self._account.token_endpoint
        return Request("POST", url, headers, body=urlencode(form).encode())


def _granted(answer: Answer) -> _Granted | None:
    """What was granted; None where the answer is none, or holds what no header can carry."""
    try:
        granted = _Granted.model_validate(json.loads(answer.body))
    except (ValueError, RecursionError):  # pydantic's ValidationError is a ValueError
        return None
    token = granted.access_token.get_secret_value()
    return granted if token.isascii() and token.isprintable() and token.strip() else None
