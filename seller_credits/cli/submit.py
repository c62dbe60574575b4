"""`seller-credits submit`: hand in what is approved, once each."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from seller_credits.cli.authorising import AUTHORISING
from seller_credits.cli.house import note, open_house, open_to_read
from seller_credits.cli.outcomes import SOMETHING_WAITS
from seller_credits.cli.shared import chosen_format, shared_options
from seller_credits.cli.span import Span
from seller_credits.domain.errors import LedgerProblem, UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.issuance.terms import Terms
    from seller_credits.workflow.outbox import Outbox
    from seller_credits.workflow.submitting import Item, Submitted

_SCHEMA = "seller-credits/submit/1"
_LONGEST_HOLD = timedelta(days=30)

# What authorises is said each time: the environment cannot say it.
_authorising: dict[str, Any] = {"allow_from_autoenv": False}


@click.command("submit")
@click.option("--live", is_flag=True, help="Do it. Without it nothing is sent.", **_authorising)
@click.option("--yes", is_flag=True, help="With --live: do not ask.", **_authorising)
@click.option("--xml", is_flag=True, help="Print the feed documents as well.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the feed for an upload by hand; with --live it counts as handed in.",
)
@click.option(
    "--hold",
    type=Span(_LONGEST_HOLD, or_nothing=True),
    metavar="SPAN",
    help="For this run, how long after its approval a refund waits: 0s for not at all.",
    **_authorising,
)
@click.option(
    "--no-canary",
    is_flag=True,
    help="For this run, let others go beside a store's first refund.",
    **_authorising,
)
@click.option(
    "--addresses",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Where replacements go (columns order_id, name, line1, postal_code, country ...).",
)
@click.option("--stop", is_flag=True, help="Stop all issuing of the account.", **_authorising)
@click.option("--go-on", is_flag=True, help="Let it go on.", **_authorising)
@click.option("--by", metavar="NAME", help="Who stops it or lets it go on.", **AUTHORISING)
@click.option("--reason", metavar="TEXT", help="Why.", **AUTHORISING)
@click.option("--exit-code", is_flag=True, help="Exit with 3 where something waits for a person.")
@shared_options
@click.pass_context
def command(
    context: click.Context,
    output: Path | None,
    hold: timedelta | None,
    addresses: Path | None,
    *,
    by: str | None,
    reason: str | None,
    live: bool,
    yes: bool,
    xml: bool,
    no_canary: bool,
    stop: bool,
    go_on: bool,
    exit_code: bool,
) -> None:
    """Hand in what is approved: print what would happen, and with --live do it.

    Each refund goes once. Just before, its order is read anew: what changed since the approval is
    decided anew instead. An answer that is lost is looked for, and never sent again.
    """
    form = chosen_format("table", "json")
    if stop or go_on:
        _switch(by, reason, stops=stop, goes_on=go_on)
        return
    with open_house() if live else open_to_read() as house:
        from seller_credits.cli.handing_in import outbox_of  # noqa: PLC0415

        terms = _terms(house, hold, no_canary=no_canary)
        outbox = outbox_of(house, terms, addresses)
        _tell_unused(outbox)
        if live:
            items, code = _live(house, outbox, output, yes=yes)
            documents: list[str] = []
        else:
            items, documents = _foreseen(house, outbox, output)
            code = 0
    _print(items, documents if xml else [], form)
    if not live and any(item["result"] == "goes" for item in items):
        note(_ONLY_LOOKED if output is None else _DRAFT.format(output))
    waits = any(item["for_a_person"] or item["result"] == "unknown" for item in items)
    context.exit(code or (SOMETHING_WAITS if exit_code and waits else 0))


_ONLY_LOOKED = "Nothing was sent. With --live each order is read anew, and what still holds goes."
_DRAFT = (
    "{} is a draft: nothing was written down, so do not upload it. With --live as well, what is in "
    "it counts as handed in."
)
_BY_HAND = (
    "Upload it in Seller Central now, once. From here on it counts as handed in, with no answer: "
    "`reconcile` looks for it. Never upload it later: after {} with nothing in the books it counts "
    "as absent, and may be approved again."
)


def _terms(house: House, hold: timedelta | None, *, no_canary: bool) -> Terms:
    from seller_credits.settings import calendar_of  # noqa: PLC0415

    calendar = calendar_of(house.settings, house.account)
    terms = house.settings.terms_of_issuing(house.account, calendar)
    if hold is not None:
        if hold < terms.hold:
            note("Warning: refunds are not held back in this run; a feed cannot be taken back.")
        terms = replace(terms, hold=hold)
    if no_canary and terms.canary:
        note("Warning: other refunds go before a store's first one is proven.")
        terms = replace(terms, canary=False)
    return terms


def _tell_unused(outbox: Outbox) -> None:
    """Addresses that nothing goes to: a slip of the pen in an order's number, most likely."""
    if outbox.addresses and not outbox.terms.goods.sent:
        note("The addresses are not used: the setting submit.fulfilment is off.")
        return
    unused = outbox.unused_addresses()
    if unused:
        note(f"No approved replacement waits for: {', '.join(unused)}. Its address is not used.")


def _foreseen(
    house: House, outbox: Outbox, output: Path | None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Every remedy as it would go or wait, and the documents."""
    from seller_credits.cli.handing_in import path_for, write_new  # noqa: PLC0415
    from seller_credits.workflow.submitting import Item  # noqa: PLC0415

    items = [Item(each) for each in outbox.foreseen()]
    documents = _documents(house, items)
    if output is not None:
        for store, document in documents.items():
            write_new(path_for(output, store, list(documents)), document)
    return _as_json(outbox, items), [each.decode() for each in documents.values()]


def _as_json(outbox: Outbox, items: list[Item]) -> list[dict[str, Any]]:
    from seller_credits.workflow.submission_items import submission_item  # noqa: PLC0415

    return [submission_item(outbox.account, item, outbox.terms.tax) for item in items]


def _documents(house: House, items: list[Item]) -> dict[str, bytes]:
    """What would be handed in, by store."""
    from seller_credits.cli.handing_in import seller_id  # noqa: PLC0415
    from seller_credits.marketplace.refunds.document import refund_document  # noqa: PLC0415
    from seller_credits.workflow.handing_in import numbered  # noqa: PLC0415

    found = {}
    planned = [item.planned for item in items if item.hurdle is None]
    for store in dict.fromkeys(each.store for each in planned if each.store is not None):
        of_store = numbered([each for each in planned if each.store == store])
        refunds = [each.refund for each in of_store if each.refund is not None]
        if refunds:
            found[store] = refund_document(refunds, seller_id(house))
    return found


def _live(
    house: House, outbox: Outbox, output: Path | None, *, yes: bool
) -> tuple[list[dict[str, Any]], int]:
    from seller_credits.cli.handing_in import submit  # noqa: PLC0415
    from seller_credits.workflow.submitting import Item  # noqa: PLC0415

    with house.held("submit"):
        outbox.recorder.approve_automatically()
        planned = outbox.foreseen()
        why = house.forbidden() if planned else ""
        if why:
            raise LedgerProblem(why, hint="Run `reconcile` then; `submit` goes on by itself.")
        going = [each for each in planned if each.goes]
        shown = _as_json(outbox, [Item(each) for each in planned])
        if going:
            _confirm(house, shown, yes=yes)
        done = submit(house, outbox, {each.issuance.issuance_id for each in going}, output)
    _tell(done)
    if output is not None and any(item.result == "unknown" for item in done.items):
        days = house.settings.submit.absent_after
        note(_BY_HAND.format(f"{days.total_seconds() / 3600:.0f} hours"))
    return _as_json(outbox, done.items), _exit_code(done)


def _confirm(house: House, shown: list[dict[str, Any]], *, yes: bool) -> None:
    """Name the seller and the total; whoever started it says yes, or nothing is done."""
    from seller_credits.cli.handing_in import seller_id  # noqa: PLC0415
    from seller_credits.reporting.submission import going, total_words  # noqa: PLC0415

    go = going(shown)
    what = (
        f"Account {house.account}, seller {seller_id(house)}: {len(go):,} to hand in, "
        f"{total_words(go)}. It cannot be taken back."
    )
    if yes:
        note(what)
        return
    if not sys.stdin.isatty():
        raise UsageProblem(
            f"{what} Nobody is there to say yes, so nothing was done.",
            hint="Look at it without --live first; then say --live --yes.",
        )
    from seller_credits.reporting.submission import print_submission  # noqa: PLC0415

    print_submission(shown, sys.stderr)
    if not click.confirm(f"{what} Go on?", err=True):
        raise UsageProblem("Nothing was done.")


def _tell(done: Submitted) -> None:
    for sentence in done.remarks:
        note(f"Note: {sentence}")
    for issuance in done.lost:
        click.echo(
            f"Lost: {issuance.issuance_id} of order {issuance.order_id}, {issuance.amount or ''}, "
            "was handed in by a run that ended before the answer came. It is looked for "
            "(`reconcile`), and never sent again.",
            err=True,
        )
    for letter in done.beside:
        why = f": {letter.why}" if letter.why else "."
        note(f"Message beside the refund of order {letter.issuance.order_id} {letter.became}{why}")
    if done.problem is not None:
        click.echo(f"Problem: {done.problem}", err=True)


def _exit_code(done: Submitted) -> int:
    return 0 if done.problem is None else done.problem.exit_code


def _print(items: list[dict[str, Any]], documents: list[str], form: str) -> None:
    if form == "json":
        told: dict[str, Any] = {"schema": _SCHEMA, "items": items}
        if documents:
            told["documents"] = documents
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return
    from seller_credits.reporting.submission import print_submission  # noqa: PLC0415

    print_submission(items)
    for document in documents:
        click.echo(document)


def _switch(by: str | None, reason: str | None, *, stops: bool, goes_on: bool) -> None:
    if stops and goes_on:
        raise UsageProblem("--stop and --go-on cannot both be meant.")
    if by is None or reason is None:
        raise UsageProblem("Who says so, and why?", hint="Say so: --by NAME --reason TEXT")
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415

    with open_house() as house, house.ledger.writing(house.account, house.clock()) as writer:
        before = writer.issuing.stopped
        if stops:
            writer.issuing.stop(by, reason)
        elif before is not None:
            # Anybody may stop it; to let it go on is for those who may approve.
            name = person_named(by, house.settings.people).name
            writer.issuing.go_on(name, reason)
    if stops:
        click.echo("Stopped: nothing is handed in until somebody lets it go on (--go-on).")
        click.echo("What was handed in before cannot be taken back by this.")
    elif before is None:
        click.echo("Nobody had stopped it.")
    else:
        click.echo(f"It goes on; {before.by} had stopped it: {before.reason}")
