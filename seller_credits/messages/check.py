"""What is wrong with the messages a policy would send, before the first one is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from seller_credits.handwritten.problems import Problem
from seller_credits.messages.checking import broken_rules
from seller_credits.messages.language import LANGUAGES, language_name
from seller_credits.messages.placeholders import PLACEHOLDERS, fill
from seller_credits.messages.rules import RULES
from seller_credits.messages.templates import Template, Templates, Wording

_TYPICAL = dict.fromkeys(PLACEHOLDERS, 3)


def check_templates(templates: Templates, named: Collection[str]) -> tuple[Problem, ...]:
    """Every text that breaks a communication rule, with the words, the rule and its source.

    Args:
        templates: as read from the seller's file.
        named: the messages the policy names: their findings are errors, the others' warnings.
    """
    found: list[Problem] = []
    for template in templates.by_name.values():
        is_named = template.name in named
        for language, wording in template.wordings.items():
            found += _broken(templates, template, language, wording, is_named=is_named)
        if is_named:
            found += _untold(template)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def _broken(
    templates: Templates, template: Template, language: str, wording: Wording, *, is_named: bool
) -> Iterator[Problem]:
    text, _ = fill(wording.text, _TYPICAL)
    for broken in broken_rules(text, language, longest=template.longest):
        rule = RULES[broken.rule]
        words = f": `{broken.found}`" if broken.found else ""
        place = templates.place_of(broken.found, wording.place)
        yield Problem(
            "error" if is_named else "warning",
            f"The {language_name(language)} text of `{template.name}` {rule.forbids}{words}.",
            place.line,
            place.column,
            f"{broken.why} (rule {broken.rule}: {broken.source})",
        )


def _untold(template: Template) -> Iterator[Problem]:
    missing = [name for code, name in LANGUAGES.items() if code not in template.wordings]
    if missing:
        message = f"Message `{template.name}` has no text in {', '.join(missing)}."
        hint = "Buyers who read none of its languages are sent nothing."
        yield Problem("note", message, template.place.line, template.place.column, hint)
