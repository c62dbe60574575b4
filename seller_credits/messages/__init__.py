"""Messages to buyers: templates in their language, and the rules no text may break. Pure.

A message is short, factual and about the order. Whether one is sent at all is decided elsewhere;
here it is only written and judged, and one that breaks a rule is never sent.
"""

from seller_credits.messages.check import check_templates
from seller_credits.messages.checking import Broken, broken_rules
from seller_credits.messages.kinds import LONGEST, Kind
from seller_credits.messages.language import LANGUAGES, buyers_language, languages_of
from seller_credits.messages.reading import TemplatesFile, load_templates, read_templates
from seller_credits.messages.rules import RULES, Rule
from seller_credits.messages.templates import Template, Templates, Wording
from seller_credits.messages.writing import Written, write

__all__ = [
    "LANGUAGES",
    "LONGEST",
    "RULES",
    "Broken",
    "Kind",
    "Rule",
    "Template",
    "Templates",
    "TemplatesFile",
    "Wording",
    "Written",
    "broken_rules",
    "buyers_language",
    "check_templates",
    "languages_of",
    "load_templates",
    "read_templates",
    "write",
]
