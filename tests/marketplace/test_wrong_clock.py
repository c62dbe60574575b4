"""A refusal that comes of this machine's clock says so: Amazon's own time stands in its answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from seller_credits.domain.issues import Source
from seller_credits.marketplace.calling.exchange import Answer
from seller_credits.marketplace.calling.problems import call_problem
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.operations import CREATE_REPORT
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import REPORTS, amazon_error

HERE = account("https://sellingpartnerapi-na.amazon.com")
SUPPORT = "If the settings and this machine's clock are right, send this line to support."


def hint(status=400, **headers):
    return call_problem(CREATE_REPORT, Answer(status, headers), HERE, now=NOW).hint


def at(moment):
    return format_datetime(moment, usegmt=True)


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (timedelta(hours=-3), "3 h ahead of"),
        (timedelta(seconds=-40), "40 s ahead of"),
        (timedelta(minutes=7), "7 min behind"),
    ],
)
def test_a_clock_that_is_off_is_said_with_how_far_and_what_to_do(off, said):
    expected = f"This machine's clock is {said} Amazon's: set it right, and try again."
    assert hint(date=at(NOW + off)) == expected


@pytest.mark.parametrize("date", [at(NOW), at(NOW - timedelta(seconds=5)), "yesterday", ""])
def test_a_clock_that_is_right_or_not_to_be_judged_is_not_blamed(date):
    assert hint(date=date) == SUPPORT


def test_a_date_without_a_zone_judges_no_clock():
    assert hint(date=f"{datetime(2020, 1, 1):%a, %d %b %Y %H:%M:%S} -0000") == SUPPORT  # noqa: DTZ001  # what is sent has none


def test_what_is_not_refused_for_its_content_blames_no_clock():
    long_ago = at(NOW - timedelta(days=1))
    assert "clock" not in hint(403, date=long_ago)
    assert "clock" not in hint(500, date=long_ago)


def test_a_refused_report_says_it_with_the_clock_of_the_run(amazon, client, time):
    # The marketplace on loopback stamps its answers with the real time, and this run's is another.
    amazon.answers(REPORTS, amazon_error(400))
    with pytest.raises(RequestRefused, match="This machine's clock is"):
        client.report(Source.MFN_RETURNS, "US", time.now - timedelta(days=30), time.now)
