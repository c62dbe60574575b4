"""Options every command takes, before and after its name, and what they make."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from seller_credits.resources import POLICIES, packaged_policy

_KEY = "seller_credits.shared"
_WISH = "seller_credits.format_is_a_wish"
FORMATS = ("table", "json", "ndjson", "csv", "html")

F = TypeVar("F", bound=Callable[..., Any])


class PolicyPath(click.Path):
    """A policy file, or the name of one that comes along; a file so named is `./careful`."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """The file's path."""
        if value in POLICIES:
            return packaged_policy(str(value))
        return super().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the options every command takes say.

    Attributes:
        home: folder with settings, policy and ledger; None for the user's data folder.
        config: a settings file to use instead of the home's.
        account: the account's name, or None where none was named.
        policy: a policy file to use instead of the home's; it may be one that comes along.
        format: how to print; None where nothing was said.
    """

    home: Path | None = None
    config: Path | None = None
    account: str | None = None
    policy: Path | None = None
    format: str | None = None
    quiet: bool = False
    verbose: bool = False


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Remember what was said; what stands after the command goes before what stands before it."""
    assert parameter.name is not None
    said = context.find_root().meta.setdefault(_KEY, {})
    source = context.get_parameter_source(parameter.name)
    if source in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}:
        said[parameter.name] = value
        if parameter.name == "format":
            context.find_root().meta[_WISH] = source is ParameterSource.ENVIRONMENT


def _options(*, with_environment: bool) -> list[Callable[[Any], Any]]:
    """The options; only those before the command read the environment, so each has one twin."""

    def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
        return click.option(
            *names,
            expose_value=False,
            callback=_keep,
            allow_from_autoenv=with_environment,
            show_envvar=with_environment,
            **attributes,
        )

    path = click.Path(path_type=Path)
    return [
        option("--home", type=path, metavar="DIR", help="Folder of settings, policy, ledger."),
        option("--config", type=path, metavar="FILE", help="Settings file to use."),
        option("--account", metavar="NAME", help="Account to work on; 'default' if not said."),
        option(
            "--policy",
            type=PolicyPath(),
            metavar="FILE",
            help=f"Policy file to use, or {', '.join(POLICIES[:-1])} or {POLICIES[-1]}.",
        ),
        option("--format", type=click.Choice(FORMATS), help="How to print; a table if not said."),
        option("--quiet", is_flag=True, help="No progress and no notes on stderr."),
        option("--verbose", "-v", is_flag=True, help="Say more, and show where a bug happened."),
    ]


def shared_options(command: F) -> F:
    """Let a command take the shared options after its name."""
    for option in reversed(_options(with_environment=False)):
        command = option(command)
    return command


def shared_options_of_program(command: F) -> F:
    """Let the program take the shared options before the command, and from the environment."""
    for option in reversed(_options(with_environment=True)):
        command = option(command)
    return command


def shared() -> Shared:
    """What was said, wherever it stood."""
    return Shared(**click.get_current_context().find_root().meta.get(_KEY, {}))


def chosen_format(*allowed: str) -> str:
    """The format to print in, the first allowed one if none was said.

    Raises:
        click.UsageError: this command cannot print in the format asked for.
    """
    chosen = shared().format or allowed[0]
    if chosen not in allowed and click.get_current_context().find_root().meta.get(_WISH):
        # The environment speaks to every command; one that cannot print so prints its own way.
        return allowed[0]
    if chosen not in allowed:
        raise click.UsageError(
            f"this command prints {', '.join(allowed)}, not {chosen}", click.get_current_context()
        )
    return chosen
