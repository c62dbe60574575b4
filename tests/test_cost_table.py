"""The seller's own table of costs: what can be read is used, what cannot is named and not used."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.cost_table import read_costs
from seller_credits.domain.costs import Cost
from seller_credits.domain.money import Money

HEADER = "sku,unit_cost,postage,in_stock\n"


def usd(amount):
    return Money(Decimal(amount), "USD")


@pytest.fixture
def table_of(tmp_path):
    def read(text, encoding="utf-8", currency="USD"):
        path = tmp_path / "costs.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_costs(path, currency)

    return read


def costs(table):
    assert table.problems == ()
    assert table.is_usable
    return table.costs.by_sku


def only_problem(table):
    (problem,) = table.problems
    return problem


def test_a_row_tells_cost_postage_and_stock_of_a_sku(table_of):
    assert costs(table_of(HEADER + "MUG,5.40,3.20,yes\n")) == {
        "MUG": Cost(usd("5.40"), usd("3.20"), in_stock=True)
    }


def test_what_a_row_leaves_empty_is_not_known(table_of):
    assert costs(table_of(HEADER + "MUG,,,no\nCUP,2,,\n")) == {
        "MUG": Cost(in_stock=False),
        "CUP": Cost(usd("2")),
    }


@pytest.mark.parametrize(
    ("separator", "amount"), [(",", "5.40"), (",", '"5,40"'), (";", "5,40"), ("\t", "5,40")]
)
def test_it_may_be_saved_as_any_spreadsheet_saves_it(table_of, separator, amount):
    text = "sku,unit_cost\nMUG,{}\n".replace(",", separator).format(amount)
    assert costs(table_of(text))["MUG"].unit_cost == usd("5.40")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_it_may_be_in_any_encoding_a_spreadsheet_writes(table_of, encoding):
    assert "TÜTE" in costs(table_of(HEADER + "TÜTE,5.40,,ja\n", encoding))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_its_lines_may_end_as_on_any_machine(table_of, end):
    table = table_of(f"sku,in_stock{end}MUG,yes{end}{end}CUP,no{end}")
    assert {sku: cost.in_stock for sku, cost in costs(table).items()} == {"MUG": True, "CUP": False}


@pytest.mark.parametrize(
    ("cell", "stock"), [("yes", True), ("Nein", False), ("0", False), ("1", True), ("240", True)]
)
def test_stock_is_yes_or_no_in_any_language_or_how_many(table_of, cell, stock):
    assert costs(table_of(f"sku,in_stock\nMUG,{cell}\n"))["MUG"].in_stock is stock


def test_amounts_are_in_the_policys_currency_where_they_do_not_say(table_of):
    table = table_of(HEADER + "MUG,5.40,3.20,\n", currency="EUR")
    assert costs(table)["MUG"].unit_cost == Money(Decimal("5.40"), "EUR")


def test_an_amount_may_name_its_currency_and_so_may_a_row(table_of):
    table = table_of(
        "sku,unit_cost,postage,currency\nMUG,30 CNY,4.10,\nCUP,EUR 2.10,3.20,gbp\nPOT,9,,JPY\n"
    )
    assert costs(table) == {
        "MUG": Cost(Money(Decimal(30), "CNY"), usd("4.10")),
        "CUP": Cost(Money(Decimal("2.10"), "EUR"), Money(Decimal("3.20"), "GBP")),
        "POT": Cost(Money(Decimal(9), "JPY")),
    }


def test_columns_may_stand_in_any_order_beside_others(table_of):
    table = table_of("Title,In-Stock,Unit Cost,SKU\nBlue mug,3,5.40,MUG\n")
    assert costs(table) == {"MUG": Cost(usd("5.40"), in_stock=True)}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("MUG,cheap,3,yes", "unit_cost 'cheap' is no amount; write 5.40 or 5.40 USD"),
        ("MUG,1.234,3,yes", "unit_cost '1.234' is no amount"),
        ("MUG,-5.40,3,yes", "unit_cost '-5.40' is no amount"),
        ("MUG,USD 5.40 EUR,3,yes", "unit_cost 'USD 5.40 EUR' is no amount"),
        ("MUG,0,3,yes", "unit_cost is 0; write what one costs, or leave it empty"),
        ("MUG,5,x,yes", "postage 'x' is no amount"),
        ("MUG,5,3,perhaps", "in_stock 'perhaps' is neither yes nor no; write yes, no or how many"),
        (",5,3,yes", "no sku; write the seller SKU"),
        ("MUG,5,40,3,20,yes", "more cells than columns; put an amount with a comma in quotes"),
    ],
)
def test_a_row_that_is_not_understood_is_named_with_what_to_do_and_not_used(table_of, row, said):
    table = table_of(f"{HEADER}CUP,2,1,yes\n{row}\n")
    assert only_problem(table).startswith(f"costs.csv, row 3: {said}")
    assert table.costs.by_sku == {"CUP": Cost(usd("2"), usd("1"), in_stock=True)}
    assert table.is_usable


def test_every_problem_is_told_at_once(table_of):
    table = table_of(HEADER + "A,x,,\nB,,x,\nC,1,1,yes\nD,,,x\n")
    assert [problem.split(":")[0] for problem in table.problems] == [
        "costs.csv, row 2",
        "costs.csv, row 3",
        "costs.csv, row 5",
    ]
    assert list(table.costs.by_sku) == ["C"]


def test_a_sku_told_twice_and_otherwise_is_not_known(table_of):
    table = table_of(HEADER + "MUG,5,3,yes\nCUP,1,1,yes\nMUG,6,3,yes\n")
    assert only_problem(table) == (
        "costs.csv, row 4: SKU 'MUG' stands in row 2 too, and otherwise; neither is used:"
        " leave one of them"
    )
    assert list(table.costs.by_sku) == ["CUP"]


def test_a_sku_told_twice_alike_is_known(table_of):
    assert costs(table_of(HEADER + "MUG,5,3,yes\nMUG,5.00,3,yes\n"))["MUG"].unit_cost == usd("5")


def test_a_sku_of_which_one_row_cannot_be_read_is_not_known(table_of):
    table = table_of(HEADER + "MUG,5,3,yes\nMUG,cheap,3,yes\n")
    assert only_problem(table).startswith("costs.csv, row 3: unit_cost 'cheap'")
    assert table.costs.by_sku == {}


def test_a_mistyped_column_is_named_with_what_it_may_mean(table_of):
    table = table_of("sku,unit_csot,postage\nMUG,5,3\n")
    assert only_problem(table) == (
        "costs.csv, row 1: 'unit_csot' is not read; did you mean unit_cost?"
    )
    assert table.costs.by_sku == {"MUG": Cost(postage=usd("3"))}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "its first line must name the columns sku, unit_cost, postage, in_stock"),
        ("MUG,5,3,yes\n", "its first line must name the columns"),
        ("sku,title\nMUG,Mug\n", "its first line must name the columns"),
        (b"PK\x03\x04 xl/", "this is an Excel workbook"),
        (f"{HEADER}{'x' * 200_000},5,3,yes\n", "the quotes do not match"),
    ],
)
def test_what_is_no_table_of_costs_is_refused_in_words(table_of, content, said):
    table = table_of(content)
    assert said in table.problems[0]
    assert not table.is_usable
    assert table.costs.by_sku == {}


def test_a_header_alone_is_a_table_of_nothing(table_of):
    assert costs(table_of(HEADER)) == {}


def test_letters_that_cannot_be_read_cost_their_row_alone(table_of):
    table = table_of(HEADER.encode() + b"\xef\xbf\xbdMUG,5,3,yes\nCUP,1,1,yes\n")
    assert only_problem(table).startswith("costs.csv, row 2: letters that cannot be read")
    assert list(table.costs.by_sku) == ["CUP"]


def test_of_many_problems_the_first_are_told_by_the_way(table_of):
    table = table_of(HEADER + "A,x,,\n" * 10)
    assert len(table.problems) == 10
    assert len(table.in_short) == 4
    assert "7 more problems" in table.in_short[-1]


def test_a_table_that_says_the_same_otherwise_is_the_same(table_of):
    first = table_of(HEADER + "MUG,5.40,3,yes\nCUP,1,1,no\n").costs
    again = table_of("in_stock;sku;unit_cost;postage\n0;CUP;1;1\n12;MUG;5,40;3\n").costs
    other = table_of(HEADER + "MUG,5.40,3,yes\nCUP,1,1,yes\n").costs
    assert first.digest == again.digest != other.digest


def test_a_table_of_nothing_has_no_digest(table_of):
    assert table_of(HEADER).costs.digest == ""
