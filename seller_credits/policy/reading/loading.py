"""A policy file's text to a `Policy`, or to every reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.remedies import Remedy
from seller_credits.handwritten.problems import START, Problem, Problems
from seller_credits.handwritten.source import Fields, Node, read_tree
from seller_credits.policy.language import OTHERWISE, Outcome, Policy
from seller_credits.policy.reading import frame, outcomes, rules
from seller_credits.policy.reading.reader import Reader

_KEYS = (
    *("policy", "version", "effective", "currency", "rates", "authority", "limits"),
    *("rules", OTHERWISE, "adjustments", "experiment", "examples"),
)
_BEGINS = "A policy starts with `policy: its-name` and has `rules:` and `otherwise:`."


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One reading of a policy file.

    Attributes:
        policy: the rules; None where there is any error.
        problems: everything found, in the order of the file.
        digest: SHA-256 of the text in UTF-8, in hex: what the ledger remembers a policy by.
    """

    policy: Policy | None
    problems: tuple[Problem, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be made of a file: with errors only its sound rules, good for checking alone."""

    policy: Policy | None
    problems: tuple[Problem, ...]
    digest: str
    usable: bool


def read_draft(text: str, name: str) -> Draft:
    """Read a policy file as far as it goes. Never raises, whatever the text is."""
    problems = Problems()
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    root = read_tree(text, problems, begins=_BEGINS)
    policy = None if root is None else _policy(root, problems, digest, name)
    return Draft(policy, problems.sorted(), digest, usable=not problems.errors)


def read_policy(text: str, name: str = "policy.yaml") -> PolicyFile:
    """Read a policy file, all problems at once. Never raises, whatever the text is."""
    draft = read_draft(text, name)
    return PolicyFile(draft.policy if draft.usable else None, draft.problems, draft.digest)


def load_policy(text: str, name: str = "policy.yaml") -> Policy:
    """The policy of a file that must be usable.

    Raises:
        ConfigurationProblem: listing every error with file, line and column.
    """
    file = read_policy(text, name)
    if file.policy is not None:
        return file.policy
    errors = [found for found in file.problems if found.severity == "error"]
    lines = (
        f"{name}:{found.line}:{found.column}: {found.message} {found.hint}".rstrip()
        for found in errors
    )
    raise ConfigurationProblem(
        "The policy cannot be used:\n" + "\n".join(lines),
        hint="Mend the lines named; `seller-credits policy check` shows them again.",
    )


def _policy(root: Fields, problems: Problems, digest: str, file: str) -> Policy:
    reader = Reader(problems, frame.read_rates(root, problems))
    keys = reader.keys(root, "The policy", _KEYS) or {}
    if "rules" not in keys:
        problems.error(START, "The policy has no `rules`.", "Add `rules:` and one `- rule: ...`.")
    read_rules = rules.read_rules(reader, keys.get("rules"))
    names = read_rules.names
    first, last = frame.read_effective(reader, keys.get("effective"))
    otherwise = _otherwise(reader, keys)
    policy_name = reader.text(keys.get("policy"), "`policy`")
    version = reader.text(keys.get("version"), "`version`")
    approvals = frame.read_approvals(reader, keys.get("authority"))
    limits = frame.read_limits(reader, keys.get("limits"))
    adjustments = rules.read_adjustments(reader, keys.get("adjustments"))
    experiment = frame.read_experiment(reader, keys.get("experiment"), names)
    examples = rules.read_examples(reader, keys.get("examples"), names)
    return Policy(
        name=policy_name or "unnamed",
        version=version or "",
        rates=reader.rates,
        effective_from=first,
        effective_to=last,
        approvals=approvals,
        limits=limits,
        rules=read_rules.sound,
        otherwise=otherwise or Outcome((Remedy.REVIEW,), START),
        adjustments=adjustments,
        experiment=experiment,
        examples=examples,
        digest=digest,
        file=file,
    )


def _otherwise(reader: Reader, keys: Mapping[str, Node]) -> Outcome | None:
    node = keys.get(OTHERWISE)
    if node is None:
        hint = "Add `otherwise: {remedy: review}`: what becomes of orders no rule takes."
        reader.problems.error(START, "The policy has no `otherwise`.", hint)
        return None
    inner = reader.keys(node, f"`{OTHERWISE}`", outcomes.KEYS)
    if inner is None:
        return None
    return outcomes.read_outcome(reader, inner, node.place, f"`{OTHERWISE}`")
