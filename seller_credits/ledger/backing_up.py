"""A copy of the ledger while others go on writing: whole, on the disk, and marked as a copy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from errno import EEXIST
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger import reading, restored, verify
from seller_credits.ledger.interface import Checkpoint
from seller_credits.ledger.on_disk import sync_file, sync_folder
from seller_credits.ledger.problems import told_to_the_seller
from seller_credits.ledger.storage import Storage


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made.

    Attributes:
        size: in bytes.
        checkpoints: how far each account's chain reaches in it.
    """

    path: Path
    size: int
    checkpoints: list[Checkpoint]


def back_up(storage: Storage, path: Path, now: datetime) -> Backup:
    """Copy the ledger to a file that is not there yet.

    The copy is one SQLite file, whatever keeps the ledger. It says of itself that it is a copy, so
    that nothing is issued by it before the books were read back.

    Args:
        storage: what keeps the ledger.
        path: the file to make.
        now: the moment (aware); everything written before it is in the copy.

    Raises:
        LedgerProblem: the file is there already or cannot be written, or the ledger cannot be
            read. Then there is no file.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _refuse_to_overwrite(path)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        storage.copy_to(part)
        checkpoints = _as_one_file(part, now)
        sync_file(part)
        _name(part, path)
        sync_folder(path.parent)
    except OSError as error:
        raise LedgerProblem(
            f"{path} cannot be written: {error.strerror}. Nothing was copied.",
            hint="Name another file, in a folder that is there and has the space.",
        ) from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return Backup(path, path.stat().st_size, checkpoints)


def _refuse_to_overwrite(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(EEXIST, "it is there already, and may be the only copy")


def _name(part: Path, path: Path) -> None:
    """Give the copy its name, unless somebody else took it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        _refuse_to_overwrite(path)
        part.replace(path)


def _as_one_file(part: Path, now: datetime) -> list[Checkpoint]:
    """Mark the copy, and leave it as a single file, whose ends are as they were written."""
    engine = _engine(part)
    with told_to_the_seller(str(part), what="copy"), engine.connect() as connection:
        # Kept beside the file, a log of what was written last could be forgotten.
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        connection.commit()
        with connection.begin():
            restored.sign_copy(connection, now)
            faults = list(verify.end_faults(connection))
            checkpoints = reading.checkpoints(connection)
    engine.dispose()
    if faults:
        raise LedgerProblem(
            f"The copy is not what was written ({faults[0].account}: {faults[0].what}), so it was "
            "not kept.",
            hint="See whether the ledger itself is: seller-credits ledger verify",
        )
    return checkpoints


def _engine(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)
