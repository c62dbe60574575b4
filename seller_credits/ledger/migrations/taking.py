"""Taking the steps: all that are missing, in the transaction of whoever asks."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, select

from seller_credits.ledger.migrations import FIRST
from seller_credits.ledger.schema import meta

_FIRST_STEP = "0001"
_UNMARKED = frozenset({FIRST})
"""Schemas of ledgers that were made before there were steps."""

# What alembic works on is known to its whole process.
_one_at_a_time = Lock()


def take_steps(connection: Connection, found: str | None) -> None:
    """Bring a ledger to this program's schema; where there is none, make it.

    Args:
        connection: in a transaction that keeps all others from doing the same; it is not committed.
        found: the schema that is there.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _one_at_a_time:
        if found in _UNMARKED:
            command.stamp(config, _FIRST_STEP)
        command.upgrade(config, "head")
    if connection.scalar(select(meta.c.value).where(meta.c.name == "identity")) is None:
        connection.execute(insert(meta).values(name="identity", value=uuid4().hex))
