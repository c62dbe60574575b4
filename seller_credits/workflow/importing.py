"""`import`: report files a seller downloaded, so that no API access is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from seller_credits.domain.coverage import Window
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.marketplace.files import ReportFile, open_report
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome

Told = Callable[[str], None]
"""Where progress goes: one sentence at a time."""


def import_files(
    recorder: Recorder,
    paths: Iterable[Path],
    *,
    source: Source | None,
    marketplace: str | None,
    clock: Callable[[], datetime],
    told: Told,
    buyer_of: Callable[[str], str] | None = None,
) -> Outcome:
    """Record every file that can be read; each of the others becomes a failed window.

    `source` is what the files are, where the seller says so; else their headers tell.
    `marketplace` is the code of their store; some dates cannot be read without it.
    `buyer_of` makes a keyed hash of a buyer's address; without it buyers are not read.
    """
    for path in paths:
        name = _printable(path.name)
        try:
            report = open_report(
                path, name=name, source=source, marketplace=marketplace, buyer_of=buyer_of
            )
        except UnreadableSource as problem:
            failed = CoverageState.FAILED
            recorder.outcome.windows.append(
                Window(source, marketplace, None, None, failed, clock(), str(problem), name)
            )
            continue
        state, why = record_report(recorder, report, told)
        recorder.covered(Window(report.source, marketplace, None, None, state, clock(), why, name))
    recorder.decide_again()
    recorder.approve_automatically()
    return recorder.outcome


def record_report(
    recorder: Recorder, report: ReportFile, told: Told, *, as_of: datetime | None = None
) -> tuple[CoverageState, str]:
    """Record a recognised report; one that is cut short keeps what it gave before.

    Args:
        recorder: where to.
        report: what is read.
        told: where progress goes.
        as_of: the moment (aware) it speaks of, where that is not the moment it is read.

    Returns:
        What became of it, and why where it is not simply read.
    """
    bad_before = recorder.outcome.bad
    try:
        rows = recorder.record_all(
            report.source,
            report.records(),
            lambda count: told(f"{report.name}: {count:,} rows"),
            as_of=as_of,
        )
    except UnreadableSource as cut_short:
        return CoverageState.FAILED, str(cut_short)
    finally:
        for warning in report.warnings:
            recorder.outcome.warn(warning)
        for column in report.new_columns:
            recorder.outcome.unknown[f"column of {report.layout}", column] += 1
    bad = recorder.outcome.bad - bad_before
    if recorder.are_too_many(bad, of=rows):
        return CoverageState.FAILED, f"{bad:,} of its {rows:,} rows could not be read"
    return (CoverageState.READ if rows else CoverageState.EMPTY), ""


def _printable(name: str) -> str:
    """A file's name as text that can be kept, also where the file system's bytes are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
