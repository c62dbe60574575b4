"""What every test may ask for. The network is closed but for this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from seller_credits.cli.main import main
from tests.keyrings import MemoryKeyring, keyring_in_memory, no_keyring
from tests.postgres import Postgres
from tests.postgres import running as postgres_running

# The gate judges a change, not the day's luck: the same examples each time, however slow the
# machine. HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches out fails at once, and says where it wanted to go."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family in {socket.AF_INET, socket.AF_INET6} and host not in _LOOPBACK:
            raise AssertionError(f"a test wanted to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the developer's environment nor their home can decide a test."""
    for name in [name for name in os.environ if name.startswith("SELLER_CREDITS_")]:
        monkeypatch.delenv(name)
    # A program started by a test is judged as a seller starts it, and may be killed or starved.
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("COLUMNS", raising=False)
    # For programs that a test starts.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """Whatever the developer's machine has, a test keeps no secret there and finds none."""
    with no_keyring():
        yield


@pytest.fixture
def keyring(_no_keyring: None) -> Iterator[MemoryKeyring]:
    """The machine has a keyring, and it is empty."""
    with keyring_in_memory() as backend:
        yield backend


@dataclass(frozen=True)
class Ran:
    """How one command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command line in the empty home, in this process."""

    def command(*words: object) -> Ran:
        code = main(["--home", str(home), *map(str, words)])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture(scope="session")
def _postgres_of_this_worker() -> Iterator[Postgres]:
    with postgres_running() as server:
        yield server


@pytest.fixture
def postgres(_postgres_of_this_worker: Postgres) -> Postgres:
    """A real PostgreSQL with nothing in it; for slow tests, for it takes a second to start."""
    for name in ("seller_credits_limits", "seller_credits_ledger"):
        _postgres_of_this_worker.sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")
    return _postgres_of_this_worker
