"""Options: all with help, before and after the command, each with its twin in the environment."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest

from seller_credits.cli.main import program
from tests.cli.walking import COMMANDS, NAMES, options_of

SHARED = {"--home", "--config", "--account", "--policy", "--format", "--quiet", "--verbose"}
AUTHORISING = {
    *("--live", "--yes", "--by", "--reason", "--amount"),
    *("--hold", "--no-canary", "--stop", "--go-on"),
}
"""What lets money go, a person says in the command itself: the environment cannot."""
AUTHORISING_HERE = {
    *(("approve", "--remedy"), ("record", "--remedy"), ("reconcile", "--settle")),
    *(("record", "--at"), ("record", "--reference"), ("record", "--elsewhere")),
}
PROMISED = {
    *("demo", "init", "doctor", "sync", "run", "import", "issues", "suggestions", "report"),
    *("approve", "decline", "withdraw", "record", "submit", "reconcile", "audit"),
    *("health", "impact", "insights"),
    *("policy", "ledger", "simulator"),
}


def test_every_command_promised_is_there():
    assert {path[0] for path, _ in COMMANDS if path} == PROMISED


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=NAMES)
def test_every_command_has_help(run, path, command):
    ran = run(*path, "--help")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("Usage: ")
    assert command.help
    assert command.get_short_help_str()


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=NAMES)
def test_every_option_has_help(path, command):
    without = [each.opts[0] for each in options_of(command) if not each.help]
    assert without == [], f"{path}: {without}"


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=NAMES)
def test_every_command_takes_the_shared_options(path, command):
    assert {each.opts[0] for each in options_of(command)} >= SHARED


def twins(path, command):
    """The environment variables that click reads for each option of a command, by its flag."""
    context = click.Context(
        program, info_name="seller-credits", auto_envvar_prefix="SELLER_CREDITS"
    )
    parent = program
    for word in path:
        parent = parent.get_command(context, word)
        context = click.Context(parent, parent=context, info_name=word)
    for option in options_of(command):
        prefix = context.auto_envvar_prefix
        read = option.allow_from_autoenv and prefix and option.name
        yield option.opts[0], option.envvar or (f"{prefix}_{option.name.upper()}" if read else None)


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=NAMES)
def test_every_option_has_one_twin_in_the_environment_named_like_it(path, command):
    for flag, variable in twins(path, command):
        if path and flag in SHARED:
            assert variable is None, f"{flag} of {path} has a second twin"
            continue
        if flag in AUTHORISING or (*path, flag) in AUTHORISING_HERE:
            assert variable is None, f"{flag} of {path} can be said by the environment"
            continue
        if flag == "--version":
            continue
        words = [*path, flag.removeprefix("--")]
        name = "_".join(["SELLER_CREDITS", *words]).upper().replace("-", "_")
        assert variable == name


def test_a_twin_is_read(run, monkeypatch, reports):
    monkeypatch.setenv("SELLER_CREDITS_IMPORT_AS", "feedback")
    ran = run("import", reports[0])
    assert ran.code == 7
    assert "given as feedback" in ran.err


def test_a_twin_of_a_shared_option_is_read(filled, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_FORMAT", "json")
    assert json.loads(filled("issues").out)["items"]


def test_a_flag_goes_before_the_environment_wherever_it_stands(filled, monkeypatch):
    monkeypatch.setenv("SELLER_CREDITS_FORMAT", "json")
    before, after = filled("--format", "csv", "issues"), filled("issues", "--format", "csv")
    assert before.out == after.out
    assert before.out.startswith("issue_id,")


def test_options_may_stand_before_and_after_the_command(filled):
    every = [
        filled("--format", "ndjson", "suggestions"),
        filled("suggestions", "--format", "ndjson"),
    ]
    assert every[0].out == every[1].out
    assert len(every[0].out.splitlines()) == 4


def test_what_stands_after_the_command_goes_before_what_stands_before_it(filled):
    ran = filled("--format", "json", "suggestions", "--format", "csv")
    assert ran.out.startswith("suggestion_id,")


def test_options_may_stand_between_a_group_and_its_command(filled):
    (first, *_) = json.loads(filled("suggestions", "--format", "json").out)["items"]
    shown = filled("suggestions", "--format", "json", "show", first["suggestion_id"])
    assert json.loads(shown.out)["suggestion_id"] == first["suggestion_id"]


def test_quiet_says_nothing_but_the_data(run, reports):
    assert run("import", reports[0]).err != ""
    assert run("--quiet", "import", reports[0]).err == ""


def test_help_loads_neither_the_database_nor_the_network():
    code = (
        "import sys; from seller_credits.cli.main import main; main(['--help']); "
        "sys.exit('sqlalchemy' in sys.modules or 'httpx' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode == 0
