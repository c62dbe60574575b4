"""Turns what came back into the problem it is, in words a seller can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.exchange import Answer, Failure, FailureKind, Outcome
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.calling.refusals import (
    EXPIRED_SECRET_HINT,
    refusal,
    says_secret_expired,
)
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    MarketplaceFailed,
    NotFound,
    RequestRefused,
    Throttled,
    Unanswered,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.operations import GET_TOKEN, Operation, Repeat
from seller_credits.marketplace.spans import span
from seller_credits.marketplace.wire.json_object import json_object

_DENIED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

_SENT = frozenset({FailureKind.LOST, FailureKind.BROKEN})

# Seconds. Orders are asked for until ten seconds before the latest moment that Amazon allows.
_CLOCKS_DIFFER = 8.0

_UNREACHABLE_HINTS = {
    FailureKind.NOT_SENT: "Check the connection and the endpoint; nothing was sent.",
    FailureKind.NO_TRUST: "Check this machine's date and certificates, and any proxy between.",
    FailureKind.UNSENDABLE: "Check the account's endpoint and credentials for stray characters.",
    FailureKind.LOST: "Try again later; what was read so far is kept.",
}


def is_denied(outcome: Outcome) -> bool:
    """Whether Amazon says that this token may not do this."""
    return isinstance(outcome, Answer) and outcome.status in _DENIED


def may_have_happened(outcome: Outcome) -> bool:
    """Whether Amazon may have done what was asked for, though this came instead of a good answer.

    A refusal (4xx) did nothing, and neither did a request that never left.
    """
    if isinstance(outcome, Failure):
        return outcome.kind in _SENT
    return not HTTPStatus.BAD_REQUEST <= outcome.status < HTTPStatus.INTERNAL_SERVER_ERROR


def call_problem(
    operation: Operation,
    outcome: Outcome,
    account: Account,
    private: Iterable[str] = (),
    *,
    address: str = "",
    now: datetime | None = None,
) -> CallProblem:
    """The problem a final outcome is, for any call but the one for a token.

    Args:
        operation: what was asked for.
        outcome: what came of it in the end.
        account: for whom.
        private: words that are hidden in what Amazon says.
        address: where it was asked; the account's endpoint unless named. Only its host shows.
        now: aware; this machine's clock when the answer came, to see whether it is right.
    """
    if isinstance(outcome, Failure):
        return _no_answer(operation, outcome, account, address or account.endpoint)
    words = amazon_words(outcome, account, private)
    kind, message, hint = _judged(operation, outcome.status, words)
    wrong_clock = _clock_hint(outcome, now) if kind is RequestRefused else ""
    return kind(
        message,
        hint=wrong_clock or hint,
        operation=operation.name,
        request_id=_request_id(outcome),
        account=account.name,
        may_have_happened=may_have_happened(outcome),
    )


def token_problem(outcome: Outcome, account: Account) -> CallProblem:
    """The problem a final outcome of asking for an access token is."""
    if isinstance(outcome, Failure) or outcome.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return call_problem(GET_TOKEN, outcome, account, address=account.token_endpoint)
    said = json_object(outcome.body) or {}
    refused = refusal(str(said.get("error", "")), account)
    if refused is None:
        return call_problem(GET_TOKEN, outcome, account)
    return CredentialsRefused(
        f"Login with Amazon refused the credentials: {refused.what}.",
        hint=refused.hint,
        operation=GET_TOKEN.name,
        request_id=_request_id(outcome),
        account=account.name,
        may_have_happened=False,
    )


def unexpected(
    operation: Operation, what: str, account: Account, *, answer: Answer | None = None
) -> UnexpectedAnswer:
    """An answer that is not what the API promises."""
    return UnexpectedAnswer(
        what,
        hint="Try again later; if it stays so, send this line to support.",
        operation=operation.name,
        request_id=_request_id(answer) if answer else None,
        account=account.name,
    )


def amazon_words(answer: Answer, account: Account, private: Iterable[str] = ()) -> str:
    """What Amazon says went wrong, in one line safe to print; empty where it says nothing."""
    said = "; ".join(_said(json_object(answer.body) or {}))
    return quotable(said, secrets=account.secrets, private=private)


def _judged(operation: Operation, status: int, words: str) -> tuple[type[CallProblem], str, str]:
    said = f": {words}" if words else ""
    if status in _DENIED and says_secret_expired(words):
        return CredentialsRefused, f"Amazon denies access{said}.", EXPIRED_SECRET_HINT
    if status in _DENIED and operation.path:  # roles are the API's, not of its stores and doors
        role = f"the role {operation.role!r}" if operation.role else "the role it needs"
        hint = (
            f"Check that the application has {role}, in the developer profile and in the "
            "application itself, then authorise it again: roles added later need it."
        )
        if not words:
            between = "check the endpoint, and any proxy or firewall between"
            hint = f"Amazon's own refusals say why, this one does not: {between}. Else: {hint}"
        return AccessDenied, f"Amazon denies access{said}.", hint
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        hint = "Try again later, and see whether another program uses the same application."
        return Throttled, f"Amazon was asked too often{said}.", hint
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        hint = "Amazon's own failure, also when asked again: try again later."
        return MarketplaceFailed, f"Amazon failed (HTTP {status}){said}.", hint
    if status >= HTTPStatus.BAD_REQUEST:
        hint = "If the settings and this machine's clock are right, send this line to support."
        if status == HTTPStatus.NOT_FOUND:
            return NotFound, f"Amazon knows nothing of it (HTTP {status}){said}.", hint
        return RequestRefused, f"Amazon refused the request (HTTP {status}){said}.", hint
    hint = "Check the endpoint; a proxy or a sign-in page may stand in between."
    return UnexpectedAnswer, f"The answer is none of the API's (HTTP {status}).", hint


def _clock_hint(answer: Answer, now: datetime | None) -> str:
    """What to do where this machine's clock is not Amazon's; empty where it is, or none tells."""
    if now is None or answer.date is None:
        return ""
    ahead = (now - answer.date).total_seconds()
    if abs(ahead) < _CLOCKS_DIFFER:
        return ""
    off = f"{span(abs(ahead))} {'ahead of' if ahead > 0 else 'behind'}"
    return f"This machine's clock is {off} Amazon's: set it right, and try again."


def _no_answer(
    operation: Operation, failure: Failure, account: Account, address: str
) -> CallProblem:
    if failure.kind is FailureKind.BROKEN:
        return unexpected(operation, f"The answer cannot be read: {failure.words}.", account)
    kind = Unanswered if _tells_of_itself_alone(operation, failure) else Unreachable
    return kind(
        f"{urlsplit(address).hostname} cannot be reached: {failure.words}.",
        hint=_UNREACHABLE_HINTS[failure.kind],
        operation=operation.name,
        account=account.name,
        may_have_happened=may_have_happened(failure),
    )


def _tells_of_itself_alone(operation: Operation, failure: Failure) -> bool:
    """Whether others may get an answer though this did not."""
    if not operation.path and operation is not GET_TOKEN:
        return True  # the store of documents, which is another host
    return failure.kind is FailureKind.LOST and operation.repeat is not Repeat.FREELY


def _request_id(answer: Answer) -> str | None:
    """Amazon's id, kept short: a header is foreign text too."""
    return quotable(answer.request_id)[:80] if answer.request_id else None


def _said(body: Mapping[str, object]) -> Iterator[str]:
    """Both shapes: the API's list of errors, and Login with Amazon's single one."""
    errors = body.get("errors")
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict):
            yield _joined(error, "code", "message", "details")
    if body.get("error"):
        yield _joined(body, "error", "error_description")


def _joined(said: Mapping[str, object], *names: str) -> str:
    return ", ".join(str(said[name]).rstrip(".") for name in names if said.get(name))
