"""A policy's own examples, run: expected beside got, and which rules they show."""

from __future__ import annotations

from dataclasses import dataclass

from seller_credits.domain.decisions import Decision
from seller_credits.policy.engine.deciding import decide
from seller_credits.policy.language import OTHERWISE, Example, Expectation, Policy


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example and what the policy really says.

    Attributes:
        expected: what the example says, by key (`remedy`, `amount`, ...), as texts.
        got: the policy's answer to the same keys.
    """

    example: Example
    expected: dict[str, str]
    got: dict[str, str]
    decision: Decision

    @property
    def passed(self) -> bool:
        """Whether the policy answers as the example says."""
        return self.expected == self.got


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """Every example of a policy, and the rules they cover.

    Attributes:
        covered: names of rules that decided at least one example.
        uncovered: names of rules no example shows, in the order of the file.
    """

    results: tuple[ExampleResult, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every example came out as it says."""
        return all(result.passed for result in self.results)


def run_examples(policy: Policy) -> ExampleReport:
    """Decide every example of the policy and compare. Budgets and experiments are left out."""
    results = tuple(_run(policy, example) for example in policy.examples)
    decided = {result.decision.rule for result in results}
    names = [rule.name for rule in policy.rules]
    return ExampleReport(
        results,
        covered=tuple(name for name in (*names, OTHERWISE) if name in decided),
        uncovered=tuple(name for name in names if name not in decided),
    )


def _run(policy: Policy, example: Example) -> ExampleResult:
    decision = decide(policy, example.facts)
    expected = _expected(example.expect)
    answers = _answers(decision)
    limit = expected.get("limit")
    if limit is not None and limit in decision.limits_hit:
        answers["limit"] = limit
    got = {key: answers[key] for key in expected}
    return ExampleResult(example, expected, got, decision)


def _expected(expect: Expectation) -> dict[str, str]:
    stated = {
        "rule": expect.rule,
        "remedy": expect.remedy,
        "amount": expect.amount,
        "authority": expect.authority,
        "guard": expect.guard,
        "message": expect.message,
        "limit": expect.limit,
    }
    return {key: str(value) for key, value in stated.items() if value is not None}


def _answers(decision: Decision) -> dict[str, str]:
    answers = {
        "rule": decision.rule,
        "remedy": decision.remedy,
        "amount": decision.amount,
        "authority": decision.authority,
        "guard": decision.guard,
        "message": decision.message,
        "limit": ", ".join(decision.limits_hit) or None,
    }
    return {key: "none" if value is None else str(value) for key, value in answers.items()}
