"""Opening connections: what the driver is told, and how long anything may hang."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine

from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.named import Named
from seller_credits.ledger.postgresql.problems import no_driver

if TYPE_CHECKING:
    import psycopg

PROGRAM = "seller-credits"
"""Who is connected, as the server lists it."""

_CONNECT_SECONDS = 10
# A cable that was pulled answers nothing, and TCP by itself would ask for a quarter of an hour.
_SILENT_AT_MOST_MS = 20_000


def engine_of(
    address: DatabaseAddress,
    named: Named,
    *,
    limits: Mapping[str, str],
    driver: Mapping[str, Any],
    **options: Any,
) -> Engine:
    """An engine that connects only when it is used.

    Args:
        address: where; SQLAlchemy itself never has the password.
        named: what is kept there, for whoever lacks the driver.
        limits: the server's settings for every session: `lock_timeout` and so on.
        driver: what else the driver is told.
        options: what SQLAlchemy is told.

    Raises:
        LedgerProblem: the driver is not installed.
    """
    try:
        import psycopg  # noqa: PLC0415, F401  # comes with an extra, and only this needs it
    except ImportError:
        raise no_driver(address, named) from None
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: _connected(address, limits, driver),
        # Between two uses may be minutes, in which a server or a firewall hangs up.
        pool_pre_ping=True,
        **options,
    )


def _connected(
    address: DatabaseAddress, limits: Mapping[str, str], driver: Mapping[str, Any]
) -> psycopg.Connection[Any]:
    import psycopg  # noqa: PLC0415

    try:
        connection = psycopg.connect(**_parameters(address), **driver)
    except psycopg.Error as error:
        said = str(error)
    else:
        _limit(connection, limits)
        return connection
    # Not raised above: the driver's own error carries all it was told, the password too.
    raise psycopg.OperationalError(said)


def _parameters(address: DatabaseAddress) -> dict[str, Any]:
    """The address as the driver takes it; what is not told it finds for itself."""
    password = address.password
    told = {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "dbname": address.database,
        "password": None if password is None else password.get_secret_value(),
    }
    return {
        "connect_timeout": _CONNECT_SECONDS,
        "tcp_user_timeout": _SILENT_AT_MOST_MS,
        "application_name": PROGRAM,
        **{name: value for name, value in told.items() if value is not None},
        **dict(address.options),
    }


def _limit(connection: psycopg.Connection[Any], limits: Mapping[str, str]) -> None:
    """Neither hold the others up, nor be held up, for ever."""
    try:
        for name, value in limits.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.commit()
    except BaseException:
        connection.close()
        raise
