"""What other programs read: JSON, JSON lines, CSV; on stdout data only."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess

import pytest

ISSUE_KEYS = {
    *("issue_id", "account", "marketplace", "order_id", "order_item_id", "sku", "asin", "issue"),
    *("channel", "occurred_at", "source", "evidence", "deadline", "odr_exposure", "status"),
}
SUGGESTION_KEYS = {
    *("suggestion_id", "issue_id", "account", "marketplace", "order_id", "order_item_id", "sku"),
    *("asin", "issue", "occurred_at", "detected_at", "channel", "remedy", "amount", "currency"),
    *("net_cost", "rule", "policy_digest", "authority", "status", "deadline", "odr_exposure"),
    *("reasons", "alternatives", "coverage", "expires_at"),
}
AMOUNT = re.compile(r"\d+\.\d\d")
DAY = r"\d{4}-\d\d-\d\d"
INSTANT = re.compile(rf"{DAY}T\d\d:\d\d:\d\d(\.\d+)?Z")
WHEN = re.compile(rf"{DAY}|{INSTANT.pattern}")


def items(ran):
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert set(document) == {"schema", "items"}
    return document["items"]


def test_an_issue_says_at_least_what_was_agreed(filled):
    found = items(filled("issues", "--format", "json"))
    assert len(found) == 4
    assert all(set(item) >= ISSUE_KEYS for item in found)


def test_a_suggestion_says_at_least_what_was_agreed(filled):
    found = items(filled("suggestions", "--format", "json"))
    assert len(found) == 4
    assert all(set(item) >= SUGGESTION_KEYS for item in found)


def test_amounts_are_exact_text_and_times_are_utc(filled):
    found = items(filled("suggestions", "--format", "json"))
    amounts = [item["amount"] for item in found if item["amount"] is not None]
    assert amounts
    assert all(AMOUNT.fullmatch(amount) for amount in amounts)
    for item in found:
        assert INSTANT.fullmatch(item["detected_at"])
        assert WHEN.fullmatch(item["occurred_at"])
        for name in ("deadline", "expires_at"):
            assert item[name] is None or INSTANT.fullmatch(item[name])


def test_a_remedy_of_none_is_closed_and_one_of_review_waits(filled):
    found = items(filled("suggestions", "--format", "json"))
    status = {item["remedy"]: item["status"] for item in found}
    assert status["none"] == "closed"
    assert status["review"] == "proposed"
    assert all(item["reasons"] for item in found)


@pytest.mark.parametrize("command", ["issues", "suggestions"])
def test_json_lines_are_the_items_of_the_document(filled, command):
    lines = filled(command, "--format", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == items(filled(command, "--format", "json"))


@pytest.mark.parametrize("command", ["issues", "suggestions"])
def test_csv_has_a_row_for_each_item_and_the_agreed_columns(filled, command):
    rows = list(csv.DictReader(io.StringIO(filled(command, "--format", "csv").out)))
    found = items(filled(command, "--format", "json"))
    assert [row["issue_id"] for row in rows] == [item["issue_id"] for item in found]
    assert {row["order_id"] for row in rows} == {item["order_id"] for item in found}


@pytest.mark.parametrize("command", ["issues", "suggestions", "report"])
def test_no_cell_of_a_csv_runs_as_a_formula(filled, command):
    rows = list(csv.reader(io.StringIO(filled(command, "--format", "csv").out)))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_nothing_found_is_an_empty_list(run):
    assert items(run("issues", "--format", "json")) == []
    assert run("issues", "--format", "ndjson").out == ""
    assert run("suggestions", "--format", "csv").out.count("\n") == 1


def test_an_import_tells_counts_coverage_and_warnings(run, reports):
    ran = run("import", "--marketplace", "US", *reports, "--format", "json")
    told = json.loads(ran.out)
    assert set(told) == {
        *("records", "issues", "suggestions", "skipped", "coverage", "warnings"),
        *("rows", "bad_rows", "unknown", "approved"),
    }
    assert (told["records"], told["issues"], told["suggestions"]) == (5, 4, 4)
    assert [window["state"] for window in told["coverage"]] == ["read", "read", "read"]


def test_filters_narrow_the_list(filled):
    only = items(filled("suggestions", "--remedy", "none", "--format", "json"))
    assert {item["remedy"] for item in only} == {"none"}
    kind = items(filled("issues", "--issue", "quality", "--format", "json"))
    assert {item["issue"] for item in kind} == {"quality"}
    order = items(filled("issues", "--order", "111-2222222-2222222", "--format", "json"))
    assert [item["issue"] for item in order] == ["buyer_remorse"]
    closed = items(filled("issues", "--status", "closed", "--format", "json"))
    assert {item["status"] for item in closed} == {"closed"}


def test_issues_can_be_listed_soonest_due_first(filled):
    found = items(filled("issues", "--sort", "deadline", "--format", "json"))
    closed = [item["status"] == "closed" for item in found]
    assert closed == sorted(closed)
    waiting = [item["deadline"] for item in found if item["status"] != "closed"]
    known = [one for one in waiting if one]
    assert known == sorted(known)
    assert waiting == known + [None] * (len(waiting) - len(known))


def test_a_suggestion_shows_its_whole_story_by_the_beginning_of_its_id(filled):
    first = items(filled("suggestions", "--format", "json"))[0]
    story = json.loads(
        filled("suggestions", "show", first["suggestion_id"][:9], "--format", "json").out
    )
    assert story["suggestion_id"] == first["suggestion_id"]
    assert story["replayed"] is True
    assert story["trace"]


def test_a_report_file_takes_its_format_from_its_name(filled, tmp_path):
    for name in ("a.json", "a.ndjson", "a.csv", "a.html", "a.txt"):
        ran = filled("report", "--output", tmp_path / name)
        assert (ran.code, ran.out) == (0, "")
        assert (tmp_path / name).stat().st_size > 100
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["items"]
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!")
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.slow
def test_json_can_be_parsed_while_progress_is_shown_on_a_terminal(command, reports):
    leader, follower = pty.openpty()
    ended = subprocess.run(
        command("import", "--marketplace", "US", *reports, "--format", "json"),
        stdout=subprocess.PIPE,
        stderr=follower,
        timeout=60,
        check=False,
        env=os.environ | {"TERM": "xterm-256color"},
    )
    os.close(follower)
    shown = os.read(leader, 100_000)
    os.close(leader)
    assert json.loads(ended.stdout)["issues"] == 4
    assert b"\x1b[" in shown


def on_a_terminal(words, **environment):
    """What a command prints where a person watches."""
    leader, follower = pty.openpty()
    known = {name: text for name, text in os.environ.items() if name not in {"NO_COLOR", "CI"}}
    with subprocess.Popen(
        words,
        stdout=follower,
        stderr=follower,
        env=known | {"TERM": "xterm-256color"} | environment,
    ) as process:
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 65536):
                shown += chunk
        except OSError:
            pass  # Linux says so when the last one hangs up
        process.wait(timeout=60)
    os.close(leader)
    return shown.decode()


COLOUR = re.compile(r"\x1b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|38;|48;)[0-9;]*m")


@pytest.mark.slow
def test_a_terminal_gets_colour_unless_no_color_is_set(filled, command):
    assert filled("issues").code == 0
    assert COLOUR.search(on_a_terminal(command("suggestions")))
    assert not COLOUR.search(on_a_terminal(command("suggestions"), NO_COLOR="1"))


def test_off_a_terminal_there_is_no_colour(filled):
    for words in (["suggestions"], ["issues"], ["report"], ["--help"]):
        assert "\x1b" not in filled(*words).out
