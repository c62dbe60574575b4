"""Files kept for orders, by what is in them: photos, scans, letters, numbers of cases.

A file lies in the home under the SHA-256 of its content, and the chain has that digest: who kept
it, for which order, and that it is still the same, can be proven as long as the ledger can.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from seller_credits.domain.errors import LedgerProblem, UsageProblem
from seller_credits.ledger import codec, reading, schema
from seller_credits.ledger.interface import Fault
from seller_credits.ledger.on_disk import sync_folder

FOLDER = "evidence"
"""In the home folder."""

_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """One file kept for one order.

    Attributes:
        digest: SHA-256 of its content, in hex.
        name: as it was called.
        by: who kept it.
        at: when, as the entry says.
        note: what they said of it; empty where nothing.
        case: the number, where it is no file but a case with the marketplace; else empty.
        seq: the entry that says so.
    """

    account: str
    order_id: str
    digest: str
    name: str
    by: str
    at: str
    note: str
    case: str
    seq: int


def kept(
    connection: Connection, account: str | None = None, order_id: str | None = None
) -> Iterator[Kept]:
    """What is kept, in the order it came; of all accounts and orders where none is named."""
    v, e = schema.evidence, schema.entries
    same = (e.c.account == v.c.account) & (e.c.seq == v.c.seq)
    statement = select(v, e.c.payload, e.c.actor, e.c.at).join(e, same)
    if account is not None:
        statement = statement.where(v.c.account == account)
    if order_id is not None:
        statement = statement.where(v.c.order_id == order_id)
    for row in reading.stream(connection, statement.order_by(v.c.account, v.c.seq)):
        told: dict[str, Any] = codec.load(row["payload"])
        named = (row["account"], row["order_id"], row["digest"], row["name"])
        said = (row["actor"], row["at"], told.get("note") or "", told.get("case") or "")
        yield Kept(*named, *said, row["seq"])


class EvidenceFiles:
    """The files of one home.

    Args:
        home: the home folder.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def path_of(self, digest: str) -> Path:
        """Where the file with this content lies, if it is kept."""
        return self._folder / digest[:2] / digest

    def keep(self, path: Path) -> str:
        """Keep a file's content as it is now; its digest.

        Raises:
            UsageProblem: it cannot be read, or is empty.
            LedgerProblem: it cannot be kept.
        """
        try:
            with path.open("rb") as file:
                return self._keep(file, path)
        except OSError as error:
            raise UsageProblem(f"{path} cannot be read: {error.strerror}.") from error

    def keep_text(self, text: str) -> str:
        """Keep a line of text as a file; its digest."""
        content = f"{text}\n".encode()
        digest = sha256(content).hexdigest()
        with self._writing() as (file, done):
            file.write(content)
            done(digest)
        return digest

    def _keep(self, source: BinaryIO, path: Path) -> str:
        hashed, size = sha256(), 0
        with self._writing() as (file, done):
            while some := source.read(_AT_ONCE):
                hashed.update(some)
                size += len(some)
                file.write(some)
            if not size:
                raise UsageProblem(f"{path} is empty: it shows nothing.")
            done(hashed.hexdigest())
        return hashed.hexdigest()

    @contextmanager
    def _writing(self) -> Iterator[tuple[BinaryIO, Any]]:
        """A file beside the others, and what gives it its name; else it is gone in the end."""
        part = self._folder / f"{os.getpid()}.part"
        named: list[Path] = []
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                yield file, lambda digest: named.append(self.path_of(digest))
                file.flush()
                os.fsync(file.fileno())
            for path in named:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                # The same content, or a damaged copy of it: either way this one is right.
                part.replace(path)
                sync_folder(path.parent)
        except OSError as error:
            raise LedgerProblem(
                f"Evidence cannot be kept in {self._folder}: {error.strerror}.",
                hint="Check the folder, its permissions and the space left on the disk.",
            ) from error
        finally:
            part.unlink(missing_ok=True)

    def faults(self, those: Iterable[Kept]) -> Iterator[Fault]:
        """What is kept no more, or is not what it was."""
        for each in those:
            what = self._fault(each.digest)
            if what is not None:
                yield Fault(each.account, f"evidence {each.name!r} of order {each.order_id} {what}")

    def _fault(self, digest: str) -> str | None:
        try:
            with self.path_of(digest).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return f"is missing: {self.path_of(digest)}"
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        return None if found == digest else "was changed"
