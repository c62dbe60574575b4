"""A year of files: the same for the same seed, whole, and with leaks that an audit finds."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from seller_credits.simulator.year.papers import write_year

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    return write_year(tmp_path_factory.mktemp("year"), orders=3000, seed=4, today=TODAY)


def rows(path):
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_the_same_seed_gives_the_same_year(year, tmp_path):
    again = write_year(tmp_path, orders=3000, seed=4, today=TODAY)
    other = write_year(tmp_path / "other", orders=3000, seed=5, today=TODAY)

    assert again.truth.read_text() == year.truth.read_text()
    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in year.files]
    assert other.truth.read_text() != year.truth.read_text()


def test_every_settlement_adds_up_to_what_it_states(year):
    settlements = [path for path in year.files if path.name.startswith("settlement-")]

    assert len(settlements) == 27
    for path in settlements:
        summary, *lines = rows(path)
        assert Decimal(summary["total-amount"]) == sum(Decimal(row["amount"]) for row in lines)
    assert year.lines == sum(len(rows(path)) - 1 for path in settlements)


def test_every_kind_of_leak_is_planted(year):
    leaks = json.loads(year.truth.read_text())["leaks"]

    assert {each["kind"] for each in leaks} == {
        *("refunded_twice", "above_paid", "marketplace_pays", "partial_then_more"),
        *("not_returned", "goodwill", "administration_fee", "not_refunded"),
    }


def told(found):
    return Counter((row["kind"], row["order_id"], Decimal(row["amount"])) for row in found)


def test_an_audit_finds_what_leaked_and_nothing_else(run, year):
    ran = run("audit", year.truth.parent, "--format", "json")

    assert (ran.code, ran.err) == (0, "")
    said = json.loads(ran.out)
    assert told(said["items"]) == told(json.loads(year.truth.read_text())["leaks"])
    assert all(each["is_whole"] for each in said["settlements"])


def test_the_command_writes_a_year_and_serves_nothing(run, tmp_path):
    ran = run("simulator", "--write", tmp_path / "year", "--orders", "50")

    said = json.loads(ran.out)
    assert ran.code == 0
    assert all((tmp_path / "year" / name).is_file() for name in said["files"])
    assert said["lines"] > 200


def test_a_folder_that_cannot_be_is_told(run, tmp_path):
    (tmp_path / "file").touch()

    ran = run("simulator", "--write", tmp_path / "file" / "year")

    assert ran.code == 2
    assert "cannot be written" in ran.err
