"""One call, as Amazon may answer it."""

from __future__ import annotations

import re
import socket
from datetime import timedelta

import pytest
from pydantic import SecretStr

from seller_credits.domain.issues import Source
from seller_credits.marketplace.calling.calls import user_agent
from seller_credits.marketplace.client import AmazonMarketplace
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    MarketplaceFailed,
    RequestRefused,
    Throttled,
    UnexpectedAnswer,
    Unreachable,
)
from tests.marketplace.conftest import CLIENT_SECRET, NOW, REFRESH_TOKEN, account
from tests.marketplace.loopback import (
    ORDERS,
    REPORTS,
    TOKEN,
    Reply,
    amazon_error,
    granted,
    said,
    throttled,
)

A_TURN = 1 / 0.0056 / 0.99  # one in 179 s, and a little more for rates that Amazon rounded up
NO_ORDERS = said({"orders": []})
EXPIRED = amazon_error(403, "Unauthorized", "The access token you provided has expired.")
DENIED = amazon_error(403, "Unauthorized", "Access to requested resource is denied.")


def ask(client):
    """One call to searchOrders, whose limit is the tightest."""
    return list(client.orders_updated(NOW - timedelta(days=1), NOW - timedelta(hours=1), ("US",)))


def test_a_call_carries_the_headers_amazon_demands(amazon, client):
    amazon.answers(ORDERS, NO_ORDERS)

    ask(client)

    headers = amazon.asked(ORDERS)[0].headers
    assert headers["x-amz-access-token"] == "Atza|one"
    assert headers["x-amz-date"] == "20261123T120000Z"
    assert re.fullmatch(
        r"seller-credits/\S+ \(Language=Python/3\.\d+; Platform=\w+\)", headers["user-agent"]
    )
    assert len(user_agent()) <= 500


# Access tokens


def test_the_refresh_token_buys_an_access_token_as_a_form(amazon, client):
    amazon.answers(ORDERS, NO_ORDERS)

    ask(client)

    (heard,) = amazon.asked(TOKEN)
    assert heard.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert b"grant_type=refresh_token" in heard.body
    assert b"refresh_token=Atzr%7Cnot-a-real-refresh-token" in heard.body


def test_one_access_token_serves_until_a_minute_before_its_end(amazon, client, time):
    amazon.answers(ORDERS, NO_ORDERS)
    amazon.answers(TOKEN, granted("Atza|one"), granted("Atza|two"))

    ask(client)
    time.sleep(3539)
    ask(client)
    time.sleep(1)
    ask(client)

    used = [heard.headers["x-amz-access-token"] for heard in amazon.asked(ORDERS)]
    assert used == ["Atza|one", "Atza|one", "Atza|two"]


@pytest.mark.parametrize("refusal", [EXPIRED, DENIED, amazon_error(401)])
def test_a_cached_token_that_is_refused_is_replaced_once(amazon, client, refusal):
    amazon.answers(TOKEN, granted("Atza|one"), granted("Atza|two"))
    amazon.answers(ORDERS, NO_ORDERS, refusal, NO_ORDERS)

    ask(client)
    ask(client)

    used = [heard.headers["x-amz-access-token"] for heard in amazon.asked(ORDERS)]
    assert used == ["Atza|one", "Atza|one", "Atza|two"]


def test_a_new_token_that_is_refused_means_that_access_is_denied(amazon, client):
    amazon.answers(ORDERS, DENIED)

    with pytest.raises(AccessDenied, match="Inventory and Order Tracking") as denied:
        ask(client)

    assert len(amazon.asked(ORDERS)) == 1
    assert denied.value.request_id == "req-1"


def test_a_denied_report_names_the_role_of_that_report(amazon, client):
    amazon.answers(REPORTS, DENIED)

    with pytest.raises(AccessDenied, match="Selling Partner Insights"):
        client.report(Source.FEEDBACK, "US", NOW - timedelta(days=30), None)


@pytest.mark.parametrize(
    ("status", "code", "said_words"),
    [
        (400, "invalid_grant", "refresh token is wrong"),
        (401, "invalid_client", "the client id or the client secret is wrong, or .* too old"),
        (400, "unauthorized_client", "different applications"),
        (400, "access_denied", "has not authorised"),
    ],
)
def test_login_with_amazon_says_which_secret_is_wrong(amazon, client, status, code, said_words):
    refusal = {"error": code, "error_description": f"bad {REFRESH_TOKEN}", "request_id": "r"}
    amazon.answers(TOKEN, said(refusal, status))

    with pytest.raises(CredentialsRefused, match=said_words) as refused:
        ask(client)

    assert refused.value.hint
    assert refused.value.exit_code == 5
    assert len(amazon.asked(TOKEN)) == 1


def test_an_unknown_word_of_login_with_amazon_is_quoted(amazon, client):
    body = {"error": "invalid_moon", "error_description": f"{CLIENT_SECRET} and {REFRESH_TOKEN}"}
    amazon.answers(TOKEN, said(body, 400))

    with pytest.raises(RequestRefused, match=r"invalid_moon, \*\*\* and \*\*\*"):
        ask(client)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"access_token": "a\\nb"}', b'{"access_token": ""}', b"\xff"]
)
def test_an_answer_without_a_usable_token_is_unexpected(amazon, client, body):
    amazon.answers(TOKEN, Reply(200, body))

    with pytest.raises(UnexpectedAnswer, match="no access token"):
        ask(client)


# What may be asked for again


@pytest.mark.parametrize(
    "trouble",
    [
        amazon_error(500, "InternalFailure"),
        Reply(503, b"<html>Service Unavailable</html>"),
        Reply(cut=True),
        Reply(200, b'{"orders": [', claims=500),
        Reply(200, b'{"orders": []}', {"content-encoding": "gzip"}),
    ],
    ids=["500", "503", "reset", "cut short", "wrong encoding"],
)
def test_a_read_survives_two_troubles_in_a_row(amazon, client, time, trouble):
    amazon.answers(ORDERS, trouble, trouble, NO_ORDERS)

    assert ask(client) == [[]]
    assert len(amazon.asked(ORDERS)) == 3
    assert 3 <= sum(time.naps) <= 4.5  # one second and two, and what jitter adds


def test_a_read_that_was_asked_too_often_waits_for_two_turns(amazon, client, time):
    amazon.answers(ORDERS, throttled(), throttled(), NO_ORDERS)

    assert ask(client) == [[]]
    assert len(amazon.asked(ORDERS)) == 3
    assert sum(time.naps) == pytest.approx(2 * A_TURN, abs=0.1)


def test_failures_under_a_slow_limit_are_not_given_up_for_its_slowness(amazon, client, time):
    failed = amazon_error(500)
    amazon.answers(ORDERS, throttled(), failed, failed, failed, NO_ORDERS)

    assert ask(client) == [[]]
    assert sum(time.naps) == pytest.approx(4 * A_TURN, abs=0.1)


def test_throttling_without_end_is_given_up_in_time(amazon, client, time):
    amazon.answers(ORDERS, throttled())

    with pytest.raises(Throttled, match="asked too often"):
        ask(client)

    assert 450 < sum(time.naps) < 570


def test_amazons_own_failure_without_end_says_so(amazon, client):
    amazon.answers(ORDERS, amazon_error(500, "InternalFailure", "We encountered an error."))

    with pytest.raises(MarketplaceFailed, match="InternalFailure, We encountered an error"):
        ask(client)


def test_a_report_is_not_asked_for_again_while_nothing_tells_whether_it_is_there(amazon, client):
    amazon.answers(REPORTS, amazon_error(500))

    with pytest.raises(MarketplaceFailed):
        client.report(Source.FEEDBACK, "US", NOW - timedelta(days=30), None)

    assert [heard.method for heard in amazon.asked(REPORTS)].count("POST") == 1


def test_an_interrupt_during_a_wait_is_immediate(amazon, client_of):
    amazon.answers(ORDERS, throttled())

    def interrupted(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(client_of(account(amazon.url), sleep=interrupted))

    assert len(amazon.asked(ORDERS)) == 1


def test_patience_ends_even_where_the_clock_stands_still(amazon, client_of):
    amazon.answers(ORDERS, amazon_error(500))

    with pytest.raises(MarketplaceFailed):
        ask(client_of(account(amazon.url), sleep=lambda _: None))


# What is final


def test_a_refused_request_is_said_in_amazons_words(amazon, client):
    refusal = amazon_error(400, "InvalidInput", "lastUpdatedAfter is not valid.", "Use ISO 8601.")
    amazon.answers(ORDERS, refusal)

    with pytest.raises(RequestRefused) as refused:
        ask(client)

    problem = refused.value
    assert problem.message == (
        "Amazon refused the request (HTTP 400): InvalidInput, lastUpdatedAfter is not valid, "
        "Use ISO 8601. (searchOrders, account default) [request id req-1]"
    )
    assert (problem.operation, problem.account) == ("searchOrders", "default")
    assert len(amazon.asked(ORDERS)) == 1


@pytest.mark.parametrize("body", [b"not json", b"[]", b'"orders"', b"\xff\xfe", b"[" * 100_000])
def test_an_answer_that_is_no_json_object_is_unexpected(amazon, client, body):
    amazon.answers(ORDERS, Reply(200, body))

    with pytest.raises(UnexpectedAnswer, match="no JSON object"):
        ask(client)


def test_a_redirect_is_not_followed(amazon, client):
    amazon.answers(ORDERS, Reply(307, headers={"location": f"{amazon.url}/elsewhere"}))

    with pytest.raises(UnexpectedAnswer, match="HTTP 307"):
        ask(client)

    assert amazon.asked("/elsewhere") == []


def test_nobody_listening_is_unreachable(client_of):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"

        with pytest.raises(Unreachable, match=r"127\.0\.0\.1 .*connection refused") as problem:
            ask(client_of(account(url)))

    assert problem.value.request_id is None


def test_a_name_nobody_knows_is_unreachable(client_of, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    who = account("https://marketplace.invalid")

    with pytest.raises(Unreachable, match=r"marketplace\.invalid cannot be reached: no such host"):
        ask(client_of(who))


# What never leaves


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 418, 429, 500])
def test_no_problem_carries_a_secret_a_token_or_a_buyer(amazon, client_of, status):
    who = account(amazon.url, client_secret=SecretStr("correct-horse"))
    leak = f"correct-horse {REFRESH_TOKEN} Atza|one jane@example.com https://s3.example/d?Sig=1"
    amazon.answers(ORDERS, amazon_error(status, "Leak", leak, leak))

    with pytest.raises(CallProblem) as caught:
        ask(client_of(who))

    shown = f"{caught.value} {caught.value!r} {vars(caught.value)} {caught.value.__cause__}"
    for secret in ("correct-horse", REFRESH_TOKEN, "Atza|one", "jane@", "Sig=1"):
        assert secret not in shown


def test_a_request_id_with_foreign_text_is_cleaned(amazon, client):
    amazon.answers(ORDERS, Reply(400, headers={"x-amzn-requestid": "Atza|one " + "x" * 500}))

    with pytest.raises(RequestRefused) as refused:
        ask(client)

    assert "Atza|one" not in str(refused.value)
    assert len(str(refused.value)) < 500


def test_nothing_is_logged_of_any_address(amazon, client, caplog):
    caplog.set_level("DEBUG")
    amazon.answers(ORDERS, NO_ORDERS)

    ask(client)

    assert amazon.url not in caplog.text
    assert "Atza|" not in caplog.text


# Limits


def test_a_learnt_limit_goes_before_the_published_one(amazon, client, time, progress):
    amazon.answers(ORDERS, said({"orders": []}, x_amzn_RateLimit_Limit="0.5"))

    for _ in range(22):
        ask(client)

    assert sum(time.naps) == pytest.approx(2.1 * 2 / 0.99, abs=0.01)  # two tokens and the margin


def test_after_a_burst_the_published_limit_is_kept_and_the_wait_is_told(
    amazon, client, time, progress
):
    amazon.answers(ORDERS, NO_ORDERS)

    for _ in range(21):
        ask(client)

    assert time.naps == [pytest.approx(A_TURN / 10, abs=0.01), pytest.approx(A_TURN, abs=0.01)]
    assert progress[1].startswith("Waiting 3 min, until 12:03:18 UTC: ")
    assert "searchOrders in 2 min 59 s" in progress[1]


@pytest.mark.parametrize("limit", ["0", "-1", "1e-300", "nan", "inf", "many", ""])
def test_a_limit_that_is_no_rate_is_ignored(amazon, client, time, limit):
    amazon.answers(ORDERS, said({"orders": []}, x_amzn_RateLimit_Limit=limit))

    for _ in range(21):
        ask(client)

    assert sum(time.naps) == pytest.approx(1.1 * A_TURN, abs=0.01)


def test_after_a_throttled_call_the_next_ones_wait_for_tokens(amazon, client, time):
    amazon.answers(ORDERS, throttled(), NO_ORDERS)

    ask(client)
    ask(client)

    assert sum(time.naps) == pytest.approx(2 * A_TURN, abs=0.1)


def test_two_clients_may_share_their_buckets(amazon, client_of, time):
    amazon.answers(ORDERS, NO_ORDERS)
    taken = []

    class Shared:
        def take(self, key, rate, burst, now):
            taken.append((key, rate, burst, now))
            return 0.0

    for _ in range(2):
        ask(client_of(account(amazon.url), buckets=Shared()))

    assert len(set(taken)) == 1
    assert taken[0][1:] == (0.0056, 20, NOW)
    assert "A1TESTSELLER searchOrders" in taken[0][0]


def test_a_closed_client_leaves_nothing_open(amazon, time, tmp_path):
    amazon.answers(ORDERS, NO_ORDERS)

    with AmazonMarketplace(
        account(amazon.url),
        clock=time.clock,
        sleep=time.sleep,
        progress=print,
        downloads=tmp_path,
    ) as client:
        assert ask(client) == [[]]

    with pytest.raises(RuntimeError, match="closed"):
        ask(client)


def test_a_403_that_says_nothing_may_come_from_a_proxy(amazon, client):
    amazon.answers(ORDERS, Reply(403, b"<html>Forbidden by policy</html>"))

    with pytest.raises(AccessDenied, match="proxy or firewall"):
        ask(client)


def test_a_403_of_amazons_own_is_about_the_role_alone(amazon, client):
    amazon.answers(ORDERS, DENIED)

    with pytest.raises(AccessDenied) as refused:
        ask(client)

    assert "proxy" not in str(refused.value)
