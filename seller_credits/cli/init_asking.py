"""What `init` asks, and where a seller finds each answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import click
from pydantic import SecretStr

from seller_credits.credentials.draft import Draft, problems_of
from seller_credits.credentials.models import SECRETS
from seller_credits.domain.errors import UsageProblem
from seller_credits.resources import POLICIES

FOUND = {
    "marketplaces": "the stores you sell in: the list of countries at the top of Seller Central",
    "seller_id": "Seller Central > Settings > Account Info > Your Merchant Token",
    "client_id": "Seller Central > Apps and Services > Develop Apps; beside your application, "
    "under LWA credentials: View",
    "client_secret": "the same place as the client id: LWA credentials > View > Client secret",
    "refresh_token": "Seller Central > Apps and Services > Develop Apps; the arrow beside "
    "Edit App > Authorize; it is shown once, so make a new one if yours is lost",
    "secret_rotated": "the same place as the client secret, where it says until when it holds: "
    "180 days before that",
}
"""Where each part of an account is found, by field, in Amazon's own words for its pages."""

_LABELS = {
    "marketplaces": "Marketplaces, with commas between (US, CA)",
    "seller_id": "Seller id",
    "client_id": "Client id",
    "client_secret": "Client secret (not shown as you type)",
    "refresh_token": "Refresh token (not shown as you type)",
}


def is_somebody_there() -> bool:
    """Whether there is a terminal to ask at."""
    return sys.stdin.isatty()


def answered_account(draft: Draft) -> Draft:
    """The draft with a person's answers to what is open but for the secrets.

    An answer that cannot be right is told at once and asked for again.
    """
    for name in draft.missing:
        if name not in SECRETS:
            draft = _answered(draft, name)
    return draft


def answered_secrets(draft: Draft) -> Draft:
    """The draft with the secrets that a person types, unseen."""
    for name in SECRETS:
        if name not in draft.secrets:
            draft = _answered(draft, name)
    return draft


def answered_day(draft: Draft) -> Draft:
    """The draft with the day the client secret was made, where the person knows it."""

    def read(text: str) -> date | None:
        try:
            return date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            raise click.BadParameter("write it as 2026-11-01, or leave it empty") from None

    if draft.secret_rotated is not None:
        return draft
    click.echo(f"\nWhere to find it: {FOUND['secret_rotated']}.", err=True)
    label = "Day the client secret was made (2026-11-01; empty if you do not know)"
    day = click.prompt(label, default="", show_default=False, value_proc=read, err=True)
    return replace(draft, secret_rotated=day if isinstance(day, date) else None)


def _answered(draft: Draft, name: str) -> Draft:
    def read(text: str) -> Draft:
        answered = _with_answer(draft, name, text)
        wrong = [problem for problem in problems_of(answered) if problem not in known]
        if wrong:
            raise click.BadParameter(" ".join(wrong))
        return answered

    known = problems_of(draft)
    click.echo(f"\nWhere to find it: {FOUND[name]}.", err=True)
    answer = click.prompt(_LABELS[name], value_proc=read, hide_input=name in SECRETS, err=True)
    assert isinstance(answer, Draft)
    return answer


def _with_answer(draft: Draft, name: str, text: str) -> Draft:
    """The draft with one more thing said of it."""
    if name in SECRETS:
        return replace(draft, secrets={**draft.secrets, name: SecretStr(text.strip())})
    value: Any = listed(text) if name == "marketplaces" else text.strip()
    return replace(draft, **{name: value})


def listed(text: str) -> tuple[str, ...]:
    """`US, CA` as a row of words."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def chosen_place(why_no_keyring: str | None) -> str:
    """Where a person wants the secrets kept."""
    if why_no_keyring:
        click.echo(f"\nNo keyring: {why_no_keyring}.", err=True)
    places = ["file", "nowhere"] if why_no_keyring else ["keyring", "file", "nowhere"]
    question = "Where to keep the two secrets"
    kind = click.Choice(places)
    return str(click.prompt(question, type=kind, default=places[0], err=True))


def chosen_policy() -> str:
    """Which of the policies that come along a person wants to start from."""
    question = "\nPolicy to start from; it is yours to change afterwards"
    kind = click.Choice(POLICIES)
    return str(click.prompt(question, type=kind, default=POLICIES[0], err=True))


def secrets_of_stdin() -> Mapping[str, SecretStr]:
    """Secrets that another program hands over: `client_secret=...` and so on, a line each.

    Names may also be written as variables of the environment, as an `.env` file has them.

    Raises:
        UsageProblem: a line is no name and value; says which one, and quotes none.
    """
    found: dict[str, SecretStr] = {}
    for number, line in enumerate(sys.stdin.read().splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        field = name.strip().removeprefix("export ").strip().lower()
        field = field.removeprefix("seller_credits_")
        if not equals or not value.strip():
            raise UsageProblem(
                f"Line {number} of the standard input is no `name=value`.",
                hint=f"Hand over {' and '.join(f'{each}=...' for each in SECRETS)}, a line each.",
            )
        if field in SECRETS:
            found[field] = SecretStr(value.strip().strip("\"'"))
    return found
