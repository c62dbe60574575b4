"""What a check found: how it stands, in a sentence, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from seller_credits.domain.errors import ConfigurationProblem, SellerCreditsError


class Result(StrEnum):
    """How a check came out; `skipped` where nothing could be said."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result.

    Attributes:
        check: the check's name, the same in every version: `credentials`.
        said: what was found, for a seller; never a secret.
        mend: what to do about it; always there where a check failed.
        account: the account it is about; None where it is about the whole home.
        code: the program's exit code where this is the first that failed.
    """

    check: str
    result: Result
    said: str
    mend: str = ""
    account: str | None = None
    code: int = ConfigurationProblem.exit_code

    def __post_init__(self) -> None:
        assert self.mend or self.result is not Result.FAILED, "a failure says how to mend it"

    def as_json(self) -> dict[str, Any]:
        """The finding as `doctor --format json` lists it."""
        return {
            "check": self.check,
            "account": self.account,
            "result": str(self.result),
            "said": self.said,
            "mend": self.mend or None,
        }


def ok(check: str, said: str, account: str | None = None) -> Finding:
    """All is well."""
    return Finding(check, Result.OK, said, account=account)


def warning(check: str, said: str, mend: str, account: str | None = None) -> Finding:
    """It works, and will not for ever, or not for everything."""
    return Finding(check, Result.WARNING, said, mend, account)


def skipped(check: str, said: str, mend: str = "", account: str | None = None) -> Finding:
    """Nothing can be said; why not."""
    return Finding(check, Result.SKIPPED, said, mend, account)


def failed(check: str, said: str, mend: str, account: str | None = None) -> Finding:
    """It does not work, and the settings or this machine are the reason."""
    return Finding(check, Result.FAILED, said, mend, account)


def failed_by(check: str, problem: SellerCreditsError, account: str | None = None) -> Finding:
    """It does not work, for the reason a problem gives."""
    mend = problem.hint or "If it stays so, send this line to support."
    return Finding(check, Result.FAILED, problem.message, mend, account, problem.exit_code)


def guarded(
    check: str, look: Callable[[], Iterable[Finding]], account: str | None = None
) -> Iterator[Finding]:
    """What a check found; what stops it is its finding, and does not stop the others."""
    try:
        yield from look()
    except SellerCreditsError as problem:
        yield failed_by(check, problem, account)
    except OSError as problem:
        mend = "Check the folder and its permissions, or name another one with --home."
        yield failed(check, f"{problem.filename}: {problem.strerror}.", mend, account)


def exit_code(findings: Iterable[Finding]) -> int:
    """0, or the code of the first check that failed."""
    return next((found.code for found in findings if found.result is Result.FAILED), 0)
