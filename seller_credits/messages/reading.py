"""messages.yaml to templates, or to every reason why it is none, each with line and column."""

from __future__ import annotations

from dataclasses import dataclass

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.handwritten.problems import Place, Problem, Problems, nearest
from seller_credits.handwritten.reading import Reader
from seller_credits.handwritten.source import Fields, Node, Text, read_tree
from seller_credits.messages.kinds import Kind
from seller_credits.messages.language import LANGUAGES
from seller_credits.messages.placeholders import PLACEHOLDERS, has_stray_brace, named_in
from seller_credits.messages.templates import Template, Templates, Wording, find_words

_SENT_AS = "sent_as"
_BEGINS = "A message begins with `its_name:` and has a text for each language below: `en: ...`."


@dataclass(frozen=True, slots=True)
class TemplatesFile:
    """One reading of a file of message templates.

    Attributes:
        templates: None where there is any error.
        problems: everything found, in the order of the file.
    """

    templates: Templates | None
    problems: tuple[Problem, ...]


def read_templates(text: str, name: str = "messages.yaml") -> TemplatesFile:
    """Read message templates, all problems at once. Never raises, whatever the text is."""
    problems = Problems()
    root = read_tree(text, problems, begins=_BEGINS)
    if root is None:
        return TemplatesFile(None, problems.sorted())
    lines = tuple(text.removeprefix("\ufeff").splitlines())
    reading = _Reading(Reader(problems), lines)
    by_name = {key.text: reading.template(key, node) for key, node in root.entries}
    templates = Templates(by_name, name, lines)
    return TemplatesFile(None if problems.errors else templates, problems.sorted())


def load_templates(text: str, name: str = "messages.yaml") -> Templates:
    """The templates of a file that must be usable.

    Raises:
        ConfigurationProblem: listing every error with file, line and column.
    """
    file = read_templates(text, name)
    if file.templates is not None:
        return file.templates
    errors = (
        f"{name}:{found.line}:{found.column}: {found.message} {found.hint}".rstrip()
        for found in file.problems
    )
    raise ConfigurationProblem(
        "The message templates cannot be used:\n" + "\n".join(errors),
        hint="Mend the lines named; `seller-credits policy check` shows them again.",
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    reader: Reader
    lines: tuple[str, ...]

    def template(self, key: Text, node: Node) -> Template:
        what = f"Message `{key.text}`"
        known = (*LANGUAGES, _SENT_AS)
        keys = self.reader.keys(node, what, known) or {}
        sent_as = self.reader.word(keys.get(_SENT_AS), f"`{_SENT_AS}`", Kind)
        kind = Kind(sent_as) if sent_as in set(Kind) else Kind.UNEXPECTED_PROBLEM
        wordings = {}
        for language in LANGUAGES:
            if language in keys:
                wordings[language] = self.wording(keys[language], f"`{language}` of {what}")
        if isinstance(node, Fields) and not wordings:
            hint = "Give it at least one: `en: ...`."
            self.reader.problems.error(key.place, f"{what} has no text.", hint)
        return Template(key.text, kind, wordings, key.place)

    def wording(self, node: Node, what: str) -> Wording:
        text = self.reader.text(node, what) or ""
        for name in named_in(text):
            if name not in PLACEHOLDERS:
                self.reader.problems.error(
                    self._place(f"{{{name}}}", node.place),
                    f"{what} has a placeholder `{{{name}}}` that nothing fills.",
                    nearest(name, PLACEHOLDERS),
                )
        if has_stray_brace(text):
            hint = "A placeholder is written `{days_late}`; other braces cannot be used."
            self.reader.problems.error(node.place, f"{what} has a brace without its other.", hint)
        return Wording(text, node.place)

    def _place(self, words: str, after: Place) -> Place:
        return find_words(self.lines, words, after)
