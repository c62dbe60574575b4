"""Addresses are read whole or not at all, and nothing of them is ever quoted."""

from __future__ import annotations

import pytest

from seller_credits.address_file import read_addresses
from seller_credits.domain.errors import UsageProblem

HEADER = "order_id,name,line1,line2,city,region,postal_code,country,phone\n"
ROW = "111-1111111-1111111,Jo Brooks,12 Mill Creek Dr,,Madison,WI,53703,us,\n"


@pytest.fixture
def reads(tmp_path):
    def read(text):
        path = tmp_path / "addresses.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_addresses(path)

    return read


def refused(reads, text):
    with pytest.raises(UsageProblem) as caught:
        reads(text)
    return caught.value.message


def test_a_row_is_where_the_goods_of_its_order_go(reads):
    (address,) = reads(HEADER + ROW + "\n").values()

    assert (address.name, address.postal_code, address.country) == ("Jo Brooks", "53703", "US")
    assert (address.city, address.region, address.line2) == ("Madison", "WI", "")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_it_is_read_as_any_spreadsheet_saves_it(reads, mark):
    assert list(reads((HEADER + ROW).replace(",", mark))) == ["111-1111111-1111111"]


def test_another_encoding_and_columns_in_another_order_are_read(reads):
    text = (
        "Country;Postal code;Name;Line1;Order ID\nDE;10115;Jörg Groß;Straße 1;111-1111111-1111111\n"
    )
    (address,) = reads(text.encode("cp1252")).values()
    assert address.name == "Jörg Groß"


def test_every_fault_is_told_with_its_row_and_none_with_its_words(reads):
    rows = [
        "111-1111111-1111111,,12 Mill Creek Dr,,Madison,WI,53703,US,",
        "111-2222222-222222,Jo Brooks,12 Mill Creek Dr,,Madison,WI,53703,US,",
        "111-3333333-3333333,Jo Brooks,12 Mill Creek Dr,,Madison,WI,1234,US,",
        "111-4444444-4444444,Jo Brooks,12 Mill Creek Dr,,Madison,WI,53703,Germany,",
        "111-5555555-5555555,Jo Brooks,12 Mill, Creek,,Madison,WI,53703,US,,more",
    ]
    said = refused(reads, HEADER + "\n".join(rows))

    for number, word in enumerate(("name", "order_id", "postal_code", "country", "cells"), 2):
        assert f"row {number}: " in said
        assert word in said
    for private in ("Jo", "Brooks", "Mill", "Madison", "53703", "1234", "Germany"):
        assert private not in said.replace("111-1234567-1234567", "").replace("like 01234", "")


def test_one_order_with_two_addresses_is_refused_and_the_same_twice_is_not(reads):
    assert "row 3: the order of row 2 again" in refused(
        reads, HEADER + ROW + ROW.replace("12 Mill", "13 Mill")
    )
    assert len(reads(HEADER + ROW + ROW)) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "order_id"),
        ("order_id,name,line1,country\n", "postal_code"),
        (b"PK\x03\x04 a picture", "addresses.csv"),
        (HEADER + '111-1111111-1111111,"Jo' + "x" * 200_000, "quotes"),
    ],
)
def test_what_is_no_such_file_is_refused(reads, text, word):
    assert word in refused(reads, text)


def test_a_column_that_is_nearly_named_is_told(reads):
    said = refused(reads, HEADER.replace("postal_code", "postl_code") + ROW)
    assert "did you mean postal_code?" in said
