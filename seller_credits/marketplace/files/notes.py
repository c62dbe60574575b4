"""What a seller should know about a file that was read all the same."""

from __future__ import annotations

_SHOWN = 3


class Notes:
    """Warnings of one file, a few for each topic and the rest counted.

    A column that is wrong in every row must not bury the one warning that matters.

    Attributes:
        lines: the sentences, for a person; grows while the file is read.
    """

    __slots__ = ("_more", "_seen", "lines")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._seen: dict[str, int] = {}
        self._more: dict[str, int] = {}

    def warn(self, topic: str, sentence: str) -> None:
        """Keep the sentence, or count it where its topic has been heard often enough."""
        seen = self._seen[topic] = self._seen.get(topic, 0) + 1
        if seen <= _SHOWN:
            self.lines.append(sentence)
        elif topic in self._more:
            self.lines[self._more[topic]] = f"{topic}: {seen - _SHOWN} more like this"
        else:
            self._more[topic] = len(self.lines)
            self.lines.append(f"{topic}: 1 more like this")
