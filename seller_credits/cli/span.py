"""A length of time on the command line: `30d`, `12h`, `15m`."""

from __future__ import annotations

from datetime import timedelta

import click

from seller_credits.domain.clock import span_of


class Span(click.ParamType[timedelta]):
    """A length of time, at most `longest`, and more than nothing unless `or_nothing`."""

    name = "span"

    def __init__(self, longest: timedelta, *, or_nothing: bool = False) -> None:
        self._longest = longest
        self._or_nothing = or_nothing

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read it, or say what is wrong with it."""
        try:
            span = span_of(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)
        if span > self._longest or not (span or self._or_nothing):
            longest = f"{self._longest.days}d"
            self.fail(f"say more than nothing and at most {longest}", param, ctx)
        return span
