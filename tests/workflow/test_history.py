"""Recorded history on its way to be decided again: which issues, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.detection.windows import Unit, Window, WindowName, Windows
from seller_credits.domain.afterwards import Afterwards
from seller_credits.ledger.replaying import Kept
from seller_credits.policy import Options
from seller_credits.workflow import replaying
from seller_credits.workflow.replaying import history

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WINDOW = Window(WindowName.CLAIM_CLOSES, 30, Unit.DAYS, "a source", NOW.date())


def kept(*, ordered="2026-11-01", day="2026-11-05", followed=None, **facts):
    decision = {
        "facts": {"issue": "damaged", "marketplace": "US", **facts},
        "options": Options().as_json(),
        "order_date": ordered,
        "engine": "2",
        "policy_digest": "d",
        "remedy": "review",
        "amount": None,
    }
    return Kept("111-0000000-0000000", "i-1", day, followed, decision)


@dataclass
class Told:
    """A ledger that knows some decisions."""

    decisions: list[Kept]
    asked: list[str | None] = field(default_factory=list)

    def latest_decisions(self, account):
        self.asked.append(account)
        return iter(self.decisions)


@pytest.fixture
def read():
    def history_of(*decisions, since=180, windows=None, told=lambda _: None):
        found = history(
            Told(list(decisions)),
            None,
            since=timedelta(days=since),
            now=NOW,
            windows=Windows([WINDOW]) if windows is None else windows,
            told=told,
        )
        return list(found)

    return history_of


def test_what_was_recorded_is_given_as_it_was(read):
    (one,) = read(kept())
    assert (one.order_id, one.issue_id) == ("111-0000000-0000000", "i-1")
    assert (one.order_date, one.engine, one.policy_digest) == (date(2026, 11, 1), 2, "d")
    assert one.facts["issue"] == "damaged"
    assert one.options == Options().as_json()


def test_orders_placed_before_are_left_out(read):
    assert read(kept(ordered="2026-10-23"), since=30) == []
    assert len(read(kept(ordered="2026-10-24"), since=30)) == 1


def test_an_order_whose_date_is_not_known_counts_with_the_day_of_its_issue(read):
    (one,) = read(kept(ordered=None, day="2026-10-30"), since=30)
    assert one.order_date is None
    assert read(kept(ordered=None, day="2026-10-01"), since=30) == []


def test_nothing_seen_is_final_only_once_no_claim_can_follow(read):
    assert read(kept(ordered="2026-11-01"))[0].afterwards is Afterwards.STILL_OPEN
    assert read(kept(ordered="2026-10-01"))[0].afterwards is Afterwards.NOTHING_SEEN


def test_a_store_without_a_window_is_open_as_long_as_the_guarantee_lasts(read):
    for ordered, afterwards in (
        ("2026-09-01", Afterwards.STILL_OPEN),
        ("2026-08-01", Afterwards.NOTHING_SEEN),
    ):
        assert read(kept(ordered=ordered), windows=Windows())[0].afterwards is afterwards


def test_what_followed_is_told_whether_or_not_more_can_follow(read):
    assert read(kept(followed=Afterwards.REFUNDED))[0].afterwards is Afterwards.REFUNDED


def test_a_claim_that_a_row_told_of_is_a_claim(read):
    (one,) = read(kept(claim_open="yes", followed=Afterwards.REFUNDED))
    assert one.afterwards is Afterwards.CLAIM


def test_how_far_it_is_is_told_now_and_then(read, monkeypatch):
    monkeypatch.setattr(replaying, "_TOLD_EVERY", 2)
    said = []
    read(*[kept()] * 5, told=said.append)
    assert said == [2, 4]


def test_the_ledger_is_asked_for_the_account_that_was_asked_for():
    ledger = Told([])
    windows = Windows()
    said = {"since": timedelta(days=1), "now": NOW, "windows": windows, "told": print}
    assert list(history(ledger, "mine", **said)) == []
    assert ledger.asked == ["mine"]
