"""The options that narrow a list of issues or suggestions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from seller_credits.domain.issues import IssueKind

F = TypeVar("F", bound=Callable[..., Any])


def filter_options(command: F) -> F:
    """`--issue` and `--order`, each as often as wanted."""
    kinds = click.Choice([str(kind) for kind in IssueKind])
    order = click.option("--order", multiple=True, metavar="ID", help="Only this order.")
    issue = click.option(
        "--issue", multiple=True, type=kinds, metavar="KIND", help="Only this kind of issue."
    )
    return issue(order(command))
