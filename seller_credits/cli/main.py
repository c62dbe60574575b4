"""The program: its commands, and how every ending becomes a message and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from importlib import import_module

import click

from seller_credits import __version__, interruption
from seller_credits.cli.shared import shared_options_of_program
from seller_credits.cli.verdicts import Unheard
from seller_credits.domain.errors import SellerCreditsError

_COMMANDS = {
    "demo": ("demo", "Try it: a made-up shop, the whole way to a report."),
    "init": ("init", "Set up: settings, policy, and where your secrets are kept."),
    "doctor": ("doctor", "Check everything, and say how to mend it."),
    "sync": ("sync", "Pull order issues from the marketplace and decide them."),
    "run": ("run", "Everything that is due, once or every so often; for cron and timers."),
    "import": ("importing", "The same from report files you downloaded."),
    "issues": ("issues", "What went wrong."),
    "suggestions": ("suggestions", "What to do about it, and why."),
    "approve": ("approve", "Say yes to suggestions, with another amount or remedy if need be."),
    "decline": ("decline", "Say no to suggestions."),
    "withdraw": ("withdraw", "Take approvals back before they have left the house."),
    "record": ("record", "What was done in Seller Central, by phone or by post."),
    "submit": ("submit", "Hand in what is approved, once each."),
    "reconcile": ("reconcile", "What really became of what was handed in."),
    "audit": ("audit", "What leaked already, from settlement and returns files alone."),
    "health": ("health", "Account-health metrics, and how many more defects they can take."),
    "impact": ("impact", "What the credits did to claims and bad feedback, and what they cost."),
    "insights": ("insights", "What is unusual, since when, and what it costs."),
    "report": ("report", "Write the suggestion report."),
    "policy": ("policy", "Check, test and explain a policy."),
    "ledger": ("ledger", "Verify the ledger; tell one order's story."),
    "simulator": ("simulator", "Serve a made-up marketplace on this machine."),
}
"""Each command's module in this folder, and its line in `--help`; a module is loaded when used."""


class Program(click.Group):
    """Loads a command's module only when it is used, so that `--help` is instant."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands in the order a seller meets them."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"seller_credits.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="seller-credits")
@shared_options_of_program
@click.pass_context
def program(context: click.Context) -> None:
    """Find what went wrong with your orders, and decide what to give back by your own policy.

    It suggests and records; nothing is paid that nobody approved. Begin with `seller-credits
    demo`, or with report files you downloaded: `seller-credits import FILE...`.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


def main(arguments: list[str]) -> int:
    """Run one command line and give its exit code; nothing ends in a traceback."""
    try:
        outcome = program.main(
            arguments,
            prog_name="seller-credits",
            auto_envvar_prefix="SELLER_CREDITS",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(interruption.NOTE, err=True)
        return interruption.EXIT_CODE
    except SellerCreditsError as problem:
        click.echo(f"Error: {problem}", err=True)
        return problem.exit_code
    except (Unheard, BrokenPipeError, SystemExit) as ended:
        # SystemExit is how click ends where the output is closed; it ends no other way here.
        _nobody_listens()
        return ended.code if isinstance(ended, Unheard) else 0
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EIO, errno.EBADF} or problem.filename:
            return _unexpected(problem, verbose="-v" in arguments or "--verbose" in arguments)
        _nobody_listens()
        click.echo(f"Error: the output cannot be written: {problem.strerror}.", err=True)
        return 1
    except Exception as problem:  # noqa: BLE001  # the last resort: a bug, told without a traceback
        return _unexpected(problem, verbose="-v" in arguments or "--verbose" in arguments)
    return outcome if isinstance(outcome, int) else 0


def _nobody_listens() -> None:
    """Whoever read the output (`| head`) has enough; there is nobody to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(problem: Exception, *, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(problem)
    kind = type(problem).__name__
    click.echo(
        f"Error: this failed unexpectedly ({kind}: {problem}).\n"
        "What was recorded before is kept. Run it again with -v to see where, and report it.",
        err=True,
    )
    return 1
