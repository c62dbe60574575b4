"""The members of a JSON body, read strictly: what is missing, too long or of a wrong kind is named.

Members a call does not know are ignored: foreign clients send more than the models name.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from seller_credits.simulator import query as read
from seller_credits.simulator.body import json_object
from seller_credits.simulator.errors import ApiError, invalid_input

_LONGEST_TIME = 40


@dataclass(frozen=True, slots=True)
class Members:
    """A JSON object of a request, and where in the request it stands."""

    values: dict[str, Any]
    where: str = ""

    @classmethod
    async def of(cls, request: Request) -> "Members":
        """Return the body of a call, which must be a JSON object."""
        return cls(await json_object(request))

    def has(self, name: str) -> bool:
        """Return whether a member was sent; null is the same as nothing."""
        return self.values.get(name) is not None

    def text(self, name: str, most: int, *, least: int = 1) -> str:
        """Return a text of `least` to `most` characters, blanks around it not counted as text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self.refusal(name, "required, and a text")
        if len(value.strip()) < least or len(value) > most:
            raise self.refusal(name, f"{len(value)} characters; {least} to {most} are allowed")
        return value

    def texts(self, names: Iterable[str], most: int) -> dict[str, str]:
        """Return those of the named texts that were sent."""
        return {name: self.text(name, most, least=0) for name in names if self.has(name)}

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return one of the allowed values; without a default it is required."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in allowed:
            raise self.refusal(name, f"{value} is not one of {', '.join(sorted(allowed))}")
        return value

    def whole(self, name: str, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise self.refusal(name, f"{value} is no whole number from 1 to {most}")
        return value

    def instant(self, name: str) -> datetime:
        """Return an ISO 8601 time as an instant in UTC."""
        moment = read.instant(self.text(name, _LONGEST_TIME), self._path(name))
        assert moment is not None
        return moment

    def part(self, name: str) -> "Members":
        """Return a member that is an object."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.refusal(name, "required, and an object")
        return Members(value, self._path(name))

    def parts(self, name: str, most: int) -> list["Members"]:
        """Return a list of 1 to `most` objects."""
        values = self.values.get(name)
        if not isinstance(values, list) or not 1 <= len(values) <= most:
            raise self.refusal(name, f"required, and a list of 1 to {most}")
        if not all(isinstance(value, dict) for value in values):
            raise self.refusal(name, "a list of objects")
        path = self._path(name)
        return [Members(value, f"{path}[{number}]") for number, value in enumerate(values)]

    def refusal(self, name: str, said: str) -> ApiError:
        """Return the refusal of a member, which names it."""
        return invalid_input("Invalid Input", f"{self._path(name)}: {said}")

    def _path(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name
