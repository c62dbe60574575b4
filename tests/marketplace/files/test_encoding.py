"""Which encoding a report is in."""

import pytest

from seller_credits.marketplace.files.encoding import choose_encoding
from seller_credits.marketplace.files.notes import Notes
from tests.marketplace.files.layouts import MFN_ROW, mfn

JAPANESE = "商品が壊れていました。返金をお願いします。"
GERMAN = "Größe paßt nicht, überall Risse, „kaputt“ für 5 €"
POLISH = "Zażółć gęślą jaźń"


def chosen(text, *, charset=None, japanese=None):
    return choose_encoding(text, charset=charset, japanese=japanese, notes=Notes())


@pytest.mark.parametrize(
    ("block", "encoding"),
    [
        (JAPANESE.encode("utf-8-sig"), "utf-8-sig"),
        (JAPANESE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + JAPANESE.encode("utf-16-be"), "utf-16"),
        (POLISH.encode(), "utf-8"),
        (b"plain words", "utf-8"),
        (JAPANESE.encode("cp932"), "cp932"),
        (GERMAN.encode("cp1252"), "cp1252"),
        (b"\xe9l\xe9gant, d\xe9\xe7u", "cp1252"),
    ],
)
def test_bytes_tell_their_encoding_by_themselves(block, encoding):
    assert chosen(block) == encoding


def test_a_mark_outranks_what_the_server_says():
    assert chosen(GERMAN.encode("utf-8-sig"), charset="windows-1252") == "utf-8-sig"


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("windows-31j", "cp932"),
        ("Shift_JIS", "cp932"),
        ("Cp1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("UTF-8", "utf-8"),
        ('"utf8"', "utf-8"),
    ],
)
def test_the_server_names_encodings_in_its_own_way(charset, codec):
    assert chosen(b"plain words", charset=charset) == codec


@pytest.mark.parametrize("charset", ["utf-8", "klingon", "\0", "rot13", "base64"])
def test_a_stated_encoding_that_does_not_fit_is_passed_over_with_a_warning(charset):
    notes = Notes()

    encoding = choose_encoding(GERMAN.encode("cp1252"), charset=charset, japanese=None, notes=notes)

    assert encoding == "cp1252"
    assert repr(charset) in notes.lines[0]


def test_the_store_decides_where_bytes_alone_would_not():
    kanji_only = "東京都".encode("cp932")

    assert chosen(kanji_only) == "cp1252"
    assert chosen(kanji_only, japanese=True) == "cp932"
    assert chosen(JAPANESE.encode("cp932"), japanese=False) == "cp1252"


def test_a_letter_cut_in_two_at_the_end_of_the_first_block_changes_nothing():
    assert chosen("ü".encode() * 3 + b"\xc3") == "utf-8"


def test_one_bad_byte_costs_one_letter_and_a_warning_with_its_line(desk):
    row = mfn(**{"Merchant SKU": "MUG-@"}).encode().replace(b"@", b"\x81")

    report = desk.open(row)
    (read,) = report.records()

    assert report.encoding == "cp1252"
    assert read.sku == "MUG-\N{REPLACEMENT CHARACTER}"
    assert "row 2" in report.warnings[0]


def test_a_bad_byte_far_behind_the_first_block_costs_no_row(desk):
    header, row = mfn().encode().split(b"\r\n")[:2]
    last = row.replace(MFN_ROW["Merchant SKU"].encode(), b"caf\xe9")
    report = desk.open(b"\r\n".join([header, *[row] * 6000, last, b""]))

    *_, read = report.records()

    assert read.sku == "caf\N{REPLACEMENT CHARACTER}"
    assert report.encoding == "utf-8"
    assert any("row 6002" in line for line in report.warnings)


def test_a_topic_that_never_ends_is_counted_instead_of_repeated():
    notes = Notes()
    for number in range(100):
        notes.warn("bytes", f"line {number}")
    notes.warn("columns", "a new one")

    assert notes.lines == ["line 0", "line 1", "line 2", "bytes: 97 more like this", "a new one"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_that_does_not_say_so_is_told_by_its_noughts(desk, encoding):
    row = desk.row(mfn(**{"Merchant SKU": "CAFÉ"}).encode(encoding))

    assert row.sku == "CAFÉ"
