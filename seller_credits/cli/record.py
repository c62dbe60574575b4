"""`seller-credits record`: what a person did elsewhere."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from seller_credits.cli.acting import Item, act_on
from seller_credits.cli.authorising import AUTHORISING, amount_option, by_option, remedy_option
from seller_credits.cli.house import note, open_house
from seller_credits.cli.naming import the_one
from seller_credits.cli.policy_files import print_json
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.remedies import Remedy

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.issuance.authority import Person
    from seller_credits.workflow.acting import Acting
    from seller_credits.workflow.done_elsewhere import Deed, Recorded

_MAY_BE_PAID = frozenset({"proposed", "approved"})
_ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")


@click.command("record")
@click.argument("id_", metavar="ID")
@by_option("Who did it.")
@amount_option("What was given back: 4.20, or '4.20 USD' where nothing tells the currency.")
@click.option(
    "--at",
    required=True,
    metavar="WHEN",
    help="When: 2026-11-23, '2026-11-23 09:00' (the store's time) or with a zone.",
    **AUTHORISING,
)
@click.option(
    "--reference",
    required=True,
    metavar="TEXT",
    help="What proves it: a case, refund or tracking number.",
    **AUTHORISING,
)
@remedy_option("What was done, if not what was suggested; a refund if nothing was.")
@click.option(
    "--elsewhere",
    is_flag=True,
    allow_from_autoenv=False,
    help="No book of the marketplace will ever show it: a bank transfer, say.",
)
@shared_options
def command(
    id_: str,
    by: str,
    *,
    amount: str | None,
    at: str,
    reference: str,
    remedy: str | None,
    elsewhere: bool,
) -> None:
    """Record what was done in Seller Central, by phone or by post.

    ID is a suggestion, or the number of an order, also of one never seen here. It counts against
    limits from now on, and is never paid again: a suggestion it was about cannot be approved any
    more. `reconcile` looks for it in the marketplace's books.
    """
    from seller_credits.issuance.authority import person_named  # noqa: PLC0415  # heavy
    from seller_credits.reporting.approvals import issuance_item, recorded_line  # noqa: PLC0415
    from seller_credits.workflow.done_elsewhere import Deed  # noqa: PLC0415

    output = chosen_format("table", "json")
    with open_house() as house:
        person = person_named(by, house.settings.people)
        when = _moment(at, house)
        deed = Deed(amount, Remedy(remedy) if remedy else None, when, reference, elsewhere)
        about = _meant(house, id_.strip())
        done = _record(house, about, person, deed)
    issuance = done.issuance
    if output == "json":
        told = {"suggestion_id": issuance.suggestion_id, "account": about["account"]}
        told |= {"order_id": issuance.order_id, **issuance_item(issuance)}
        document = {**told, "notes": list(done.notes)}
        print_json({"schema": "seller-credits/record/1", "items": [document]})
        return
    click.echo(recorded_line(issuance))
    for sentence in done.notes:
        note(f"Note: {sentence}")


def _meant(house: House, typed: str) -> Item:
    """The suggestion that is meant; or the account and the number of an order without one."""
    if not _ORDER.fullmatch(typed):
        return the_one(house, typed)
    from seller_credits.ledger.interface import Filter  # noqa: PLC0415

    found = list(house.ledger.suggestions(Filter(account=shared().account, orders=[typed])))
    waiting = [item for item in found if item["status"] in _MAY_BE_PAID]
    if len(waiting) > 1:
        ids = ", ".join(item["suggestion_id"] for item in waiting)
        raise UsageProblem(
            f"Order {typed} has {len(waiting)} suggestions that may still be paid: {ids}.",
            hint="Name the one it was done for. Decline those that nothing is to be given for.",
        )
    if waiting:
        return waiting[0]
    accounts = {item["account"] for item in found} or {
        mark.account for mark in house.ledger.checkpoints()
    }
    if shared().account is None and len(accounts) > 1:
        raise UsageProblem(
            f"Whose order is {typed}? The ledger knows {', '.join(sorted(accounts))}.",
            hint="Say so: --account NAME.",
        )
    is_clear = shared().account is None and accounts
    return {"account": accounts.pop() if is_clear else house.account, "order_id": typed}


def _record(house: House, about: Item, person: Person, deed: Deed) -> Recorded:
    from seller_credits.workflow import done_elsewhere as doing  # noqa: PLC0415

    def act(acting: Acting, item: Item) -> Recorded:
        if "suggestion_id" in item:
            return doing.record_of_suggestion(acting, item, person, deed)
        return doing.record_of_order(acting, item["order_id"], person, deed)

    (done,) = act_on(house, [about], act)
    return done


def _moment(text: str, house: House) -> datetime:
    """When it was done; a day or an hour without a zone is that of the account's first store."""
    from seller_credits.domain.marketplaces import find_marketplace, start_in  # noqa: PLC0415
    from seller_credits.settings import calendar_of  # noqa: PLC0415

    store = calendar_of(house.settings, house.account)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    try:
        when = start_in(store, day) if day else datetime.fromisoformat(text)
    except ValueError:
        raise UsageProblem(
            f"{text!r} is no moment.", hint="Write 2026-11-23, or '2026-11-23 09:00'."
        ) from None
    if when.tzinfo is None:
        known = find_marketplace(store)
        when = when.replace(tzinfo=ZoneInfo(known.timezone if known else "UTC"))
    if when > house.clock():
        raise UsageProblem(f"{text!r} lies ahead: what was not done yet is not recorded.")
    return when
