"""The message a decision names, written as its buyer would get it, for whoever looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seller_credits.cli.house import where


def letter_of(
    name: str | None, facts: Mapping[str, Any], marketplace: str | None
) -> dict[str, str | None] | None:
    """The message in the language of the store's buyers, or why it is not sent; None without one.

    Args:
        name: of the template; None where the decision sends nothing.
        facts: what placeholders are filled with.
        marketplace: code of the store.
    """
    if name is None:
        return None
    from seller_credits.message_file import messages_path, read_messages  # noqa: PLC0415
    from seller_credits.messages import Written, write  # noqa: PLC0415

    path = messages_path(where().folder)
    templates = read_messages(path).templates
    if templates is None:
        why = f"{path} has errors: `seller-credits policy check` lists them."
        return Written(name, None, None, why).as_json()
    return write(templates, name, facts, marketplace=marketplace).as_json()
