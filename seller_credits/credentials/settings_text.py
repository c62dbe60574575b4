"""The settings file as `init` writes it: the one that comes along, with the account filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import yaml

from seller_credits.credentials.draft import Draft
from seller_credits.credentials.environment import variable
from seller_credits.credentials.models import SECRETS

_ACCOUNTS = re.compile(r"^accounts:.*\n(#.*\n)*", re.MULTILINE)
_HEAD = re.compile(r"^accounts:[ \t]*(#.*)?\n", re.MULTILINE)
_BLANKS = {
    "marketplaces": "[US]",
    "seller_id": "A0000000000000",
    "client_id": "amzn1.application-oa2-client.0000",
    "region": "na",
}


def settings_text(packaged: str, draft: Draft, kept: str) -> str:
    """The whole file: all comments stay, and what is not known yet is a comment to fill in.

    Args:
        packaged: the settings that come with the program.
        draft: the account; its secrets are not written.
        kept: where the secrets are: `keyring`, `file`, or `nowhere` for the environment.
    """
    block = f"accounts:\n{_block(draft, kept)}"
    text, found = _ACCOUNTS.subn(lambda _: block, packaged)
    assert found == 1, "the packaged settings have one list of accounts"
    return text


def with_account(own: str, draft: Draft, kept: str) -> str | None:
    """A seller's own settings with one more account, and not a letter of them changed.

    None where they name no accounts yet or this one already, or are laid out so that the account
    cannot be put in by looking at lines alone.
    """
    before = yaml.safe_load(own)
    accounts = before.get("accounts") if isinstance(before, dict) else None
    if not isinstance(accounts, dict) or draft.name in accounts:
        return None
    text, found = _HEAD.subn(lambda head: head[0] + _block(draft, kept), own)
    try:
        after = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    if found != 1 or not isinstance(after["accounts"], dict):
        return None
    after["accounts"].pop(draft.name, None)
    return text if after == before else None


def _block(draft: Draft, kept: str) -> str:
    name, _, _ = yaml.safe_dump({draft.name: None}).partition(":")  # in quotes where it must be
    lines = "".join(f"    {line}\n" for line in _lines(draft, kept))
    return f"  {name}:\n{lines}"


def _lines(draft: Draft, kept: str) -> Iterator[str]:
    values: dict[str, object] = {
        "marketplaces": [store.code for store in draft.stores],
        "region": draft.region_in_force,
        "seller_id": draft.seller_id,
        "client_id": draft.client_id,
    }
    for name, value in values.items():
        yield _line(name, value) if value else f"# {name}: {_BLANKS[name]}   # to be filled in"
    extras: dict[str, str | date | None] = {
        "endpoint": draft.endpoint,
        "token_endpoint": draft.token_endpoint,
        "secret_rotated": draft.secret_rotated,
    }
    yield from (_line(name, value) for name, value in extras.items() if value)
    if draft.secret_rotated is None:
        yield "# secret_rotated: 2026-11-01   # the day the client secret was made, for `doctor`"
    yield "# document_hosts: []   # hosts reports may come from, beside Amazon's own"
    yield "# amazon_answers_buyers: no   # yes where you bought Amazon's customer service"
    yield "# tax_mode: unknown            # or included, marketplace, added; see the README"
    yield from _of_secrets(draft, kept)


def _of_secrets(draft: Draft, kept: str) -> Iterator[str]:
    places = {"keyring": "in the system's keyring", "file": "in secrets.yaml beside this file"}
    if kept in places:
        yield f"# The secrets are {places[kept]}."
    else:
        yield "# The secrets come from the environment:"
        yield f"# {' and '.join(variable(draft.name, name) for name in SECRETS)}"


def _line(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"{name}: [{', '.join(value)}]"
    # On one line however long: an address must not be folded.
    return yaml.safe_dump({name: value}, width=10_000).strip()
