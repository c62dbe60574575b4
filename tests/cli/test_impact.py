"""`impact`: a table that claims no more than it shows, and the same as items for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from seller_credits import bootstrap
from seller_credits.reporting.impact_items import IMPACT
from tests.postgres import PASSWORD
from tests.simulator.conftest import FAST, travelling
from tests.workflow.aftermath import Aftermath

WIDTH = 80


@pytest.fixture(scope="module")
def aged(tmp_path_factory):
    """Twelve damaged orders of long ago: half got a credit, and some buyers complained."""
    shop = Aftermath(tmp_path_factory.mktemp("aged") / "home")
    shop.rules()
    for number in range(1, 13):
        shop.troubled(number)
    for number in range(1, 7):
        shop.credits(number)
    shop.pass_by(days=9)
    for number in (1, 7, 8, 9):
        shop.stars(number)
    shop.grows_old()
    shop.matures()
    shop.troubled(20, "late_delivery")
    return shop


@pytest.fixture
def shop(home, aged):
    """The same, in a home of one's own."""
    shutil.copytree(aged.home, home)
    return replace(aged, home=home)


@pytest.fixture
def at(monkeypatch):
    """Set the program's clock."""
    plain = bootstrap.House.open.__func__

    def opened(clock):
        def open_house(cls, *said, **named):
            return replace(plain(cls, *said, **named), clock=clock, sleep=lambda _: None)

        monkeypatch.setattr(bootstrap.House, "open", classmethod(open_house))

    return opened


@pytest.fixture
def told(run, shop, at, monkeypatch):
    """Run `impact` in that home, on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    at(lambda: shop.now)

    def impact(*words):
        ran = run("impact", *words)
        assert ran.code == 0, ran.err
        return ran

    return impact


def sentences(ran):
    return " ".join(ran.out.split())


def items(ran):
    return json.loads(ran.out)["items"]


def test_defects_of_credited_orders_stand_beside_those_of_others(told):
    text = sentences(told())
    assert "Arrived damaged 6 x 24.00 USD 1 of 6 (3.0-56%) 3 of 6 (19-81%)" in text
    assert "All orders, each once: cannot tell yet: anything from " in text
    assert "more with a credit" in text
    assert "What is seen here proves nothing: who got a credit was not random." in text


def test_it_fits_a_terminal_of_eighty_columns(told):
    for per in ("issue", "rule", "sku"):
        lines = told("--per", per).out.splitlines()
        assert max(map(len, lines)) <= WIDTH


def test_what_has_not_matured_is_told_with_why(told):
    assert "Not matured: 1 order, something can still come" in sentences(told())


def test_json_has_the_total_and_an_item_for_each_line(told):
    ran = told("--format", "json")
    assert json.loads(ran.out)["schema"] == "seller-credits/impact/1"
    total, *lines = items(ran)
    assert set(total) == set(IMPACT.columns)
    assert (total["row"], total["evidence"]) == ("total", "observed")
    assert (total["issued"], total["given"]) == (6, {"USD": "24.00"})
    assert (total["credited"]["orders"], total["credited"]["defects"]) == (6, 1)
    assert (total["uncredited"]["orders"], total["uncredited"]["defects"]) == (6, 3)
    assert total["avoided"]["low"] < 0 < total["avoided"]["high"]
    assert total["verdict"] == "cannot_tell_yet"
    assert (total["matured"], total["waiting"]) == (12, {"windows_open": 1})
    assert total["next_at"] > "2027"
    assert [line["name"] for line in lines] == ["damaged", "late_delivery"]


def test_ndjson_and_csv_have_the_same_rows(told):
    names = [item["name"] for item in items(told("--format", "json"))]
    lines = told("--format", "ndjson").out.splitlines()
    assert [json.loads(line)["name"] for line in lines] == names
    rows = list(csv.DictReader(io.StringIO(told("--format", "csv").out)))
    assert [row["name"] or None for row in rows] == names
    total, *_ = rows
    assert (total["given"], total["waiting"]) == ("24.00 USD", "windows_open 1")
    assert (total["credited.orders"], total["credited.defects"]) == ("6", "1")
    assert float(total["avoided.low"]) < 0 < float(total["avoided.high"])
    assert (total["arms.own.drawn"], total["share"]) == ("", "")


def test_lines_are_made_by_rule_or_by_sku_where_asked(told):
    assert [item["name"] for item in items(told("--per", "rule", "--format", "json"))][1] == "part"
    assert [item["name"] for item in items(told("--per", "sku", "--format", "json"))][1] == "SKU-0"


def test_since_leaves_out_what_was_found_before(told):
    total, *lines = items(told("--since", "30d", "--format", "json"))
    assert (total["issued"], total["matured"]) == (0, 0)
    assert [line["name"] for line in lines] == ["late_delivery"]
    ran = told("--since", "30d")
    assert "All orders, each once: cannot tell yet: no credited order has matured." in ran.out
    assert "Orders each group takes to see defects halved" in sentences(ran)


def test_it_writes_nothing(told, shop):
    before = shop.entries()
    told()
    told("--format", "json")
    assert shop.entries() == before


def test_an_account_is_looked_at_by_itself(told):
    assert items(told("--account", "default", "--format", "json"))
    ran = told("--account", "other", "--format", "json")
    assert items(ran) == []
    assert "Nothing to measure yet" in ran.err


def test_an_empty_home_says_where_to_begin_and_gets_no_ledger(run, home):
    ran = run("impact")
    assert (ran.code, ran.out) == (0, "")
    assert "there is no ledger" in ran.err
    assert "Nothing to measure yet. Read orders first: " in ran.err
    assert not (home / "ledger.db").exists()


@pytest.fixture
def tried(home):
    """A policy that gives nothing to half of the damaged orders, as chance has it."""
    shop = Aftermath(home)
    shop.rules(more="experiment: {name: words, share: 50%, rules: [part], instead: {remedy: none}}")
    for number in range(1, 21):
        shop.troubled(number)
    shop.grows_old()
    shop.matures()
    return shop


def test_an_experiment_stands_by_itself_with_what_it_takes(run, tried, at):
    at(lambda: tried.now)
    ran = run("impact", "--format", "json")
    (trial,) = (item for item in items(ran) if item["row"] == "experiment")
    assert (trial["experiment"], trial["share"]) == ("words", "0.5")
    assert trial["evidence"] == "randomised"
    arms = trial["arms"]
    assert arms["own"]["drawn"] + arms["instead"]["drawn"] == 20
    assert (trial["verdict"], trial["needed"]) == ("cannot_tell_yet", None)
    text = sentences(run("impact"))
    assert "Experiment words: 50% of its orders, drawn by chance, get something else." in text
    assert "Cannot tell yet: no rate of defects is known." in text


def test_sync_records_what_became_of_troubles_and_says_so(run, home, at, monkeypatch):
    with travelling(orders=80, speed=FAST) as (shopper, time):
        for name, value in shopper.connection.as_dict().items():
            if name != "truth":
                text = ",".join(value) if isinstance(value, list) else value
                monkeypatch.setenv(f"SELLER_CREDITS_{name.upper()}", text)
        at(time.now)
        whole = {0, 7}  # a store without returns may be told only later
        assert run("sync").code in whole
        said = ""
        for _ in range(7):
            time.pass_by(days=20)
            ran = run("sync")
            assert ran.code in whole
            said += ran.out
    assert "Known for good what became of " in said
    with closing(bootstrap.House.open(bootstrap.Where(home=home), account="default")) as house:
        assert {each.recorded is None for each in house.ledger.measuring.troubled("default")} == {
            False
        }
        assert list(house.ledger.verify()) == []


@pytest.mark.slow
def test_a_database_that_takes_no_writes_is_measured_all_the_same(run, home, postgres, monkeypatch):
    place = postgres.address
    home.mkdir()
    address = f"postgresql://{place.user}@/{place.database}?host={place.host}"
    (home / "settings.yaml").write_text(f"ledger: {address}\n", encoding="utf-8")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    shop = Aftermath(home)
    shop.rules()
    shop.troubled(1)
    shop.credits(1)
    shop.stars(1)
    shop.grows_old()
    assert shop.matures().recorded == 1
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    total, *_ = items(run("impact", "--format", "json"))
    assert (total["issued"], total["credited"]["defects"]) == (1, 1)
