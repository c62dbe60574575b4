"""`seller-credits audit FILE...`: the money that leaked already, from files a seller has."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import click

from seller_credits.cli.house import note, open_house, open_to_read, where
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.whole_files import written_whole
from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.domain.cases import OrderCase
    from seller_credits.workflow.auditing import Audited

_BY_EXTENSION = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".txt": "table",
    ".xlsx": "xlsx",
}
_SHOWN = 10
"""Rows that could not be read, of one file."""


@click.command("audit")
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path, readable=False),  # one that is not must not stop the others
    metavar="FILE...",
)
@click.option("--marketplace", metavar="CODE", help="Their store (US, DE, ...), if not clear.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write; the extension names the format.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Import the files as well, and record outcomes and refunds nobody here issued.",
)
@shared_options
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    marketplace: str | None,
    output: Path | None,
    *,
    record: bool,
) -> None:
    """Find what refunds cost, and what of it need not have been. Writes to no ledger unasked.

    With --account NAME it looks at the books an account's syncs and imports recorded; files beside
    it add what no sync reads.

    Reads settlement files (V1 and V2) and, where given, returns reports, FBA reimbursements, all
    orders and a labels table; a folder stands for its files. Every settlement is proven whole
    first. What cannot be known from the files is said, with the file that would tell. It takes no
    account, no credentials and no home folder.
    """
    from seller_credits.domain.clock import now  # noqa: PLC0415
    from seller_credits.settings import read_settings  # noqa: PLC0415
    from seller_credits.workflow.auditing import audit_files  # noqa: PLC0415  # heavy

    wanted = _format(output)
    store = find_marketplace(marketplace)
    if marketplace and store is None:
        raise click.BadParameter(f"{marketplace!r} is not a store; say US, CA, UK, DE, JP, ...")
    if record and not files:
        raise click.UsageError(
            "--record takes files: what an account recorded stands there already"
        )
    if not files and shared().account is None:
        raise click.UsageError("Name report files, a folder of them, or an account: --account NAME")
    settings = read_settings(where().folder, shared().config)
    with _cases() as cases, progress() as told:
        audited = audit_files(
            _those(files),
            marketplace=store.code if store else None,
            windows=settings.windows(),
            now=now(),
            told=told,
            cases=cases,
        )
    if audited.is_blind and wanted == "table":
        pass  # a sentence about what is in no file would be taken for an answer
    elif output is None:
        _write(sys.stdout, wanted, audited)
    else:
        with written_whole(output, "audit") as out:
            _write_file(out, wanted, audited)
        note(f"Audit written to {output}")
    if record:
        _record(_those(files), store.code if store else None)
    context.exit(_tell_files(audited))


def _record(files: list[Path], marketplace: str | None) -> None:
    """Import the files, and record what the ledger learns of them; twice adds nothing."""
    from seller_credits.workflow.importing import import_files  # noqa: PLC0415  # heavy

    with open_house() as house, house.held("audit"), progress() as told:
        recorder = house.recorder()
        outcome = import_files(
            recorder,
            files,
            source=None,
            marketplace=marketplace,
            clock=house.clock,
            told=told,
            buyer_of=house.buyer_of,
        )
        done = house.look_through(recorder, told)
        place = house.ledger.place
    issues = counted(outcome.issues, "new issue")
    outcomes = counted(outcome.matured, "outcome")
    strangers = counted(len(done.orphans), "refund")
    note(f"Recorded in {place}: {issues}, {outcomes}, {strangers} nobody here issued.")


@contextmanager
def _cases() -> Iterator[Iterable[OrderCase]]:
    """What the account's ledger knows, where one is named; else no home is even looked at."""
    if shared().account is None:
        yield ()
        return
    with open_to_read() as house:
        yield house.ledger.measuring.credited_cases(house.account)


def _format(output: Path | None) -> str:
    if shared().format or output is None:
        return chosen_format("table", "json", "ndjson", "csv", "html")
    found = _BY_EXTENSION.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(
            f"{output.name}: the extension names no format; "
            "take .html, .xlsx, .json, .ndjson, .csv or .txt"
        )
    return found


def _those(files: tuple[Path, ...]) -> list[Path]:
    """The files, and those a folder holds; hidden ones are left out."""
    found: list[Path] = []
    for each in files:
        if each.is_dir():
            inside = sorted(path for path in each.iterdir() if path.is_file())
            found.extend(path for path in inside if not path.name.startswith("."))
        else:
            found.append(each)
    return found


def _write_file(out: BinaryIO, wanted: str, audited: Audited) -> None:
    if wanted == "xlsx":
        from seller_credits.reporting.audit_sheets import write_audit_sheets  # noqa: PLC0415

        write_audit_sheets(out, audited.audit)
        return
    with TextIOWrapper(out, encoding="utf-8", newline="") as text:
        _write(text, wanted, audited)


def _write(out: TextIO, wanted: str, audited: Audited) -> None:
    from seller_credits.reporting import audit_items, machine  # noqa: PLC0415

    audit = audited.audit
    if wanted == "json":
        audit_items.write_document(out, audit, _files(audited))
    elif wanted in machine.FORMATS:
        machine.write(out, wanted, audit_items.AUDIT, audit_items.items_of(audit))
    elif wanted == "html":
        from seller_credits.reporting.audit_page import write_audit_page  # noqa: PLC0415

        write_audit_page(out, audit, _files(audited))
    else:
        from seller_credits.reporting.audit import print_audit  # noqa: PLC0415

        print_audit(audit, out)


def _files(audited: Audited) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "layout": each.layout or None,
            "rows": each.rows,
            "skipped": each.skipped,
            "warnings": list(each.warnings),
            "problem": each.problem or None,
        }
        for each in audited.files
    ]


def _tell_files(audited: Audited) -> int:
    """Name on stderr what could not be read; 7 where a file could not be."""
    for each in audited.files:
        for sentence in each.warnings:
            note(f"Warning: {sentence}")
        for sentence in each.skipped[:_SHOWN]:
            click.echo(f"Not read: {sentence}", err=True)
        if len(each.skipped) > _SHOWN:
            click.echo(
                f"Not read: {len(each.skipped) - _SHOWN:,} rows more of {each.name}", err=True
            )
        if each.problem:
            click.echo(f"Not read: {each.problem}", err=True)
    return 0 if audited.is_complete else UnreadableSource.exit_code
