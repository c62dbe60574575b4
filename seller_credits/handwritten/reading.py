"""Parts of a tree read by name: keys, lists, words; whatever is wrong becomes a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seller_credits.handwritten.problems import Problems, nearest
from seller_credits.handwritten.source import Fields, Items, Node, Text, written


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads parts of a tree; whatever is wrong becomes a problem and the part becomes None."""

    problems: Problems

    def keys(self, node: Node, what: str, known: Iterable[str]) -> dict[str, Node] | None:
        """The values of a mapping by key; unknown keys are errors with the nearest known one."""
        if not isinstance(node, Fields):
            known_keys = ", ".join(known)
            self.problems.error(
                node.place,
                f"{what} must be keys with values, not `{_short(node)}`.",
                f"Keys: {known_keys}.",
            )
            return None
        names = tuple(known)
        found: dict[str, Node] = {}
        for key, value in node.entries:
            if key.text in names:
                found[key.text] = value
            else:
                message = f"{what} has no key `{key.text}`."
                self.problems.error(key.place, message, nearest(key.text, names))
        return found

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The items of a list; a problem and nothing where it is no list."""
        if isinstance(node, Items):
            return node.items
        if not (isinstance(node, Text) and not node.text):
            self.problems.error(node.place, f"{what} must be a list of `- ...` lines.")
        return ()

    def text(self, node: Node | None, what: str) -> str | None:
        """One text; a problem where it is a list or a mapping or empty."""
        if node is None:
            return None
        if isinstance(node, Text) and node.text:
            return node.text
        self.problems.error(node.place, f"{what} must be one text, not `{_short(node)}`.")
        return None

    def word(self, node: Node | None, what: str, known: Iterable[str]) -> str | None:
        """One of the known words; a problem with the nearest where it is another."""
        text = self.text(node, what)
        names = tuple(str(name) for name in known)
        if node is None or text is None or text in names:
            return text
        self.problems.error(node.place, f"{what} cannot be `{text}`.", nearest(text, names))
        return None

    def words(self, node: Node | None, what: str, known: Iterable[str]) -> tuple[str, ...]:
        """One known word or a list of them."""
        if node is None:
            return ()
        items = node.items if isinstance(node, Items) else (node,)
        names = tuple(known)
        read = (self.word(item, what, names) for item in items)
        return tuple(word for word in read if word is not None)


def _short(node: Node) -> str:
    text = written(node)
    return text if len(text) <= 40 else f"{text[:37]}..."  # noqa: PLR2004  # fits one line
