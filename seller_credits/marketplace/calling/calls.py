"""The one way to ask the API for anything: authenticated, paced, repeated where that is safe."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.exchange import Answer, Outcome, Request
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.problems import (
    call_problem,
    is_denied,
    may_have_happened,
    unexpected,
)
from seller_credits.marketplace.calling.tokens import AccessTokens
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.errors import CallProblem
from seller_credits.marketplace.operations import Operation, Repeat
from seller_credits.marketplace.wire.json_object import json_object

QueryValue = str | Sequence[str]

_CLOCKS_AGREE = timedelta(minutes=1)


class Caller:
    """Asks one account's API. For one thread; every account has its own."""

    def __init__(
        self,
        account: Account,
        transport: Transport,
        tokens: AccessTokens,
        patience: Patience,
        waiting: Waiting,
    ) -> None:
        self.account = account
        self.waiting = waiting
        self._transport = transport
        self._tokens = tokens
        self._patience = patience
        self._agent = user_agent()
        self._answered_at: datetime | None = None

    @property
    def amazons_time(self) -> datetime | None:
        """When the last answer was given, by Amazon's own clock; None where this one agrees.

        Aware. What a clock that is ahead of it calls late may still be on time.
        """
        at = self._answered_at
        ahead = at is not None and self.waiting.clock() - at > _CLOCKS_AGREE
        return at if ahead else None

    def call(
        self,
        operation: Operation,
        *,
        path_params: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: Mapping[str, Any] | None = None,
        private: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Ask for one thing and give back its JSON object; an empty answer is an empty object.

        A denial may mean the token or the role, and Amazon words both alike: with a token from
        the cache it is asked once more with a new one. What must never be repeated is not: the
        next call has a new token. The `private` words of a request, a buyer's address, are in no
        error, though Amazon may quote them.

        Raises:
            CallProblem: the one of `seller_credits.marketplace.errors` that fits.
        """
        outcomes: list[Outcome] = []

        def attempt() -> Outcome:
            outcomes.append(self._attempt(operation, path_params or {}, query or {}, body))
            return outcomes[-1]

        try:
            outcome = self._final(operation, attempt)
            if not isinstance(outcome, Answer) or not outcome.is_success:
                now = self.waiting.clock()
                raise call_problem(operation, outcome, self.account, private, now=now)
            return self._read(operation, outcome)
        except CallProblem as problem:
            # A refusal does not undo what an earlier attempt, whose answer was lost, may have done.
            problem.may_have_happened = any(map(may_have_happened, outcomes))
            raise

    def _final(self, operation: Operation, attempt: Callable[[], Outcome]) -> Outcome:
        token_was_old = self._tokens.is_warm(operation.grantless)
        self._tokens.current(operation.grantless)  # a turn that was taken is not to wait for it
        outcome = self._patience.run(operation, attempt)
        if is_denied(outcome) and token_was_old:
            self._tokens.forget(operation.grantless)
            if operation.repeat is not Repeat.NEVER:
                return self._patience.run(operation, attempt)
        return outcome

    def _attempt(
        self,
        operation: Operation,
        path_params: Mapping[str, str],
        query: Mapping[str, QueryValue],
        body: Mapping[str, Any] | None,
    ) -> Outcome:
        path = operation.path.format_map(
            {name: quote(value, safe="") for name, value in path_params.items()}
        )
        headers = {
            "user-agent": self._agent,
            "accept": "application/json, application/hal+json",
            "content-type": "application/json",
            "x-amz-access-token": self._tokens.current(operation.grantless),
            "x-amz-date": f"{self.waiting.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}",
        }
        flat = {
            name: value if isinstance(value, str) else ",".join(value)
            for name, value in query.items()
        }
        content = None if body is None else json.dumps(body).encode()
        url = f"{self.account.endpoint}{path}"
        outcome = self._transport.send(Request(operation.method, url, headers, flat, content))
        self._answered_at = outcome.date if isinstance(outcome, Answer) else None
        return outcome

    def _read(self, operation: Operation, answer: Answer) -> dict[str, Any]:
        if not answer.body:
            return {}
        found = json_object(answer.body)
        if found is not None:
            return found
        what = f"The answer is no JSON object ({len(answer.body)} bytes)."
        raise unexpected(operation, what, self.account, answer=answer)


def user_agent() -> str:
    """Who asks, in the shape Amazon demands: `seller-credits/0.1.0 (Language=...; ...)`."""
    language = f"Python/{sys.version_info.major}.{sys.version_info.minor}"
    name = f"seller-credits/{version('seller-credits')}"
    return f"{name} (Language={language}; Platform={platform.system() or 'unknown'})"
