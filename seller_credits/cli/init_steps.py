"""The steps of `init`: what is known, what is asked, what is refused, what is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from seller_credits.cli import init_asking as asking
from seller_credits.cli import init_writing as writing
from seller_credits.cli.init_writing import refuse_to_overwrite
from seller_credits.cli.shared import shared
from seller_credits.credentials.draft import Draft, problems_of
from seller_credits.credentials.environment import told_by_environment
from seller_credits.credentials.models import SECRETS
from seller_credits.credentials.system_keyring import why_no_keyring
from seller_credits.domain.errors import UsageProblem
from seller_credits.policy_file import policy_text
from seller_credits.resources import packaged_policy
from seller_credits.settings import POLICY_FILE, default_home

__all__ = ["begin", "draft_of", "home_of", "keep_new_secrets", "refuse_to_overwrite"]


def home_of(folder: Path | None) -> Path:
    """The folder named here, else with --home, else the user's own."""
    return folder or shared().home or default_home()


def draft_of(
    name: str, said: Mapping[str, str], rotated: date | None, *, from_stdin: bool
) -> Draft:
    """What the options say of the account, over what the environment says.

    Args:
        name: the account's name.
        said: the options by field; an empty one says nothing.
        rotated: the day the client secret was made.
        from_stdin: whether its secrets come from standard input.
    """
    told = {field: told_by_environment(name).get(field, "") for field in said}
    told |= {field: text.strip() for field, text in said.items() if text.strip()}
    stores = asking.listed(told.pop("marketplaces"))
    secrets = asking.secrets_of_stdin() if from_stdin else {}
    draft = Draft(name, marketplaces=stores, **told, secret_rotated=rotated, secrets=secrets)
    _refuse(draft)
    return draft


def begin(home: Path, draft: Draft, keep: str | None, *, force: bool) -> list[str]:
    """Set up a home: ask, refuse what cannot be, write; what was done, a sentence each."""
    if asking.is_somebody_there():
        draft = asking.answered_account(draft)
        keep = keep or asking.chosen_place(why_no_keyring())
        if keep != "nowhere":
            draft = asking.answered_secrets(_with_environments_secrets(draft, keep))
            draft = asking.answered_day(draft)
    place = keep or _place_for(draft)
    draft = _with_environments_secrets(draft, place if keep else "")
    _refuse(draft)
    rules = policy_text(_policy_to_start_from(home, force=force))
    if not force:
        writing.refuse_to_replace(home, draft, place)
    # The secrets first: what may refuse them should leave no half of an account behind.
    kept = writing.keep_secrets(home, draft, place)
    written = writing.write_files(home, draft, place, rules, force=force)
    return [*kept, *written, *_missing(draft)]


def _policy_to_start_from(home: Path, *, force: bool) -> Path:
    """The policy named, else the one a person chooses; not asked where one is there and stays."""
    named = shared().policy
    if named is not None:
        return named
    stays = os.path.lexists(home / POLICY_FILE) and not force
    if stays or not asking.is_somebody_there():
        return packaged_policy()
    return packaged_policy(asking.chosen_policy())


def keep_new_secrets(home: Path, draft: Draft, keep: str | None) -> list[str]:
    """Keep secrets in the place of the old ones, and touch nothing else."""
    if asking.is_somebody_there():
        keep = keep or asking.chosen_place(why_no_keyring())
        draft = asking.answered_secrets(draft)
    draft = _with_environments_secrets(draft, keep or "")
    _refuse(draft)
    place = keep or _place_for(draft)
    kept = writing.keep_secrets(home, draft, place)
    if not kept:
        raise UsageProblem(
            "There is nothing to keep.",
            hint=f"Hand over {' and '.join(SECRETS)} with --secrets-from-stdin or at a terminal, "
            "and say --keep keyring or --keep file.",
        )
    return [*kept, "Say in the settings when the client secret was made: secret_rotated."]


def _with_environments_secrets(draft: Draft, place: str) -> Draft:
    """With what the environment holds, where it was said that it is to be kept elsewhere."""
    if place not in writing.KEPT:
        return draft
    told = told_by_environment(draft.name)
    there = {name: told[name] for name in SECRETS if name in told}
    return replace(draft, secrets={**there, **draft.secrets})


def _place_for(draft: Draft) -> str:
    """Where secrets go that were handed over without a word on it: the keyring, or an error."""
    if not draft.secrets:
        return "nowhere"
    why = why_no_keyring()
    if why is None:
        return "keyring"
    raise UsageProblem(
        f"Secrets were handed over, and there is no keyring to keep them in: {why}.",
        hint="Say where: --keep file, or --keep nowhere.",
    )


def _refuse(draft: Draft) -> None:
    """Tell everything that cannot be right, all together, before anything is written."""
    problems = problems_of(draft)
    if problems:
        raise UsageProblem("\n".join(problems), hint="Nothing was written.")


def _missing(draft: Draft) -> list[str]:
    told = told_by_environment(draft.name)
    missing = [name for name in draft.missing if name not in told]
    if not missing:
        return []
    lines = [f"  {name}: {asking.FOUND[name]}" for name in missing]
    return [f"Still missing for account '{draft.name}':", *lines]
