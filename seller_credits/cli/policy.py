"""`seller-credits policy`: prove a policy before it decides about money."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.reporting.words import counted

if TYPE_CHECKING:
    from seller_credits.domain.decisions import Decision
    from seller_credits.policy import Problem


@click.group("policy")
@shared_options
def command() -> None:
    """Check, test and explain the file that decides."""


_file = click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")


def _path(file: Path | None) -> Path:
    """The file named here, else with --policy, else the home's, else the packaged one."""
    from seller_credits.resources import packaged  # noqa: PLC0415
    from seller_credits.settings import POLICY_FILE, default_home  # noqa: PLC0415

    said = shared()
    own = (said.home or default_home()) / POLICY_FILE
    return file or said.policy or (own if own.exists() else packaged(POLICY_FILE))


@command.command("check")
@_file
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@shared_options
@click.pass_context
def check(context: click.Context, file: Path | None, *, strict: bool) -> None:
    """Report every problem of a policy, each with line and column.

    Exit code 4 on errors, with --strict on warnings too.
    """
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.bootstrap import policy_text  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = _path(file)
    problems = policy.check(policy_text(path), str(path))
    bad = {"error", "warning"} if strict else {"error"}
    if output == "json":
        _json({"schema": "seller-credits/policy-check/1", "items": [_told(p) for p in problems]})
    else:
        for problem in problems:
            if problem.severity != "note" or shared().verbose:
                click.echo(_sentence(path, problem))
        click.echo(_verdict(path, problems))
    if any(problem.severity in bad for problem in problems):
        context.exit(ConfigurationProblem.exit_code)


def _sentence(path: Path, problem: Problem) -> str:
    hint = f" {problem.hint}" if problem.hint else ""
    example = ""
    if problem.example:
        facts = ", ".join(f"{name}: {value}" for name, value in problem.example.items())
        example = f"\n    for example {{{facts}}}"
    where = f"{path}:{problem.line}:{problem.column}"
    return f"{where}: {problem.severity}: {problem.message}{hint}{example}"


def _told(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "example": dict(problem.example) if problem.example else None,
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
@_file
@shared_options
@click.pass_context
def test(context: click.Context, file: Path | None) -> None:
    """Run a policy's own examples: expected beside got, and which rules no example reaches."""
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.bootstrap import policy_text  # noqa: PLC0415
    from seller_credits.reporting.examples import print_examples  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = _path(file)
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
    if output == "json":
        coverage = {"covered": list(report.covered), "uncovered": list(report.uncovered)}
        _json({"schema": "seller-credits/policy-test/1", "items": results, "rules": coverage})
    else:
        print_examples(results, report.uncovered)
    if not report.passed:
        context.exit(ConfigurationProblem.exit_code)


@command.command("explain")
@click.argument("suggestion_id", required=False, metavar="[SUGGESTION]")
@click.option("--given", metavar="JSON", help='Made-up facts: \'{"issue": "lost", ...}\'.')
@shared_options
def explain(suggestion_id: str | None, given: str | None) -> None:
    """Say why a policy decides as it does: for a suggestion, or for facts you make up."""
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
    from seller_credits.bootstrap import policy_text  # noqa: PLC0415
    from seller_credits.reporting.detail import print_decision  # noqa: PLC0415

    output = chosen_format("table", "json")
    path = _path(None)
    rules = policy.load_policy(policy_text(path), str(path))
    decision = policy.explain(rules, policy.parse_given(_mapping(given), rules.rates.own))
    if output == "json":
        _json(decision_json(decision))
    else:
        print_decision(decision)


def _mapping(given: str) -> dict[str, Any]:
    try:
        told = orjson.loads(given)
    except orjson.JSONDecodeError as error:
        raise UsageProblem(f"--given is not JSON: {error}.") from error
    if not isinstance(told, dict):
        raise UsageProblem("--given must be one JSON object of facts.")
    return told


def decision_json(decision: Decision) -> dict[str, Any]:
    """One decision as `policy explain --format json` prints it."""
    return {
        "remedy": decision.remedy,
        "rule": decision.rule,
        "rule_line": decision.rule_line,
        "amount": decision.amount.plain if decision.amount else None,
        "currency": decision.amount.currency if decision.amount else None,
        "net_cost": str(decision.net_cost) if decision.net_cost else None,
        "authority": decision.authority,
        "message": decision.message,
        "guard": decision.guard,
        "limits_hit": list(decision.limits_hit),
        "missing": list(decision.missing),
        "reasons": list(decision.reasons),
        "trace": [
            {"stage": step.stage, "text": step.text, "line": step.line} for step in decision.trace
        ],
        "near_misses": [
            {"rule": miss.rule, "line": miss.line, "condition": miss.condition, "found": miss.found}
            for miss in decision.near_misses
        ],
        "alternatives": [
            {
                "remedy": other.remedy,
                "amount": str(other.amount) if other.amount else None,
                "net_cost": str(other.net_cost) if other.net_cost else None,
                "why_not": other.why_not,
            }
            for other in decision.alternatives
        ],
    }


@command.command("schema")
@shared_options
def schema() -> None:
    """Print the JSON Schema of a policy file, for completion in an editor."""
    from seller_credits import policy  # noqa: PLC0415

    _json(policy.policy_schema())


def _json(value: object) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")
