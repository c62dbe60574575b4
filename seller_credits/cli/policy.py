"""`seller-credits policy`: prove a policy before it decides about money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from seller_credits.cli import policy_activating, policy_diff
from seller_credits.cli.letters import letter_of
from seller_credits.cli.policy_files import path_of, policy_argument, print_json, problem_line
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.cli.verdicts import ending_with
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.policy import Options, Problem


@click.group("policy")
@shared_options
def command() -> None:
    """Check, test and explain the file that decides."""


for other in (policy_diff.command, policy_activating.activate, policy_activating.revoke):
    command.add_command(other)


@command.command("check")
@policy_argument
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--messages",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The message templates to check with it; else those of the home folder.",
)
@shared_options
@click.pass_context
def check(
    context: click.Context, file: Path | None, messages: Path | None, *, strict: bool
) -> None:
    """Report every problem of a policy, each with its line.

    The messages it names are judged with it. -v tells also which orders each rule gets.
    Exit code 4 on errors, with --strict on warnings too.
    """
    from seller_credits.cli.policy_checking import problems_of  # noqa: PLC0415
    from seller_credits.policy_file import policy_text  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = path_of(file)
    found = problems_of(path, policy_text(path), messages)
    bad = {"error", "warning"} if strict else {"error"}
    is_bad = any(problem.severity in bad for _, problem in found)
    with ending_with(context, ConfigurationProblem.exit_code if is_bad else 0):
        if output == "json":
            items = [_told(its_file, problem) for its_file, problem in found]
            print_json({"schema": "seller-credits/policy-check/1", "items": items})
        else:
            _print_problems(path, found)


def _print_problems(path: Path, found: Sequence[tuple[Path, Problem]]) -> None:
    for its_file, problem in found:
        if problem.severity != "note" or shared().verbose:
            click.echo(problem_line(its_file, problem))
    click.echo(_verdict(path, tuple(problem for _, problem in found)))


def _told(file: Path, problem: Problem) -> dict[str, Any]:
    return {
        "file": str(file),
        "severity": problem.severity,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "finding": problem.finding or None,
        "example": dict(problem.example) if problem.example else None,
        "beside": dict(problem.beside) if problem.beside else None,
    }


def _verdict(path: Path, problems: tuple[Problem, ...]) -> str:
    counts = {
        name: sum(problem.severity == name for problem in problems)
        for name in ("error", "warning", "note")
    }
    notes = counts.pop("note")
    found = ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts.items() if n)
    rest = f" ({counted(notes, 'note')} on which rule gets what: add -v)" if notes else ""
    return f"{path}: {found or 'nothing wrong'}{rest}"


@command.command("test")
@policy_argument
@shared_options
@click.pass_context
def test(context: click.Context, file: Path | None) -> None:
    """Run a policy's own examples: expected beside got.

    Tells also which rules no example reaches.
    """
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.policy_file import policy_text  # noqa: PLC0415
    from seller_credits.reporting.examples import print_examples  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = path_of(file)
    report = policy.run_examples(policy.load_policy(policy_text(path), str(path)))
    results = [
        {
            "line": result.example.place.line,
            "given": dict(result.example.given),
            "expected": result.expected,
            "got": result.got,
            "passed": result.passed,
        }
        for result in report.results
    ]
    rules = {"covered": list(report.covered), "uncovered": list(report.uncovered)}
    with ending_with(context, 0 if report.passed else ConfigurationProblem.exit_code):
        if output == "json":
            print_json({"schema": "seller-credits/policy-test/1", "items": results, "rules": rules})
        else:
            print_examples(results, report.uncovered)


@command.command("explain")
@click.argument("suggestion_id", required=False, metavar="[SUGGESTION]")
@click.option("--given", metavar="JSON", help='Made-up facts: \'{"issue": "lost", ...}\'.')
@shared_options
def explain(suggestion_id: str | None, given: str | None) -> None:
    """Say why a suggestion is as it is, or what made-up facts get."""
    from seller_credits.cli.suggestions import show_suggestion  # noqa: PLC0415

    if (suggestion_id is None) == (given is None):
        raise UsageProblem(
            "Name a suggestion, or make up facts with --given.",
            hint="""For example --given '{"issue": "late_delivery", "days_late": 2}'.""",
        )
    if suggestion_id is not None:
        show_suggestion(suggestion_id)
        return
    _explain_given(str(given))


def _explain_given(given: str) -> None:
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.policy_file import policy_text  # noqa: PLC0415
    from seller_credits.reporting.decisions import decision_item  # noqa: PLC0415
    from seller_credits.reporting.detail import print_decision  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = path_of(None)
    rules = policy.load_policy(policy_text(path), str(path))
    facts = policy.parse_given(_mapping(given), rules.rates.own)
    store = str(facts["marketplace"]) if "marketplace" in facts else None
    decision = policy.explain(rules, facts, options=_terms_of(store))
    told = decision_item(decision)
    told["message_text"] = letter_of(decision.message, facts, store)
    if output == "json":
        print_json(told)
    else:
        print_decision(told)


def _terms_of(store: str | None) -> Options:
    """The settings' terms, with the fees of the store the made-up order names."""
    from seller_credits.cli.house import account_name, where  # noqa: PLC0415
    from seller_credits.settings import read_settings  # noqa: PLC0415

    settings = read_settings(where().folder, where().settings_file)
    return replace(settings.options(account_name()), fees=settings.fee_table().get(store or ""))


def _mapping(given: str) -> dict[str, Any]:
    try:
        told = orjson.loads(given)
    except orjson.JSONDecodeError as error:
        raise UsageProblem(f"--given is not JSON: {error}.") from error
    if not isinstance(told, dict):
        raise UsageProblem("--given must be one JSON object of facts.")
    return told


@command.command("schema")
@shared_options
def schema() -> None:
    """Print the JSON Schema of a policy, for an editor."""
    from seller_credits import policy  # noqa: PLC0415

    print_json(policy.policy_schema())
