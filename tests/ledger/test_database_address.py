"""The address of a database: read as it is written, and its password never shown."""

from __future__ import annotations

import pytest

from seller_credits.ledger.postgresql.address import DatabaseAddress

SECRET = "s3cret"


def test_each_part_is_read_where_it_stands():
    address = DatabaseAddress.parse(
        "postgresql://seller:p%2Fw%40x@db.example.com:6432/limits?sslmode=verify-full"
    )

    assert (address.user, address.host, address.port) == ("seller", "db.example.com", 6432)
    assert address.database == "limits"
    assert address.password.get_secret_value() == "p/w@x"
    assert address.options == (("sslmode", "verify-full"),)
    assert str(address) == "'limits' at db.example.com, port 6432"


def test_what_is_left_out_is_left_to_the_driver():
    address = DatabaseAddress.parse("postgres:///limits?host=/run/postgresql")

    assert (address.user, address.host, address.port, address.password) == (None,) * 4
    assert str(address) == "'limits' at /run/postgresql"


def test_the_password_never_shows():
    address = DatabaseAddress.parse(f"postgresql://u:{SECRET}@h/limits")

    assert SECRET not in f"{address} {address!r}"


@pytest.mark.parametrize(
    "text",
    [
        "limits",
        "mysql://u:s3cret@h/limits",
        "postgresql://u:s3cret@h",
        "postgresql://u:s3cret@h/",
        "postgresql://u:s3cret/x@h/limits",
        "postgresql://u:12/s3cret@h/limits",
        "postgresql://u:s3cret#x@h/limits",
        "postgresql://u:s3cret?x@h/limits",
        "postgresql://u:12/x?s3cret=1@h/limits",
        "postgresql://u@h/limits?password=s3cret",
        "postgresql://u@[h/s3cret",
    ],
)
def test_what_is_no_address_is_refused_without_being_quoted(text):
    with pytest.raises(ValueError, match=r"postgresql://user@host/database|an option") as refused:
        DatabaseAddress.parse(text)

    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
