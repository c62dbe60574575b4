"""What the commands about policies share: which file is meant, how problems are told."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from seller_credits.cli.shared import PolicyPath, shared

if TYPE_CHECKING:
    from seller_credits.policy import Problem

policy_argument = click.argument("file", required=False, type=PolicyPath(), metavar="[FILE]")


def path_of(file: Path | None) -> Path:
    """The file named here, else with --policy, else the home's, else the packaged one."""
    from seller_credits.resources import packaged_policy  # noqa: PLC0415
    from seller_credits.settings import POLICY_FILE, default_home  # noqa: PLC0415

    said = shared()
    own = (said.home or default_home()) / POLICY_FILE
    return file or said.policy or (own if own.exists() else packaged_policy())


def problem_line(path: Path, problem: Problem) -> str:
    """One problem with where it stands, what to do, and an order that shows it."""
    hint = f" {problem.hint}" if problem.hint else ""
    example = _order("for example", problem.example) + _order("beside", problem.beside)
    where = f"{path}:{problem.line}:{problem.column}"
    return f"{where}: {problem.severity}: {problem.message}{hint}{example}"


def _order(lead: str, given: Mapping[str, str] | None) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in (given or {}).items())
    return f"\n    {lead} {{{facts}}}" if facts else ""


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json_text(value))


def json_text(value: object) -> str:
    """One JSON document, to be read by people as well."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
