"""Opens a report's bytes, unpacks gzip on the way, and says in words what cannot be read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from seller_credits.domain.errors import UnreadableSource

_GZIP = b"\x1f\x8b"
_BUFFER = 256 * 1024
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a compressed file may grow to before it is taken for a trap.

    Attributes:
        size: bytes after unpacking.
        ratio: bytes after unpacking for each byte before; reports pack about 10 to 1.
        ratio_from: bytes after unpacking below which the ratio does not matter.
    """

    size: int = 4 * 1024 * _MIB
    ratio: int = 250
    ratio_from: int = 64 * _MIB


class _Unpacked(io.RawIOBase):
    """Gzip's output, counted against the limits."""

    def __init__(self, packed: BinaryIO, name: str, limits: Limits) -> None:
        super().__init__()
        self._packed = packed
        self._plain = gzip.GzipFile(fileobj=packed)
        self._name = name
        self._limits = limits
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        chunk = self._plain.read1(len(buffer))
        buffer[: len(chunk)] = chunk
        self._count += len(chunk)
        self._check()
        return len(chunk)

    def close(self) -> None:
        self._plain.close()
        super().close()

    def _check(self) -> None:
        limits = self._limits
        too_dense = self._count > limits.ratio_from and self._count > limits.ratio * max(
            self._packed.tell(), 1
        )
        if self._count > limits.size or too_dense:
            raise UnreadableSource(
                f"{self._name}: unpacks to {self._count // _MIB} MiB and more; no report does",
                hint="Download the report again, or unpack it yourself and look at what it holds.",
            )


@contextmanager
def open_bytes(
    path: Path, name: str, limits: Limits = Limits()
) -> Iterator[io.BufferedReader[Any]]:
    """The file's bytes, unpacked where it is gzip; closed at the end of the block.

    Raises:
        UnreadableSource: whatever keeps the file from being read, now or later in the block.
    """
    with _explained(path, name), path.open("rb") as packed:
        if packed.peek(len(_GZIP))[: len(_GZIP)] != _GZIP:
            yield packed
            return
        with io.BufferedReader(_Unpacked(packed, name, limits), _BUFFER) as plain:
            yield plain


@contextmanager
def open_text(path: Path, name: str, encoding: str, newline: str | None) -> Iterator[TextIO]:
    """The file's text; bytes that do not decode become U+FFFD.

    With `newline` None every kind of line end is a line feed; with "" all are left alone.
    """
    with (
        open_bytes(path, name) as plain,
        io.TextIOWrapper(plain, encoding, errors="replace", newline=newline) as text,
    ):
        yield text


@contextmanager
def _explained(path: Path, name: str) -> Iterator[None]:
    try:
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "not a regular file"
            raise UnreadableSource(
                f"{name}: {path} is {what}", hint="Name the report files themselves."
            )
        yield
    except FileNotFoundError:
        raise UnreadableSource(
            f"{name}: there is no file {path}", hint="Check the name and the folder."
        ) from None
    except PermissionError:
        raise UnreadableSource(
            f"{name}: this user may not read {path}", hint="Change the file's permissions."
        ) from None
    except EOFError:
        raise UnreadableSource(
            f"{name}: the compressed file ends too early; the rows after the cut are missing",
            hint="Download the report again. Rows before the cut may have been read.",
        ) from None
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise UnreadableSource(
            f"{name}: the compressed file is damaged ({problem})",
            hint="Download the report again. Rows before the damage may have been read.",
        ) from None
    except OSError as problem:
        raise UnreadableSource(
            f"{name}: {path} could not be read: {problem.strerror or problem}",
            hint="Copy the file to this computer's own disk and try again.",
        ) from None
