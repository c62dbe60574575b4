"""How well and how fast buyers' comments are read, beside the least that looking at them costs.

    python -m benchmarks.comments [--runs 9]

Judged on labelled comments: those the lexicons were built with, and those held out. Precision is
of what was proposed, recall of what says a kind; the rest was abstained from. Reference for the
pace: `str.casefold().split()` of the same texts; the median of the ratios, pair by pair.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from seller_credits.detection.comments.languages import LANGUAGES
from seller_credits.detection.comments.reading import read_comment
from seller_credits.detection.scrub import scrubbed

LABELLED = Path(__file__).parent.parent / "tests" / "detection" / "labelled"
NOTHING = "-"
Labelled = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Tally:
    """What was said, what was proposed, and what of that was right, each by kind."""

    said: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    abstained: int = 0

    def add(self, kind: str, proposed: str | None) -> None:
        """Count one comment."""
        if kind != NOTHING:
            self.said[kind] += 1
        if proposed is None:
            self.abstained += 1
        else:
            self.proposed[proposed] += 1
            self.right[proposed] += proposed == kind

    def line(self, kinds: Iterable[str] | None = None) -> str:
        """Precision and recall of some kinds, or of all."""
        of = list(kinds or {*self.said, *self.proposed})
        said, proposed, right = (
            sum(counter[kind] for kind in of) for counter in (self.said, self.proposed, self.right)
        )
        return (
            f"precision {_share(right, proposed)}  recall {_share(right, said)}  "
            f"({right} right of {proposed} proposed, {said} said)"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:5.3f}" if whole else "    -"


def labelled(language: str, part: str) -> Labelled:
    """The comments of one file with their kinds."""
    lines = (LABELLED / f"{language}.{part}.tsv").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t", 1)[0], line.split("\t", 1)[1]) for line in lines]


def judge(part: str) -> None:
    """Print how right the readings are, by language and by kind."""
    whole = Tally()
    for language in LANGUAGES:
        own = Tally()
        comments = labelled(language, part)
        for kind, text in comments:
            reading = read_comment(text, language)
            for tally in (own, whole):
                tally.add(kind, reading.kind.value if reading else None)
        print(f"{part:5} {language:18} {own.line()}  abstained {own.abstained}/{len(comments)}")
    for kind in sorted({*whole.said, *whole.proposed}):
        print(f"{part:5} {kind:18} {whole.line([kind])}")
    print(f"{part:5} {'all':18} {whole.line()}  abstained {whole.abstained}")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def pace(runs: int) -> None:
    """Print how many comments a second are read and scrubbed, and the ratio to the reference."""
    texts = [
        (text, language)
        for language in LANGUAGES
        for part in ("build", "held")
        for _, text in labelled(language, part)
    ]
    works: dict[str, Callable[[], object]] = {
        "read": lambda: [read_comment(text, language) for text, language in texts],
        "scrubbed": lambda: [scrubbed(text) for text, _ in texts],
    }
    for name, work in works.items():
        work()
        pairs = [
            (seconds(work), seconds(lambda: [text.casefold().split() for text, _ in texts]))
            for _ in range(runs)
        ]
        each = statistics.median(ours for ours, _ in pairs) / len(texts)
        ratio = statistics.median(ours / bare for ours, bare in pairs)
        print(
            f"{name}: {1 / each:,.0f} comments/s, {each * 1e6:.1f} us each of "
            f"{statistics.mean(len(text) for text, _ in texts):.0f} characters, "
            f"{ratio:.0f} times casefold().split()"
        )


def main() -> None:
    """Judge both parts, then measure the pace."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    chosen = options.parse_args()
    judge("build")
    judge("held")
    pace(chosen.runs)


if __name__ == "__main__":
    main()
