"""A message as one buyer would get it: the template in their language with the order's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seller_credits.handwritten.problems import nearest
from seller_credits.messages.checking import broken_rules
from seller_credits.messages.language import buyers_language, language_name
from seller_credits.messages.placeholders import fill
from seller_credits.messages.rules import RULES
from seller_credits.messages.templates import Template, Templates


@dataclass(frozen=True, slots=True)
class Written:
    """What would be sent, or why nothing would.

    Attributes:
        template: its name.
        language: code of the buyer's language; None where nothing tells it.
        text: as the buyer would read it; None where there is none.
        why_not: why it is not sent, in a sentence; empty where it may be.
    """

    template: str
    language: str | None
    text: str | None
    why_not: str = ""

    def as_json(self) -> dict[str, str | None]:
        """For whoever prints it."""
        return {
            "template": self.template,
            "language": self.language,
            "text": self.text,
            "why_not": self.why_not or None,
        }


def write(
    templates: Templates,
    name: str,
    facts: Mapping[str, Any],
    *,
    marketplace: str | None,
    locale: str | None = None,
) -> Written:
    """The message a decision names, as its buyer would get it.

    Args:
        templates: the seller's.
        name: of the template.
        facts: of the issue; placeholders are filled with them.
        marketplace: code of the store; None where it is not known.
        locale: the buyer's own, where the marketplace was asked: `fr-CA`.
    """
    template = templates.by_name.get(name)
    if template is None:
        known = nearest(name, templates.by_name)
        return Written(name, None, None, f"{templates.file} has no message `{name}`: {known}")
    language = buyers_language(marketplace or "", locale)
    if language is None:
        why = "The store is not known, so nothing tells the buyer's language."
        return Written(name, None, None, why)
    return _in_language(template, language, facts)


def _in_language(template: Template, language: str, facts: Mapping[str, Any]) -> Written:
    wording = template.wordings.get(language)
    if wording is None:
        why = f"Message `{template.name}` has no text in {language_name(language)}: it is not sent."
        return Written(template.name, language, None, why)
    text, missing = fill(wording.text, facts)
    if missing:
        names = ", ".join(missing)
        why = f"Message `{template.name}` needs {names}, which is not known for this order."
        return Written(template.name, language, None, why)
    broken = broken_rules(text, language, longest=template.longest)
    if broken:
        worst = broken[0]
        found = f" ({worst.found})" if worst.found else ""
        why = f"The text {RULES[worst.rule].forbids}{found}: rule {worst.rule}, {worst.source}."
        return Written(template.name, language, text, why)
    return Written(template.name, language, text)
