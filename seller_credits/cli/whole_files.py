"""Files a command writes for its user: whole in the end, or not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from seller_credits.domain.errors import SellerCreditsError


@contextmanager
def written_whole(path: Path, what: str) -> Iterator[BinaryIO]:
    """A file that is written beside its place and then put into it: never half of one.

    Args:
        path: where it comes to stand, also in place of an older one.
        what: what it is, as a message calls it: `report`.

    Raises:
        SellerCreditsError: the file cannot be written; an older one is left as it was.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise SellerCreditsError(
            f"The {what} {path} cannot be written: {error.strerror}.",
            hint="Check the folder and the space on its disk; the ledger is untouched.",
        ) from error
    finally:
        with suppress(OSError):  # what keeps it from being removed was told, or is no harm
            draft.unlink(missing_ok=True)
