from __future__ import annotations

import pytest

from seller_credits.simulator.server import running
from tests.simulator.shopper import ORDERS, Shopper, client


def test_a_refresh_token_buys_an_access_token_for_an_hour(shopper):
    answer = shopper.login()
    assert answer.status_code == 200
    assert answer.json()["access_token"].startswith("Atza|")
    assert answer.json()["token_type"] == "bearer"
    assert answer.json()["expires_in"] == 3600


def test_the_login_may_be_sent_as_json(shopper):
    known = shopper.connection
    body = {
        "grant_type": "refresh_token",
        "refresh_token": known.refresh_token,
        "client_id": known.client_id,
        "client_secret": known.client_secret,
    }
    assert shopper.http.post(known.token_endpoint, json=body).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"refresh_token": "Atzr|somebody-elses"}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "amzn1.application-oa2-client.other"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"refresh_token": None}, 400, "invalid_request"),
        ({"grant_type": "client_credentials"}, 400, "invalid_request"),
        ({"grant_type": "client_credentials", "scope": "profile"}, 400, "invalid_scope"),
    ],
)
def test_a_bad_login_is_refused_in_the_words_of_the_real_one(shopper, changes, status, error):
    answer = shopper.login(**changes)
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert set(answer.json()) == {"error", "error_description", "error_index", "request_id"}


def test_a_grantless_token_reads_no_orders(shopper):
    shopper.token = shopper.login(
        grant_type="client_credentials", scope="sellingpartnerapi::notifications"
    ).json()["access_token"]
    assert shopper.search(createdAfter="2026-01-01").status_code == 403


@pytest.mark.parametrize("token", [None, "", "Atza|made-up", "nonsense", "Atza|é"])
def test_a_call_without_a_good_token_is_forbidden(shopper, token):
    headers = {} if token is None else {"x-amz-access-token": token.encode()}
    answer = shopper.http.get(shopper.connection.endpoint + ORDERS, headers=headers)
    assert answer.status_code == 403
    (error,) = answer.json()["errors"]
    assert error["code"] == "Unauthorized"
    assert error["message"] == "Access to requested resource is denied."
    assert "x-amzn-RateLimit-Limit" not in answer.headers


def test_an_access_token_is_good_for_an_hour_and_no_longer(travel):
    shopper, time = travel
    assert shopper.search(createdAfter="2026-01-01").status_code == 200
    time.pass_by(minutes=59)
    assert shopper.search(createdAfter="2026-01-01").status_code == 200
    time.pass_by(minutes=2)
    late = shopper.search(createdAfter="2026-01-01")
    assert late.status_code == 403
    assert late.json()["errors"][0]["details"] == "The access token you provided has expired."


def test_an_access_token_outlives_a_restart_of_the_same_shop():
    with running(orders=5, seed=3) as first, client() as http:
        token = Shopper(first, http).login().json()["access_token"]
    with running(orders=5, seed=3) as second, client() as http:
        shopper = Shopper(second, http)
        shopper.token = token
        assert shopper.search(createdAfter="2026-01-01").status_code == 200
