"""The words in braces that a template may leave to the order: `{days_late}`.

They are facts, by the names policies know them by, and only those that are whole numbers: a number
cannot carry a name, an address or a promise into a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

PLACEHOLDERS = ("days_late", "days_overdue", "days_since_order", "quantity")
"""The facts a template may name."""

_BRACED = re.compile(r"\{([^{}]*)\}")


def named_in(text: str) -> Iterator[str]:
    """What stands in braces, whether it is a placeholder or not."""
    yield from (found[1] for found in _BRACED.finditer(text))


def has_stray_brace(text: str) -> bool:
    """Whether a brace is left without its other half."""
    rest = _BRACED.sub("", text)
    return "{" in rest or "}" in rest


def fill(text: str, facts: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The text with the facts in their places, and the names of those that are not known."""
    missing = dict.fromkeys(name for name in named_in(text) if not _is_whole(facts.get(name)))
    return _BRACED.sub(lambda found: str(facts.get(found[1], "")), text), tuple(missing)


def _is_whole(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return value == int(value) and value >= 0
