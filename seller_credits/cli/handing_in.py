"""A house's outbox, and one live run of it."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from errno import EEXIST
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from seller_credits.address_file import read_addresses
from seller_credits.cli.progress import progress
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.settings import binding_of
from seller_credits.workflow.outbox import Outbox

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.issuance.plan import Planned
    from seller_credits.issuance.terms import Terms
    from seller_credits.marketplace.account import Account
    from seller_credits.messages import Templates
    from seller_credits.workflow.submitting import Submitted


def outbox_of(house: House, terms: Terms, addresses: Path | None = None) -> Outbox:
    """What is approved in a house and not handed in yet.

    Args:
        house: open.
        terms: on which it goes; the settings' own are `Settings.terms_of_issuing`.
        addresses: the file that says where replacements go; None where none do.

    Raises:
        UsageProblem: anything is wrong with that file.
    """
    where = {} if addresses is None else read_addresses(addresses)
    return Outbox(house.ledger, house.account, house.recorder(), terms, house.forbidden, where)


def submit(
    house: House, outbox: Outbox, confirmed: Collection[str], output: Path | None = None
) -> Submitted:
    """Hand in what is approved and was confirmed; the account must be held.

    Args:
        house: the outbox's.
        outbox: what is approved.
        confirmed: keys of the issuances whoever started it has seen and wants to go.
        output: where to put it instead, for an upload by hand.
    """
    from seller_credits.workflow.submitting import Submitting, begin  # noqa: PLC0415  # heavy

    who = _who(house, needed=output is None and bool(confirmed))
    if who is not None:
        outbox.recorder.bind(*binding_of(who))
    done, going = begin(outbox, confirmed)
    if not going and (who is None or not outbox.terms.messages):
        return done
    file = None if output is None else partial(_written, output, _stores(going))
    rest = (seller_id(house), house.clock, house.sleep)
    patience = house.settings.sync.patience
    with progress() as told, ExitStack() as stack:
        desk = None
        if who is not None:
            desk = stack.enter_context(house.marketplace(who, told, patience=patience))
        run = Submitting(outbox, desk, *rest, told, file, _templates(house, outbox))
        return run.run(done, going)


def _templates(house: House, outbox: Outbox) -> Templates | None:
    """The seller's messages; None where none are sent, or the file has errors."""
    from seller_credits.message_file import messages_path, read_messages  # noqa: PLC0415

    if not outbox.terms.messages:
        return None
    return read_messages(messages_path(house.folder)).templates


def seller_id(house: House) -> str:
    """As the marketplace calls the seller: by the ledger, else by the settings."""
    bound = house.ledger.binding(house.account)
    return bound[0] if bound else house.marketplace_account().seller_id


def _who(house: House, *, needed: bool) -> Account | None:
    """Whose account it is; None where that is not told, and is not needed."""
    try:
        return house.marketplace_account()
    except ConfigurationProblem:
        if needed:
            raise
        return None


def _stores(going: Sequence[Planned]) -> list[str]:
    return sorted({each.store for each in going if each.store is not None})


def path_for(output: Path, store: str, stores: Sequence[str]) -> Path:
    """The file of one store's document: the one that was named, where there is one store only."""
    return output if len(stores) < 2 else output.with_stem(f"{output.stem}-{store}")  # noqa: PLR2004


def _written(output: Path, stores: Sequence[str], store: str, document: bytes) -> str:
    """Write it whole or not at all."""
    path = path_for(output, store, stores)
    write_new(path, document)
    return str(path)


def write_new(path: Path, document: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        ConfigurationProblem: it is there already, or cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        if path.exists():
            raise FileExistsError(EEXIST, "it is there already")
        with beside.open("wb") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ConfigurationProblem(
            f"{path} cannot be written: {error.strerror}.", hint="Name another file with --output."
        ) from error
