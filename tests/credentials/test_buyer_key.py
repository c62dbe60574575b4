"""The key buyers are told apart with: one for a home, for its owner alone, never shown."""

from __future__ import annotations

import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from seller_credits.credentials.buyer_key import BUYER_KEY_VARIABLE, BuyerKey
from seller_credits.domain.errors import ConfigurationProblem

ADDRESS = "k3q9x@marketplace.amazon.com"
SHARED = "0f" * 32


def test_a_buyer_is_32_hex_digits_the_same_in_every_run_and_not_the_address(home):
    first, later = BuyerKey(home).hash_of(ADDRESS), BuyerKey(home).hash_of(ADDRESS)

    assert first == later
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert BuyerKey(home).hash_of("other@marketplace.amazon.com") != first


def test_another_home_calls_the_same_buyer_something_else(home, tmp_path):
    assert BuyerKey(home).hash_of(ADDRESS) != BuyerKey(tmp_path / "other").hash_of(ADDRESS)


def test_the_key_is_made_when_the_first_buyer_is_met_and_nobody_else_may_read_it(home):
    key = BuyerKey(home)
    assert not home.exists()

    key.hash_of(ADDRESS)

    (made,) = home.iterdir()
    assert made.name == "buyer.key"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", made.read_text("ascii"))


def test_whoever_comes_at_the_same_moment_gets_the_same_key(home):
    with ThreadPoolExecutor(8) as workers:
        found = set(workers.map(lambda _: BuyerKey(home).hash_of(ADDRESS), range(40)))

    assert len(found) == 1
    assert [path.name for path in home.iterdir()] == ["buyer.key"]


def test_a_run_that_keeps_nothing_makes_no_key_and_uses_the_one_there_is(home):
    passing = BuyerKey(home, keeps=False)
    assert passing.hash_of(ADDRESS) == passing.hash_of(ADDRESS)
    assert not home.exists()

    kept = BuyerKey(home).hash_of(ADDRESS)

    assert BuyerKey(home, keeps=False).hash_of(ADDRESS) == kept


def test_workers_with_homes_of_their_own_may_share_a_key(home, tmp_path, monkeypatch):
    monkeypatch.setenv(BUYER_KEY_VARIABLE, SHARED)

    assert BuyerKey(home).hash_of(ADDRESS) == BuyerKey(tmp_path / "other").hash_of(ADDRESS)
    assert not home.exists()


def test_a_key_others_may_read_is_refused(home):
    BuyerKey(home).hash_of(ADDRESS)
    (home / "buyer.key").chmod(0o644)

    with pytest.raises(ConfigurationProblem, match=r"buyer key .* may be read by others"):
        BuyerKey(home).hash_of(ADDRESS)


@pytest.mark.parametrize("spoilt", ["", "deadbeef", "x" * 64, SHARED + "00"])
def test_what_is_no_key_is_refused_without_being_quoted(home, monkeypatch, spoilt):
    BuyerKey(home).hash_of(ADDRESS)
    (home / "buyer.key").write_text(spoilt, encoding="ascii")

    with pytest.raises(ConfigurationProblem, match="64 hex digits") as refused:
        BuyerKey(home).hash_of(ADDRESS)
    assert not spoilt or spoilt not in str(refused.value)

    if spoilt:
        monkeypatch.setenv(BUYER_KEY_VARIABLE, spoilt)
        with pytest.raises(ConfigurationProblem, match=BUYER_KEY_VARIABLE) as refused:
            BuyerKey(home).hash_of(ADDRESS)
        assert spoilt not in str(refused.value)


def test_where_none_can_be_written_it_says_what_else_there_is(tmp_path):
    in_the_way = tmp_path / "home"
    in_the_way.write_text("a file")

    with pytest.raises(ConfigurationProblem, match="cannot be written") as refused:
        BuyerKey(in_the_way).hash_of(ADDRESS)
    assert BUYER_KEY_VARIABLE in str(refused.value)


def test_neither_key_nor_address_shows_when_it_is_printed(home):
    key = BuyerKey(home)
    key.hash_of(ADDRESS)

    said = f"{key!r} {key}"

    assert ADDRESS not in said
    assert (home / "buyer.key").read_text("ascii").strip() not in said


def test_a_salt_is_the_same_in_every_run_of_its_own_for_each_purpose_and_tells_no_buyer(home):
    salt = BuyerKey(home).salt_for("experiments")

    assert salt == BuyerKey(home).salt_for("experiments")
    assert re.fullmatch("[0-9a-f]{64}", salt)
    assert salt != BuyerKey(home).salt_for("experiments of another account")
    assert not salt.startswith(BuyerKey(home).hash_of("experiments"))
