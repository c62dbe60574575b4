"""Issues and suggestions as tables a person enjoys reading."""

from __future__ import annotations

import io

import pytest

from seller_credits.reporting import tables
from tests.reporting.made import NOW, issue, item


def printed(items, **how):
    out = io.StringIO()
    tables.print_suggestions(items, NOW, file=out, **how)
    return out.getvalue()


def test_a_row_says_what_happened_what_to_do_how_much_why_and_until_when():
    text = printed([item()])
    for words in ("Late delivery, 5 days", "Refund part", "4.20 USD", "It came late.", "in 4 h"):
        assert words in text
    assert "111-1234567-1234567" in text


def test_on_80_columns_the_reason_still_has_room(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    why = "It should have left and has not. Ship it today, or cancel it."
    late = item(issue="late_shipment", facts={"days_overdue": 7}, reasons=[why])
    tables.print_suggestions([late], NOW)
    lines = capsys.readouterr().out.splitlines()
    assert any("What to do, and why" in line for line in lines)
    assert any("It should have left" in line for line in lines)
    assert all(len(line) <= 80 for line in lines)


def test_currencies_are_never_added_together():
    text = printed([item(), item(amount="1.80"), item(amount="5.00", currency="CAD")])
    assert "Suggested: 5.00 CAD, 6.00 USD." in text
    assert "3 suggestions to look at (3 refund part)" in text


def test_what_needs_nothing_is_counted_and_shown_only_where_asked_for():
    items = [item(), item(status="closed", remedy="none", issue="buyer_remorse")]
    assert "Changed their mind" not in printed(items)
    assert "1 needs nothing: add --all" in printed(items)
    assert "Changed their mind" in printed(items, everything=True)


def test_a_long_list_can_be_cut_and_says_how_much_more_there_is():
    text = printed([item() for _ in range(12)], most=10)
    assert text.count("Late delivery") == 10
    assert "2 more: the command `suggestions`" in text
    assert "12 suggestions to look at" in text


def test_an_empty_list_says_what_to_do_first():
    assert "begin with sync or import" in printed([])


def test_a_narrowed_list_without_rows_does_not_say_that_nothing_was_read(capsys):
    tables.print_issues([], NOW, narrowed=True)
    for text in (printed([], narrowed=True), capsys.readouterr().out):
        assert "is like that" in text
        assert "begin with" not in text


def test_a_list_of_nothing_to_do_says_so():
    text = printed([item(status="closed", remedy="none")])
    assert "0 suggestions to look at" in text


def test_more_rows_than_are_laid_out_at_once_are_all_there(monkeypatch):
    monkeypatch.setattr(tables, "ROWS_AT_ONCE", 3)
    assert printed([item() for _ in range(8)]).count("Late delivery, 5 days") == 8


@pytest.mark.parametrize("name", ["order_id", "sku", "reasons"])
def test_no_control_character_and_no_markup_reaches_the_terminal(name, capsys):
    nasty = "\x1b[31m[red]x[/red]\u202eevil\x07"
    changes = {name: [nasty] if name == "reasons" else nasty}
    text = printed([item(**changes)])
    if name != "reasons":
        tables.print_issues([issue(**changes)], NOW)
        text += capsys.readouterr().out
    assert "[red]x[/red]" in text
    assert not {"\x1b", "\u202e", "\x07"} & set(text)


def test_issues_say_who_shows_them_and_whether_they_count(capsys):
    tables.print_issues([issue(), issue()], NOW)
    text = capsys.readouterr().out
    for words in ("Late delivery", "18 Nov 2026", "US MUG", "mfn returns", "preventable"):
        assert words in text
    assert "2 issues." in text


def test_no_issues_say_what_to_do_first(capsys):
    tables.print_issues([], NOW)
    assert "begin with sync or import" in capsys.readouterr().out


def test_lines_off_a_terminal_stay_within_their_width():
    long = item(reasons=["A reason that goes on. " * 20], order_id="9" * 19)
    assert max(map(len, printed([long]).splitlines())) <= 110
