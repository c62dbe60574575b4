"""Every command of the program, with the words that call it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from seller_credits.cli.main import program

Path = tuple[str, ...]


def every_command(
    command: click.Command = program, path: Path = ()
) -> Iterator[tuple[Path, click.Command]]:
    """The program itself and all below it, each with its words."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from every_command(below, (*path, name))


def options_of(command: click.Command) -> list[click.Option]:
    """Its options, but for the one that prints help."""
    return [each for each in command.params if isinstance(each, click.Option)]


COMMANDS = list(every_command())
NAMES = [" ".join(path) or "seller-credits" for path, _ in COMMANDS]
