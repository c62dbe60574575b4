"""Which of the three secrets is wrong, said without quoting any."""

from __future__ import annotations

import itertools

import pytest
from pydantic import SecretStr

from seller_credits.marketplace.calling.refusals import refusal
from seller_credits.marketplace.errors import CredentialsRefused
from seller_credits.marketplace.operations import SEARCH_ORDERS
from tests.marketplace.conftest import account
from tests.marketplace.loopback import ORDERS, TOKEN, amazon_error, said

GOOD = {
    "client_id": "amzn1.application-oa2-client.0123456789abcdef",
    "client_secret": SecretStr("amzn1.oa2-cs.v1.0123456789abcdef"),
    "refresh_token": SecretStr("Atzr|IwEBIexample"),
}
OLD_SECRET = SecretStr("0123456789abcdef" * 4)
CODES = ("invalid_grant", "invalid_client", "invalid_request", "unauthorized_client")


def refused(code, **changes):
    return refusal(code, account("http://127.0.0.1:1", **GOOD | changes))


def test_a_good_looking_refresh_token_is_wrong_revoked_or_expired():
    assert refused("invalid_grant").what == "the refresh token is wrong, revoked or expired"


@pytest.mark.parametrize("token", ["Atza|access", "IwEBI", "Atzr", "Atzr|cut in two", "Atzr|x "])
def test_what_cannot_be_a_refresh_token_is_said(token):
    wrong = refused("invalid_grant", refresh_token=SecretStr(token))

    assert wrong.what == "the refresh token is wrong: one begins with Atzr|"


@pytest.mark.parametrize("secret", [GOOD["client_secret"], OLD_SECRET])
def test_where_both_look_right_both_are_named_and_the_rotation(secret):
    wrong = refused("invalid_client", client_secret=secret)

    assert "the client id or the client secret is wrong" in wrong.what
    assert "180 days" in wrong.hint


@pytest.mark.parametrize("client_id", ["amzn1.sp.solution.1234", "A1SELLERID", "amzn1.oa2-cs.v1.x"])
def test_what_cannot_be_a_client_id_is_said_and_the_secret_is_not_blamed(client_id):
    wrong = refused("invalid_client", client_id=client_id)

    assert wrong.what == "the client id is wrong: one begins with amzn1.application-oa2-client."


@pytest.mark.parametrize("secret", ["cut", "0123456789abcdef", "amzn1.oa2-cs.v1."])
def test_what_cannot_be_a_client_secret_is_said_and_the_id_is_not_blamed(secret):
    wrong = refused("invalid_client", client_secret=SecretStr(secret))

    assert wrong.what.startswith("the client secret is wrong: one begins with amzn1.oa2-cs.v1.")
    assert "client id" not in wrong.what


def test_swapped_secrets_are_both_wrong():
    wrong = refused(
        "invalid_client",
        client_id=GOOD["client_secret"].get_secret_value(),
        client_secret=SecretStr(GOOD["client_id"]),
    )

    assert "the client id is wrong" in wrong.what
    assert "the client secret is wrong" in wrong.what


def test_a_request_that_is_not_whole_names_what_is_missing():
    assert "missing or cut short" in refused("invalid_request").what
    assert refused("invalid_request", refresh_token=SecretStr("")).what == (
        "the refresh token is wrong: one begins with Atzr|"
    )


def test_an_unknown_code_is_left_to_others():
    assert refused("server_error") is None


@pytest.mark.parametrize(("code", "wrong"), list(itertools.product(CODES, GOOD)))
def test_no_secret_is_ever_quoted(code, wrong):
    secret = "correct-horse-battery"
    changed = secret if wrong == "client_id" else SecretStr(secret)

    said_of_it = refused(code, **{wrong: changed})

    values = [GOOD["client_secret"].get_secret_value(), GOOD["refresh_token"].get_secret_value()]
    for value in (secret, *values):
        assert value not in f"{said_of_it.what} {said_of_it.hint}"


def test_the_call_says_it_with_operation_account_and_nothing_done(amazon, caller):
    amazon.answers(TOKEN, said({"error": "invalid_client"}, 401, x_amzn_RequestId="req-7"))

    with pytest.raises(CredentialsRefused) as problem:
        caller.call(SEARCH_ORDERS)

    known = problem.value
    assert (known.operation, known.account) == ("getAccessToken", "default")
    assert known.request_id == "req-7"
    assert known.may_have_happened is False


def test_a_secret_that_expired_is_no_missing_role(amazon, caller):
    """Login with Amazon may still give tokens; the API then names the secret in its denial."""
    words = ("Access to requested resource is denied.", "The LWA secret token you provided has ex.")
    amazon.answers(ORDERS, amazon_error(403, "Unauthorized", *words))

    with pytest.raises(CredentialsRefused, match="180 days"):
        caller.call(SEARCH_ORDERS)
