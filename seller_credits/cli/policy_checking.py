"""What `policy check` and `policy activate` find: in a policy, and in the messages it names."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from seller_credits.cli.house import account_name, is_begun, open_house, where

if TYPE_CHECKING:
    from seller_credits.policy import KnownFacts, Problem

    Found = tuple[Path, Problem]


def problems_of(path: Path, text: str, messages: Path | None = None) -> tuple[Found, ...]:
    """Every problem of a policy and of the message templates, each with its file.

    Args:
        path: of the policy.
        text: what the file says, read once: whoever goes on uses the very text that was checked.
        messages: the templates' file; None for the home's, else the packaged one.
    """
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.message_file import messages_path, read_messages  # noqa: PLC0415
    from seller_credits.messages import check_templates  # noqa: PLC0415

    written = messages or messages_path(where().folder)
    read = read_messages(written)
    names = None if read.templates is None else read.templates.by_name
    problems = policy.check(text, str(path), templates=names, recorded=_recorded())
    found = [(path, problem) for problem in problems]
    found += [(written, problem) for problem in read.problems]
    if read.templates is not None:
        named = policy.messages_named(text)
        found += [(written, problem) for problem in check_templates(read.templates, named)]
    return tuple(found)


def _recorded() -> KnownFacts | None:
    """Which facts were known of late in the home's ledger; None where there is none."""
    if not is_begun():
        return None
    from seller_credits.policy import LOOKED_BACK_DAYS, KnownFacts  # noqa: PLC0415

    with open_house() as house:
        since = house.clock() - timedelta(days=LOOKED_BACK_DAYS)
        return KnownFacts.of(house.ledger.known_facts(account_name(), since))
