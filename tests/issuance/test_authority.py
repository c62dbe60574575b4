"""Who may approve: names of the settings, or the roles where nobody is named."""

from __future__ import annotations

import pytest

from seller_credits.domain.remedies import Authority
from seller_credits.issuance.authority import NotAllowed, person_named, who_may

PEOPLE = {
    "Ana": Authority.AGENT,
    "Ben  Maier": Authority.MANAGER,
    "Olga": Authority.OWNER,
}


@pytest.mark.parametrize("typed", ["agent", " Agent ", "AGENT"])
def test_where_nobody_is_named_the_roles_are_names(typed):
    assert person_named(typed, {}).authority is Authority.AGENT


def test_a_name_is_the_same_in_any_case_and_with_any_blanks():
    person = person_named("  ben MAIER ", PEOPLE)

    assert (person.name, person.authority) == ("Ben  Maier", Authority.MANAGER)
    assert person.is_named("BEN maier")
    assert not person.is_named("ana")


@pytest.mark.parametrize("typed", ["owner", "policy", "automatic", "zoe"])
def test_whoever_the_settings_do_not_name_may_nothing(typed):
    with pytest.raises(NotAllowed, match="Not allowed to this person") as refused:
        person_named(typed, PEOPLE)

    assert "Ana (agent), Ben  Maier (manager) or Olga (owner)" in refused.value.hint
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("typed", ["automatic", "policy", "ana"])
def test_where_nobody_is_named_only_the_roles_are_names(typed):
    with pytest.raises(NotAllowed) as refused:
        person_named(typed, {})

    assert "agent, manager or owner" in refused.value.hint


@pytest.mark.parametrize("has", list(Authority)[1:])
@pytest.mark.parametrize("needs", list(Authority)[1:])
def test_more_authority_is_always_enough(has, needs):
    order = list(Authority)
    person = person_named(str(has), {})

    assert person.may(needs) is (order.index(has) >= order.index(needs))


def test_it_names_those_who_may():
    assert who_may(Authority.MANAGER, PEOPLE) == "Ben  Maier (manager) or Olga (owner)"
    assert who_may(Authority.OWNER, PEOPLE) == "Olga (owner)"
    assert who_may(Authority.MANAGER, {}) == "a manager or the owner"
    assert who_may(Authority.OWNER, {}) == "the owner"


def test_it_says_where_nobody_may():
    assert "the settings name none" in who_may(Authority.OWNER, {"Ana": Authority.AGENT})
