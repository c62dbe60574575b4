"""Where a database is, as a seller writes it: `postgresql://user@host/database`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from pydantic import SecretStr

_FORM = "postgresql://user@host/database"
_NO_ADDRESS = (
    f"no address like {_FORM}; in a user's name or a password, write / as %2F, : as %3A, "
    "@ as %40, ? as %3F, # as %23 and % as %25"
)
_SCHEMES = frozenset({"postgresql", "postgres"})
# What would be read as a database is the rest of a password with a / in it.
_ODD_IN_A_NAME = re.compile(r"[/@:]")
# Where, and how the connection is secured. What else the driver knows is set in its own ways.
_OPTIONS = frozenset(
    {
        *("host", "hostaddr", "port", "connect_timeout", "target_session_attrs"),
        *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "ssl_min_protocol_version"),
        *("channel_binding", "gssencmode", "krbsrvname", "passfile"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseAddress:
    """A PostgreSQL database, and who asks for it; the password never shows when printed.

    Attributes:
        database: its name.
        host: the machine, or the folder of its socket; None for the driver's own choice.
        port: None for the usual one.
        user: None for the driver's own choice.
        password: None where the driver is to find it: PGPASSWORD, or a file named by PGPASSFILE.
        options: what else the driver is told: `("sslmode", "verify-full")`.
    """

    database: str
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: SecretStr | None = None
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address.

        Raises:
            ValueError: it is none; the words never quote it, for a password may be in it.
        """
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError:
            raise ValueError(_NO_ADDRESS) from None
        name = parts.path.removeprefix("/")
        if parts.scheme not in _SCHEMES or parts.fragment or _ODD_IN_A_NAME.search(name):
            raise ValueError(_NO_ADDRESS)
        if not name:
            raise ValueError(f"names no database; it is the last word of {_FORM}")
        return cls(
            database=unquote(name),
            host=_plain(parts.hostname),
            port=port,
            user=_plain(parts.username),
            password=SecretStr(unquote(parts.password)) if parts.password else None,
            options=_options(parts),
        )

    def __str__(self) -> str:
        host = self.host or dict(self.options).get("host")
        port = f", port {self.port}" if self.port else ""
        return f"'{self.database}'{f' at {host}{port}' if host else ''}"


def _plain(part: str | None) -> str | None:
    return unquote(part) if part else None


def _options(parts: SplitResult) -> tuple[tuple[str, str], ...]:
    told = tuple(parse_qsl(parts.query, keep_blank_values=True))
    if any(name not in _OPTIONS for name, _ in told):
        raise ValueError(f"an option behind the ? that is none of {', '.join(sorted(_OPTIONS))}")
    return told
