"""Checks of the policy: that it can be used, and that it decides as its own examples say."""

from __future__ import annotations

import os
from collections.abc import Iterator

from seller_credits import policy
from seller_credits.doctor.findings import Finding, failed, ok, skipped
from seller_credits.policy_file import policy_text
from seller_credits.resources import packaged_policy
from seller_credits.settings import POLICY_FILE, Where


def valid(where: Where) -> Iterator[Finding]:
    """Whether the policy in force can be read, and whether its examples come out."""
    own = where.policy_file or where.folder / POLICY_FILE
    is_own = where.policy_file is not None or os.path.lexists(own)
    path = own if is_own else packaged_policy()
    rules = policy.load_policy(policy_text(path), str(path))
    whose = str(path) if is_own else "None of your own; the one that comes with the program"
    yield ok("policy", f"{whose}: {len(rules.rules)} rules, version {rules.version}.")
    report = policy.run_examples(rules)
    wrong = [result for result in report.results if not result.passed]
    if wrong:
        lines = ", ".join(str(result.example.place.line) for result in wrong)
        yield failed(
            "policy_examples",
            f"{len(wrong)} of {len(report.results)} examples come out otherwise (lines {lines}).",
            "See expected beside got: `seller-credits policy test`. Mend the rule or the example.",
        )
    elif report.results:
        yield ok("policy_examples", f"All {len(report.results)} come out as they say.")
    else:
        yield skipped("policy_examples", "The policy has none.", "Add some under `examples:`.")
