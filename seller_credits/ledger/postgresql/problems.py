"""What PostgreSQL and its driver complain of, told as a seller can act on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.named import Named

SAME_VERSION = "Use the same version of this program on every machine that shares it."

_AGAIN = "When it is well again, run the same command again; nothing is lost or recorded twice."
_ADDRESS = "Check that the database runs, that this machine may reach it, and {setting}."
_LOGIN = (
    "Set PGPASSWORD, or PGPASSFILE to a file that holds the password, or the whole address with "
    "it in {variable}; and see that pg_hba.conf of the server lets this machine in."
)
_GRANTS = (
    "Let every machine log in as one user, who may create a schema in this database "
    "(GRANT CREATE ON DATABASE), or grant this user what that one made."
)
_LOST = ("the connection was lost", _AGAIN)
_HELD = ("somebody has been holding a row of it for too long", _AGAIN)
_FULL = ("the server has no room or no connection left", _AGAIN)
_DENIED = ("this user may not read and write there", _GRANTS)
_OLDER = ("its tables are another version's", SAME_VERSION)
_NOT_LET_IN = ("the server does not let this user in", _LOGIN)

# The beginning of an SQLSTATE: "PostgreSQL Error Codes", postgresql.org/docs/18, read 2026-11.
_BY_CODE = (
    ("25006", ("the server takes no writes", "Name the one that does in {setting}.")),
    ("25P03", _LOST),
    ("28", _NOT_LET_IN),
    ("3D000", ("there is no database of that name", "Make it: createdb. Or mend the name.")),
    ("3F000", _DENIED),
    ("42501", _DENIED),
    ("42P01", _OLDER),
    ("42703", _OLDER),
    ("53", _FULL),
    ("55P03", _HELD),
    ("57014", _HELD),
    ("57", _LOST),
    ("08", _LOST),
)
# While there is no connection yet, the driver gives no code. A server may say it in another
# language; then its own words are told.
_BY_WORDS = (
    (r"no password|authentication failed|pg_hba|role .* (does not exist|is not)", _NOT_LET_IN),
    (r"database .* does not exist", dict(_BY_CODE)["3D000"]),
    (r"permission denied", _DENIED),
    (r"too many|connection slots", _FULL),
    (r"starting up|shutting down|closed the connection|not yet accepting", _LOST),
    (r"resolve host|translate host", ("there is no machine of that name", _ADDRESS)),
    (r"timeout|timed out", ("it does not answer in time", _ADDRESS)),
    (r"refused|no such file|unreachable|no route", ("nobody answers there", _ADDRESS)),
)


@contextmanager
def told_to_the_seller(address: DatabaseAddress, named: Named) -> Iterator[None]:
    """Turn what the database or its driver raises into a LedgerProblem that says what and where.

    Args:
        address: where it is; its password is never told.
        named: what is kept there.
    """
    try:
        yield
    except DBAPIError as error:
        # Its parameters are of no use to a seller, and nobody knows what a driver's error carries.
        raise _problem(address, named, error) from None


def place_of(address: DatabaseAddress) -> str:
    """Where it is, after its name: `in database 'limits' at db.example.com`."""
    return f"in database {address}"


def lost(address: DatabaseAddress, named: Named) -> LedgerProblem:
    """The connection is gone, which the program itself has noticed."""
    meaning, hint = _LOST
    return LedgerProblem(f"{_beginning(address, named)}: {meaning}.", hint=hint)


def no_driver(address: DatabaseAddress, named: Named) -> LedgerProblem:
    """Without the driver there is no database; says how to install it."""
    return LedgerProblem(
        f"{_beginning(address, named)}: the PostgreSQL driver is not installed.",
        hint=f"Install it: pip install 'seller-credits[postgres]'. {named.without}",
    )


def _beginning(address: DatabaseAddress, named: Named) -> str:
    return f"The {named.what} {place_of(address)} cannot be used"


def _problem(address: DatabaseAddress, named: Named, error: DBAPIError) -> LedgerProblem:
    cause = " ".join(str(error.orig).split())
    beginning = _beginning(address, named)
    meaning, hint = _by_code(error) or _by_words(cause) or (_without(address, cause), _ADDRESS)
    told = hint.format(setting=named.setting, variable=named.variable)
    return LedgerProblem(f"{beginning}: {meaning}.", hint=told)


def _without(address: DatabaseAddress, cause: str) -> str:
    """What the driver says, in which it may repeat what it was told."""
    if address.password is None:
        return cause
    return cause.replace(address.password.get_secret_value(), "***")


def _by_code(error: DBAPIError) -> tuple[str, str] | None:
    code = getattr(error.orig, "sqlstate", None)
    if code is None:
        return _LOST if error.connection_invalidated else None
    return next((told for start, told in _BY_CODE if code.startswith(start)), None)


def _by_words(cause: str) -> tuple[str, str] | None:
    said = cause.lower()
    return next((told for words, told in _BY_WORDS if re.search(words, said)), None)
