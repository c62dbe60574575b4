"""Looks whether the marketplace can be worked with, and changes nothing there: for `doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from seller_credits.marketplace.account import Account, marketplace_ids
from seller_credits.marketplace.calling.buckets import MemoryBuckets, TokenBuckets
from seller_credits.marketplace.calling.calls import Caller, QueryValue, user_agent
from seller_credits.marketplace.calling.exchange import Answer, Failure, Request
from seller_credits.marketplace.calling.pacing import Pacer
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.problems import call_problem
from seller_credits.marketplace.calling.tokens import AccessTokens
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    RequestRefused,
)
from seller_credits.marketplace.operations import (
    GET_FEEDS,
    GET_FULFILLMENT_ORDER,
    GET_MESSAGING_ACTIONS,
    GET_ORDER,
    GET_PARTICIPATIONS,
    GET_REPORTS,
    GET_TOKEN,
    LIST_EVENTS_BY_ORDER,
    LIST_TRANSACTIONS,
    Operation,
)

_NO_ORDER = "000-0000000-0000000"
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Reached:
    """A host that answered.

    Attributes:
        ahead: how far this machine's clock is ahead of the host's, to about a second; negative
            where it is behind, None where the answer does not tell the time.
    """

    host: str
    ahead: timedelta | None


@dataclass(frozen=True, slots=True)
class RoleFound:
    """Whether the application may ask for one kind of thing.

    Attributes:
        name: of what is asked for: `orders`.
        role: as the developer console calls it; empty where several would do.
        wanted_for: what the seller would miss without it.
        is_needed: whether a sync can do without it.
        is_there: None where the marketplace did not say.
        problem: what was answered, where the role is not there or not known to be.
    """

    name: str
    role: str
    wanted_for: str
    is_needed: bool
    is_there: bool | None
    problem: CallProblem | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """A cheap thing to ask that cannot change anything, about an order that is nobody's."""

    name: str
    operation: Operation
    wanted_for: str
    is_needed: bool = False
    path_params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, QueryValue] = field(default_factory=dict)


def _questions(store_id: str) -> tuple[_Question, ...]:
    return (
        _Question(
            "orders",
            GET_ORDER,
            "reading orders",
            is_needed=True,
            path_params={"orderId": _NO_ORDER},
        ),
        _Question(
            "reports",
            GET_REPORTS,
            "reading returns, feedback and account health",
            is_needed=True,
            query={"reportTypes": "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE", "pageSize": "1"},
        ),
        _Question(
            "feeds",
            GET_FEEDS,
            "issuing refunds",
            query={"feedTypes": "POST_PAYMENT_ADJUSTMENT_DATA", "pageSize": "1"},
        ),
        _Question(
            "transactions",
            LIST_TRANSACTIONS,
            "seeing that refunds arrived",
            query={"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": _NO_ORDER},
        ),
        _Question(
            "events",
            LIST_EVENTS_BY_ORDER,
            "seeing claims and chargebacks",
            path_params={"orderId": _NO_ORDER},
        ),
        _Question(
            "messages",
            GET_MESSAGING_ACTIONS,
            "writing to buyers",
            path_params={"amazonOrderId": _NO_ORDER},
            query={"marketplaceIds": store_id},
        ),
        _Question(
            "replacements",
            GET_FULFILLMENT_ORDER,
            "sending replacements from Amazon's stock",
            path_params={"sellerFulfillmentOrderId": "seller-credits-doctor"},
        ),
    )


@contextmanager
def calling(
    account: Account,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    progress: Callable[[str], None],
    buckets: TokenBuckets | None = None,
) -> Iterator[Caller]:
    """The API of one account, for as long as the block runs; see `AmazonMarketplace`."""
    waiting = Waiting(clock, sleep, progress)
    patience = Patience(Pacer(account, buckets or MemoryBuckets(), waiting), waiting)
    with Transport(local=account.is_local) as transport:
        tokens = AccessTokens(account, transport.send, patience, clock)
        yield Caller(account, transport, tokens, patience, waiting)


def reach(account: Account, clock: Callable[[], datetime]) -> Iterator[Reached]:
    """Ask the API and the login for anything at all, with no secret; any answer will do.

    Raises:
        Unreachable: no answer came, or the certificate is not trusted.
    """
    doors = {
        account.endpoint: (GET_PARTICIPATIONS, account.endpoint + GET_PARTICIPATIONS.path),
        account.token_endpoint: (GET_TOKEN, account.token_endpoint),
    }
    with Transport(local=account.is_local, timeout=_SECONDS) as transport:
        for operation, url in doors.values():
            before = clock()
            outcome = transport.send(Request("GET", url, {"user-agent": user_agent()}))
            if isinstance(outcome, Failure):
                raise call_problem(operation, outcome, account)
            middle = before + (clock() - before) / 2
            yield Reached(urlsplit(url).hostname or url, _ahead(outcome, middle))


def roles(caller: Caller) -> Iterator[RoleFound]:
    """Try one cheap question for each role; what is nobody's is not found where the role is there.

    Raises:
        CredentialsRefused: the login does not hold; nothing can be said of any role.
    """
    store_id = marketplace_ids(caller.account.marketplaces)[0]
    for question in _questions(store_id):
        caller.waiting.progress(f"Asking Amazon for {question.name} ...")
        yield _found(caller, question)


def _found(caller: Caller, question: _Question) -> RoleFound:
    is_there: bool | None = True
    told: CallProblem | None = None
    try:
        caller.call(question.operation, path_params=question.path_params, query=question.query)
    except CredentialsRefused:
        raise
    except RequestRefused:
        pass  # refused for what was asked, so not for who asked
    except CallProblem as problem:
        is_there = False if isinstance(problem, AccessDenied) else None
        told = problem
    return RoleFound(
        name=question.name,
        role=question.operation.role,
        wanted_for=question.wanted_for,
        is_needed=question.is_needed,
        is_there=is_there,
        problem=told,
    )


def _ahead(answer: Answer, middle: datetime) -> timedelta | None:
    if answer.date is None:
        return None
    # The date has whole seconds, cut off: half a second later is right on the average.
    return middle - answer.date - timedelta(milliseconds=500)
