"""The templates a seller starts from break no rule, in any language."""

from __future__ import annotations

import pytest

from seller_credits.messages import LANGUAGES, broken_rules, check_templates, read_templates
from seller_credits.policy import messages_named
from seller_credits.resources import POLICIES, packaged, packaged_policy

FILE = read_templates(packaged("messages.yaml").read_text(encoding="utf-8"))


def test_the_file_is_read_without_a_problem_and_breaks_no_rule():
    assert FILE.problems == ()
    assert check_templates(FILE.templates, set(FILE.templates.by_name)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_has_a_short_text_in_every_language(language):
    for template in FILE.templates.by_name.values():
        assert 50 < len(template.wordings[language].text) <= 400


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_under_a_wrong_language_is_found(language):
    for template in FILE.templates.by_name.values():
        for other, wording in template.wordings.items():
            rules = {broken.rule for broken in broken_rules(wording.text, language)}
            assert ("language" in rules) == (other != language), (template.name, other)


@pytest.mark.parametrize("name", POLICIES)
def test_every_message_a_shipped_policy_names_is_there(name):
    named = messages_named(packaged_policy(name).read_text(encoding="utf-8"))
    assert named
    assert named <= set(FILE.templates.by_name)
