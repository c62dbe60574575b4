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
) -> Outcome:
    """Record every file that can be read; each of the others becomes a failed window.

    `source` is what the files are, where the seller says so; else their headers tell.
    `marketplace` is the code of their store; some dates cannot be read without it.
    """
    for path in paths:
        try:
            report = open_report(path, source=source, marketplace=marketplace)
        except UnreadableSource as problem:
            why = str(problem)
            recorder.outcome.windows.append(
                Window(
                    source, marketplace, None, None, CoverageState.FAILED, clock(), why, path.name
                )
            )
            continue
        record_report(recorder, report, marketplace=marketplace, clock=clock, told=told)
    recorder.decide_again()
    return recorder.outcome


def record_report(
    recorder: Recorder,
    report: ReportFile,
    *,
    marketplace: str | None,
    clock: Callable[[], datetime],
    told: Told,
    since: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Record one recognised report and what became of it; a file cut short keeps what it gave."""
    problem = None
    rows = 0
    try:
        rows = recorder.record_all(
            report.source,
            report.records(),
            lambda count: told(f"{report.name}: {count:,} rows"),
        )
    except UnreadableSource as cut_short:
        problem = cut_short
    for warning in report.warnings:
        recorder.outcome.warn(warning)
    state = CoverageState.READ if rows else CoverageState.EMPTY
    why = ""
    if problem is not None:
        state, why = CoverageState.FAILED, str(problem)
    recorder.covered(
        Window(report.source, marketplace, since, until, state, clock(), why, report.name)
    )
