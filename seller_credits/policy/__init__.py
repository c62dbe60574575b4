"""The policy room: a seller's rules read, checked and applied. Pure: text and facts in, values out.

`read_policy` reads a file with all its problems, `decide` says what it means for one issue,
`explain` says why, `check` says what is unwise in it and `run_examples` asks its own examples.
Of several versions side by side, `Versions` says which one judges an order.
"""

from seller_credits.handwritten.problems import Problem
from seller_credits.policy.asking import facts_asked
from seller_credits.policy.diff.comparing import compare
from seller_credits.policy.diff.difference import Difference
from seller_credits.policy.diff.recorded import Recorded
from seller_credits.policy.engine.arms import draw
from seller_credits.policy.engine.by_hand import ByHand, by_hand
from seller_credits.policy.engine.case import UNKNOWN_PRICE
from seller_credits.policy.engine.deciding import ENGINE_VERSION, alternatives, decide, explain
from seller_credits.policy.engine.examples import ExampleReport, ExampleResult, run_examples
from seller_credits.policy.engine.versions import (
    Chosen,
    Revoked,
    Version,
    Versions,
    currency_of,
    title_of,
    without_policy,
)
from seller_credits.policy.language import Policy
from seller_credits.policy.options import Budgets, Options
from seller_credits.policy.proof.check import check
from seller_credits.policy.proof.templates import messages_named
from seller_credits.policy.proof.unknown import LOOKED_BACK_DAYS, KnownFacts
from seller_credits.policy.reading.given import facts_of_example, parse_given
from seller_credits.policy.reading.loading import PolicyFile, load_policy, read_policy
from seller_credits.policy.schema.whole import policy_schema

__all__ = [
    "ENGINE_VERSION",
    "LOOKED_BACK_DAYS",
    "UNKNOWN_PRICE",
    "Budgets",
    "ByHand",
    "Chosen",
    "Difference",
    "ExampleReport",
    "ExampleResult",
    "KnownFacts",
    "Options",
    "Policy",
    "PolicyFile",
    "Problem",
    "Recorded",
    "Revoked",
    "Version",
    "Versions",
    "alternatives",
    "by_hand",
    "check",
    "compare",
    "currency_of",
    "decide",
    "draw",
    "explain",
    "facts_asked",
    "facts_of_example",
    "load_policy",
    "messages_named",
    "parse_given",
    "policy_schema",
    "read_policy",
    "run_examples",
    "title_of",
    "without_policy",
]
