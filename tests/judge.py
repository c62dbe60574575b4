"""A judge of talks with the marketplace: request and answer against Amazon's own models.

The models are Swagger 2.0, as Amazon publishes them; SP_API_MODELS names their folder. What a model
does not know is refused both ways: a parameter or member Amazon never heard of is a mistake of
ours, in the client or in the simulator, wherever it would be let by.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from jsonschema import Draft4Validator, FormatChecker

MODELS = (
    "orders_2026-01-01.json",
    "reports_2021-06-30.json",
    "feeds_2021-06-30.json",
    "finances_2024-06-19.json",
    "financesV0.json",
    "messaging.json",
    "fulfillmentOutbound_2020-07-01.json",
    "sellers.json",
    "notifications.json",
)

CONTRADICTIONS: Mapping[tuple[str, str], str] = {
    ("listTransactions", "answer.payload.transactions.contexts.storeName"): (
        "two shapes of one context know the name: a store of Amazon Pay is called anything, one of "
        "Amazon Business AMAZON_HAUL alone, and Amazon's example is called `Store 1`"
    ),
}
"""What is let by, by operation and place, and why: there Amazon's model contradicts Amazon."""

_CONSTRAINTS = (
    *("type", "format", "enum", "pattern", "items", "minimum", "maximum"),
    *("minLength", "maxLength", "minItems", "maxItems"),
)
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


@_FORMATS.checks("date", raises=ValueError)
def _is_day(text: object) -> bool:
    return not isinstance(text, str) or bool(date.fromisoformat(text))


@_FORMATS.checks("int32")
def _fits_32_bits(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@_FORMATS.checks("int64")
def _fits_64_bits(value: object) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they went over the wire."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: bytes
    status: int
    answer: bytes

    @classmethod
    def of(cls, method: str, url: str, body: bytes | None, *, status: int, answer: bytes) -> Self:
        """Take it from a URL with its query."""
        parts = urlsplit(url)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        return cls(method.upper(), parts.path, query, body or b"", status, answer)

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@dataclass(frozen=True)
class Modelled:
    """One operation as its model has it."""

    name: str
    method: str
    path: str
    raw: Mapping[str, Any]
    definitions: Mapping[str, Any]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Match the paths it is asked at."""
        return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path)))

    @cached_property
    def plan(self) -> tuple[float, int] | None:
        """Rate and burst, where the model names them."""
        found = re.search(r"\|\s*([\d.]+)\s*\|\s*(\d+)\s*\|", self.raw.get("description", ""))
        return (float(found[1]), int(found[2])) if found else None

    @property
    def is_grantless(self) -> bool:
        """Whether the application asks for itself."""
        return re.search(r"\bgrantless\b", self.raw.get("description", "")) is not None

    def parameters(self, place: str) -> dict[str, Mapping[str, Any]]:
        """Return what it takes in the query, the path or the body."""
        return {
            each["name"]: each for each in self.raw.get("parameters", ()) if each["in"] == place
        }

    def faults(self, schema: Mapping[str, Any], value: object, where: str) -> Iterator[str]:
        """Yield what is wrong with a value, each with its place."""
        whole = {**closed(schema, self.definitions), "definitions": self.definitions}
        for fault in Draft4Validator(whole, format_checker=_FORMATS).iter_errors(value):
            place = ".".join(
                (where, *(part for part in fault.absolute_path if isinstance(part, str)))
            )
            yield f"{place}: {fault.message}"


class Judge:
    """Judges exchanges by every model in a folder."""

    def __init__(self, folder: Path) -> None:
        self.operations = {
            operation.name: operation
            for name in MODELS
            for operation in _operations(json.loads((folder / name).read_text("utf-8")))
        }

    def operation(self, method: str, path: str) -> Modelled | None:
        """Return the operation that is asked for; of two that match, the one with more words."""
        found = [
            each
            for each in self.operations.values()
            if each.method == method and each.pattern.fullmatch(path)
        ]
        return min(found, key=lambda each: each.path.count("{"), default=None)

    def complaints(self, exchange: Exchange) -> list[str]:
        """Return everything that is not as Amazon's models have it; empty where all is."""
        operation = self.operation(exchange.method, exchange.path)
        if operation is None:
            return [f"{exchange}: there is no such operation"]
        found = (
            *_query_faults(operation, exchange),
            *_body_faults(operation, exchange.body),
            *_answer_faults(operation, exchange),
        )
        return [
            f"{operation.name}, {fault}"
            for fault in found
            if (operation.name, fault.partition(":")[0]) not in CONTRADICTIONS
        ]


def _operations(model: Mapping[str, Any]) -> Iterator[Modelled]:
    definitions = {
        name: closed(schema, model["definitions"]) for name, schema in model["definitions"].items()
    }
    for path, verbs in model["paths"].items():
        for verb, raw in verbs.items():
            if verb in _VERBS and "operationId" in raw:
                yield Modelled(raw["operationId"], verb.upper(), path, raw, definitions)


def closed(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema that refuses unknown members, its parts included."""
    if "allOf" in schema:
        return closed(_together(schema, definitions), definitions)
    result = dict(schema)
    if "properties" in schema:
        parts = schema["properties"].items()
        result["properties"] = {name: closed(part, definitions) for name, part in parts}
        result.setdefault("additionalProperties", False)
    if isinstance(schema.get("items"), dict):
        result["items"] = closed(schema["items"], definitions)
    return result


def _together(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Merge the shapes that one object has at once: closed one by one, they refuse each other."""
    properties: dict[str, Any] = dict(schema.get("properties", {}))
    required: set[str] = set(schema.get("required", ()))
    for member in schema.get("allOf", ()):
        whole = definitions[member["$ref"].rpartition("/")[2]] if "$ref" in member else member
        whole = _together(whole, definitions)
        properties |= whole["properties"]
        required |= set(whole["required"])
    rest = {key: value for key, value in schema.items() if key != "allOf"}
    return {**rest, "type": "object", "properties": properties, "required": sorted(required)}


def _query_faults(operation: Modelled, exchange: Exchange) -> Iterator[str]:
    known, seen = operation.parameters("query"), set[str]()
    for name, text in exchange.query:
        if name not in known:
            yield f"query.{name}: Amazon knows no such parameter"
        elif name in seen:
            yield f"query.{name}: is there more than once"
        else:
            schema = {key: known[name][key] for key in _CONSTRAINTS if key in known[name]}
            yield from operation.faults(schema, _typed(text, schema), f"query.{name}")
        seen.add(name)
    for name, parameter in known.items():
        if parameter.get("required") and name not in seen:
            yield f"query.{name}: is required"
    place = operation.pattern.fullmatch(exchange.path)
    if place is None or not all(unquote(part).strip() for part in exchange.path.split("/")[1:]):
        yield "path: a part of it is empty"


def _typed(text: str, schema: Mapping[str, Any]) -> object:
    """Read a parameter's text as its type; one that is none stays text, and is refused for it."""
    match schema["type"]:
        case "array":
            return [_typed(part, schema["items"]) for part in text.split(",")]
        case "integer" if re.fullmatch(r"[+-]?\d+", text):
            return int(text)
        case "boolean" if text in {"true", "false"}:
            return text == "true"
    return text


def _body_faults(operation: Modelled, body: bytes) -> Iterator[str]:
    wanted = next(iter(operation.parameters("body").values()), None)
    if wanted is None:
        if body:
            yield "body: there should be none"
    elif body:
        yield from _json_faults(operation, wanted["schema"], body, "body")
    elif wanted.get("required"):
        yield "body: is required"


def _answer_faults(operation: Modelled, exchange: Exchange) -> Iterator[str]:
    promised = operation.raw["responses"].get(str(exchange.status))
    if promised is None:
        yield f"status: {exchange.status} is none of {', '.join(operation.raw['responses'])}"
    elif "schema" in promised:
        yield from _json_faults(operation, promised["schema"], exchange.answer, "answer")
    elif exchange.answer not in {b"", b"{}"}:
        yield "answer: there should be none"


def _json_faults(
    operation: Modelled, schema: Mapping[str, Any], text: bytes, where: str
) -> Iterable[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return [f"{where}: is no JSON"]
    return operation.faults(schema, value, where)


def the_models() -> Path:
    """Return the folder of Amazon's models, or skip the whole module that asks for it."""
    folder = Path(os.environ.get("SP_API_MODELS") or "-")
    if not all((folder / name).is_file() for name in MODELS):
        reason = "SP_API_MODELS names no folder with Amazon's models"
        pytest.skip(reason, allow_module_level=True)
    return folder


def the_judge() -> Judge:
    """Return the judge, or skip the whole module where Amazon's models are not at hand."""
    return Judge(the_models())
