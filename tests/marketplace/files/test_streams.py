"""Files that are compressed, cut, damaged, or no files at all."""

import gc
import gzip
import os
import tracemalloc
import zlib
from pathlib import Path

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files import open_report
from seller_credits.marketplace.files.streams import Limits, open_bytes
from tests.marketplace.files.layouts import FBA_HEADER, FBA_ROW, mfn, table

OPEN_FILES = Path("/proc/self/fd")


def many_rows(count):
    rows = (FBA_ROW | {"license-plate-number": f"LPN{number:08x}"} for number in range(count))
    return table(FBA_HEADER, *rows).encode()


def rows_until_it_breaks(report):
    rows = []
    with pytest.raises(UnreadableSource) as broken:
        rows.extend(row for row in report.records() if rows.append(row))
    return rows, broken.value


def test_gzip_is_unpacked_on_the_way(desk):
    rows = desk.rows(gzip.compress(many_rows(3)))

    assert [row.unit_key for row in rows] == [f"LPN{n:08x}#1" for n in range(3)]


def test_gzip_in_several_members_is_one_file(desk):
    header, *rows = many_rows(2).splitlines(keepends=True)

    assert len(desk.rows(b"".join(map(gzip.compress, (header, *rows))))) == 2


@pytest.mark.parametrize("count", [200, 20_000])
def test_every_whole_row_before_a_cut_is_given_and_then_the_cut_is_told(desk, count):
    packed = gzip.compress(many_rows(count))
    cut = packed[: len(packed) // 2]
    whole_lines = zlib.decompressobj(31).decompress(cut).count(b"\n")

    rows, broken = rows_until_it_breaks(desk.open(cut))

    assert len(rows) == whole_lines - 1
    assert 0 < len(rows) < count
    assert "ends too early" in broken.message


def test_a_damaged_gzip_file_is_told(desk):
    packed = bytearray(gzip.compress(many_rows(100)))
    packed[-6] ^= 0xFF

    rows, broken = rows_until_it_breaks(desk.open(bytes(packed)))

    assert len(rows) == 100
    assert "damaged" in broken.message


def test_what_only_begins_like_gzip_is_told(desk):
    with pytest.raises(UnreadableSource, match="compressed file"):
        desk.open(b"\x1f\x8bhello")


@pytest.mark.parametrize(
    "limits", [Limits(size=100_000), Limits(ratio=50, ratio_from=100_000)], ids=["size", "ratio"]
)
def test_a_file_that_unpacks_without_end_is_stopped(desk, limits):
    bomb = desk.file(gzip.compress(b"\0" * 1_000_000))

    with (
        pytest.raises(UnreadableSource, match="no report does"),
        open_bytes(bomb, "bomb", limits) as plain,
    ):
        plain.read()


def test_a_report_of_ordinary_density_passes_the_limits(desk):
    packed = desk.file(gzip.compress(many_rows(5000)))

    with open_bytes(packed, "packed", Limits(ratio_from=1000)) as plain:
        assert plain.read().count(b"\n") == 5001


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t \n", "blanks only"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"PK\x03\x04....[Content_Types].xml", "an Excel workbook"),
        (b"PK\x03\x04....returns.txt", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel or Word document"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "a gzip file inside a gzip file"),
        (b"order-id\0sku", "a NUL byte at position 9"),
    ],
)
def test_what_is_no_text_report_is_called_by_its_name(desk, content, what):
    with pytest.raises(UnreadableSource, match=what) as refused:
        desk.open(content)

    assert refused.value.message.startswith("report.txt: ")
    assert refused.value.hint


def test_an_excel_workbook_comes_with_the_way_out(desk):
    with pytest.raises(UnreadableSource) as refused:
        desk.open(b"PK\x03\x04....xl/workbook.xml")

    assert "tab-separated text" in refused.value.hint


def test_nul_bytes_in_the_middle_end_the_reading_with_their_line(desk):
    damaged = many_rows(10_000) + b"\0" * 50 + many_rows(1)

    rows, broken = rows_until_it_breaks(desk.open(damaged))

    assert len(rows) == 10_000
    assert "line 10002" in broken.message


def test_a_line_without_end_is_not_taken_into_memory(desk):
    endless = mfn().encode() + b"x" * 3_000_000

    rows, broken = rows_until_it_breaks(desk.open(endless))

    assert len(rows) == 1
    assert "line 3" in broken.message


@pytest.mark.exhaustive
def test_memory_stays_flat_however_long_the_file_is(desk):
    def peak(rows):
        report = desk.open(mfn() + mfn().split("\r\n")[1].join(["", "\r\n"]) * rows)
        tracemalloc.start()
        try:
            assert sum(1 for _ in report.records()) == rows + 1
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)

    assert peak(8000) < 2 * peak(2000)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(UnreadableSource, match="there is no file"):
        open_report(tmp_path / "none.txt")
    with pytest.raises(UnreadableSource, match="is a folder"):
        open_report(tmp_path)


def test_a_pipe_is_no_report_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UnreadableSource, match="not a regular file"):
        open_report(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_told(desk):
    path = desk.file(mfn())
    path.chmod(0)

    with pytest.raises(UnreadableSource, match="may not read"):
        open_report(path)


def test_the_name_given_is_the_name_in_every_message(desk):
    with pytest.raises(UnreadableSource, match=r"^the July returns: "):
        open_report(desk.file(""), name="the July returns")


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_report_read_halfway_leaves_no_file_open(desk, pack):
    open_before = len(list(OPEN_FILES.iterdir()))

    records = desk.open(pack(many_rows(5000))).records()
    next(records)
    del records
    gc.collect()

    assert len(list(OPEN_FILES.iterdir())) == open_before
