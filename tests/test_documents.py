"""README, CHANGELOG, LICENSE and `--help` say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from seller_credits import __version__
from seller_credits.cli.main import program
from seller_credits.domain import errors
from seller_credits.policy import check, load_policy, run_examples

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _commands():
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                yield f"{name} {inner}", command.get_command(context, inner)


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_command_is_in_the_readme_and_helps(name, command):
    _, _, inner = name.partition(" ")
    assert f"`{name}" in README or (inner and f"`{inner}`" in README), name
    assert command.help


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_option_says_what_it_does_or_speaks_for_itself(name, command):
    silent = {"orders", "account", "order"}
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in silent:
            assert option.help, f"{name} {option.opts}"


def test_the_readme_names_every_exit_code_the_program_has():
    told = set(map(int, re.findall(r"^\| (\d+) \|", README, re.MULTILINE)))
    classes = [errors.SellerCreditsError, *errors.SellerCreditsError.__subclasses__()]

    assert {0, 3, 130} | {problem.exit_code for problem in classes} == told


def test_the_first_screen_shows_the_first_command_and_its_output():
    first = README.splitlines()[:20]

    assert "$ make demo" in first
    assert any(line.startswith("Ledger: ") for line in first)
    assert re.search(r"!\[.+\]\(docs/report\.png\)", "\n".join(README.splitlines()[:24]))


@pytest.mark.slow
def test_the_output_in_the_readme_is_the_demos_own(run, monkeypatch):
    """Line by line, but for figures, dates and the folder, which change with the day."""
    monkeypatch.setenv("COLUMNS", "98")
    block = README.split("$ make demo\n")[1].split("```")[0].splitlines()
    said = {_masked(line) for line in run("demo").out.splitlines()}

    lines = [line for line in block if line != "..." and not _is_row(line)]
    assert len(lines) >= 6
    assert not [line for line in lines if _masked(line) not in said]


def _is_row(line):
    """A suggestion's own lines: which ones stand on top changes from day to day."""
    indented = line.startswith(" ")
    of_one = r"\d{3}-\d{7}|[A-Z][a-z ,]+(\d+[a-z ]+)? {3,}(Look|Refund)"
    return indented or bool(re.match(of_one, line))


def _masked(line):
    line = re.sub(r"/\S+/(?=(report|ledger))", "/", line)
    line = re.sub(r" \(.*?\)", "", line)
    line = re.sub(r" {2,}", "  ", line)  # a column is as wide as what the day puts into it
    return re.sub(r"\d[\d,.]*", "#", line).rstrip()


def test_every_path_the_readme_links_to_is_there():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_policy_in_the_readme_can_be_used_as_it_stands():
    (text,) = re.findall(r"```yaml\n(# yaml-language-server.*?)```", README, re.DOTALL)

    assert [found for found in check(text) if found.severity != "note"] == []
    assert run_examples(load_policy(text)).passed


def test_every_file_the_project_is_known_by_is_there():
    for name in ("LICENSE", "CHANGELOG.md", "Makefile", ".ci/run", "requirements.lock"):
        assert (ROOT / name).exists(), name
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")


def test_versions_and_pythons_are_told_once():
    assert PROJECT["version"] == __version__
    assert PROJECT["requires-python"] == ">=3.11"
    assert "Python 3.11+" in README


def test_the_lock_files_name_no_registry_and_pin_every_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==\S+", text, re.MULTILINE)
        assert "://" not in text
        assert len(pinned) > 20
        assert text.count(" \\\n    --hash") >= len(pinned)
