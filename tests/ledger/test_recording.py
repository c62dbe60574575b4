"""What is written is there, once, chained and projected, or not at all."""

from __future__ import annotations

import stat
from datetime import timedelta

import pytest

from seller_credits.domain.clock import instant_text
from seller_credits.domain.errors import ConfigurationProblem, LedgerProblem
from seller_credits.domain.issues import IssueKind, Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import HealthReport
from seller_credits.ledger.interface import Filter
from seller_credits.ledger.opening import open_ledger

from .behind import rows
from .conftest import NOW, ORDER, order, sighting, suggestion


def test_a_case_comes_back_as_it_went_in(filled):
    with filled.writing("default", NOW) as writer:
        case = writer.cases([ORDER])[ORDER]

    assert order() == case.snapshots["orders", ""]
    (issue,) = case.issues
    assert IssueKind.DAMAGED is issue.kind
    assert [seen.evidence.key for seen in issue.sightings] == ["row 2", "row 3"]
    first = sighting()
    assert (first.facts, first.refunded, first.days) == (
        dict(issue.sightings[0].facts),
        issue.sightings[0].refunded,
        issue.sightings[0].days,
    )
    assert case.suggestions["i-1"].suggestion_id == "s-i-1-2"


def test_an_order_nobody_has_seen_is_an_empty_case(ledger):
    with ledger.writing("default", NOW) as writer:
        case = writer.cases(["nobody"])["nobody"]

    assert (case.issues, case.snapshots, case.suggestions) == ([], {}, {})


def test_one_accounts_orders_are_not_anothers(filled):
    with filled.writing("other", NOW) as writer:
        assert writer.cases([ORDER])[ORDER].issues == []


def test_a_failing_transaction_leaves_nothing_behind(filled):
    before = filled.checkpoints()

    def half() -> None:
        with filled.writing("default", NOW) as writer:
            writer.issue_seen("i-9", NOW, sighting("999-0000000-0000000"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()

    assert before == filled.checkpoints()
    assert list(filled.history("999-0000000-0000000")) == []


def test_a_new_suggestion_takes_the_place_of_the_old_one_which_stays_readable(filled):
    (current,) = filled.suggestions(Filter(account="default"))
    everything = {
        item["suggestion_id"]: item["status"] for item in filled.suggestions(Filter(current=False))
    }

    assert current["suggestion_id"] == "s-i-1-2"
    assert everything == {"s-i-1-1": "superseded", "s-i-1-2": "proposed"}


def test_a_buyers_words_stay_beside_the_chain(filled, place):
    chained = rows(place, "SELECT payload FROM entries")

    assert "came broken" not in str(chained)
    assert filled.comments(["row 2", "row 3"]) == {"row 2": "came broken"}


def test_an_account_is_tied_to_its_seller_and_endpoint(filled):
    with filled.writing("default", NOW) as writer:
        writer.bind_account("A1", "example")
    with (
        pytest.raises(ConfigurationProblem, match="belongs to seller A1"),
        filled.writing("default", NOW) as writer,
    ):
        writer.bind_account("A2", "example")


def test_the_same_health_report_is_recorded_once(ledger):
    report = HealthReport(Origin(Source.ACCOUNT_HEALTH, False, "x"), "US", "NORMAL", {"a": [1]})

    with ledger.writing("default", NOW) as writer:
        assert writer.health_read(report)
    with ledger.writing("default", NOW) as writer:
        assert not writer.health_read(report)


def test_a_policys_text_is_kept_once_and_found_by_its_digest(filled):
    with filled.writing("default", NOW) as writer:
        writer.policy_read("d", "policy.yaml", "policy: x")

    assert filled.policy_text("d") == ("policy.yaml", "policy: x")
    assert filled.policy_text("unknown") is None
    assert sum(entry.kind == "policy_read" for entry in filled.history("d")) == 1


def test_suggestions_come_soonest_due_first_and_closed_ones_last(ledger):
    with ledger.writing("default", NOW) as writer:
        for name, days, status in (("a", 3, "proposed"), ("b", 1, "proposed"), ("c", 0, "closed")):
            writer.issue_seen(f"i-{name}", NOW, sighting(f"order {name}"))
            due = (NOW + timedelta(days=days)).isoformat()
            told = suggestion(f"i-{name}") | {"deadline": due, "status": status}
            writer.suggested(f"order {name}", told)

    assert [item["issue_id"] for item in ledger.suggestions(Filter())] == ["i-b", "i-a", "i-c"]


@pytest.mark.parametrize("listed", ["issues", "suggestions"])
def test_the_days_work_stands_in_the_order_to_do_it(ledger, listed):
    made = (
        *(("later", 3, "proposed"), ("soon", 1, "proposed"), ("done", 0, "closed")),
        *(("just over", -1, "proposed"), ("long over", -9, "proposed"), ("no clock", None, "x")),
    )
    with ledger.writing("default", NOW) as writer:
        for name, days, status in made:
            writer.issue_seen(name, NOW, sighting(f"order {name}"))
            due = None if days is None else instant_text(NOW + timedelta(days=days))
            told = suggestion(name) | {"deadline": due, "status": status}
            writer.suggested(f"order {name}", told)

    items = getattr(ledger, listed)(Filter(sort="deadline", now=NOW))

    expected = ["soon", "later", "just over", "long over", "no clock", "done"]
    assert [item["issue_id"] for item in items] == expected


def test_issues_can_be_narrowed(filled):
    assert [item["issue_id"] for item in filled.issues(Filter(account="default"))] == ["i-1"]
    assert [item["issue_id"] for item in filled.issues(Filter(id_prefix="i-2"))] == ["i-2"]
    assert list(filled.issues(Filter(kinds=["lost"]))) == []
    assert [item["issue_id"] for item in filled.issues(Filter(orders=[ORDER]))] == ["i-1"]


def test_the_file_is_for_its_owner_only(path):
    open_ledger(path, actor="tests").close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(path):
    path.write_bytes(b"not a database at all, but somebody's only copy" * 100)

    with pytest.raises(LedgerProblem, match="damaged or no ledger"):
        open_ledger(path, actor="tests")

    assert path.read_bytes().startswith(b"not a database")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(LedgerProblem, match="cannot be opened"):
        open_ledger(tmp_path / "file" / "ledger.db", actor="tests")


def test_a_copy_is_a_whole_ledger(filled, tmp_path):
    filled.copy_to(tmp_path / "copy.db")
    copy = open_ledger(tmp_path / "copy.db", actor="tests")

    assert filled.checkpoints() == copy.checkpoints()
    assert list(copy.verify()) == []
    copy.close()
