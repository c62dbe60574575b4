"""What is told of buyers, and what buyers tell."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from seller_credits.simulator.server import running
from seller_credits.simulator.shop.words.languages import LANGUAGES
from tests.simulator.conftest import FAST
from tests.simulator.shopper import FEEDBACK, FULFILMENT_RETURNS, LONG_AGO, Shopper, client


@contextmanager
def opened(**said):
    with running(**{"orders": 200, "seed": 4, "speed": FAST} | said) as shop, client() as http:
        yield Shopper(shop, http)


def since(days):
    return {"dataStartTime": (datetime.now(UTC) - timedelta(days=days)).isoformat()}


def emails(shopper):
    return Counter(order["buyer"]["buyerEmail"] for order in shopper.orders(fulfilledBy="MERCHANT"))


def test_some_buyers_come_back_under_the_same_address(shopper):
    times = emails(shopper)

    assert max(times.values()) > 1
    assert len(times) > 100


def test_orders_amazon_ships_name_no_address(shopper):
    orders = shopper.orders(fulfilledBy="AMAZON")
    assert not any("buyerEmail" in order["buyer"] for order in orders)


def test_an_application_may_be_told_nothing_of_buyers():
    with opened(buyers="absent") as shopper:
        assert not any("buyer" in order for order in shopper.orders())


def test_without_its_role_asking_for_buyers_is_refused():
    with opened(buyers="refused") as shopper:
        asked = {"createdAfter": LONG_AGO}
        refused = shopper.search(**asked, includedData="BUYER,PACKAGES")
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["code"] == "Unauthorized"
        assert shopper.search(**asked, includedData="PACKAGES").json()["orders"]


def test_only_what_is_known_may_be_told_of_buyers():
    with pytest.raises(ValueError, match="rumours"), opened(buyers="rumours"):
        pass


@pytest.mark.parametrize(
    ("store", "date"),
    [("DE", "%d.%m.%y"), ("FR", "%d/%m/%y"), ("ES", "%d/%m/%y"), ("JP", "%y/%m/%d")],
)
def test_buyers_write_in_the_language_of_their_store(store, date):
    with opened(stores=(store,), orders=400) as shopper:
        rows = shopper.rows(FEEDBACK)
        told = shopper.truth()["comments"]
    _, _, words, _, order_id, _ = rows[0]
    said = {row[order_id]: row[words] for row in rows}
    assert len({each["language"] for each in told}) == 1
    assert said == {each["order_id"]: each["text"] for each in told if each["source"] == "feedback"}
    day = next(iter(rows[0]))
    assert all(datetime.strptime(row[day] + "+0000", f"{date}%z") for row in rows)


def test_the_truth_says_what_each_comment_is_about(shopper):
    told = shopper.truth()["comments"]
    rows = shopper.rows(FULFILMENT_RETURNS, **since(119))
    about = Counter(each["comment"] for each in told)
    assert about[None]
    assert len(about) > 4
    assert Counter(row["customer-comments"] for row in rows if row["customer-comments"]) == Counter(
        each["text"] for each in told if each["source"] == "fba_returns"
    )


def test_a_comment_on_a_return_is_about_its_reason_or_about_nothing(shopper):
    kinds = {}
    for each in shopper.truth()["issues"]:
        kinds.setdefault(each["order_id"], set()).add(each["issue"])
    for each in shopper.truth()["comments"]:
        if each["source"] == "fba_returns" and each["comment"]:
            assert each["comment"] in kinds[each["order_id"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_hostile_the_personal_the_silent_and_the_clear(language):
    words = LANGUAGES[language]
    feedback = [each for stars in words.feedback.values() for each in stars]
    every = [each.text for each in (*feedback, *words.anyhow)]
    assert any(each.startswith("=") for each in every)
    assert any(each.startswith("<") for each in every)
    assert any("@example." in each for each in every)
    assert "" in every
    assert {each.about for each in feedback} >= {"lost", "damaged", "late_delivery", ""}
    written = [each for texts in words.about_returns.values() for each in texts]
    assert any(each.count("|") == 2 for each in written)
    if language in {"en", "de", "fr"}:
        assert any(unescape(each) != each for each in written)


def test_words_no_model_knows_are_said_only_where_they_are_wanted(shopper):
    usual = shopper.truth()["unknown_words"]
    assert {each["source"] for each in usual} <= {"mfn_returns", "fba_returns"}
    with opened(novelties=True, orders=600) as other:
        told = {(each["source"], each["word"]) for each in other.truth()["unknown_words"]}
        header = other.text(FULFILMENT_RETURNS, **since(119)).splitlines()[0].split("\t")
        statuses = {
            package["packageStatus"]["status"]
            for order in other.orders()
            for package in order.get("packages", [])
        }
    assert ("fba_returns", header[-1]) in told
    assert ("packages", "HELD_AT_CUSTOMS") in told
    assert "HELD_AT_CUSTOMS" in statuses
    assert ("mfn_returns", "CR-CHARGER_NOT_INCLUDED") in told
    assert ("finances", "CircularityLevy") in told
