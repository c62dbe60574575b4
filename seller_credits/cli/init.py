"""`seller-credits init`: settings, policy and secrets for a seller who begins."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from seller_credits.cli.house import account_name, command_line
from seller_credits.cli.shared import shared_options

_PLACES = ("keyring", "file", "nowhere")


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--marketplaces", default="", metavar="CODES", help="Stores you sell in: US,CA.")
@click.option(
    "--region",
    default="",
    metavar="REGION",
    help="na, eu or fe; the region of the stores if not said.",
)
@click.option("--seller-id", default="", metavar="ID", help="Your Merchant Token.")
@click.option("--client-id", default="", metavar="ID", help="The application's LWA client id.")
@click.option(
    "--secret-rotated",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day the client secret was made; it lives 180 days, and `doctor` counts them.",
)
@click.option("--endpoint", default="", metavar="URL", help="Another API than Amazon's own.")
@click.option("--token-endpoint", default="", metavar="URL", help="The same for the login.")
@click.option(
    "--keep",
    type=click.Choice(_PLACES),
    help="Where to keep client secret and refresh token: the system's keyring, a file that only "
    "you may read, or nowhere (they come from the environment each time).",
)
@click.option(
    "--secrets-from-stdin",
    is_flag=True,
    help="Read client_secret=... and refresh_token=... from standard input, a line each.",
)
@click.option(
    "--secrets-only", is_flag=True, help="Keep new secrets, over the old ones; write nothing else."
)
@click.option("--force", is_flag=True, help="Write over files; the old ones are kept as .bak.")
@shared_options
def command(
    *,
    folder: Path | None,
    secret_rotated: datetime | None,
    keep: str | None,
    secrets_from_stdin: bool,
    secrets_only: bool,
    force: bool,
    **said: str,
) -> None:
    """Write commented settings and a policy into the home folder (DIR), and keep the secrets.

    On a terminal it asks for what the options leave open, and says where in Seller Central each
    answer is found. Elsewhere it leaves a blank to fill in. Secrets are typed unseen, read from
    SELLER_CREDITS_CLIENT_SECRET and _REFRESH_TOKEN, or from standard input; never from an option,
    which everybody on the machine could read. A second account has its own name: --account eu.

    The policy to start from is one of three: careful, standard or generous (--policy NAME).
    """
    from seller_credits.cli import init_steps  # noqa: PLC0415  # heavy: only when used

    home = init_steps.home_of(folder)
    if not (force or secrets_only):
        init_steps.refuse_to_overwrite(home, account_name())
    rotated = secret_rotated.date() if secret_rotated else None
    draft = init_steps.draft_of(account_name(), said, rotated, from_stdin=secrets_from_stdin)
    if secrets_only:
        done = init_steps.keep_new_secrets(home, draft, keep)
    else:
        done = init_steps.begin(home, draft, keep, force=force)
    for sentence in done:
        click.echo(sentence)
    click.echo(f"Next: {command_line('doctor', home=folder)}")
