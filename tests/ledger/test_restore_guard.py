"""A ledger that was put back is found out, by whatever way it was, and until the books told."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.backing_up import back_up
from seller_credits.ledger.marks import Marks
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.restore_guard import RestoreGuard

from .behind import opened
from .conftest import NOW, money

HOUR = timedelta(hours=1)


class Home:
    """A home whose ledger can be copied, put back and begun anew, with its guard."""

    def __init__(self, folder, place=None):
        self.folder = folder
        self.place = place or folder / "ledger.db"
        self.now = NOW
        self.open()

    def open(self):
        self.marks = Marks(self.folder)
        self.ledger = open_ledger(self.place, actor="tests", marks=self.marks)
        self.guard = RestoreGuard(self.ledger, self.marks)

    def close(self):
        self.ledger.close()

    def later(self, hours=1):
        self.now += timedelta(hours=hours)
        return self.now

    def hand_in(self, account="default"):
        """Something that is done once: here the kill switch, the simplest of them."""
        with self.ledger.writing(account, self.now) as writer:
            writer.issuing.stop("ana", "holiday")

    def learn(self, account="default"):
        with self.ledger.writing(account, self.now) as writer:
            writer.money_seen(money(key=f"m-{self.now}"))

    def put_back(self, copy):
        """By hand: the file is replaced, and whatever lay beside it is gone."""
        self.close()
        for path in self.folder.glob("ledger.db*"):
            path.unlink()
        if copy is not None:
            shutil.copy(copy, self.place)
        self.open()

    def copy(self, name="copy.db"):
        self.close()
        self.open()
        path = self.folder / name
        self.ledger.copy_to(path)
        return path


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    yield home
    home.close()


def test_a_ledger_that_was_never_put_back_is_free_to_issue(home):
    home.learn()
    home.hand_in()
    home.learn()

    assert home.guard.notice("default", home.later()) is None


def test_a_file_copied_by_hand_is_found_by_what_was_handed_in_since(home):
    home.learn()
    learnt_at, copy = home.now, home.copy()
    home.later()
    home.hand_in()
    handed_in_at = home.now
    home.put_back(copy)
    home.later()

    gap = home.guard.gap("default", home.now)

    assert gap.since <= learnt_at < handed_in_at < gap.noticed
    assert "Entry 2 of 23 Nov 2026, 09:00 UTC" in gap.why


def test_a_copy_put_back_that_forgot_nothing_done_is_no_matter(home):
    home.hand_in()
    copy = home.copy()
    home.later()
    home.learn()
    home.put_back(copy)

    assert home.guard.notice("default", home.later()) is None


def test_what_is_written_after_the_restore_does_not_hide_it(home):
    home.learn()
    learnt_at, copy = home.now, home.copy()
    home.later()
    home.hand_in()
    home.put_back(copy)
    for _ in range(3):
        home.later()
        home.learn()
        home.hand_in()

    gap = home.guard.gap("default", home.now)

    assert gap.since <= learnt_at


def test_a_ledger_that_was_lost_as_a_whole_is_read_back_from_the_first_thing_handed_in(home):
    home.hand_in()
    first = home.now
    home.later()
    home.hand_in()
    home.put_back(None)

    assert home.guard.gap("default", home.later()).since <= first


def test_a_marked_copy_is_found_where_nothing_else_tells(home, tmp_path):
    home.learn()
    back_up(home.ledger.storage, tmp_path / "copy", home.now)
    elsewhere = tmp_path / "another machine"
    elsewhere.mkdir()
    shutil.copy(tmp_path / "copy", elsewhere / "ledger.db")
    other = Home(elsewhere)

    gap = other.guard.gap("default", home.later())

    assert gap.since == NOW
    assert gap.noticed == home.now
    other.close()


def test_a_copy_of_a_copy_is_as_old_as_the_first(home, tmp_path):
    home.learn()
    back_up(home.ledger.storage, tmp_path / "first", home.now)
    with closing(open_ledger(tmp_path / "first", actor="tests")) as first:
        back_up(first.storage, tmp_path / "second", home.later(100))
    home.put_back(tmp_path / "second")

    assert home.guard.gap("default", home.later()).since == NOW


def test_once_noticed_it_stands_until_the_books_were_read_back(home):
    home.learn()
    copy = home.copy()
    home.later()
    home.hand_in()
    home.put_back(copy)
    noticed = home.guard.notice("default", home.later())

    assert home.guard.notice("default", home.later()) == noticed
    home.hand_in()
    assert home.guard.gap("default", home.later()) == noticed
    home.guard.read_back("default", noticed.noticed - HOUR, home.later())
    assert home.guard.gap("default", home.now) == noticed
    home.guard.read_back("default", noticed.noticed, home.later())
    assert home.guard.gap("default", home.later()) is None
    assert home.guard.notice("default", home.later()) is None


def test_looking_writes_nothing(home):
    home.learn()
    copy = home.copy()
    home.hand_in()
    home.put_back(copy)
    before = home.ledger.checkpoints()

    home.guard.gap("default", home.later())

    assert home.ledger.checkpoints() == before


def test_it_is_found_a_second_time(home):
    home.learn()
    copy = home.copy()
    for _ in range(2):
        home.later()
        home.hand_in()
        home.put_back(copy)
        gap = home.guard.notice("default", home.later())
        assert gap is not None
        home.guard.read_back("default", gap.noticed, home.later(50))
        assert home.guard.gap("default", home.later()) is None


def test_a_marked_copy_tells_every_account(home, tmp_path):
    home.learn()
    home.learn("other")
    back_up(home.ledger.storage, tmp_path / "copy", home.now)
    home.put_back(tmp_path / "copy")
    gap = home.guard.notice("default", home.later())
    home.guard.read_back("default", gap.noticed, home.later())

    assert home.guard.gap("default", home.now) is None
    assert home.guard.gap("other", home.now) == gap


def test_another_accounts_restore_is_not_ones_own(home):
    home.learn()
    home.learn("other")
    copy = home.copy()
    home.later()
    home.hand_in("other")
    home.put_back(copy)

    assert home.guard.notice("default", home.later()) is None
    assert home.guard.notice("other", home.now) is not None


def test_a_mark_nobody_can_read_is_told_and_not_taken_for_none(home, tmp_path):
    home.hand_in()
    (tmp_path / "ledger.marks" / "default.json").write_text("{")

    with pytest.raises(LedgerProblem, match="cannot be read"):
        home.guard.gap("default", home.now)
    with pytest.raises(LedgerProblem, match="cannot be read"):
        home.hand_in()


def test_an_account_of_any_name_has_a_mark(home):
    home.hand_in("../über shop")

    assert home.marks.of("../über shop").checkpoint.seq == 1


def test_a_mark_is_its_owners_alone(home, tmp_path):
    home.hand_in()

    folder = tmp_path / "ledger.marks"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "default.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_database_restored_from_a_dump_is_found_by_every_machine(postgres, tmp_path):
    homes = [Home(tmp_path / name, postgres.address) for name in ("one", "two")]
    for home in homes:
        home.learn()
        assert home.guard.notice("default", home.later()) is None
    for home in homes:
        home.close()
    _dump_and_restore(postgres.address)
    for home in homes:
        home.open()
    homes[0].later(24)

    gap = homes[0].guard.notice("default", homes[0].now)

    assert gap.since < homes[0].now == gap.noticed
    assert homes[1].guard.gap("default", homes[0].now) == gap
    homes[0].guard.read_back("default", gap.noticed, homes[0].later(50))
    assert all(home.guard.notice("default", homes[0].now) is None for home in homes)
    for home in homes:
        home.close()


@pytest.mark.slow
def test_what_one_machine_read_back_the_other_need_not(postgres, tmp_path):
    one, two = (Home(tmp_path / name, postgres.address) for name in ("one", "two"))
    one.learn()
    with opened(postgres.address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM entries")
        connection.execute("CREATE TABLE kept_heads AS SELECT * FROM heads")
    one.later()
    two.now = one.now
    one.hand_in()
    two.later()
    two.hand_in()
    with opened(postgres.address) as connection:
        connection.execute("ALTER TABLE entries DISABLE TRIGGER ALL")
        connection.execute("DELETE FROM entries")
        connection.execute("INSERT INTO entries SELECT * FROM kept")
        connection.execute("ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_no_delete")
        connection.execute("DELETE FROM heads")
        connection.execute("INSERT INTO heads SELECT * FROM kept_heads")
    gap = one.guard.notice("default", one.later(5))
    assert gap is not None
    one.guard.read_back("default", gap.noticed, one.later(50))

    assert two.guard.notice("default", one.now) is None
    two.now = one.now
    two.hand_in()
    assert two.marks.of("default").checkpoint.seq > 2
    one.close()
    two.close()


def _dump_and_restore(address: DatabaseAddress):
    """What pg_restore does: the same rows in tables that were made anew."""
    with opened(address) as connection:
        connection.execute("ALTER TABLE entries RENAME TO gone")
        connection.execute("CREATE TABLE entries (LIKE gone INCLUDING ALL)")
        connection.execute("INSERT INTO entries SELECT * FROM gone")
        connection.execute("DROP TABLE gone")
