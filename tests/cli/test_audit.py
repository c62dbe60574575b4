"""`audit`: files in, one page out; nothing is written anywhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from tests.marketplace.files.settlements import ORDER_ID, line, sale, v2

LEAK = (
    sale("24.99"),
    line("-24.99"),
    line("-24.99", adjustment_id="ADJ2", merchant_adjustment_item_id=""),
    line("-1.20", "RefundCommission", "ItemFees"),
)


@pytest.fixture
def settlement(tmp_path):
    path = tmp_path / "files" / "settlement.txt"
    path.parent.mkdir()
    path.write_text(v2(*LEAK))
    return path


def test_the_sum_comes_first_then_what_it_is_made_of(run, settlement, home):
    ran = run("audit", settlement)

    assert ran.code == 0
    assert ran.out.startswith("2 refunds gave buyers 49.98 USD.")
    assert "Of it 24.99 USD need not have been." in ran.out
    assert "Refunded twice: 24.99 USD  1 time, proven" in ran.out
    assert "Fees for handling refunds: 1.20 USD" in ran.out
    assert "Not known" in ran.out
    assert "adds up to the stated total, to the cent" in ran.out
    assert not home.exists()


def test_a_folder_stands_for_its_files(run, settlement):
    assert run("audit", settlement.parent).out == run("audit", settlement).out


def test_json_has_every_finding_with_its_rows(run, settlement):
    told = json.loads(run("audit", settlement, "--format", "json").out)

    assert told["schema"] == "seller-credits/audit/1"
    assert [(each["kind"], each["amount"], each["counted"]) for each in told["items"]] == [
        ("refunded_twice", "24.99", "24.99"),
        ("administration_fee", "1.20", "0.00"),
    ]
    assert told["items"][0]["rows"][0] == {
        "where": "settlement.txt, row 3",
        "words": "Order, ItemPrice, Principal",
        "amount": "24.99",
    }
    assert told["settlements"][0]["is_whole"] is True
    assert told["files"][0]["problem"] is None


def test_csv_and_ndjson_are_one_finding_a_line(run, settlement):
    rows = list(csv.DictReader(io.StringIO(run("audit", settlement, "--format", "csv").out)))
    lines = run("audit", settlement, "--format", "ndjson").out.splitlines()

    assert [row["order_id"] for row in rows] == [ORDER_ID, ""]
    assert [json.loads(each)["kind"] for each in lines] == [row["kind"] for row in rows]


def test_a_page_that_needs_nothing_else(run, settlement, tmp_path):
    page = tmp_path / "audit.html"

    ran = run("audit", settlement, "--output", page)

    assert ran.out == ""
    assert "Audit written to" in ran.err
    said = page.read_text()
    assert said.index("need not have been") < said.index("by money") < said.index(ORDER_ID)
    assert said.count("Refunded twice") == 2
    assert "http://" not in said
    assert "<script" not in said


def test_a_workbook_has_amounts_as_numbers_and_words_as_text(run, tmp_path):
    path, book = tmp_path / "settlement.txt", tmp_path / "audit.xlsx"
    path.write_text(v2(*(row | {"sku": '=HYPERLINK("http://x")'} for row in LEAK)))

    assert run("audit", path, "--output", book).code == 0
    with zipfile.ZipFile(book) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "sheets/" in name]
        words = parts.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 5
    assert "Of it 24.99 USD need not have been." in words
    assert "=HYPERLINK" in words
    assert "<v>24.99</v>" in sheets[1]
    assert not any("<f>" in each or "hyperlink" in each for each in sheets)


def test_a_hostile_word_in_a_file_is_only_a_word(run, tmp_path):
    path, page = tmp_path / "settlement.txt", tmp_path / "audit.html"
    path.write_text(v2(*(row | {"sku": "<img src=x onerror=alert(1)>\x1b[2J"} for row in LEAK)))

    assert run("audit", path, "--output", page).code == 0
    assert "<img" not in page.read_text()
    assert "\x1b" not in run("audit", path).out


def test_an_extension_that_names_no_format_is_told_before_anything_is_read(run, settlement):
    ran = run("audit", settlement, "--output", "audit.docx")

    assert ran.code == 2
    assert "the extension names no format" in ran.err


def test_a_store_nobody_knows_is_told(run, settlement):
    assert "is not a store" in run("audit", settlement, "--marketplace", "XX").err


def test_a_file_that_cannot_be_read_is_7_and_the_others_are_looked_through(
    run, settlement, tmp_path
):
    other = tmp_path / "mine.txt"
    other.write_text("Colour\tTaste\nred\tsweet\n")

    ran = run("audit", other, tmp_path / "nowhere.txt", settlement)

    assert ran.code == 7
    assert "'Colour', 'Taste'" in ran.err
    assert "nowhere.txt" in ran.err
    assert "Refunded twice" in ran.out


def test_rows_that_cannot_be_read_are_named(run, tmp_path):
    path = tmp_path / "settlement.txt"
    path.write_text(v2(*LEAK, *(line("much") for _ in range(12)), total="0"))

    ran = run("audit", path)

    assert "settlement.txt" in ran.err
    assert "2 rows more of settlement.txt" in ran.err
    assert "not every amount could be read" in ran.out


def test_an_accounts_own_books_say_what_the_file_they_came_from_says(run, settlement):
    assert run("import", settlement).code == 0

    told = json.loads(run("audit", "--account", "default", "--format", "json").out)

    assert [(each["kind"], each["amount"], each["certainty"]) for each in told["items"]] == [
        ("refunded_twice", "24.99", "possible"),
    ]
    assert told["costs"][0]["given"] == "49.98"


def test_neither_files_nor_an_account_is_wrong_usage(run):
    assert run("audit").code == 2


def entries(run):
    """Everything recorded, but for the note that a file was read."""
    rows = map(json.loads, run("ledger", "export").out.splitlines())
    return [(row["kind"], row["payload"]) for row in rows if row["kind"] != "coverage"]


def test_asked_to_it_records_and_a_second_time_adds_nothing(run, settlement, home):
    ran = run("audit", settlement, "--record")

    assert ran.code == 0
    assert "Of it 24.99 USD need not have been." in ran.out
    assert f"Recorded in {home / 'ledger.db'}: " in ran.err
    once = entries(run)
    assert [kind for kind, _ in once].count("money_seen") == 2
    assert run("audit", settlement, "--record").code == 0
    assert entries(run) == once
    assert run("ledger", "verify").code == 0


def test_to_record_an_account_from_itself_is_wrong_usage(run):
    assert run("audit", "--account", "default", "--record").code == 2


def test_where_no_file_can_be_read_nothing_is_said_of_refunds(run, tmp_path):
    ran = run("audit", tmp_path / "nowhere.txt")

    assert (ran.code, ran.out) == (7, "")
    assert "nowhere.txt" in ran.err


def test_where_the_page_cannot_be_written_is_told(run, settlement, tmp_path):
    (tmp_path / "file").touch()

    ran = run("audit", settlement, "--output", tmp_path / "file" / "audit.html")

    assert ran.code == 1
    assert "cannot be written: Not a directory" in ran.err
