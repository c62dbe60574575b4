"""YAML text to a tree of texts that know their place: nothing is converted, nothing is lost.

Scalars stay text (`NO` is Norway and `1.10` is no float). The events of the parser are read by
hand rather than composed, so that depth and the expansion of aliases are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from seller_credits.handwritten.problems import START, Place, Problems

_LARGEST_TEXT = 1_000_000
_LARGEST_TREE = 20_000
_DEEPEST = 30
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """One word, number or sentence, as it was written."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys and their values, in the order of the file."""

    entries: tuple[tuple[Text, Node], ...]
    place: Place


Node = Text | Items | Fields


class _Mark(Protocol):
    """Where the parser was; both of its implementations count from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Unusable(Exception):
    """The text cannot be read any further."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint


def read_tree(text: str, problems: Problems, *, begins: str) -> Fields | None:
    """The file as a tree, or None where it is no YAML mapping; says why in `problems`.

    Args:
        text: the whole file.
        problems: collects what is wrong with it.
        begins: how such a file begins, in one sentence, for the seller whose file is none.
    """
    try:
        _refuse_unreadable(text)
        root = _Builder(_events(text), problems).document()
    except _Unusable as unusable:
        problems.error(unusable.place, unusable.message, unusable.hint)
        return None
    if isinstance(root, Fields):
        return root
    problems.error(
        root.place if root else START,
        "The file is empty." if root is None else "The file is not a list of `key: value` lines.",
        begins,
    )
    return None


def written(node: Node) -> str:
    """A node on one line, as a seller would write it."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Items):
        return f"[{', '.join(written(item) for item in node.items)}]"
    return "{" + ", ".join(f"{key.text}: {written(value)}" for key, value in node.entries) + "}"


def _refuse_unreadable(text: str) -> None:
    if len(text) > _LARGEST_TEXT:
        raise _Unusable(START, "The file is larger than a million characters.", "Split it up.")
    found = _UNPRINTABLE.search(text.removeprefix("\ufeff"))
    if found:
        before = text.removeprefix("\ufeff")[: found.start()]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _Unusable(
            place,
            f"The file holds a character that is no text (U+{ord(found.group()):04X}).",
            "Save it as plain text in UTF-8.",
        )


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text.removeprefix("\ufeff"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Unusable(_place(mark), *_said(error, text, mark)) from None
    except yaml.YAMLError as error:
        raise _Unusable(START, f"The file is no YAML: {error}") from None


def _said(error: yaml.MarkedYAMLError, text: str, mark: _Mark | None) -> tuple[str, str]:
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    hint = "Check the indentation, the colons and the brackets of this line and the one above."
    if "\t" in line[: (mark.column if mark else 0) + 1]:
        hint = "There is a tab in this line: indent with spaces."
    elif line.strip().startswith(("%", "@", "`")) or ": %" in line:
        hint = "Put quotes around a text that starts with a special character."
    return f"The file is no YAML: {error.problem or error.context or 'not readable'}.", hint


def _place(mark: _Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else START


class _Builder:
    """Builds the tree from the parser's events, within bounds."""

    def __init__(self, events: Iterator[yaml.Event], problems: Problems) -> None:
        self._events = events
        self._problems = problems
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[str, int] = {}
        self._size = 0

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Unusable(_place(event.start_mark), "Such a file is one document.")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return None if isinstance(root, Text) and not root.text else root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = _place(event.start_mark)
        self._grow(1, place)
        if depth > _DEEPEST:
            raise _Unusable(place, "The file is nested too deeply.")
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event.anchor, place)
        if getattr(event, "tag", None) not in {None, "!"}:
            raise _Unusable(place, "Tags (`!...`) are not used here.", "Leave it out.")
        before = self._size
        node = self._content(event, depth, place)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = node
            self._sizes[anchor] = self._size - before + 1
        return node

    def _content(self, event: yaml.Event, depth: int, place: Place) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value.strip(), place)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Items(tuple(items), place)
        return self._fields(depth, place)

    def _fields(self, depth: int, place: Place) -> Fields:
        entries: dict[str, tuple[Text, Node]] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Text):
                self._problems.error(key.place, "A key must be one word.")
            elif key.text in entries:
                first = entries[key.text][0].place
                self._problems.error(
                    key.place,
                    f"`{key.text}` is given twice (first in line {first.line}).",
                    "Keep one of them.",
                )
            else:
                entries[key.text] = (key, value)
        return Fields(tuple(entries.values()), place)

    def _repeated(self, anchor: str | None, place: Place) -> Node:
        if anchor is None or anchor not in self._anchors:
            raise _Unusable(place, f"`*{anchor}` repeats something that is not written above.")
        self._grow(self._sizes[anchor], place)
        return self._anchors[anchor]

    def _grow(self, by: int, place: Place) -> None:
        self._size += by
        if self._size > _LARGEST_TREE:
            raise _Unusable(place, "The file repeats itself too often.")
