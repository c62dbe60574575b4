"""Who pays for a delivery that went wrong: yes and no only where it is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seller_credits.detection.paying import marketplace_pays
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from tests.detection.makers import ORDER, SHIP_BY

SCANNED = date(2026, 11, 10)
"""The store's day of ship-by, whose last second ship-by is."""


def label(*, is_protected=True, first_scan=SCANNED):
    origin = Origin(Source.LABELS, api=False, where="labels.csv, row 2")
    return LabelRow(origin, ORDER, is_protected, first_scan, {})


def paid(of_label, kind="late_delivery", channel=Channel.SELLER, ship_by=SHIP_BY, **said):
    return marketplace_pays(IssueKind(kind), channel, of_label, ship_by, "US", **said)


def test_a_protected_label_that_was_scanned_by_ship_by_pays_for_delivery():
    word, why = paid(label())
    assert word == "yes"
    assert "labels.csv, row 2" in why


@pytest.mark.parametrize(
    ("scan", "word"),
    [
        (date(2026, 11, 11), "unknown"),
        (SHIP_BY, "yes"),
        (datetime(2026, 11, 11, 8, tzinfo=UTC), "unknown"),
        (None, "unknown"),
    ],
)
def test_the_scan_must_be_by_ship_by(scan, word):
    assert paid(label(first_scan=scan))[0] == word


def test_a_bare_day_of_a_scan_that_may_have_been_after_ship_by_proves_nothing():
    noon = datetime(2026, 11, 10, 20, tzinfo=UTC)
    assert paid(label(), ship_by=noon)[0] == "unknown"
    assert paid(label(first_scan=date(2026, 11, 9)), ship_by=noon)[0] == "yes"


def test_without_ship_by_nothing_is_shown():
    word, why = paid(label(), ship_by=None)
    assert word == "unknown"
    assert "ship-by is not known" in why


def test_a_label_does_not_answer_for_what_is_no_trouble_of_delivery():
    assert paid(label(), kind="defective")[0] == "unknown"


def test_an_unprotected_label_leaves_it_to_the_seller_who_ships():
    assert paid(label(is_protected=False))[0] == "no"
    assert paid(label(is_protected=False), channel=None)[0] == "unknown"


@pytest.mark.parametrize("nothing", [None, label(is_protected=None)])
def test_what_no_labels_file_says_is_unknown(nothing):
    assert paid(nothing)[0] == "unknown"


def test_a_programme_that_answers_pays_whatever_the_label():
    assert paid(None, kind="defective", programme_answers=True)[0] == "yes"
