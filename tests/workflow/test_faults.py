"""Whatever goes wrong, a sync ends with all there is, or says what is missing; the next has all."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from seller_credits.domain.clock import now
from tests.workflow.troubled import SPEED, Held, Shop, counts, held, unread

pytestmark = pytest.mark.slow
SYNC = ("--quiet", "sync", "--since", "121d", "--format", "json")
SEEDS = (1, 2)
NOT_YET = "as it does without rows and when asked within 4 hours"


@dataclass(frozen=True)
class Plain:
    """What a sync without any trouble came to."""

    coverage: list[dict[str, Any]]
    code: int
    counts: dict[str, Any]
    held: Held


class Disturbed:
    """One shop, and the same seller's program with and without troubles.

    Attributes:
        plains: what shops of today came to without troubles, as far as it is known.
    """

    def __init__(self, shop, run, home, monkeypatch, beside, *, plains):
        self.shop = shop
        self.home = home
        self._run = run
        self._patch = monkeypatch
        with shop.open() as connection:
            self.shop = shop.staying(connection)
            known = (shop.stores, *shop.opening.items(), now().date())
            if known not in plains:
                plains[known] = self._undisturbed(connection, beside)
        self.plain = plains[known]
        assert len(self.plain.held.issues) > 5

    def sync(self, *faults):
        """Sync under faults; the exit code and what could not be read, by name."""
        with self.shop.open(*faults) as connection:
            coverage, code = self._synced(connection)
            self.counts = counts(connection)
        assert self._run("ledger", "verify").code == 0
        return code, unread(coverage)

    def is_whole(self):
        """Whether the ledger holds what it would have held without any trouble."""
        return held(self.home) == self.plain.held

    def ends_whole_or_says_what_is_missing(self, *faults):
        code, missing = self.sync(*faults)
        if code == self.plain.code and missing.keys() == self.never_read():
            assert self.is_whole()
        else:
            assert code == 7
            assert all(state and why for state, why in missing.values())

    def ends_whole_or_says_what_is_missing_in_time(self, *faults, seconds):
        with self.shop.open(*faults) as connection:
            # As after any earlier sync: a refusal before the first answer means Amazon's own pace.
            self.shop.tell_its_pace(connection, self.home)
            outcome = self.shop.sync(connection, self.home, patience=timedelta(seconds=seconds))
        assert self._run("ledger", "verify").code == 0
        missing = unread(outcome.as_json()["coverage"])
        assert all(state and why for state, why in missing.values())
        if missing.keys() == self.never_read():
            assert self.is_whole()

    def never_read(self):
        """Names of what this shop's seller is not told even without any trouble."""
        return unread(self.plain.coverage).keys()

    def is_made_whole(self):
        """A sync without troubles makes up for all that was missing."""
        code, missing = self.sync()
        assert (code, missing.keys()) == (self.plain.code, self.never_read())
        assert held(self.home) == self.plain.held

    def is_called_until_it_is_withdrawn(self, connection, elsewhere):
        """Another home uses up the calls, so that whatever the pace this one has none."""
        self._synced(connection, "--home", elsewhere)
        self._synced(connection, "--home", elsewhere)

    def _undisturbed(self, connection, beside):
        coverage, code = self._synced(connection, "--home", beside)
        return Plain(coverage, code, counts(connection), held(beside))

    def _synced(self, connection, *more):
        for name, value in self.shop.environment(connection).items():
            self._patch.setenv(name, value)
        ran = self._run(*SYNC, *more)
        assert ran.code in {0, 5, 7}, ran.err
        return json.loads(ran.out)["coverage"] if ran.code != 5 else [], ran.code


@pytest.fixture(scope="module")
def plains():
    return {}


@pytest.fixture
def disturbed(run, home, monkeypatch, tmp_path, plains):
    def of(seed=1, *, stores=("US",), orders=150):
        shop = Shop(stores, {"orders": orders, "seed": seed, "speed": SPEED})
        return Disturbed(shop, run, home, monkeypatch, tmp_path / "beside", plains=plains)

    return of


# Troubles that cost time, and nothing else


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", ["slow", "expired-token", "expired-link"])
def test_troubles_a_repetition_mends_leave_no_trace(disturbed, fault, seed):
    one = disturbed(seed)
    code, missing = one.sync(fault)
    assert (code, missing.keys()) == (one.plain.code, one.never_read())
    assert one.is_whole()
    one.is_made_whole()


def test_a_bad_line_costs_time_and_no_issue(disturbed):
    one = disturbed(orders=60)
    one.ends_whole_or_says_what_is_missing("flaky")
    one.is_made_whole()


@pytest.mark.timeout(240)  # it is refused some forty times, and waits some seconds each time
def test_a_busy_marketplace_costs_time_and_no_more_questions_than_it_refuses(disturbed):
    one = disturbed(orders=60)
    one.ends_whole_or_says_what_is_missing("throttle")
    asked, refused = one.counts["requests"], one.counts["throttled"]
    served = {name: asked[name] - refused.get(name, 0) for name in asked}
    assert refused
    assert served == one.plain.counts["requests"]
    one.is_made_whole()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_several_troubles_at_once_leave_for_the_next_sync_what_patience_does_not_reach(
    disturbed, seed
):
    one = disturbed(seed)
    one.ends_whole_or_says_what_is_missing_in_time("flaky", "throttle", "expired-link", seconds=8)
    one.is_made_whole()


# Troubles that leave something unread: it is named, and read the next time


def test_a_clock_that_is_ahead_is_named_and_once_it_is_right_all_is_read(disturbed):
    one = disturbed()
    code, missing = one.sync("clock-skew")
    assert code == 7
    assert {name.partition(",")[0] for name in missing} == {
        "mfn_returns US",
        "fba_returns US",
        "fba_replacements US",
        "orders US",
        "finances",
        "finances v0",
        "all_orders US",
    }
    for state, why in missing.values():
        assert state == "failed"
        assert "This machine's clock is 3 h ahead of Amazon's: set it right" in why
    one.is_made_whole()


def test_a_report_amazon_cannot_make_is_named_with_amazons_reason(disturbed):
    one = disturbed()
    code, missing = one.sync("fatal-report")
    assert (code, list(missing)) == (7, ["fba_returns US"])
    state, why = missing["fba_returns US"]
    assert state == "failed"
    assert "could not be generated due to an internal error" in why
    one.is_made_whole()


def test_a_damaged_report_is_named_and_another_one_asked_for(disturbed):
    one = disturbed()
    code, missing = one.sync("garbled-report")
    assert code == 7
    assert {name.partition(",")[0] for name in missing} == {"mfn_returns US"}
    assert {state for state, _ in missing.values()} == {"failed"}
    whys = " ".join(why for _, why in missing.values())
    assert "the packed document is damaged" in whys
    assert "this is binary data, not a text report" in whys
    assert "the next sync asks for another one" in whys
    one.is_made_whole()


def test_reports_that_amazon_cancels_for_no_reason_are_asked_for_with_another_window(disturbed):
    one = disturbed()
    code, missing = one.sync("cancelled-reports")
    # No other window is to be had of these two, or not yet.
    assert (code, missing.keys()) == (7, {"fba_returns US", "account_health US"})
    assert {state for state, _ in missing.values()} == {"unknown"}
    assert NOT_YET in missing["fba_returns US"][1]
    assert "the next sync asks again" in missing["account_health US"][1]

    code, missing = one.sync()

    assert (code, list(missing)) == (7, ["fba_returns US"])
    assert _told_by(held(one.home)) == _told_by(one.plain.held) - {"fba_returns"}


def test_what_had_to_rest_for_four_hours_is_read_after_them(home, tmp_path):
    # Two runs of one day: the shop of another day is another shop.
    morning = now().replace(hour=6, minute=0)
    at_six, at_eleven = morning - now(), morning + timedelta(hours=5) - now()
    shop = Shop(("US",), {"orders": 150, "seed": 1, "speed": SPEED})
    with shop.open("cancelled-reports", started_at=now() + at_six) as connection:
        shop = shop.staying(connection)
        cut = shop.sync(connection, home, ahead=at_six)
    with shop.open(started_at=now() + at_eleven) as connection:
        whole = shop.sync(connection, home, ahead=at_eleven)
        shop.sync(connection, tmp_path / "beside", ahead=at_eleven)
    assert "fba_returns US" in unread(cut.as_json()["coverage"])
    assert whole.is_complete
    # The shop goes on in five hours, so only what had to wait is the same for both.
    assert _shown_by("fba_returns", home) == _shown_by("fba_returns", tmp_path / "beside") != set()


def _shown_by(source, home):
    issues = {issue for issue in held(home).issues if {told for told, _ in issue[1]} == {source}}
    ids = {key[0] for key, _ in issues}
    return issues | {each for each in held(home).suggestions if each[0] in ids}


def _told_by(ledger):
    return {source for _, evidence in ledger.issues for source, _ in evidence}


def test_an_authorisation_withdrawn_before_anything_was_read_is_said_in_one_sentence(
    disturbed, run, home, tmp_path
):
    one = disturbed(stores=("US", "CA"))
    with one.shop.open("revoked-token") as connection:
        one.is_called_until_it_is_withdrawn(connection, tmp_path / "elsewhere")
        ran = run(*SYNC)
    assert ran.code == 5
    assert "the refresh token is wrong, revoked or expired" in ran.err
    assert held(home).issues == frozenset()
    one.is_made_whole()


def test_an_authorisation_withdrawn_in_the_middle_leaves_the_rest_named(disturbed):
    one = disturbed()
    code, missing = one.sync("revoked-token")
    assert code == 7
    assert {"orders US", "all_orders US"} <= missing.keys()
    for name in missing.keys() - one.never_read():
        state, why = missing[name]
        assert state == "failed"
        assert "not reached: Login with Amazon refused the credentials" in why
    one.is_made_whole()


# Patience


def test_a_report_that_is_never_made_keeps_no_other_from_being_read(disturbed):
    one = disturbed()
    patience = timedelta(seconds=4)
    with one.shop.open("stuck-report") as connection:
        began = time.monotonic()
        outcome = one.shop.sync(connection, one.home, patience=patience)
        took = time.monotonic() - began
        asked = counts(connection)["requests"]
    missing = unread(outcome.as_json()["coverage"])
    assert missing.keys() - one.never_read() == {"feedback US"}
    state, why = missing["feedback US"]
    assert state == "unknown"
    assert "Amazon is making the report feedback" in why
    # Some seconds of real work beside the waiting.
    assert took < patience.total_seconds() + 6
    assert asked["searchOrders"] == one.plain.counts["requests"]["searchOrders"]
    one.is_made_whole()


@pytest.mark.timeout(120)
def test_fifty_short_syncs_read_what_one_long_one_reads_and_no_page_twice(
    run, home, monkeypatch, tmp_path
):
    # Their pages take so long that in the meantime the search would have all its tokens back.
    monkeypatch.setattr("seller_credits.workflow.syncing.Book", ())
    # A burst of pages, and three more that have to be waited for, some seconds each.
    shop = Shop(("US",), {"orders": 3400, "seed": 5, "speed": 30})
    with shop.open(speed=SPEED) as connection:
        shop.sync(connection, tmp_path / "beside")
        pages = counts(connection)["requests"]["searchOrders"]
    cut = 0
    with shop.open() as connection:
        for _ in range(50):
            outcome = shop.sync(connection, home, patience=timedelta(seconds=0.6))
            if "orders US" not in unread(outcome.as_json()["coverage"]):
                break
            cut += 1
        asked = counts(connection)
        outcome = shop.sync(connection, home)  # a report may have been too slow for the last one
    assert cut
    assert outcome.is_complete
    # The last of either may also look at what has changed since the first began.
    assert abs(asked["requests"]["searchOrders"] - pages) <= 1
    assert asked["throttled"] == {}
    assert held(home) == held(tmp_path / "beside")
    assert run("ledger", "verify").code == 0
