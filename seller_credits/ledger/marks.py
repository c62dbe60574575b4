"""How far each account's chain was, kept outside the ledger: what a restore does not take back.

A ledger that was put back from an old copy knows nothing of what was handed in since, and would
hand it in once more. So before anything goes to the marketplace, its intent's place in the chain is
written beside the ledger, to a file of its own; a chain that does not have that entry is not the
one that was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import orjson
from filelock import FileLock

from seller_credits.domain.clock import instant_text
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.interface import Checkpoint
from seller_credits.ledger.on_disk import write_whole

FOLDER = "ledger.marks"
"""In the home folder: a file for each account."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry the chain had.

    Attributes:
        at: when it was written (aware).
        began: when the first mark of all was kept (aware): nothing was handed in before.
    """

    checkpoint: Checkpoint
    at: datetime
    began: datetime


class Marks:
    """The marks of one home.

    Args:
        home: the home folder.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def of(self, account: str) -> Mark | None:
        """How far the account's chain was once; None where nothing was ever handed in.

        Raises:
            LedgerProblem: it is there and cannot be read: then nobody knows.
        """
        path = self._path(account)
        try:
            told = orjson.loads(path.read_bytes())
            checkpoint = Checkpoint(account, int(told["seq"]), str(told["hash"]))
            at, began = (datetime.fromisoformat(told[name]) for name in ("at", "began"))
            return Mark(checkpoint, at, began)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LedgerProblem(
                f"{path} cannot be read ({error}): it tells whether the ledger is whole.",
                hint="If it is lost, delete it and look first (`reconcile --all`) whether anything "
                "approved was handed in already.",
            ) from error

    def keep(
        self, checkpoint: Checkpoint, at: datetime, holds: Callable[[Checkpoint], bool]
    ) -> None:
        """Keep how far the chain is now.

        A mark that the chain does not have is left as it is: it is all that tells that the ledger
        was put back.

        Args:
            checkpoint: the entry that was written.
            at: when (aware).
            holds: whether the chain has an entry.

        Raises:
            LedgerProblem: it cannot be kept; whatever waits for it must not be done.
        """
        with self._alone(checkpoint.account):
            known = self.of(checkpoint.account)
            if known is None:
                self._write(Mark(checkpoint, at, at))
            elif known.checkpoint.seq < checkpoint.seq and holds(known.checkpoint):
                self._write(Mark(checkpoint, at, known.began))

    def take_over(self, checkpoint: Checkpoint, at: datetime) -> None:
        """Keep how far the chain is now, whatever was marked: what was lost was read back."""
        with self._alone(checkpoint.account):
            known = self.of(checkpoint.account)
            if known is not None:
                self._write(Mark(checkpoint, at, known.began))

    @contextmanager
    def _alone(self, account: str) -> Iterator[None]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self._folder / f"{quote(account, safe='')}.lock", mode=0o600):
                yield
        except OSError as error:
            raise LedgerProblem(
                f"How far account '{account}' has come cannot be kept in {self._folder}: "
                f"{error.strerror}.",
                hint="Check the folder, its permissions and the space left on the disk.",
            ) from error

    def _write(self, mark: Mark) -> None:
        told = {
            "account": mark.checkpoint.account,
            "seq": mark.checkpoint.seq,
            "hash": mark.checkpoint.hash,
            "at": instant_text(mark.at),
            "began": instant_text(mark.began),
        }
        write_whole(self._path(mark.checkpoint.account), orjson.dumps(told))

    def _path(self, account: str) -> Path:
        return self._folder / f"{quote(account, safe='')}.json"
