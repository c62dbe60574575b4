"""Options that authorise: said by a person in the command itself, never by the environment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from seller_credits.domain.remedies import Remedy

_LONGEST_NAME = 80
_REMEDIES = [str(each) for each in Remedy if each not in {Remedy.REVIEW, Remedy.NONE}]

F = TypeVar("F", bound=Callable[..., Any])


def said(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """One line of text, not blank: it is kept for good, and shown in lists."""
    if value is None:
        return None
    text = " ".join(value.split())
    if not text or not text.isprintable():
        raise click.BadParameter("must say something, on one line", param=parameter)
    if parameter.name == "by" and len(text) > _LONGEST_NAME:
        raise click.BadParameter(f"is a name of at most {_LONGEST_NAME} letters", param=parameter)
    return text


AUTHORISING: dict[str, Any] = {"allow_from_autoenv": False, "callback": said}
"""Attributes of an option that only a person can say."""


def by_option(what: str) -> Callable[[F], F]:
    """`--by NAME`, which must be said."""
    return click.option("--by", required=True, metavar="NAME", help=what, **AUTHORISING)


def amount_option(what: str) -> Callable[[F], F]:
    """`--amount 4.20`, or with its currency, '4.20 USD'."""
    return click.option("--amount", metavar="AMOUNT", help=what, **AUTHORISING)


def remedy_option(what: str) -> Callable[[F], F]:
    """`--remedy REMEDY`: what is given."""
    return click.option(
        "--remedy", type=click.Choice(_REMEDIES), help=what, allow_from_autoenv=False
    )


ids_argument = click.argument("ids", metavar="ID...", nargs=-1, required=True)
"""One suggestion or several, each by the beginning of its id."""
