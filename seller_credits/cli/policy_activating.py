"""`seller-credits policy activate` and `revoke`: people say which version decides."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seller_credits.cli.authorising import AUTHORISING
from seller_credits.cli.house import is_begun, note, open_house, open_to_read, where
from seller_credits.cli.policy_files import path_of, policy_argument, print_json, problem_line
from seller_credits.cli.progress import progress
from seller_credits.cli.shared import chosen_format, shared, shared_options
from seller_credits.domain.errors import ConfigurationProblem, LedgerProblem, UsageProblem

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.policy import Policy
    from seller_credits.workflow.activating import Activation
    from seller_credits.workflow.in_force import PolicyInUse
    from seller_credits.workflow.recording import Recorder


@click.command("activate")
@policy_argument
@click.option("--by", metavar="NAME", help="Who activates it.", **AUTHORISING)
@click.option(
    "--list",
    "lists",
    is_flag=True,
    envvar="SELLER_CREDITS_POLICY_ACTIVATE_LIST",
    help="Only list the versions and how they stand.",
)
@shared_options
def activate(file: Path | None, by: str | None, *, lists: bool) -> None:
    """Put a policy in force from now on.

    Without FILE the policy in use. It is checked and its examples are run; then it is written to
    the ledger, and what nobody has acted on is decided again. Older versions stay in force for the
    orders of their time. Where the settings ask for two people, the first one proposes it.
    """
    output = chosen_format("table", "json")
    if lists:
        _list(output)
        return
    if by is None:
        raise UsageProblem("Who activates it?", hint="Say so: --by NAME")
    candidate = _proven(path_of(file))
    with open_house() as house:
        if shared().account is None:
            _must_be_known(house)
        said, again = _activated(house, candidate, by)
    told = _activation_item(said, by) | {"decided_again": again}
    if output == "json":
        print_json({"schema": "seller-credits/policy-activate/1", **told})
    else:
        _print_activation(said, again)


def _proven(path: Path) -> PolicyInUse:
    """The policy, without errors and with examples that come out; warnings are told."""
    from seller_credits.cli.policy_checking import problems_of  # noqa: PLC0415
    from seller_credits.policy_file import policy_in_use, policy_text  # noqa: PLC0415

    text = policy_text(path)
    found = problems_of(path, text)
    for file, problem in found:
        if problem.severity != "note":
            click.echo(problem_line(file, problem), err=True)
    if any(problem.severity == "error" for _, problem in found):
        raise ConfigurationProblem(
            f"The policy {path} has errors and was not activated.", hint="Mend the lines named."
        )
    return policy_in_use(text, path)


def _activated(
    house: House, candidate: PolicyInUse, by: str
) -> tuple[Activation, dict[str, int] | None]:
    from seller_credits.workflow.activating import Became, activate  # noqa: PLC0415

    said = activate(
        house.ledger,
        house.account,
        candidate,
        house.policy(),
        by=by,
        now=house.clock(),
        two_people=house.settings.policy.two_people,
    )
    return said, None if said.became is Became.PROPOSED else _decided_again(house.recorder())


def _decided_again(recorder: Recorder) -> dict[str, int]:
    """Decide again what nobody has acted on, and count it."""
    with progress() as told:
        orders = recorder.decide_again(told)
    outcome = recorder.outcome
    return {"orders": orders, "suggestions": outcome.suggestions, "upheld": outcome.upheld}


def _activation_item(said: Activation, by: str) -> dict[str, Any]:
    policy, before, behind = said.policy, said.takes_place_of, said.behind
    last = policy.effective_to
    return {
        "result": said.became,
        "digest": policy.digest,
        "name": policy.name,
        "version": policy.version or None,
        "from": said.since.isoformat() if said.since else None,
        "to": last.isoformat() if last else None,
        "takes_place_of": before.digest if before else None,
        "behind": behind.digest if behind else None,
        "by": by,
        "proposed_by": said.proposed_by,
    }


def _print_activation(said: Activation, again: dict[str, int] | None) -> None:
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.workflow.activating import Became  # noqa: PLC0415

    words = {
        Became.ACTIVE: "Active from now on",
        Became.ALREADY_ACTIVE: "Active already",
        Became.PROPOSED: "Proposed",
    }
    click.echo(f"{words[said.became]}: {policy.title_of(said.policy)}")
    click.echo(f"  digest   {said.policy.digest}")
    click.echo(f"  judges   {_span(said.policy)}")
    if said.became is Became.PROPOSED:
        click.echo("  It decides once another person activates it as well, with their --by NAME.")
    if said.takes_place_of:
        click.echo(f"  instead of {policy.title_of(said.takes_place_of)}")
    if said.behind:
        click.echo(f"  For now {policy.title_of(said.behind)} goes before it for these orders.")
    if again is not None:
        click.echo(_again_line(again))


def _span(policy: Policy) -> str:
    first, last = policy.effective_from, policy.effective_to
    if first is None and last is None:
        return "orders of any day"
    since = f" from {first}" if first else ""
    return f"orders{since}{f' to {last}' if last else ''}"


def _again_line(again: dict[str, int]) -> str:
    from seller_credits.reporting.words import counted  # noqa: PLC0415

    upheld = counted(again["upheld"], "suggestion")
    same = f", {upheld} came out the same and now rest on it" if again["upheld"] else ""
    return (
        f"Decided again: {counted(again['orders'], 'order')}; "
        f"{counted(again['suggestions'], 'new suggestion')}{same}."
    )


@click.command("revoke")
@click.argument("digest", metavar="DIGEST")
@click.option("--by", required=True, metavar="NAME", help="Who revokes it.", **AUTHORISING)
@click.option("--reason", required=True, metavar="TEXT", help="Why.", **AUTHORISING)
@shared_options
def revoke(digest: str, by: str, reason: str) -> None:
    """End a policy at once, also for orders of its time.

    DIGEST is the beginning of its digest, six digits or more. What it decided and nobody has acted
    on is decided again, by what is in force then; what was approved or issued stays as it is.
    """
    output = chosen_format("table", "json")
    if not is_begun():
        raise LedgerProblem(
            f"There is no ledger in {where().folder}.", hint="Name its folder with --home."
        )
    with open_house() as house:
        _must_be_known(house)
        meant, is_news = _revoked(house, digest, by, reason)
        _note_elsewhere(house, meant)
        try:
            again = _decided_again(house.recorder())
            now_in_force = house.in_force()
        except ConfigurationProblem as problem:
            raise ConfigurationProblem(
                f"{meant[:12]} is revoked; what it decided waits to be decided again by the next "
                f"sync or import. {problem.message}",
                hint=problem.hint,
            ) from problem
        left = [version.policy for version in now_in_force.versions]
    if output == "json":
        print_json(
            {
                "schema": "seller-credits/policy-revoke/1",
                "result": "revoked" if is_news else "already_revoked",
                "digest": meant,
                "by": by,
                "reason": reason,
                "in_force": [policy.digest for policy in left],
                "decided_again": again,
            }
        )
        return
    click.echo(f"{'Revoked' if is_news else 'Revoked before'}: {meant}")
    click.echo(_again_line(again))
    _print_left(left, is_in_use=now_in_force.in_use.digest == meant)


def _revoked(house: House, prefix: str, by: str, reason: str) -> tuple[str, bool]:
    from seller_credits.workflow.activating import digest_meant, revoke  # noqa: PLC0415

    meant = digest_meant(house.ledger, house.account, prefix, _digest_in_use(house))
    return meant, revoke(
        house.ledger, house.account, meant, by=by, reason=reason, now=house.clock()
    )


def _must_be_known(house: House) -> None:
    """Refuse an account without orders beside others that have some: nobody would be spoken to."""
    known = [mark.account for mark in house.ledger.checkpoints()]
    if known and house.account not in known:
        raise UsageProblem(
            f"The ledger knows no account {house.account!r}, only {', '.join(known)}.",
            hint="Say whose policy it is: --account NAME.",
        )


def _note_elsewhere(house: House, digest: str) -> None:
    """A revoked version that still decides for another account of the same ledger is told."""
    for account in (mark.account for mark in house.ledger.checkpoints()):
        standings = house.ledger.standings(account)
        is_revoked = any(each.is_revoked and each.digest == digest for each in standings)
        if not is_revoked and digest in house.ledger.policy_digests(account):
            note(
                f"The account {account} goes on with it: revoke it there too, "
                f"with --account {account}."
            )


def _digest_in_use(house: House) -> list[str]:
    """Of the file in use, also where it cannot be used; none where it cannot even be read."""
    from seller_credits import policy  # noqa: PLC0415
    from seller_credits.policy_file import policy_text  # noqa: PLC0415

    with suppress(ConfigurationProblem):
        return [policy.read_policy(policy_text(house.policy_path)).digest]
    return []


def _print_left(left: list[Policy], *, is_in_use: bool) -> None:
    from seller_credits import policy  # noqa: PLC0415

    if is_in_use:
        click.echo("It is the file in use: mend it, or name another with --policy.")
    for each in left:
        click.echo(f"In force: {policy.title_of(each)}, {_span(each)}")
    if not left:
        click.echo("No policy is in force: everything waits for a person.")


def _list(output: str) -> None:
    from seller_credits.reporting.versions import print_versions  # noqa: PLC0415
    from seller_credits.workflow.versions import versions_of  # noqa: PLC0415

    with open_to_read() as house:
        items = versions_of(house.ledger, house.account, house.in_force())
    if output == "json":
        print_json({"schema": "seller-credits/policy-versions/1", "items": items})
    else:
        print_versions(items)
