"""A percentage on the command line: `10%`, `12.5`."""

from __future__ import annotations

import re
from decimal import Decimal

import click

_PERCENT = re.compile(r"(\d{1,6}(?:\.\d{1,6})?) ?%?")


class Percent(click.ParamType[Decimal]):
    """So many per cent, nought or more; exact."""

    name = "percent"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read it, or say what is wrong with it."""
        if isinstance(value, Decimal):
            return value
        found = _PERCENT.fullmatch(str(value).strip())
        if not found:
            self.fail(f"{value!r} is not a percentage like 10% or 2.5%", param, ctx)
        return Decimal(found[1])
