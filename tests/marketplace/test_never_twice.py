"""What pays a buyer or writes to one is asked for once, and says whether it may have happened."""

from __future__ import annotations

import socket

import pytest

from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    MarketplaceFailed,
    NotFound,
    RequestRefused,
    Throttled,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.operations import (
    CREATE_FEED,
    CREATE_FEED_DOCUMENT,
    CREATE_FULFILLMENT_ORDER,
    GET_FEED,
)
from tests.marketplace.calling import calling
from tests.marketplace.conftest import account
from tests.marketplace.loopback import TOKEN, Reply, amazon_error, granted, said, throttled

FEEDS = CREATE_FEED.path
MCF = CREATE_FULFILLMENT_ORDER.path

NOTHING_HAPPENED = [
    (throttled(), Throttled),
    (amazon_error(400), RequestRefused),
    (amazon_error(403), AccessDenied),
    (amazon_error(404), NotFound),
    (amazon_error(413), RequestRefused),
]
NOBODY_KNOWS = [
    (amazon_error(500), MarketplaceFailed),
    (amazon_error(503), MarketplaceFailed),
    (Reply(cut=True), Unreachable),
    (Reply(202, b'{"feedId"', claims=500), Unreachable),
    (Reply(202, b"{}", {"content-encoding": "gzip"}), UnexpectedAnswer),
    (Reply(202, b"<html>"), UnexpectedAnswer),
    (Reply(302, headers={"location": "/sign-in"}), UnexpectedAnswer),
]


def given_up(caller, operation=CREATE_FEED):
    with pytest.raises(CallProblem) as problem:
        caller.call(operation, body={})
    return problem.value


@pytest.mark.parametrize(("reply", "kind"), NOTHING_HAPPENED)
def test_a_refused_feed_is_not_asked_for_again_and_surely_did_not_happen(
    amazon, caller, time, reply, kind
):
    amazon.answers(FEEDS, reply)

    problem = given_up(caller)

    assert isinstance(problem, kind)
    assert problem.may_have_happened is False
    assert len(amazon.asked(FEEDS)) == 1
    assert time.naps == []


@pytest.mark.parametrize(("reply", "kind"), NOBODY_KNOWS)
def test_a_feed_whose_answer_was_lost_is_not_asked_for_again_and_may_have_happened(
    amazon, caller, time, reply, kind
):
    amazon.answers(FEEDS, reply)

    problem = given_up(caller)

    assert isinstance(problem, kind)
    assert problem.may_have_happened is True
    assert len(amazon.asked(FEEDS)) == 1
    assert time.naps == []


def test_a_feed_that_never_left_did_not_happen(time):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with calling(account(nobody), time.clock, time.sleep) as caller:
            problem = given_up(caller)

    assert isinstance(problem, Unreachable)
    assert problem.may_have_happened is False


def test_a_feed_denied_with_an_old_token_is_left_to_the_next_call_which_has_a_new_one(
    amazon, caller
):
    amazon.answers(TOKEN, granted("Atza|one"), granted("Atza|two"))
    amazon.answers(GET_FEED.path.replace("{feedId}", "1"), said({}))
    amazon.answers(FEEDS, amazon_error(403), said({"feedId": "1"}, 202))
    caller.call(GET_FEED, path_params={"feedId": "1"})

    assert isinstance(given_up(caller), AccessDenied)
    assert len(amazon.asked(FEEDS)) == 1

    assert caller.call(CREATE_FEED, body={}) == {"feedId": "1"}
    assert amazon.asked(FEEDS)[1].headers["x-amz-access-token"] == "Atza|two"


@pytest.mark.parametrize("later", [amazon_error(400, "InvalidInput", "It exists."), throttled()])
def test_a_refusal_does_not_undo_an_earlier_try_whose_answer_was_lost(amazon, caller, later):
    amazon.answers(MCF, Reply(cut=True), later)

    problem = given_up(caller, CREATE_FULFILLMENT_ORDER)

    assert len(amazon.asked(MCF)) > 1
    assert problem.may_have_happened is True


def test_a_token_that_cannot_be_renewed_does_not_undo_it_either(amazon, caller):
    short = granted(expires_in=60)
    amazon.answers(TOKEN, short, short, said({"error": "invalid_grant"}, 400))
    amazon.answers(MCF, Reply(cut=True))

    problem = given_up(caller, CREATE_FULFILLMENT_ORDER)

    assert isinstance(problem, CredentialsRefused)
    assert problem.may_have_happened is True


@pytest.mark.parametrize("refusal", [amazon_error(500), said({"error": "invalid_client"}, 401)])
def test_without_an_access_token_nothing_was_asked_for(amazon, caller, refusal):
    amazon.answers(TOKEN, refusal)

    problem = given_up(caller)

    assert problem.may_have_happened is False
    assert amazon.asked(FEEDS) == []


def test_what_is_only_dear_is_asked_for_again(amazon, caller):
    made = said({"feedDocumentId": "1"}, 201)
    amazon.answers(CREATE_FEED_DOCUMENT.path, amazon_error(500), made)

    assert caller.call(CREATE_FEED_DOCUMENT, body={}) == {"feedDocumentId": "1"}
