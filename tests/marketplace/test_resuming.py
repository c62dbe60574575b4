"""A report is asked for once, whatever happens to the runs that ask."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.errors import (
    AccessDenied,
    MarketplaceFailed,
    OutOfTime,
    Unreachable,
)
from seller_credits.marketplace.memory import ProcessMemory
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import REPORTS, Reply, amazon_error, throttled
from tests.marketplace.reporting import ROWS, Office

MONTH = timedelta(days=30)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RETURNS = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
FBA = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"


class Killed(BaseException):
    """What ends a run at once."""


class Mortal(ProcessMemory):
    """Remembers, and dies just before or after the n-th thing it is to remember."""

    def __init__(self):
        super().__init__()
        self.dies_at = None
        self.steps = 0

    def keep_report(self, request):
        self._step()
        super().keep_report(request)
        self._step()

    def _step(self):
        self.steps += 1
        if self.steps == self.dies_at:
            raise Killed


@pytest.fixture
def office(amazon, time):
    return Office(amazon, time)


@pytest.fixture
def memory():
    return Mortal()


@pytest.fixture
def new_run(amazon, client_of, memory):
    """Each call is another process with the same memory."""

    def make(**changes):
        return client_of(account(amazon.url), **{"memory": memory} | changes)

    return make


def read(client, time, source=Source.MFN_RETURNS, window=MONTH, store="US"):
    return client.report(source, store, time.now - window, time.now)


def dies(_):
    raise Killed


def is_killed_while_waiting(new_run, time):
    with pytest.raises(Killed):
        read(new_run(sleep=dies), time)


# Asked for once


def test_a_killed_runs_report_is_gone_on_with_and_not_asked_for_again(office, new_run, time):
    office.becomes = [["IN_PROGRESS", "DONE"]]
    is_killed_while_waiting(new_run, time)
    time.now += HOUR

    report = read(new_run(), time)

    assert (report.state, report.path.read_bytes()) == (CoverageState.READ, ROWS)
    assert report.why == "Asked for at 12:00 UTC and not read until now."
    assert len(office.questions) == 1


def test_what_was_asked_for_before_tells_of_its_own_window(office, new_run, time):
    office.becomes = [["IN_PROGRESS", "DONE"]]
    is_killed_while_waiting(new_run, time)
    time.now += HOUR

    report = read(new_run(), time)

    assert (report.since, report.until) == (NOW - MONTH, NOW)


@pytest.mark.exhaustive
@pytest.mark.parametrize("outcome", ["DONE", "CANCELLED"])
def test_whenever_a_run_is_killed_the_next_one_asks_for_nothing_twice(
    office, new_run, time, memory, outcome
):
    office.is_empty = outcome == "CANCELLED"
    windows = 2 if office.is_empty else 1
    kills = 0
    while True:
        memory.steps, memory.dies_at = 0, kills + 1
        memory._reports.clear()
        office.made.clear()
        before = len(office.questions)
        try:
            read(new_run(), time)
        except Killed:
            kills += 1
        else:
            break
        memory.dies_at = None

        report = read(new_run(), time)

        expected = CoverageState.EMPTY_ASSUMED if office.is_empty else CoverageState.READ
        assert report.state is expected
        assert len(office.questions) - before == windows
        time.now += DAY

    assert kills >= 6


def test_a_report_whose_id_was_never_read_is_found_by_its_window(office, new_run, time, memory):
    memory.dies_at = 3  # Amazon has made it, and nobody has written its id down
    with pytest.raises(Killed):
        read(new_run(), time)
    office.asked_elsewhere(RETURNS, NOW - DAY, NOW)
    time.now += 5 * MINUTE

    report = read(new_run(), time)

    assert (report.state, report.name) == (CoverageState.READ, "mfn_returns-US-50000")
    assert len(office.questions) == 1


def test_a_report_that_was_never_asked_for_after_all_is_asked_for(office, new_run, time, memory):
    memory.dies_at = 2  # just before the question left
    with pytest.raises(Killed):
        read(new_run(), time)
    office.asked_elsewhere(RETURNS, NOW - DAY, NOW)

    report = read(new_run(), time)

    assert report.name == "mfn_returns-US-50001"
    assert len(office.questions) == 1


def test_a_report_that_does_not_reach_back_far_enough_is_not_gone_on_with(office, new_run, time):
    office.becomes = [["IN_PROGRESS", "DONE"]]
    is_killed_while_waiting(new_run, time)

    report = read(new_run(), time, window=MONTH + DAY)

    assert report.since == NOW - MONTH - DAY
    assert len(office.questions) == 2


def test_a_report_of_a_window_long_past_does_for_that_window_only(office, new_run, time):
    client = new_run()
    client.report(Source.MFN_RETURNS, "US", NOW - 2 * MONTH, NOW - MONTH)

    client.report(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)
    client.report(Source.MFN_RETURNS, "CA", NOW - MONTH, NOW)

    assert len(office.questions) == 3


def test_a_report_that_amazon_no_longer_knows_is_asked_for_anew(office, new_run, time):
    office.becomes = [["IN_PROGRESS", "DONE"]]
    is_killed_while_waiting(new_run, time)
    office.forgets_everything()

    assert read(new_run(), time).state is CoverageState.READ
    assert len(office.questions) == 2


@pytest.mark.parametrize("source", [Source.MFN_RETURNS, Source.ACCOUNT_HEALTH])
def test_what_was_asked_for_with_a_clock_years_ahead_is_not_trusted(office, new_run, time, source):
    time.now += 1000 * DAY
    client = new_run()
    client.taken(read(client, time, source))
    time.now = NOW

    assert read(new_run(), time, source).path is not None
    assert len(office.questions) == 2


# Fresh, stale, given up


def test_a_report_that_was_recorded_a_moment_ago_is_not_downloaded_again(
    office, new_run, time, amazon
):
    client = new_run()
    client.taken(read(client, time))
    time.now += 6 * MINUTE
    amazon.heard.clear()

    report = read(new_run(), time)

    assert (report.state, report.path) == (CoverageState.READ, None)
    assert report.why == (
        "Read before: it was asked for 6 minutes ago, and nothing newer is to be had yet."
    )
    assert (report.since, report.until) == (NOW - MONTH, NOW)
    assert amazon.heard == []


def test_a_report_that_was_not_recorded_is_downloaded_again(office, new_run, time):
    read(new_run(), time)
    time.now += HOUR

    report = read(new_run(), time)

    assert report.path.read_bytes() == ROWS
    assert (len(office.questions), len(office.downloads)) == (1, 2)


def test_a_report_that_could_not_be_read_is_asked_for_anew(office, new_run, time):
    client = new_run()
    client.spoiled(read(client, time))

    assert read(new_run(), time).name == "mfn_returns-US-50001"


@pytest.mark.parametrize(
    ("source", "fresh_for"),
    [
        (Source.MFN_RETURNS, 15 * MINUTE),
        (Source.FEEDBACK, 15 * MINUTE),
        (Source.ACCOUNT_HEALTH, HOUR),
        (Source.FBA_RETURNS, 4 * HOUR),
    ],
)
def test_a_report_is_fresh_as_long_as_its_kind_is(office, new_run, time, source, fresh_for):
    client = new_run()
    client.taken(read(client, time, source))

    time.now = NOW + fresh_for
    assert read(new_run(), time, source).path is None
    time.now += MINUTE
    assert read(new_run(), time, source).path is not None
    assert len(office.questions) == 2


def test_a_report_that_was_finished_too_long_ago_is_asked_for_anew(office, new_run, time):
    office.becomes = [["IN_PROGRESS", "DONE"]]
    is_killed_while_waiting(new_run, time)
    time.now += 7 * HOUR

    assert read(new_run(), time).until == NOW + 7 * HOUR


def test_a_report_that_is_made_for_hours_is_looked_at_once_and_not_asked_for_again(
    office, new_run, time
):
    office.becomes = ["IN_PROGRESS"]
    read(new_run(), time)
    time.now, time.naps = NOW + 7 * HOUR, []

    report = read(new_run(), time)

    assert report.state is CoverageState.UNKNOWN
    assert "still making it 7 hours after" in report.why
    assert time.naps == []
    assert len(office.questions) == 1


def test_a_report_that_was_not_made_in_a_day_is_given_up_and_asked_for_anew(office, new_run, time):
    office.becomes = ["IN_PROGRESS"]
    read(new_run(), time)
    time.now = NOW + 25 * HOUR

    assert read(new_run(), time).state is CoverageState.READ
    assert len(office.questions) == 2


def test_a_second_report_that_is_not_made_either_is_a_failure(office, new_run, time):
    office.becomes = ["IN_PROGRESS", "IN_PROGRESS"]
    read(new_run(), time)
    time.now = NOW + 25 * HOUR

    report = read(new_run(), time)

    assert report.state is CoverageState.FAILED
    assert "never finished the one before" in report.why


# Asked for first, read later


def test_reports_that_are_prepared_are_made_while_others_are_read(office, new_run, time, amazon):
    client = new_run()
    sources = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK)
    for source in sources:
        client.prepare(source, "US", NOW - MONTH, NOW)
    assert (len(office.questions), office.downloads, time.naps) == (3, [], [])

    reports = [client.report(source, "US", NOW - MONTH, NOW) for source in sources]

    assert [(report.state, report.why) for report in reports] == [(CoverageState.READ, "")] * 3
    assert len(office.questions) == 3
    looks = [heard for heard in amazon.heard if heard.path.startswith(f"{REPORTS}/")]
    assert len(looks) == 3


def test_a_prepared_report_that_amazon_cannot_make_has_failed_and_is_not_asked_for_again(
    office, new_run
):
    office.becomes = ["FATAL"]
    client = new_run()
    client.prepare(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)

    assert client.report(Source.MFN_RETURNS, "US", NOW - MONTH, NOW).state is CoverageState.FAILED
    assert len(office.questions) == 1


# Answers that are lost


def losing(reply, *, made):
    """Loses the first answer to createReport; the report was made all the same, or was not."""

    def beside(office):
        left = [reply]

        def answer(heard):
            if heard.method == "POST" and left:
                if made:
                    office._reports(heard)
                return left.pop()
            return office._reports(heard)

        return answer

    return beside


LOST = [Reply(cut=True), Reply(202, b'{"rep'), amazon_error(500), amazon_error(503)]


@pytest.mark.parametrize("reply", LOST)
def test_a_report_whose_answer_was_lost_is_found_and_not_asked_for_again(
    amazon, office, new_run, time, reply
):
    amazon.answers(REPORTS, losing(reply, made=True)(office))

    assert read(new_run(), time).state is CoverageState.READ
    assert len(office.questions) == len(office.made) == 1


@pytest.mark.parametrize("reply", LOST)
def test_a_report_that_was_not_made_is_asked_for_once_more(amazon, office, new_run, time, reply):
    amazon.answers(REPORTS, losing(reply, made=False)(office))

    assert read(new_run(), time).state is CoverageState.READ
    assert (len(office.questions), len(office.made)) == (2, 1)


def test_a_report_that_amazon_fails_to_take_twice_is_left_to_the_next_run(
    amazon, office, new_run, time
):
    failing = amazon_error(503)
    amazon.answers(
        REPORTS, lambda heard: failing if heard.method == "POST" else office._reports(heard)
    )

    with pytest.raises(MarketplaceFailed, match="createReport"):
        read(new_run(), time)

    assert len(office.questions) == 2


def test_a_question_there_was_no_time_for_is_not_looked_for_later(
    amazon, office, new_run, memory, time
):
    amazon.answers(REPORTS, throttled())
    with pytest.raises(OutOfTime):
        read(new_run(patience=timedelta(seconds=1)), time)
    amazon.answers(REPORTS, office._reports)

    assert read(new_run(), time).state is CoverageState.READ
    assert [heard.method for heard in amazon.asked(REPORTS)] == ["POST", "POST"]


def test_two_pieces_of_one_source_are_prepared_side_by_side(office, new_run, time):
    client = new_run()
    windows = [(NOW - MONTH, NOW), (NOW - 2 * MONTH, NOW - MONTH - timedelta(seconds=1))]
    for since, until in windows:
        client.prepare(Source.MFN_RETURNS, "US", since, until)

    reports = [client.report(Source.MFN_RETURNS, "US", *window) for window in windows]

    assert [(report.since, report.until) for report in reports] == windows
    assert len(office.questions) == 2


def test_reports_that_never_come_share_one_patience(office, new_run, time):
    office.becomes = ["IN_PROGRESS"] * 3
    client = new_run(longest=10 * MINUTE)
    sources = (Source.MFN_RETURNS, Source.FBA_RETURNS, Source.FEEDBACK)
    for source in sources:
        client.prepare(source, "US", NOW - MONTH, NOW)

    reports = [client.report(source, "US", NOW - MONTH, NOW) for source in sources]

    assert {report.state for report in reports} == {CoverageState.UNKNOWN}
    assert sum(time.naps) == pytest.approx(600)


def test_a_role_that_is_missing_is_met_again_when_the_report_is_read(amazon, new_run, time):
    amazon.answers(REPORTS, amazon_error(403, "Unauthorized"))
    client = new_run()

    client.prepare(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)
    with pytest.raises(AccessDenied, match="Inventory and Order Tracking"):
        client.report(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)

    assert len(amazon.asked(REPORTS)) == 1


def test_what_was_refused_is_neither_looked_for_nor_waited_for_later(amazon, office, new_run, time):
    amazon.answers(REPORTS, amazon_error(403, "Unauthorized"))
    with pytest.raises(AccessDenied):
        read(new_run(), time)
    amazon.answers(REPORTS, office._reports)

    assert read(new_run(), time).state is CoverageState.READ
    assert "GET" not in {heard.method for heard in amazon.asked(REPORTS)}


def test_amazons_own_trouble_while_preparing_may_be_over_when_the_report_is_read(
    amazon, office, new_run, time
):
    amazon.answers(REPORTS, amazon_error(500, "InternalFailure"))
    client = new_run()
    client.prepare(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)
    amazon.answers(REPORTS, office._reports)

    assert client.report(Source.MFN_RETURNS, "US", NOW - MONTH, NOW).state is CoverageState.READ


def test_nothing_can_be_prepared_where_nobody_is_there(client_of, time):
    client = client_of(account("http://127.0.0.1:9"))

    with pytest.raises(Unreachable):
        client.prepare(Source.MFN_RETURNS, "US", NOW - MONTH, NOW)


# Nothing there, day after day


def of_every_day(new_run, time, source, days=5):
    """What a run on each of some days is told."""
    states = []
    for _ in range(days):
        states.append(read(new_run(), time, source).state)
        time.now += DAY
    return states


def test_a_seller_without_returns_is_never_told_that_something_failed(office, new_run, time):
    office.is_empty = True

    assert of_every_day(new_run, time, Source.MFN_RETURNS) == [CoverageState.EMPTY_ASSUMED] * 5


def test_a_seller_without_amazon_returns_is_told_of_nothing_unknown_but_the_first_day(
    office, new_run, time
):
    office.is_empty = True

    states = of_every_day(new_run, time, Source.FBA_RETURNS)

    assert states == [CoverageState.UNKNOWN] + [CoverageState.EMPTY_ASSUMED] * 4
    assert len(office.questions) == 5


def test_a_daily_report_is_asked_for_with_another_window_after_its_rest(office, new_run, time):
    office.is_empty = True
    read(new_run(), time, Source.FBA_RETURNS)
    time.now += 4 * HOUR - MINUTE
    assert read(new_run(), time, Source.FBA_RETURNS).state is CoverageState.UNKNOWN
    assert len(office.questions) == 1
    time.now += MINUTE

    report = read(new_run(), time, Source.FBA_RETURNS)

    assert report.state is CoverageState.EMPTY_ASSUMED
    starts = [question["dataStartTime"] for question in office.questions]
    assert starts == ["2026-10-24T12:00:00Z", "2026-10-23T16:00:00Z"]


def test_what_is_assumed_empty_stays_so_until_it_may_be_asked_again(office, new_run, time):
    office.is_empty = True
    of_every_day(new_run, time, Source.FBA_RETURNS, days=2)
    time.now += -DAY + HOUR

    assert read(new_run(), time, Source.FBA_RETURNS).state is CoverageState.EMPTY_ASSUMED
    assert len(office.questions) == 2


def test_rows_end_what_was_assumed_empty(office, new_run, time):
    office.is_empty = True
    of_every_day(new_run, time, Source.FBA_RETURNS, days=2)
    office.is_empty = False
    client = new_run()
    client.taken(read(client, time, Source.FBA_RETURNS))
    office.is_empty = True
    time.now += DAY

    assert read(new_run(), time, Source.FBA_RETURNS).state is CoverageState.UNKNOWN


def test_another_programs_report_does_and_the_rest_counts_from_it(office, new_run, time):
    office.resting = {FBA}
    office.asked_elsewhere(FBA, NOW - 2 * MONTH, NOW)
    time.now += 2 * HOUR
    client = new_run()
    report = read(client, time, Source.FBA_RETURNS)
    assert (report.state, report.until) == (CoverageState.READ, NOW)
    assert report.why == "Amazon makes it every 4 hours at most; this one is of 12:00 UTC."
    client.taken(report)

    time.now += HOUR
    assert read(new_run(), time, Source.FBA_RETURNS).path is None
    time.now += HOUR + MINUTE
    assert read(new_run(), time, Source.FBA_RETURNS).until == time.now
    assert len(office.questions) == 2


def test_being_asked_too_soon_is_no_first_sign_of_emptiness(office, new_run, time):
    office.resting = {FBA}
    office.asked_elsewhere(FBA, NOW - 2 * MONTH, NOW)
    time.now += 2 * HOUR
    client = new_run()
    client.taken(read(client, time, Source.FBA_RETURNS))
    office.is_empty = True
    time.now += 2 * HOUR + MINUTE

    assert read(new_run(), time, Source.FBA_RETURNS).state is CoverageState.UNKNOWN
    assert len(office.questions) == 2


def test_a_spoiled_daily_report_is_not_taken_for_another_programs(office, new_run, time):
    office.resting = {FBA}
    client = new_run()
    client.spoiled(read(client, time, Source.FBA_RETURNS))

    report = read(new_run(), time, Source.FBA_RETURNS)

    assert (report.state, report.path) == (CoverageState.UNKNOWN, None)
    assert len(office.downloads) == 1


def test_two_cancelled_windows_answer_the_same_question_for_a_while(office, new_run, time):
    office.is_empty = True
    read(new_run(), time)
    time.now += 10 * MINUTE

    assert read(new_run(), time).state is CoverageState.EMPTY_ASSUMED
    assert len(office.questions) == 2


def test_account_health_that_was_cancelled_is_unknown_and_asked_for_by_the_next_run(
    office, new_run, time
):
    office.becomes = ["CANCELLED"]
    assert read(new_run(), time, Source.ACCOUNT_HEALTH).state is CoverageState.UNKNOWN

    assert read(new_run(), time, Source.ACCOUNT_HEALTH).state is CoverageState.READ


def test_a_lost_question_without_a_window_is_found_too(office, new_run, time, memory):
    memory.dies_at = 3
    with pytest.raises(Killed):
        read(new_run(), time, Source.ACCOUNT_HEALTH)

    assert read(new_run(), time, Source.ACCOUNT_HEALTH).state is CoverageState.READ
    assert [json.dumps(sorted(question)) for question in office.questions] == [
        '["marketplaceIds", "reportType"]'
    ]
