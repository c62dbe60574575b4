"""A decision's message, printed as the buyer would read it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from seller_credits.messages.language import language_name
from seller_credits.reporting.console import plain
from seller_credits.reporting.words import Item


def print_letter(out: Console, told: Item) -> None:
    """The message of a decision, or why none would be sent; nothing where it names none.

    Args:
        out: where to print.
        told: a decision with `message_text`, as `Written.as_json` gives it.
    """
    letter = told.get("message_text")
    if not letter:
        return
    language = f" in {language_name(letter['language'])}" if letter["language"] else ""
    out.print(Text(f"\nMessage {plain(letter['template'])}{language}", style="bold"))
    if letter["text"]:
        out.print(Padding(Text("\n".join(map(plain, letter["text"].splitlines()))), (0, 2)))
    if letter["why_not"]:
        out.print(Text(f"  Not sent: {plain(letter['why_not'])}", style="red"))
    else:
        out.print(Text("  As it would be sent; this program sends none by itself.", style="dim"))
