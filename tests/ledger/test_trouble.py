"""A full disk, a file somebody else holds, a folder nobody may write to: told, and nothing half."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger import sqlite_file
from seller_credits.ledger.opening import open_ledger

from .conftest import NOW, sighting

NOBODY = 65534

FILL = """
import resource, sys
from pathlib import Path
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.opening import open_ledger
from tests.ledger.conftest import NOW, sighting

path = Path(sys.argv[1])
ledger = open_ledger(path, actor="tests")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
whole = 0
try:
    for batch in range(1000):
        with ledger.writing("default", NOW) as writer:
            for row in range(100):
                writer.issue_seen(f"i-{batch}-{row}", NOW, sighting(key=f"{batch} {row}"))
        whole += 100
except LedgerProblem as problem:
    print(whole)
    print(problem)
    sys.exit(problem.exit_code)
"""


@pytest.fixture
def place(path):
    return path


@pytest.mark.parametrize("room", [200_000, 700_000, 3_000_000])
def test_a_disk_that_fills_up_leaves_whole_transactions_only(path, room):
    words = [sys.executable, "-c", FILL, str(path), str(room)]
    ended = subprocess.run(words, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (6, "")
    whole, said = ended.stdout.split("\n", 1)
    assert "the disk is full or cannot be written" in said
    assert "Free some space and run the same command again" in said
    with closing(open_ledger(path, actor="tests")) as ledger:
        assert sum(mark.seq for mark in ledger.checkpoints()) == int(whole)
        assert list(ledger.verify()) == []
        with ledger.writing("default", NOW) as writer:
            writer.issue_seen("i-9", NOW, sighting(key="later"))


def test_a_file_somebody_else_holds_is_waited_for_and_then_told(filled, path, monkeypatch):
    before = filled.checkpoints()
    monkeypatch.setattr(sqlite_file, "_SETTINGS", ("PRAGMA busy_timeout = 100",))
    with (
        closing(open_ledger(path, actor="tests")) as second,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        told = pytest.raises(LedgerProblem, match="another program is writing to it")
        with told as refused, second.writing("default", NOW):
            pass

    assert refused.value.exit_code == 6
    assert filled.checkpoints() == before


OPEN = """
import sys
from pathlib import Path
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.opening import open_ledger
from tests.ledger.conftest import NOW, sighting

try:
    ledger = open_ledger(Path(sys.argv[1]), actor="tests")
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen("i-9", NOW, sighting(key="row 9"))
except LedgerProblem as problem:
    print(problem)
    sys.exit(problem.exit_code)
"""


@pytest.fixture
def as_somebody_else():
    """How to run a program whom permissions stop: root is stopped by none."""
    if os.geteuid() != 0:
        return []
    found = shutil.which("setpriv")
    if found is None:
        pytest.skip("whom permissions do not stop cannot try them: setpriv is not there")
    return [found, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]


@pytest.mark.parametrize("what", ["the folder", "the file", "both"])
def test_what_may_not_be_written_is_told_and_left_as_it_is(filled, path, as_somebody_else, what):
    filled.close()
    kept = path.read_bytes()
    modes = {path: 0o400 if what != "the folder" else 0o600}
    modes[path.parent] = 0o500 if what != "the file" else 0o700
    for each, mode in modes.items():
        each.chmod(mode)
    try:
        words = [*as_somebody_else, sys.executable, "-c", OPEN, str(path)]
        ended = subprocess.run(words, check=False, capture_output=True, text=True)
    finally:
        for each in (path.parent, path):
            each.chmod(0o700)

    assert (ended.returncode, ended.stderr) == (6, "")
    assert f"The ledger {path} cannot be" in ended.stdout
    assert path.read_bytes() == kept
