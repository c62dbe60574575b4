"""What a run says of itself: to a collector as JSON, to a person as a line."""

from __future__ import annotations

import errno
import io
import json
import sys
from threading import Thread

import pytest

from seller_credits.logs import begin_logs


@pytest.fixture
def lines(capsys):
    """What was said since this was asked for last."""

    def said():
        return capsys.readouterr().err.splitlines()

    return said


def test_off_a_terminal_every_line_is_a_json_object_that_begins_with_when_and_whose(lines):
    log = begin_logs(as_json=True, verbose=False).bind(account="eu")

    log.warning("not read", names=["feedback DE"], said='two\nlines and a "quote"')

    (line,) = lines()
    told = json.loads(line)
    assert list(told)[:4] == ["timestamp", "level", "account", "event"]
    assert told["timestamp"].endswith("Z")
    assert told["level"] == "warning"
    assert told["said"] == 'two\nlines and a "quote"'


def test_on_a_terminal_a_line_is_for_a_person(lines):
    log = begin_logs(as_json=False, verbose=False).bind(account="eu")

    log.info("waiting", said="Waiting 2 min")
    log.error("failed", exit_code=5, said="No.\nCopy it again.")
    log.warning("not read", names=["feedback DE", "feedback FR"], state="failed", said="")

    waiting, failed, unread = (line[9:] for line in lines())
    assert waiting == "eu: waiting: Waiting 2 min"
    assert failed == "eu: ERROR failed, exit_code 5: No. Copy it again."
    assert unread == "eu: WARNING not read, names feedback DE, feedback FR, state failed"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"verbose": False}, ["info", "warning"]),
        ({"verbose": True}, ["debug", "info", "warning"]),
        ({"verbose": False, "quiet": True}, ["warning"]),
        ({"verbose": True, "quiet": True}, ["warning"]),
    ],
)
def test_quiet_tells_only_what_went_wrong_and_verbose_tells_progress_too(lines, options, told):
    log = begin_logs(as_json=True, **options)

    log.debug("progress")
    log.info("waiting")
    log.warning("not read")

    assert [json.loads(line)["level"] for line in lines()] == told


class FullDisk(io.StringIO):
    def write(self, text):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_keeps_no_work_from_going_on(monkeypatch):
    monkeypatch.setattr(sys, "stderr", FullDisk())
    log = begin_logs(as_json=True, verbose=False)

    log.error("failed")


def test_a_reader_that_went_away_keeps_no_work_from_going_on(monkeypatch):
    gone = io.StringIO()
    monkeypatch.setattr(sys, "stderr", gone)
    log = begin_logs(as_json=True, verbose=False)
    gone.close()

    log.error("failed")


def test_lines_of_many_threads_stay_whole(lines):
    log = begin_logs(as_json=True, verbose=False)

    def write(number):
        for _ in range(50):
            log.bind(account=f"a{number}").info("waiting", said="x" * 500)

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = [json.loads(line) for line in lines()]
    assert len(told) == 400
    assert {len(line["said"]) for line in told} == {500}
