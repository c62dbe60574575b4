"""Every row is exactly one of: a new issue, more about a known one, skipped, or clean."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.marketplace.files.layouts import FBA_HEADER, FEEDBACK_HEADER, MFN_HEADER, ORDERS_HEADER
from tests.workflow.office import (
    ORDER,
    Office,
    fba_text,
    feedback_text,
    numbered,
    orders_text,
    returns_text,
)

NOTES = "order_id,issue,occurred_at,severity,note\n"
LABELS = "order_id,protected,first_scan_at\n"
NOTED = ("order_id", "issue", "occurred_at", "severity", "note")
LABELLED = ("order_id", "protected", "first_scan_at")


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "home")


def rows(outcome):
    told = outcome.as_json()["rows"]
    assert sum(told.values()) == outcome.records
    return told


def test_rows_of_every_kind_add_up(office):
    files = (
        returns_text({}, {"Return request status": "Cancelled", "Amazon RMA ID": "R2"}),
        orders_text({}),
        feedback_text({"Rating": "3", "Order ID": "111-9999999-9999999"}),
        fba_text({}),
        NOTES + f"{ORDER},defective,2026-11-22,high,rang\n{ORDER},nonsense,,,\n",
        LABELS + f"{ORDER},yes,2026-11-14\n",
    )
    paths = [office.file(f"file{n}", text) for n, text in enumerate(files)]

    told = rows(office.take(*paths))

    assert told == {"issues": 2, "merged": 3, "skipped": 2, "clean": 1}


def test_a_file_read_again_tells_nothing_new_and_its_rows_are_merged(office):
    path = office.file("returns.txt", numbered(30))
    office.take(path)

    assert rows(office.take(path)) == {"issues": 0, "merged": 30, "skipped": 0, "clean": 0}


def test_bad_rows_are_listed_with_where_they_stand(office):
    text = returns_text({}, {"Order ID": "", "Amazon RMA ID": "R2"})

    outcome = office.take(office.file("returns.txt", text))

    assert outcome.bad == 1
    (told,) = outcome.bad_rows
    assert told.startswith("returns.txt, row 3: no order id")


def test_a_few_bad_rows_do_not_fail_a_file(office):
    text = numbered(40) + returns_text({"Order ID": ""}).split("\r\n", 1)[1]

    outcome = office.take(office.file("returns.txt", text))

    assert outcome.bad == 1
    assert [window.state for window in outcome.windows] == ["read"]


def test_too_many_bad_rows_fail_the_file_and_what_was_read_is_kept(office):
    text = returns_text({}, {"Order ID": "", "Amazon RMA ID": "R2"})

    outcome = office.take(office.file("returns.txt", text))

    (window,) = outcome.windows
    assert window.state == "failed"
    assert "1 of its 2 rows could not be read" in window.why
    assert outcome.issues == 1


def test_how_many_bad_rows_are_too_many_is_a_setting(office):
    office.home.mkdir()
    (office.home / "settings.yaml").write_text("bad_rows_at_most: 60%\n")
    text = returns_text({}, {"Order ID": "", "Amazon RMA ID": "R2"})

    outcome = office.take(office.file("returns.txt", text))

    assert [window.state for window in outcome.windows] == ["read"]


def test_cancelled_returns_are_not_bad(office):
    cancelled = [{"Return request status": "Cancelled", "Amazon RMA ID": f"R{n}"} for n in range(9)]

    outcome = office.take(office.file("returns.txt", returns_text({}, *cancelled)))

    assert (outcome.bad, [window.state for window in outcome.windows]) == (0, ["read"])


def test_new_words_and_columns_are_told(office):
    text = returns_text({"Return Reason": "CR-HAUNTED"}).replace("Category", "Mood")
    text = text.replace("Order Item ID", "Mood", 1)

    unknown = office.take(office.file("returns.txt", text)).as_json()["unknown"]

    assert {one["word"]: one["rows"] for one in unknown} == {"CR-HAUNTED": 1, "Mood": 1}


def test_what_an_import_prints_names_bad_rows_and_new_words(run, tmp_path):
    path = tmp_path / "returns.txt"
    path.write_text(
        numbered(40) + returns_text({"Order ID": ""}, {"Return Reason": "CR-ODD"}).split("\n", 1)[1]
    )

    ran = run("import", path, "--marketplace", "US")

    assert ran.code == 0
    assert "Bad row: returns.txt, row 42: no order id" in ran.err
    assert "New word: return reason 'CR-ODD', 1 time; kept as it is" in ran.err


def test_the_same_trouble_from_three_sources_is_one_issue(run, tmp_path):
    returns = tmp_path / "returns.txt"
    returns.write_text(returns_text({}))
    notes = tmp_path / "notes.csv"
    notes.write_text(NOTES + f"{ORDER},defective,2026-11-22,high,the buyer rang\n")
    for path in (returns, notes):
        assert run("import", path, "--marketplace", "US").code == 0

    (issue,) = json.loads(run("issues", "--format", "json").out)["items"]

    assert [proof["source"] for proof in issue["evidence"]] == ["mfn_returns", "csv"]
    assert issue["severity"] == "high"


def test_a_return_and_a_later_claim_are_linked_and_not_added(run, tmp_path):
    returns = tmp_path / "returns.txt"
    returns.write_text(returns_text({}))
    notes = tmp_path / "notes.csv"
    notes.write_text(NOTES + f"{ORDER},a_to_z_claim,2026-11-23,,\n")
    for path in (returns, notes):
        assert run("import", path, "--marketplace", "US").code == 0

    first, second = json.loads(run("issues", "--format", "json").out)["items"]

    assert first["linked"] == [second["issue_id"]]
    assert second["linked"] == [first["issue_id"]]


CELLS = st.one_of(
    st.sampled_from(["", " ", ORDER, "1", "-3", "12.50", "CR-DEFECTIVE", "Y", "2026-11-20", "nan"]),
    st.text(st.characters(exclude_characters="\t\r\n\0", exclude_categories=["Cs"]), max_size=12),
)


@st.composite
def any_table(draw):
    """A report in a known layout whose cells may hold anything."""
    header = draw(
        st.sampled_from([MFN_HEADER, FBA_HEADER, FEEDBACK_HEADER, ORDERS_HEADER, NOTED, LABELLED])
    )
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=6))
    return "".join("\t".join(cells) + "\r\n" for cells in [header, *rows])


@given(files=st.lists(any_table(), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_cells_hold_every_row_is_counted_once_and_the_ledger_is_whole(files):
    with TemporaryDirectory() as folder:
        office = Office(Path(folder) / "home")
        outcome = office.take(*(office.file(f"file{n}.txt", text) for n, text in enumerate(files)))

        rows(outcome)
        assert len(office.issues()) == outcome.issues
        assert office.faults() == []
