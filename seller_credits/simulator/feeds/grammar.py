"""Checks XML against a content model: which elements, in which order, how often."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element


class Malformed(ValueError):
    """An element is not what the schema of its message asks for; the text says how."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sequence: one of some names, at least and at most so many times."""

    names: tuple[str, ...]
    least: int = 1
    most: int | None = 1


def one(*names: str) -> Slot:
    """Return a place that must be taken once, by one of these."""
    return Slot(names)


def maybe(*names: str) -> Slot:
    """Return a place that may be left empty."""
    return Slot(names, least=0)


def many(name: str, *, least: int = 1) -> Slot:
    """Return a place that may be taken again and again."""
    return Slot((name,), least=least, most=None)


class Children:
    """The children of an element whose sequence is as it must be."""

    def __init__(self, parent: Element, *slots: Slot) -> None:
        """Take the children in; the first that is out of place raises Malformed."""
        self._found: dict[str, list[Element]] = defaultdict(list)
        waiting = list(parent)
        for slot in slots:
            taken = 0
            while waiting and waiting[0].tag in slot.names and taken != slot.most:
                self._found[waiting[0].tag].append(waiting.pop(0))
                taken += 1
            if taken < slot.least:
                raise _misplaced(parent, waiting, slot.names)
        if waiting:
            raise _misplaced(parent, waiting, ())

    def all(self, name: str) -> list[Element]:
        """Return the children of a name."""
        return self._found.get(name, [])

    def first(self, name: str) -> Element | None:
        """Return the first child of a name."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """Return the text of the first child of a name; empty where there is none."""
        child = self.first(name)
        return "" if child is None else text(child)


def text(element: Element) -> str:
    """Return the text of an element that holds nothing else."""
    if len(element):
        raise Malformed(f"Element '{element.tag}' must have no element children.")
    return (element.text or "").strip()


def _misplaced(parent: Element, waiting: list[Element], expected: Iterable[str]) -> Malformed:
    wanted = ", ".join(expected)
    wish = f" One of '{{{wanted}}}' is expected." if wanted else " No child element is expected."
    if waiting:
        return Malformed(
            f"Invalid content was found starting with element '{waiting[0].tag}' "
            f"in '{parent.tag}'.{wish}"
        )
    return Malformed(f"The content of element '{parent.tag}' is not complete.{wish}")
