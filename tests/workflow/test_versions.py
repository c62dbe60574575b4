"""Versions side by side in one ledger: activated, revoked, and what they decided decided again."""

from __future__ import annotations

from contextlib import closing

import pytest
from orjson import loads

from seller_credits.bootstrap import House
from seller_credits.domain.errors import ConfigurationProblem, UsageProblem
from seller_credits.policy_file import read_policy_in_use
from seller_credits.reporting.story import print_story
from seller_credits.settings import Where
from seller_credits.workflow import recording
from seller_credits.workflow.activating import Became, activate, digest_meant, revoke
from seller_credits.workflow.explaining import explained
from seller_credits.workflow.importing import import_files
from tests.workflow.office import NOW, ORDER, Office, numbered, orders_text, returns_text

DONE = {"Return request status": "Completed", "Return Reason": "CR-QUALITY_UNACCEPTABLE"}
POLICY = """\
policy: own
version: "{version}"
{more}currency: USD
authority: {{automatic: {automatic}, agent: 20, manager: 100}}
rules:
  - rule: it
    when: {{issue: quality}}
    remedy: partial_refund
    amount: {amount}
otherwise: {{remedy: review}}
"""


def text(version, amount="10% of item", *, automatic="0", **effective):
    """The text of a policy that pays so much for poor quality."""
    span = ", ".join(f"{name.rstrip('_')}: {day}" for name, day in effective.items())
    more = f"effective: {{{span}}}\n" if span else ""
    return POLICY.format(version=version, amount=amount, automatic=automatic, more=more)


class Shop(Office):
    """A seller's desk with people who activate and revoke."""

    def file_of(self, version, *said, **effective):
        """A policy file beside the home."""
        return self.file(f"{version}.yaml", text(version, *said, **effective))

    def activate(self, path, by="Ann", *, two_people=False):
        with closing(self.house()) as house:
            candidate = read_policy_in_use(path)
            return activate(
                *(house.ledger, "default", candidate, house.policy()),
                by=by,
                now=self.now,
                two_people=two_people,
            )

    def revoke(self, path, reason="typed wrong", by="Carol"):
        """Revoke, and stop there: as if the program were killed at once."""
        digest = read_policy_in_use(path).digest
        with closing(self.house()) as house:
            return revoke(house.ledger, "default", digest, by=by, reason=reason, now=self.now)

    def decide_again(self):
        with closing(self.house()) as house:
            recorder = house.recorder()
            orders = recorder.decide_again()
            return orders, recorder.outcome.suggestions, recorder.outcome.upheld

    def returned(self, *order_ids, ordered="14-Nov-2026", **more):
        """Poor quality of orders of a day; 10 USD were paid for each."""
        rows = ({"Order ID": each, "Order date": ordered} | DONE for each in order_ids)
        day = {"purchase-date": "2026-11-14T20:00:00Z"} | more
        prices = ({"amazon-order-id": each} | day for each in order_ids)
        return self.put(returns_text(*rows), orders_text(*prices))

    def kinds_of_entries(self):
        with closing(self.house()) as house:
            return [entry.kind for entry in house.ledger.history(ORDER)]


@pytest.fixture
def shop(home):
    """A shop with two versions in force: of this year, and of November."""
    made = Shop(home)
    made.policy(text("old", "10% of item", from_="2026-01-01"))
    made.activate(made.home / "policy.yaml")
    made.activate(made.file_of("new", "20% of item", from_="2026-11-01"))
    return made


def test_every_order_is_decided_by_the_version_of_its_date_and_says_so(shop):
    shop.returned(ORDER)
    shop.returned("111-2222222-2222222", **{"purchase-date": "2026-10-31T20:00:00Z"})
    old, new = sorted(shop.suggestions(), key=lambda item: item["order_date"])

    assert (old["order_date"], old["amount"], old["version"]["version"]) == (
        *("2026-10-31", "1.00", "old"),
    )
    assert (new["order_date"], new["amount"], new["version"]["version"]) == (
        *("2026-11-14", "2.00", "new"),
    )
    assert new["version"]["why"].startswith("the order is of 2026-11-14: own, version new")
    assert old["policy_digest"] != new["policy_digest"]


def test_the_date_is_counted_in_the_stores_own_calendar(shop):
    shop.returned(ORDER, **{"purchase-date": "2026-11-01T06:00:00Z"})

    assert shop.suggestion()["order_date"] == "2026-10-31"
    assert shop.suggestion()["version"]["version"] == "old"


def test_without_an_order_date_the_day_of_the_issue_stands_for_it(shop):
    shop.put(returns_text(DONE | {"Order date": ""}))
    item = shop.suggestion()

    assert (item["order_date"], item["order_date_of"]) == ("2026-11-22", "issue")
    assert "no order date is known, and it happened on 2026-11-22" in item["version"]["why"]


def test_the_text_of_every_version_that_decides_is_kept_and_each_decision_can_be_replayed(shop):
    shop.returned(ORDER, "111-2222222-2222222")
    shop.returned("111-3333333-3333333", **{"purchase-date": "2026-10-31T20:00:00Z"})
    with closing(shop.house()) as house:
        stories = [explained(house.ledger, item) for item in shop.suggestions()]

    assert [story["replayed"] for story in stories] == [True] * 3
    assert {story["trace"][0]["stage"] for story in stories} == {"version"}
    assert shop.faults() == []


def test_a_revoked_version_decides_nothing_also_of_the_orders_it_would_have_judged(shop):
    shop.returned(ORDER)
    shop.revoke(shop.home.parent / "new.yaml")

    assert shop.decide_again() == (1, 1, 0)
    assert (shop.suggestion()["amount"], shop.suggestion()["version"]["version"]) == ("1.00", "old")
    shop.returned("111-2222222-2222222")
    assert {item["version"]["version"] for item in shop.suggestions()} == {"old"}
    assert shop.faults() == []


def test_who_is_killed_after_revoking_finds_all_decided_again_by_the_next_import(shop):
    shop.returned(ORDER)
    shop.revoke(shop.home.parent / "new.yaml")
    assert shop.suggestion()["amount"] == "2.00"

    shop.take()

    assert shop.suggestion()["amount"] == "1.00"
    assert shop.take().suggestions == 0


def test_who_is_killed_half_way_through_deciding_again_goes_on_the_next_time(shop, monkeypatch):
    monkeypatch.setattr(recording, "BATCH_ROWS", 1)
    shop.returned(ORDER, "111-2222222-2222222", "111-3333333-3333333")
    shop.revoke(shop.home.parent / "new.yaml")

    def interrupt(_):
        raise KeyboardInterrupt

    with closing(shop.house()) as house, pytest.raises(KeyboardInterrupt):
        house.recorder().decide_again(interrupt)
    assert sorted(item["amount"] for item in shop.suggestions()) == ["1.00", "2.00", "2.00"]

    assert shop.take().suggestions == 2
    assert {item["amount"] for item in shop.suggestions()} == {"1.00"}
    assert shop.faults() == []


def test_a_run_under_way_heeds_what_is_revoked_meanwhile(shop):
    with closing(shop.house()) as house:
        recorder = house.recorder()
        shop.revoke(shop.home.parent / "new.yaml")
        path = shop.file("late.txt", returns_text(DONE))
        taken(house, recorder, path)

    assert shop.suggestion()["version"]["version"] == "old"


def taken(house, recorder, path):
    import_files(
        *(recorder, [path]),
        source=None,
        marketplace="US",
        clock=house.clock,
        told=lambda _: None,
    )


def test_what_comes_out_the_same_keeps_its_suggestion_and_another_version_stands_for_it(
    shop, capsys
):
    twin = shop.file_of("twin", "20% of item", from_="2026-11-01")
    shop.returned(ORDER)
    before = shop.suggestion()
    shop.activate(twin, by="Bob")
    shop.revoke(shop.home.parent / "new.yaml")

    assert shop.decide_again() == (1, 0, 1)
    now = shop.suggestion()
    assert now["suggestion_id"] == before["suggestion_id"]
    assert now["policy_digest"] == read_policy_in_use(twin).digest
    assert shop.kinds_of_entries()[-1] == "upheld"
    assert shop.explained()["replayed"] is True
    with closing(shop.house()) as house:
        *_, last = house.ledger.history(ORDER)
    print_story(
        ORDER, [{"at": last.at, "seq": 9, "kind": last.kind, "payload": loads(last.payload)}]
    )
    assert "now rests on own twin, agent may approve it" in " ".join(
        capsys.readouterr().out.split()
    )
    assert shop.faults() == []


def test_while_the_version_that_decided_is_active_nothing_is_written_for_what_stays_the_same(shop):
    shop.returned(ORDER)
    entries = shop.kinds_of_entries()
    shop.activate(shop.file_of("twin", "20% of item", from_="2026-11-01"))

    assert shop.decide_again() == (1, 0, 0)
    assert shop.kinds_of_entries() == entries


def test_what_an_inactive_file_decided_rests_on_the_active_one_that_says_the_same(home):
    shop = Shop(home)
    shop.policy(text("draft"))
    shop.returned(ORDER)
    shop.policy("# Mended.\n" + text("draft"))
    shop.activate(shop.home / "policy.yaml")

    assert shop.decide_again() == (1, 0, 1)
    assert shop.suggestion()["policy_digest"] == (
        read_policy_in_use(shop.home / "policy.yaml").digest
    )


def test_another_version_that_lets_others_approve_it_is_written_down(home):
    shop = Shop(home)
    shop.policy(text("loose", automatic="5"))
    shop.returned(ORDER)
    before = shop.suggestion()
    shop.policy(text("strict", automatic="0"))

    assert shop.decide_again() == (1, 0, 1)
    now = shop.suggestion()
    assert (before["authority"], now["authority"]) == ("automatic", "agent")
    assert now["suggestion_id"] == before["suggestion_id"]


def test_what_needs_nobodys_approval_is_not_written_again(shop):
    shop.put(numbered(5))
    before = [item["suggestion_id"] for item in shop.suggestions()]
    shop.activate(shop.file_of("twin", "20% of item", from_="2026-11-01"))
    shop.revoke(shop.home.parent / "new.yaml")

    assert shop.decide_again() == (5, 0, 0)
    assert [item["suggestion_id"] for item in shop.suggestions()] == before


def test_without_any_version_every_decision_is_a_persons_and_says_why(home):
    shop = Shop(home)
    shop.policy(text("only"))
    shop.returned(ORDER)
    shop.revoke(shop.home / "policy.yaml", reason="30000 for 300")
    shop.take()
    item = shop.suggestion()

    assert (item["remedy"], item["guard"], item["policy_digest"]) == ("review", "no_policy", "")
    assert "revoked by Carol on 2026-11-23: 30000 for 300" in item["reasons"][0]
    assert "activate another one" in item["reasons"][0]
    assert shop.explained()["replayed"] is True
    shop.policy(text("mended"))
    shop.take()
    assert shop.suggestion()["amount"] == "1.00"
    assert shop.faults() == []


def test_a_revoked_version_that_is_activated_again_decides_again(shop):
    shop.returned(ORDER)
    shop.revoke(shop.home.parent / "new.yaml")
    shop.take()
    said = shop.activate(shop.home.parent / "new.yaml")
    shop.take()

    assert said.became is Became.ACTIVE
    assert shop.suggestion()["amount"] == "2.00"


def test_what_is_active_already_is_not_written_again(shop):
    assert shop.activate(shop.home.parent / "new.yaml").became is Became.ALREADY_ACTIVE


def test_a_version_is_told_what_it_takes_the_place_of(shop):
    said = shop.activate(shop.file_of("third", from_="2026-11-01"))
    last = shop.activate(shop.file_of("early", from_="2025-01-01", to="2025-12-31"))

    assert said.takes_place_of.version == "new"
    assert said.behind is None
    assert last.takes_place_of.version == "old"  # which, as the earliest, judged older orders


def test_a_version_that_another_goes_before_can_be_put_in_front_by_activating_it_once_more(shop):
    shop.activate(shop.file_of("third", from_="2026-11-01"))
    said = shop.activate(shop.home.parent / "new.yaml")

    assert said.became is Became.ACTIVE
    assert said.takes_place_of.version == "third"


def test_a_version_that_begins_before_another_is_told_that_it_comes_behind_the_file_in_use(home):
    shop = Shop(home)
    shop.policy(text("draft", from_="2026-11-01"))
    said = shop.activate(shop.file_of("other", from_="2026-11-01"))

    assert said.behind.version == "draft"


def test_with_two_people_the_first_proposes_and_the_second_activates(shop):
    path = shop.file_of("third", "30% of item", from_="2026-11-01")
    proposed = shop.activate(path, by="Ann", two_people=True)
    shop.returned(ORDER)
    before = shop.suggestion()["amount"]
    with pytest.raises(UsageProblem, match="two people"):
        shop.activate(path, by=" ANN ", two_people=True)
    activated = shop.activate(path, by="Bob", two_people=True)
    shop.take()

    assert (proposed.became, activated.became) == (Became.PROPOSED, Became.ACTIVE)
    assert activated.proposed_by == "Ann"
    assert (before, shop.suggestion()["amount"]) == ("2.00", "3.00")


def test_a_proposal_does_not_outlive_a_revocation(shop):
    path = shop.file_of("third", from_="2026-11-01")
    shop.activate(path, by="Ann", two_people=True)
    shop.revoke(path)
    said = shop.activate(path, by="Bob", two_people=True)

    assert said.became is Became.PROPOSED
    assert read_policy_in_use(path).digest in revoked(shop)


def revoked(shop):
    with closing(shop.house()) as house:
        return house.in_force().revoked


def test_a_changed_file_needs_two_people_of_its_own(shop):
    shop.activate(shop.file_of("third", "30% of item"), by="Ann", two_people=True)
    said = shop.activate(shop.file_of("third", "31% of item"), by="Bob", two_people=True)

    assert said.became is Became.PROPOSED


def test_what_is_revoked_twice_is_written_down_once(shop):
    path = shop.home.parent / "new.yaml"

    assert shop.revoke(path) is True
    assert shop.revoke(path, by="Dave") is False


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("12345", "no digest"), ("xyzxyz", "no digest"), ("000000", "ever decided here")],
)
def test_a_digest_that_means_nothing_is_refused(shop, prefix, said):
    with closing(shop.house()) as house, pytest.raises(UsageProblem, match=said):
        digest_meant(house.ledger, "default", prefix)


def test_a_digest_that_may_mean_two_is_refused(shop):
    digests = ["abcdef01", "abcdef02"]
    with closing(shop.house()) as house, pytest.raises(UsageProblem, match="more digits"):
        digest_meant(house.ledger, "default", "ABCDEF", digests)


def test_an_active_version_this_program_cannot_read_stops_it_and_says_what_to_do(shop):
    with closing(shop.house()) as house, house.ledger.writing("default", NOW) as writer:
        writer.policy_read("c" * 64, "future.yaml", "policy: {of: the future}")
        writer.policy_activated("c" * 64, "Ann")
    with pytest.raises(ConfigurationProblem, match="cannot be read by this program") as problem:
        shop.take()

    assert "policy revoke cccccccccccc" in problem.value.hint


def test_each_account_has_versions_of_its_own(shop):
    with closing(House.open(Where(home=shop.home), account="other")) as house:
        assert len(house.in_force().versions.versions) == 1
        assert house.in_force().active == frozenset()


def test_a_decision_keeps_the_remedies_that_were_not_taken(home):
    shop = Shop(home)
    shop.policy(text("one"))
    shop.returned(ORDER)
    (other,) = shop.suggestion()["alternatives"]

    assert other["remedy"] == "review"
    assert "comes after rule it" in other["why_not"]


EXPERIMENT = """\
experiment:
  name: none
  share: 50%
  rules: [it]
  instead: {remedy: none}
"""


def test_an_experiments_arm_is_drawn_by_the_homes_secret_and_kept_with_its_share(home):
    shop = Shop(home)
    shop.policy(text("with") + EXPERIMENT)
    orders = [f"111-{n:07}-{n:07}" for n in range(20)]
    shop.returned(*orders)
    items = shop.suggestions()
    arms = {item["order_id"]: item["experiment"]["instead"] for item in items}

    assert set(arms.values()) == {True, False}
    assert {item["experiment"]["share"] for item in items} == {"0.5"}
    assert all((item["remedy"] == "none") == arms[item["order_id"]] for item in items)
    assert (shop.home / "buyer.key").exists()
    with closing(shop.house()) as house:
        assert all(explained(house.ledger, item)["replayed"] for item in items)


def test_without_an_experiment_no_secret_is_made(shop):
    shop.returned(ORDER)

    assert not (shop.home / "buyer.key").exists()
    assert shop.suggestion()["experiment"] is None


def test_what_decided_is_written_into_the_chain_by_the_person_who_said_so(shop):
    digest = read_policy_in_use(shop.home.parent / "new.yaml").digest
    shop.revoke(shop.home.parent / "new.yaml", reason="30000 for 300")
    with closing(shop.house()) as house:
        entries = list(house.ledger.history(digest))

    assert [(entry.kind, entry.actor) for entry in entries[1:]] == [
        ("policy_activated", "Ann"),
        ("policy_revoked", "Carol"),
    ]
    assert loads(entries[2].payload) == {"by": "Carol", "reason": "30000 for 300"}


def test_a_suggestion_that_is_no_longer_open_is_never_touched(shop):
    shop.returned(ORDER)
    before = shop.suggestion()
    with closing(shop.house()) as house, house.ledger.writing("default", NOW) as writer:
        told = {"issue_id": before["issue_id"], "ordinal": 2}
        writer._append("expired", ORDER, told)
    shop.revoke(shop.home.parent / "new.yaml")

    assert shop.decide_again() == (0, 0, 0)
    assert shop.suggestion() == before | {"status": "expired"}


def test_the_packaged_policy_steps_back_once_there_is_a_word_about_any_other(home):
    shop = Shop(home)  # no policy.yaml of its own
    shop.activate(shop.file_of("mine", "20% of item", from_="2026-11-01"))
    shop.returned(ORDER)
    shop.returned("111-2222222-2222222", **{"purchase-date": "2026-03-01T20:00:00Z"})

    assert {item["version"]["version"] for item in shop.suggestions()} == {"mine"}
    with closing(shop.house()) as house:
        assert not house.packaged_policy_decides

    shop.revoke(shop.home.parent / "mine.yaml")
    shop.decide_again()

    assert {item["guard"] for item in shop.suggestions()} == {"no_policy"}
