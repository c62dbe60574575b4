"""Holding an account against other machines, for as long as a job takes.

The lock is the session's own: whoever is killed, or cut off, has let go of it as soon as the server
notices. And whoever was cut off writes no more: what is written for a held account is written in
the very session that holds it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.postgresql.connecting import PROGRAM
from seller_credits.ledger.postgresql.locks import holder_of, number_of, of_account

_TAKE = "SELECT pg_try_advisory_lock(%s)"
_NAMED = "SELECT set_config('application_name', %s, false)"
_NAME_BYTES = 63
_WAIT_S = 30

# Nothing is said on it while a marketplace is waited for; a machine that lost its power is known to
# be gone after two minutes.
_KEPT_OPEN = {
    "idle_session_timeout": "0",
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "15",
    "tcp_keepalives_count": "4",
}


class Hold:
    """An account held by one session.

    Args:
        connection: the session, taken from the pool for good.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._in_use = Lock()

    @contextmanager
    def using(self) -> Iterator[Connection | None]:
        """The session, for one transaction at a time; None where it was lost, and the lock with it.

        Raises:
            TimeoutError: another thread has had it for too long.
        """
        if not self._in_use.acquire(timeout=_WAIT_S):
            raise TimeoutError
        try:
            # A session that was lost would quietly be made anew, without its lock.
            yield None if self._connection.invalidated else self._connection
        finally:
            self._in_use.release()


@contextmanager
def hold(connection: Connection, account: str, doing: str) -> Iterator[Hold]:
    """Hold an account while the block runs.

    Args:
        connection: a new one; it is closed in the end.
        account: the account's name.
        doing: the command that wants it, for whoever comes second.

    Raises:
        LedgerProblem: another machine or process holds it; nothing was done.
    """
    connection.detach()
    with connection:
        with connection.begin():
            if not connection.exec_driver_sql(_TAKE, (number_of(of_account(account)),)).scalar():
                raise _taken(account, holder_of(connection, of_account(account)))
            connection.exec_driver_sql(_NAMED, (_name(doing),))
            for name, value in _KEPT_OPEN.items():
                connection.exec_driver_sql("SELECT set_config(%s, %s, false)", (name, value))
        yield Hold(connection)


def _name(doing: str) -> str:
    """What the session is called while it holds an account: `seller-credits sync, 4711 on web2`."""
    said = f"{PROGRAM} {doing}, process {os.getpid()} on {socket.gethostname()}"
    return said.encode("ascii", "replace")[:_NAME_BYTES].decode()


def _taken(account: str, holder: tuple[str, int] | None) -> LedgerProblem:
    who = ""
    if holder is not None:
        name, seconds = holder
        who = f" by `{name}`, for {seconds // 60} min"
    return LedgerProblem(
        f"Account '{account}' is being worked on{who}. Nothing was done.",
        hint="Wait for it to end; it can be stopped safely, and the next run goes on.",
    )
