from __future__ import annotations

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.marketplace.account import REGIONS, TOKEN_ENDPOINT, marketplace_ids
from tests.marketplace.conftest import CLIENT_SECRET, REFRESH_TOKEN, account


def amazon_account(*, endpoint="", **changes):
    return account(endpoint, **{"token_endpoint": TOKEN_ENDPOINT} | changes)


def test_the_region_gives_the_endpoint_and_amazon_the_tokens():
    who = amazon_account(region="eu", marketplaces=("DE", "UK"))

    assert who.endpoint == "https://sellingpartnerapi-eu.amazon.com"
    assert who.token_endpoint == "https://api.amazon.com/auth/o2/token"


def test_every_region_has_a_sandbox():
    assert {name for name in REGIONS if "-" not in name} == {"na", "eu", "fe"}
    assert all(f"{name}-sandbox" in REGIONS for name in ("na", "eu", "fe"))


@pytest.mark.parametrize("shown", [repr, str, lambda who: f"{who}"])
def test_the_secrets_never_show(shown):
    words = shown(amazon_account())

    assert CLIENT_SECRET not in words
    assert REFRESH_TOKEN not in words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"region": "usa"}, "na, eu, fe"),
        ({"marketplaces": ("Narnia",)}, "'Narnia' is not a store"),
        ({"marketplaces": ()}, "No store is named"),
        ({"marketplaces": ("DE",)}, "served by the region 'eu'"),
        ({"endpoint": "http://sellingpartnerapi-na.amazon.com"}, "not https"),
        ({"token_endpoint": "http://api.amazon.com/auth/o2/token"}, "not https"),
        ({"endpoint": "ftp://127.0.0.1"}, "not https"),
        ({"endpoint": "http://127.0.0.1.evil.example"}, "not https"),
        ({"endpoint": "sellingpartnerapi-na.amazon.com"}, "not an address"),
        ({"endpoint": "https://user:word@sellingpartnerapi-na.amazon.com"}, "not an address"),
        ({"endpoint": "https://sellingpartnerapi-na.amazon.com:many"}, "not an address"),
        ({"endpoint": "https://[sellingpartnerapi"}, "not an address"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(changes, said):
    with pytest.raises(ConfigurationProblem) as refused:
        amazon_account(**changes)

    assert said in str(refused.value)
    assert refused.value.hint
    assert "word" not in str(refused.value)


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"]
)
def test_plain_http_is_for_this_machine(endpoint):
    assert amazon_account(endpoint=f"{endpoint}/").endpoint == endpoint


def test_an_endpoint_of_ones_own_may_serve_any_store():
    assert account("http://127.0.0.1:8080", marketplaces=("DE", "JP")).is_local


def test_stores_are_known_by_code_id_and_name_and_asked_for_once():
    words = ("us", "ATVPDKIKX0DER", "Amazon.ca")

    assert marketplace_ids(words) == ("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2")
