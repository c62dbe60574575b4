"""The one way foreign JSON is opened where an object is promised."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn


def json_object(text: str | bytes) -> dict[str, Any] | None:
    """The object a text is, its fractions exact decimals; None where it is none."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # json's and Unicode's own errors are ValueErrors
        return None
    return value if isinstance(value, dict) else None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
