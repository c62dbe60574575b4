"""From the tables of any earlier version to those of this one, step by step.

Each file in `versions` is one step, and is never changed again: the sum of all is
`seller_credits.ledger.schema`, which a test compares. A step ends by writing the number of the
schema that it makes into `meta`, where also a program that knows no steps looks for it.

Nothing here loads alembic before there is a step to take.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.schema import SCHEMA_VERSION, meta

FIRST = "4"
"""The oldest schema that a step leads from."""


def found_schema(connection: Connection) -> str | None:
    """The number of the schema that is there; None where there is no ledger yet."""
    if not connection.dialect.has_table(connection, meta.name):
        return None
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.name == "schema"))
    return found


def leads_here(found: str | None, place: str) -> bool:
    """Whether steps are to be taken; False where the ledger is as this program knows it.

    Args:
        found: the schema that is there.
        place: where, for a person.

    Raises:
        LedgerProblem: no step leads from there: a newer program wrote it, or a very old one.
    """
    if found == SCHEMA_VERSION:
        return False
    if found is None:
        return True
    number = int(found) if found.isdecimal() else None
    if number is not None and int(FIRST) <= number < int(SCHEMA_VERSION):
        return True
    if number is not None and number < int(FIRST):
        raise LedgerProblem(
            f"The ledger {place} has schema {found}, of a version that was never released; "
            f"this program reads {FIRST} to {SCHEMA_VERSION}.",
            hint="Begin a new ledger in another --home: a sync or an import reads again what "
            "Amazon still has.",
        )
    raise LedgerProblem(
        f"The ledger {place} has schema {found}, of a newer version of this program; "
        f"this one knows {SCHEMA_VERSION}. Nothing was touched.",
        hint="Use the version of seller-credits that wrote it, or a newer one, on every machine.",
    )
