"""`submit` on the command line: what it prints, whom it asks, and how it ends."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from seller_credits import bootstrap
from tests.workflow.counter import Seller, order_id
from tests.workflow.office import NOW

ONE = order_id(1)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    home = tmp_path_factory.mktemp("stocked") / "home"
    seller = Seller(home)
    seller.stocks(2)
    seller.approves(1, 2)
    return home


@pytest.fixture
def seller(home, stocked):
    """A home with two approved refunds of 4.20 USD."""
    shutil.copytree(stocked, home)
    return Seller(home)


def told(run, *words):
    ran = run("submit", "--hold", "0s", *words, "--format", "json")
    return ran, json.loads(ran.out)


@pytest.fixture
def now(monkeypatch):
    """The program's clock stands at the hour of the approval."""
    plain = bootstrap.House.open.__func__

    def opened(cls, *said, **named):
        return replace(plain(cls, *said, **named), clock=lambda: NOW)

    monkeypatch.setattr(bootstrap.House, "open", classmethod(opened))


@pytest.fixture
def keys(monkeypatch):
    for name in ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN", "SELLER_ID"):
        monkeypatch.setenv(f"SELLER_CREDITS_{name}", "X1")
    monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("SELLER_CREDITS_TOKEN_ENDPOINT", "http://127.0.0.1:9/token")


@pytest.fixture
def home_now(seller, now, keys):
    return seller


def test_it_prints_what_would_happen_order_by_order_and_sends_nothing(run, home_now):
    before = home_now.entries()
    ran = run("submit", "--hold", "0s", "--no-canary")

    assert ran.code == 0
    assert ONE in ran.out
    assert "you send 4.20 USD" in " ".join(ran.out.split())
    assert "2 would go: 8.40 USD" in ran.out
    assert "Nothing was sent" in ran.err
    assert home_now.entries() == before


def test_what_waits_says_why_and_until_when(run, home_now):
    ran, document = told(run)
    held = json.loads(run("submit", "--format", "json").out)["items"]

    assert document["schema"] == "seller-credits/submit/1"
    assert [(item["result"], item["code"]) for item in document["items"]] == [
        ("goes", None),
        ("waits", "canary"),
    ]
    assert {item["until"] for item in held} == {"2026-11-23T22:00:00Z"}
    assert {item["code"] for item in held} == {"hold"}
    assert "not held back" in ran.err


def test_how_tax_is_treated_is_said(run, home_now):
    text = "accounts:\n  default:\n    tax_mode: marketplace\n"
    (home_now.home / "settings.yaml").write_text(text)
    ran = run("submit", "--hold", "0s")

    assert "+ tax Amazon gives back" in " ".join(ran.out.split())


def test_the_feed_can_be_printed(run, home_now):
    _, document = told(run, "--xml", "--no-canary")
    (xml,) = document["documents"]
    keys = [each.text for each in ET.fromstring(xml.encode()).iter("MerchantAdjustmentItemID")]

    assert len(set(keys)) == 2
    assert all(key.startswith("sc-") for key in keys)


def test_live_it_wants_a_yes_from_a_person_and_does_nothing_without(run, home_now):
    ran = run("submit", "--live", "--hold", "0s")

    assert ran.code == 2
    assert "seller X1: 1 to hand in, 4.20 USD" in ran.err
    assert set(home_now.stands().values()) == {"approved"}


def test_where_nobody_can_be_reached_it_all_waits(run, home_now):
    ran = run("submit", "--live", "--yes", "--hold", "0s", "--no-canary")

    assert ran.code == 5
    assert set(home_now.stands().values()) == {"approved"}
    assert "kept back: 8.40 USD" in ran.out


def test_a_file_without_live_is_a_draft(run, home_now, tmp_path):
    path = tmp_path / "feed.xml"
    ran = run("submit", "--hold", "0s", "--no-canary", "--output", path)

    assert ran.code == 0
    assert path.read_bytes().startswith(b"<?xml")
    assert "do not upload it" in ran.err
    assert set(home_now.stands().values()) == {"approved"}


def test_a_file_made_live_counts_as_handed_in_with_no_answer(
    run, seller, now, tmp_path, monkeypatch
):
    path = tmp_path / "feed.xml"
    said = ("submit", "--live", "--yes", "--hold", "0s", "--no-canary", "--output", path)
    monkeypatch.setattr("seller_credits.cli.handing_in.seller_id", lambda _: "X1")
    ran = run(*said)
    keys = [each.text for each in ET.parse(path).iter("MerchantAdjustmentItemID")]

    assert ran.code == 0, ran.err
    assert len(keys) == 2
    assert set(seller.stands().values()) == {"unknown"}
    assert "not read anew" in ran.err
    assert "Upload it in Seller Central now, once" in ran.err
    assert run(*said).code == 0
    assert len(keys) == len(list(ET.parse(path).iter("MerchantAdjustmentItemID")))


def test_a_file_that_is_there_already_is_not_written_over_and_nothing_counts(
    run, seller, now, tmp_path, monkeypatch
):
    path = tmp_path / "feed.xml"
    path.write_text("mine")
    monkeypatch.setattr("seller_credits.cli.handing_in.seller_id", lambda _: "X1")
    ran = run("submit", "--live", "--yes", "--hold", "0s", "--no-canary", "--output", path)

    assert ran.code == 4
    assert path.read_text() == "mine"
    assert set(seller.stands().values()) == {"approved"}


def test_anybody_may_stop_it_and_who_may_approve_lets_it_go_on(run, home_now):
    stopped = run("submit", "--stop", "--by", "ana", "--reason", "double refunds seen")
    items = json.loads(run("submit", "--format", "json").out)["items"]

    assert stopped.code == 0
    assert {item["code"] for item in items} == {"stopped"}
    assert "double refunds seen" in items[0]["why"]
    assert run("submit", "--live", "--yes").code == 0
    assert run("submit", "--go-on", "--by", "nobody", "--reason", "fine").code == 2
    assert run("submit", "--go-on", "--by", "owner", "--reason", "it was nothing").code == 0
    items = json.loads(run("submit", "--format", "json").out)["items"]
    assert {item["code"] for item in items} == {"hold"}


@pytest.mark.parametrize("words", [("--stop",), ("--go-on", "--by", "ana"), ("--stop", "--go-on")])
def test_who_stops_it_says_who_and_why(run, home_now, words):
    assert run("submit", *words).code == 2


def test_with_exit_code_it_is_three_where_something_waits_for_a_person(run, home_now):
    assert run("submit", "--exit-code").code == 0
    run("submit", "--stop", "--by", "ana", "--reason", "so")

    assert run("submit", "--exit-code").code == 3


def test_nothing_of_it_can_be_authorised_by_the_environment(run, home_now, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_SUBMIT_LIVE", "1")
    monkeypatch.setenv("SELLER_CREDITS_SUBMIT_YES", "1")
    before = home_now.entries()

    assert run("submit", "--hold", "0s").code == 0
    assert home_now.entries() == before


def test_an_empty_home_has_nothing_to_hand_in(run):
    ran = run("submit")

    assert ran.code == 0
    assert "Nothing approved is left to hand in" in ran.out
