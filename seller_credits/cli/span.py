"""A length of time on the command line: `30d`, `12h`, `15m`."""

from __future__ import annotations

from datetime import timedelta

import click

from seller_credits.domain.clock import span_of


class Span(click.ParamType[timedelta]):
    """A length of time, more than nothing and at most `longest`."""

    name = "span"

    def __init__(self, longest: timedelta) -> None:
        self._longest = longest

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read it, or say what is wrong with it."""
        try:
            span = span_of(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)
        if not timedelta() < span <= self._longest:
            longest = f"{self._longest.days}d"
            self.fail(f"say more than nothing and at most {longest}", param, ctx)
        return span
