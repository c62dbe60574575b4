"""Lists for other programs: JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from seller_credits.reporting import machine
from tests.reporting.made import issue, item

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def test_a_document_names_its_schema():
    out = io.StringIO()
    machine.write_json(out, machine.SUGGESTIONS.schema, [item(), item(amount=None)])
    document = json.loads(out.getvalue())
    assert document["schema"] == "seller-credits/suggestions/1"
    assert document["items"] == [item(), item(amount=None)]


def test_an_empty_document_is_valid():
    out = io.StringIO()
    machine.write_json(out, machine.ISSUES.schema, [])
    assert json.loads(out.getvalue()) == {"schema": "seller-credits/issues/1", "items": []}


def test_items_are_written_as_they_come():
    out = io.StringIO()

    def items():
        yield item()
        assert out.getvalue().count("\n") == 1
        yield item()

    machine.write_ndjson(out, items())
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [item(), item()]


def test_a_csv_has_the_columns_in_their_order_and_blanks_for_what_is_not_known():
    out = io.StringIO()
    machine.write_csv(out, machine.ISSUES.columns, [issue(sku=None)])
    header, row = csv.reader(io.StringIO(out.getvalue()))
    assert tuple(header) == machine.ISSUES.columns
    assert row[header.index("sku")] == ""
    assert row[header.index("order_id")] == "111-1234567-1234567"


def test_lists_are_joined_in_one_cell():
    out = io.StringIO()
    machine.write_csv(out, ("reasons",), [item()])
    assert "It came late. Rule late-arrived: 10% of item." in out.getvalue()


@given(TEXT)
def test_no_cell_can_run_as_a_formula(sku):
    out = io.StringIO()
    machine.write_csv(out, ("order_id", "sku"), [issue(sku=sku)])
    _, (_, cell) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert sku in cell


def test_a_number_below_nought_is_a_number_and_no_formula():
    out = io.StringIO()
    machine.write_csv(out, ("avoided",), [{"avoided": -0.25}, {"avoided": "-0.25"}])
    assert out.getvalue().splitlines()[1:] == ["-0.25", "'-0.25"]


@given(TEXT, TEXT)
def test_any_words_survive_a_csv(sku, asin):
    out = io.StringIO()
    machine.write_csv(out, ("sku", "asin"), [issue(sku=sku, asin=asin), issue()])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(rows) == 3
    assert [cell.removeprefix("'") for cell in rows[1]] == [
        text.removeprefix("'") for text in (sku, asin)
    ]
