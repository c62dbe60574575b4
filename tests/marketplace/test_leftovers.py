"""What a killed sync left in the folder for downloads."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from seller_credits.marketplace.documents.leftovers import sweep

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)


def left(folder, name, hours):
    path = folder / name
    path.write_text("a buyer's data")
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_what_has_lain_there_for_two_days_goes_and_what_is_in_use_stays(tmp_path):
    old, young = left(tmp_path, "returns-US-1", 49), left(tmp_path, "returns-US-2.part", 47)

    sweep(tmp_path, NOW)

    assert not old.exists()
    assert young.exists()


def test_nothing_that_a_link_leads_to_is_touched(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    elsewhere = left(tmp_path, "mine", 1000)
    (folder / "link").symlink_to(elsewhere)

    sweep(folder, NOW)

    assert elsewhere.exists()


def test_folders_are_left_alone_and_no_folder_is_no_trouble(tmp_path):
    (tmp_path / "folder").mkdir()
    os.utime(tmp_path / "folder", (0, 0))

    sweep(tmp_path, NOW)
    sweep(tmp_path / "nowhere", NOW)

    assert (tmp_path / "folder").is_dir()
