"""The table of windows as a seller may overlay it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.detection.windows import WindowName
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.settings import read_settings

NOON = datetime(2026, 11, 20, 20, tzinfo=UTC)
WHO = 'source: "our own rule", read: 2026-11-23'


@pytest.fixture
def settings_of(home):
    home.mkdir()

    def read(text):
        (home / "settings.yaml").write_text(text, encoding="utf-8")
        return read_settings(home, None)

    return read


def window(settings, name, store="US"):
    return settings.windows().find(WindowName(name), store, NOON)


def test_a_row_of_the_seller_goes_before_the_one_that_comes_along(settings_of):
    settings = settings_of(f"claim_windows: {{claim_answer: {{hours: 36, {WHO}}}}}")
    assert window(settings, "claim_answer").words == "36 hours"
    assert window(settings, "claim_answer").cited == "our own rule, read 2026-11-23"
    assert window(settings, "buyer_contact").words == "48 hours"


def test_several_rows_are_a_list_of_which_the_first_that_fits_is_taken(settings_of):
    settings = settings_of(
        "claim_windows:\n  return_refund:\n"
        f"    - {{business_days: 3, marketplaces: [DE], {WHO}}}\n"
        f"    - {{days: 5, from: 2026-01-01, {WHO}}}\n"
    )
    assert window(settings, "return_refund", "DE").words == "3 business days"
    assert window(settings, "return_refund", "US").words == "5 days"


def test_a_row_as_it_was_written_before_there_were_lists_is_still_one(settings_of):
    old = 'claim_windows:\n  claim_opens:\n    hours: 72\n    source: "s"\n    read: 2026-11-01\n'
    assert window(settings_of(old), "claim_opens").words == "72 hours"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"claim_anwser: {{hours: 36, {WHO}}}", "there is no such window; there are buyer_contact"),
        (f"claim_answer: {{{WHO}}}", "exactly one of hours, days, business_days"),
        (f"claim_answer: {{hours: 1, days: 2, {WHO}}}", "exactly one of"),
        ("claim_answer: {hours: 36}", "claim_answer.0.source"),
        (f"claim_answer: {{hours: 36, marketplaces: [USA], {WHO}}}", "there is no store USA"),
        (f"claim_answer: {{hours: 36, programmes: [plus], {WHO}}}", "only these are known"),
        (f"claim_answer: {{hours: 0, {WHO}}}", "greater than 0"),
        ("claim_answer: 36", "wants a list"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_in_words(settings_of, row, words):
    with pytest.raises(ConfigurationProblem) as refused:
        settings_of(f"claim_windows: {{{row}}}")
    assert words in str(refused.value)


def test_how_long_a_parcel_may_be_silent_is_the_sellers_choice(settings_of):
    watch = settings_of("parcels: {warn_before: 0h, stuck_after: 10d}").watch()
    assert watch.warn_before == timedelta(0)
    assert watch.stuck_after == timedelta(days=10)
    assert watch.never_scanned_after == timedelta(days=2)


def test_a_parcel_may_not_be_stuck_at_once(settings_of):
    with pytest.raises(ConfigurationProblem, match="stuck_after"):
        settings_of("parcels: {stuck_after: 0d}")
