"""The policy room: a seller's rules read, checked and applied. Pure: text and facts in, values out.

`read_policy` reads a file with all its problems, `decide` says what it means for one issue,
`explain` says why, `check` says what is unwise in it and `run_examples` asks its own examples.
"""

from seller_credits.handwritten.problems import Problem
from seller_credits.policy.arms import draw
from seller_credits.policy.case import UNKNOWN_PRICE
from seller_credits.policy.check import check
from seller_credits.policy.deciding import ENGINE_VERSION, alternatives, decide, explain
from seller_credits.policy.examples import ExampleReport, ExampleResult, run_examples
from seller_credits.policy.given import facts_of_example, parse_given
from seller_credits.policy.language import Policy
from seller_credits.policy.loading import PolicyFile, load_policy, read_policy
from seller_credits.policy.options import Budgets, Options
from seller_credits.policy.schema import policy_schema

__all__ = [
    "ENGINE_VERSION",
    "UNKNOWN_PRICE",
    "Budgets",
    "ExampleReport",
    "ExampleResult",
    "Options",
    "Policy",
    "PolicyFile",
    "Problem",
    "alternatives",
    "check",
    "decide",
    "draw",
    "explain",
    "facts_of_example",
    "load_policy",
    "parse_given",
    "policy_schema",
    "read_policy",
    "run_examples",
]
