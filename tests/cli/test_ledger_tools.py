"""Keeping a ledger safe: copies, exports, evidence, packs, and drawing anew what is read."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest

from seller_credits.ledger.chain import GENESIS
from tests.workflow.shop import open_shop

ORDER = "111-3333333-3333333"
PNG = b"\x89PNG\r\n\x1a\n" + b"not really"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / 'box "1".png'
    path.write_bytes(PNG)
    return path


@pytest.fixture
def kept(filled, photo):
    ran = filled("ledger", "evidence", ORDER, photo, "--by", "Ana", "--note", HOSTILE)
    assert ran.code == 0, ran.err
    return filled


def checkpoint(run):
    told = json.loads(run("ledger", "verify", "--format", "json").out)["checkpoints"]
    return " ".join(str(told[0][name]) for name in ("account", "seq", "hash"))


def edited(home, statement):
    with closing(sqlite3.connect(home / "ledger.db")) as connection:
        connection.execute(statement)
        connection.commit()


# --- rebuild


def test_what_was_drawn_wrong_is_found_and_drawn_anew(filled, home):
    before = filled("suggestions", "--all", "--format", "json").out
    edited(home, "UPDATE suggestions SET status = 'declined'")
    assert filled("ledger", "verify").code == 6

    ran = filled("ledger", "rebuild")

    assert ran.code == 0
    assert "drawn anew from" in ran.out
    assert filled("suggestions", "--all", "--format", "json").out == before
    assert filled("ledger", "verify").code == 0


def test_nothing_is_drawn_from_a_broken_chain(filled, home):
    with closing(sqlite3.connect(home / "ledger.db")) as connection:
        triggers = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'"
        ).fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE entries SET payload = '{}' WHERE seq = 3")
        connection.commit()

    ran = filled("ledger", "rebuild")

    assert ran.code == 6
    assert "drawn anew" in ran.err
    assert "backup" in ran.err


# --- backup and restore


def test_a_copy_says_how_far_it_reaches_and_what_else_to_keep(filled, home, tmp_path):
    (home / "costs.csv").write_text("sku,unit_cost,postage,in_stock\n")

    ran = filled("ledger", "backup", tmp_path / "copy.db")

    assert ran.code == 0
    assert f"checkpoint {checkpoint(filled)}" in ran.out
    assert "costs.csv" in ran.err
    assert json.loads(
        filled("ledger", "backup", tmp_path / "other.db", "--format", "json").out
    ) == {
        "schema": "seller-credits/backup/1",
        "file": str(tmp_path / "other.db"),
        "bytes": (tmp_path / "other.db").stat().st_size,
        "checkpoints": json.loads(filled("ledger", "verify", "--format", "json").out)[
            "checkpoints"
        ],
    }


def test_a_copy_takes_no_other_files_place(filled, tmp_path):
    path = tmp_path / "precious"
    path.write_text("mine")

    assert filled("ledger", "backup", path).code == 6
    assert path.read_text() == "mine"


def test_where_there_is_no_ledger_nothing_is_copied(run, tmp_path):
    assert run("ledger", "backup", tmp_path / "copy.db").code == 6
    assert not (tmp_path / "copy.db").exists()


def test_a_restored_copy_lacks_what_a_later_checkpoint_has(filled, home, photo, tmp_path):
    assert filled("ledger", "backup", tmp_path / "copy.db").code == 0
    assert filled("ledger", "evidence", ORDER, photo, "--by", "Ana").code == 0
    later = checkpoint(filled)
    for path in home.glob("ledger.db*"):
        path.unlink()
    shutil.copy(tmp_path / "copy.db", home / "ledger.db")

    ran = filled("ledger", "verify", "--against", later)

    assert ran.code == 6
    assert "checkpoint" in ran.out
    assert filled("ledger", "verify").code == 0
    assert filled("suggestions").code == 0


# --- export


def test_every_entry_is_a_line_that_proves_the_one_before(filled):
    lines = [json.loads(line) for line in filled("ledger", "export").out.splitlines()]

    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["prev"] for line in lines] == [GENESIS.hex(), *(x["hash"] for x in lines[:-1])]
    assert f"{lines[-1]['account']} {lines[-1]['seq']} {lines[-1]['hash']}" == checkpoint(filled)


def test_an_export_to_a_file_is_whole_or_not_there(filled, tmp_path):
    path = tmp_path / "all.jsonl"

    assert "entries" in filled("ledger", "export", "--output", path).err
    assert path.read_text() == filled("ledger", "export").out
    assert filled("ledger", "export", "--output", tmp_path / "no" / "x").code == 1
    assert sorted(each.name for each in tmp_path.glob(".*.part")) == []


def test_without_refunds_the_books_are_empty(filled):
    ran = filled("ledger", "export", "--as", "beancount")

    assert ran.code == 0
    assert "open" not in ran.out


# --- evidence


def test_evidence_is_kept_by_its_content_and_told_in_the_story(kept, home):
    digest = hashlib.sha256(PNG).hexdigest()
    path = home / "evidence" / digest[:2] / digest

    assert path.read_bytes() == PNG
    assert path.stat().st_mode & 0o777 == 0o600
    assert digest in kept("ledger", "history", ORDER).out.replace("\n", "")
    assert kept("ledger", "verify").code == 0


def test_the_same_file_is_kept_once(kept, photo):
    before = checkpoint(kept)

    assert kept("ledger", "evidence", ORDER, photo, "--by", "Ben").code == 0
    assert checkpoint(kept) == before


def test_a_case_number_is_kept_without_a_file(filled):
    assert filled("ledger", "evidence", ORDER, "--case", "12-34", "--by", "Ana").code == 0
    assert "case 12-34 kept" in filled("ledger", "history", ORDER).out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((ORDER, "--by", "Ana"), "Keep what?"),
        (("111-0000000-0000000", "--case", "1", "--by", "Ana"), "knows nothing of order"),
        ((ORDER, "missing.jpg", "--by", "Ana"), "cannot be read"),
        ((ORDER, "--case", "1"), "--by"),
    ],
)
def test_what_cannot_be_kept_is_told(filled, words, why):
    ran = filled("ledger", "evidence", *words)

    assert ran.code == 2
    assert why in ran.err


def test_evidence_that_was_changed_or_lost_is_found(kept, home):
    digest = hashlib.sha256(PNG).hexdigest()
    path = home / "evidence" / digest[:2] / digest
    path.write_bytes(b"another picture")
    ran = kept("ledger", "verify")
    assert (ran.code, "was changed" in ran.out) == (6, True)

    path.unlink()
    assert "is missing" in kept("ledger", "verify").out


# --- the pack


def test_a_page_holds_everything_and_lets_nothing_in(kept, tmp_path):
    path = tmp_path / "appeal.html"

    assert kept("ledger", "history", ORDER, "--pack", path).code == 0

    page = path.read_text()
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "data:image/png;base64," in page
    assert hashlib.sha256(PNG).hexdigest() in page
    assert checkpoint(kept) in page
    assert "return" in page
    assert "http://" not in page.replace("http://example.com", "")
    assert "src=" not in page.replace('src="data:', "")


def test_the_same_ledger_gives_the_same_pack(kept, tmp_path):
    for name in ("a", "b"):
        for ending in (".html", ".zip"):
            path = tmp_path / f"{name}{ending}"
            assert kept("ledger", "history", ORDER, "--pack", path).code == 0

    for ending in (".html", ".zip"):
        one, other = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("a", "b"))
        assert one == other


def test_a_folder_has_every_file_with_its_digest(kept, tmp_path):
    folder = tmp_path / "appeal"
    assert kept("ledger", "history", ORDER, "--pack", folder).code == 0
    assert kept("ledger", "history", ORDER, "--pack", tmp_path / "appeal.zip").code == 0

    named = dict(
        reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert named == found
    assert {"index.html", "entries.jsonl", "checkpoint.txt"} < found.keys()
    assert any(name.startswith("policies/") for name in found)
    with zipfile.ZipFile(tmp_path / "appeal.zip") as archive:
        assert {*found, "SHA256SUMS"} == set(archive.namelist())


def test_evidence_that_is_gone_is_told_and_not_shown(kept, home, tmp_path):
    shutil.rmtree(home / "evidence")

    assert kept("ledger", "history", ORDER, "--pack", tmp_path / "appeal").code == 0

    assert "MISSING" in (tmp_path / "appeal" / "index.html").read_text()
    assert not (tmp_path / "appeal" / "evidence").exists()


@pytest.mark.parametrize("name", ["there.html", "there.zip", "there"])
def test_a_pack_takes_no_other_files_place(kept, tmp_path, name):
    (tmp_path / name).write_text("mine")

    assert kept("ledger", "history", ORDER, "--pack", tmp_path / name).code == 2
    assert (tmp_path / name).read_text() == "mine"


def test_an_order_nobody_knows_has_no_pack(kept, tmp_path):
    ran = kept("ledger", "history", "111-0000000-0000000", "--pack", tmp_path / "x.html")

    assert ran.code == 2
    assert not (tmp_path / "x.html").exists()


def test_a_restored_ledger_hands_in_nothing_and_says_until_when(run, home, tmp_path, monkeypatch):
    with open_shop(monkeypatch):
        monkeypatch.setenv("SELLER_CREDITS_MARKETPLACES", "US")
        assert run("--policy", "standard", "policy", "activate", "--by", "owner").code == 0
        assert run("--policy", "standard", "sync", "--since", "90d").code in {0, 7}
        items = json.loads(run("suggestions", "--format", "json").out)["items"]
        name = next(each["suggestion_id"] for each in items if each["remedy"] == "full_refund")
        assert run("--policy", "standard", "approve", name, "--by", "owner").code == 0
        assert run("ledger", "backup", tmp_path / "copy.db").code == 0
        handed_in = run("--policy", "standard", "submit", "--live", "--hold", "0s", "--yes")
        assert "submitted" in handed_in.out, handed_in.err
        for path in home.glob("ledger.db*"):
            path.unlink()
        shutil.copy(tmp_path / "copy.db", home / "ledger.db")

        again = run("--policy", "standard", "submit", "--live", "--hold", "0s", "--yes")
        asked = run("reconcile")

    assert again.code == 6
    assert "put back from a copy" in again.err
    assert "submitted" not in again.out
    assert "put back from a copy" in asked.err
