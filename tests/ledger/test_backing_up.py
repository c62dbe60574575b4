"""A copy while others write: whole, one file, marked, and enough to go on from."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.backing_up import back_up
from seller_credits.ledger.opening import open_ledger

from .conftest import NOW, ORDER, money, sighting


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copies" / "ledger.backup"


@pytest.fixture(autouse=True)
def _folder(copy):
    copy.parent.mkdir()


def test_a_copy_has_everything_and_is_one_file_of_its_owner(filled, copy):
    made = back_up(filled.storage, copy, NOW)

    assert made.checkpoints == filled.checkpoints()
    assert made.size == copy.stat().st_size
    assert list(copy.parent.iterdir()) == [copy]
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(open_ledger(copy, actor="tests")) as restored:
        assert list(restored.entries()) == list(filled.entries())
        assert restored.comments(["row 2"]) == {"row 2": "came broken"}
        assert list(restored.verify()) == []


def test_a_copy_is_never_written_over_another_file(filled, copy):
    copy.write_text("the only copy of something")

    with pytest.raises(LedgerProblem, match="there already"):
        back_up(filled.storage, copy, NOW)

    assert copy.read_text() == "the only copy of something"
    assert list(copy.parent.iterdir()) == [copy]


def test_a_folder_that_is_not_there_is_told(filled, copy):
    with pytest.raises(LedgerProblem, match="No such file or directory"):
        back_up(filled.storage, copy.parent / "elsewhere" / "x", NOW)


def test_a_copy_of_a_ledger_that_was_cut_short_is_not_kept(filled, place, copy):
    from .behind import edit

    edit(place, "DELETE FROM entries WHERE seq = 12")

    with pytest.raises(LedgerProblem, match="removed from its end"):
        back_up(filled.storage, copy, NOW)

    assert not list(copy.parent.iterdir())


def test_whoever_writes_meanwhile_is_neither_stopped_nor_half_copied(path, copy):
    with closing(open_ledger(path, actor="tests")) as ledger:
        over = threading.Event()

        def write():
            number = 0
            while not over.is_set() or number < 20:
                number += 1
                with ledger.writing("default", NOW) as writer:
                    for part in range(20):
                        writer.issue_seen(
                            f"i-{number}-{part}", NOW, sighting(key=f"{number}-{part}")
                        )

        writing = threading.Thread(target=write)
        writing.start()
        try:
            made = [
                back_up(ledger.storage, copy.with_name(f"copy-{number}"), NOW)
                for number in range(5)
            ]
        finally:
            over.set()
            writing.join()
        for each in made:
            with closing(open_ledger(each.path, actor="tests")) as restored:
                assert list(restored.verify()) == []
                assert sum(mark.seq for mark in restored.checkpoints()) % 20 == 0
            assert all(ledger.holds("default", mark) for mark in each.checkpoints)


def test_restore_drill(filled, place, path, copy):
    """A copy, more entries, the loss of the file, the copy in its place: and it shows."""
    back_up(filled.storage, copy, NOW)
    with filled.writing("default", NOW + timedelta(hours=1)) as writer:
        writer.money_seen(money(key="m-2"))
    printed = next(mark for mark in filled.checkpoints() if mark.account == "default")
    lost = list(filled.entries())
    filled.close()
    restored_to = path.with_name("restored.db")
    restored_to.write_bytes(copy.read_bytes())

    with closing(open_ledger(restored_to, actor="tests")) as restored:
        assert list(restored.verify()) == []
        faults = [fault.what for fault in restored.verify(printed)]
        assert faults == ["entry 13, which the checkpoint names, is gone: it was cut short"]
        with restored.writing("default", NOW + timedelta(hours=2)) as writer:
            writer.money_seen(money(key="m-3"))
        assert any("rewritten" in fault.what for fault in restored.verify(printed))
        assert [entry.hash for entry in restored.history(ORDER)] != [
            entry.hash for entry in lost if entry.subject == ORDER
        ]


def test_the_copy_says_that_it_is_one(filled, copy):
    back_up(filled.storage, copy, NOW)

    with closing(sqlite3.connect(copy)) as file:
        told = dict(file.execute("SELECT name, value FROM meta"))

    assert told["copied_at"] == "2026-11-23T08:00:00Z"
    assert told["identity"] == filled.identity
