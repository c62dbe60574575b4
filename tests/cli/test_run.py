"""`run`: everything that is due, for every account, with nobody looking."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from seller_credits.bootstrap import House
from seller_credits.cli.run import _with_jitter
from seller_credits.ledger.holding import holding
from seller_credits.settings import Where
from seller_credits.simulator.server import running
from tests.cli.talking import talk
from tests.workflow.shop import SPEED, items, open_shop

ROOT = Path(__file__).parent.parent.parent
WRONG = "amzn1.oa2-cs.v1." + "0" * 64
BAD_POLICY = "policy: own\nrules: []\n"
WHOLE = {0, 7}  # a store without returns may be told only later


def credentials(shop: Any) -> dict[str, Any]:
    told = {name: value for name, value in shop.as_dict().items() if name != "truth"}
    return told | {"marketplaces": ["US"]}


def settle(home: Path, **accounts: dict[str, Any]) -> None:
    """Put these accounts into the settings file."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.yaml").write_text(yaml.safe_dump({"accounts": accounts}, sort_keys=False))


@pytest.fixture
def open_shops(home: Path) -> Iterator[Callable[..., dict[str, dict[str, Any]]]]:
    """Shops of their own for these accounts, which the settings name."""
    with ExitStack() as stack:

        def opened(*names: str, **said: Any) -> dict[str, dict[str, Any]]:
            said = {"orders": 40, "speed": SPEED} | said
            accounts = {
                name: credentials(stack.enter_context(running(seed=seed, **said)))
                for seed, name in enumerate(names, 1)
            }
            settle(home, **accounts)
            return accounts

        yield opened


@pytest.fixture
def nobody(home: Path) -> dict[str, Any]:
    """An account of a marketplace that accepts a connection, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        account = {
            "client_id": "amzn1.application-oa2-client." + "0" * 32,
            "client_secret": WRONG,
            "refresh_token": "Atzr|none",
            "seller_id": "A1NOBODY",
            "marketplaces": ["US"],
            "endpoint": address,
            "token_endpoint": f"{address}/auth/o2/token",
        }
        settle(home, eu=account)
        yield account


@pytest.fixture
def started(command: Callable[..., list[str]]) -> Iterator[Callable[..., Any]]:
    """Start a command line as a process of its own, and leave none behind."""
    with ExitStack() as stack:

        def start(*said: object) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                command(*said), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield start


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def heard(process: subprocess.Popen[str], event: str) -> dict[str, Any]:
    """The first such line of a process's log, as soon as it is written."""
    assert process.stderr is not None
    for line in process.stderr:
        told: dict[str, Any] = json.loads(line)
        if told["event"] == event:
            return told
    raise AssertionError(f"it ended without saying {event!r}")


def windows(home: Path, account: str) -> list[dict[str, Any]]:
    with closing(House.open(Where(home=home), account=account)) as house:
        return list(house.ledger.windows(account))


def test_without_an_account_there_is_nothing_to_run_for(run, home):
    for more in ([], ["--every", "15m"]):
        ran = run("run", *more)
        assert ran.code == 4
        assert "seller-credits init" in ran.err
    assert not (home / "ledger.db").exists()


def test_settings_that_are_not_valid_are_4(run, home):
    home.mkdir()
    (home / "settings.yaml").write_text("nosuch: 1\n")
    assert run("run").code == 4


def test_an_account_nobody_knows_is_4(run, home, nobody):
    ran = run("run", "--account", "uk")

    assert ran.code == 4
    assert "There is no account 'uk'" in ran.err


def test_a_policy_that_is_not_valid_is_4_and_nobody_is_asked(run, home, nobody):
    (home / "policy.yaml").write_text(BAD_POLICY)

    ran = run("run")

    assert ran.code == 4
    failed = [line for line in events(ran.err) if line["event"] == "failed"]
    assert [line["exit_code"] for line in failed] == [4]
    assert "policy.yaml" in failed[0]["said"]
    assert windows(home, "eu") == []


def test_a_span_that_is_none_is_wrong_usage(run):
    assert run("run", "--every", "soon").code == 2


def test_an_account_somebody_works_on_is_left_alone_and_told(run, home, nobody):
    with holding(home, "eu", doing="sync", now=datetime.now(UTC)):
        ran = run("run")
        beside = run("sync", "--account", "eu")

    assert ran.code == 6
    (failed,) = [line for line in events(ran.err) if line["event"] == "failed"]
    assert f"by `sync` (process {os.getpid()}" in failed["said"]
    assert "eu (exit 6)" in ran.out
    assert beside.code == 6
    assert "Nothing was done" in beside.err
    assert windows(home, "eu") == []


def test_a_run_that_stays_begins_again_outlives_bad_settings_and_ends_at_sigterm(
    run, home, nobody, monkeypatch
):
    (home / "policy.yaml").write_text(BAD_POLICY)
    good = (home / "settings.yaml").read_text()
    rounds = []

    def next_round(every):
        rounds.append(every.total_seconds())
        (home / "settings.yaml").write_text("nosuch: 1\n" if len(rounds) == 2 else good)
        if len(rounds) == 4:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0.05

    monkeypatch.setattr("seller_credits.cli.run._with_jitter", next_round)
    ran = run("run", "--every", "15m")

    assert ran.code == 0
    assert rounds == [900] * 4
    assert len(ran.out.splitlines()) == 3
    assert any("nosuch" in line["said"] for line in events(ran.err) if line["event"] == "failed")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def _lines_of_the_documents() -> list[str]:
    documents = [ROOT / "README.md", *sorted((ROOT / "docs" / "systemd").iterdir())]
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents)
    return re.findall(r"^(?:\*/15|ExecStart).*bin/(seller-credits [^>\n]+)", text, re.MULTILINE)


def test_the_lines_to_copy_from_the_documents_are_commands_this_program_takes(run):
    lines = _lines_of_the_documents()
    assert len(lines) == 2
    for line in lines:
        ran = run(*line.split()[1:], "--help")
        assert ran.code == 0, ran.err
        assert "Do everything that is due" in ran.out


def test_rounds_are_spread_a_little():
    drawn = {_with_jitter(timedelta(minutes=15)) for _ in range(50)}
    assert len(drawn) > 1
    assert min(drawn) >= 900
    assert max(drawn) <= 990


@pytest.mark.slow
def test_every_account_is_read_and_one_that_fails_stops_no_other(run, open_shops, home):
    accounts = open_shops("na", "eu", "fe")
    settle(home, **(accounts | {"eu": accounts["eu"] | {"client_secret": WRONG}}))

    ran = run("run", "--since", "60d")

    assert ran.code == 7
    assert "3 accounts" in ran.out
    assert "eu (exit 5)" in ran.out
    assert len(ran.out.splitlines()) == 1
    told = events(ran.err)
    assert {line["account"] for line in told} == set(accounts)
    (failed,) = [line for line in told if line["event"] == "failed"]
    assert (failed["account"], failed["exit_code"]) == ("eu", 5)
    assert "client secret" in failed["said"]
    assert {item["account"] for item in items(run, "issues")} == {"na", "fe"}
    assert run("ledger", "verify").code == 0


@pytest.mark.slow
def test_nothing_secret_and_nobody_s_address_is_in_what_it_says(run, open_shops):
    accounts = open_shops("na", "eu")

    ran = run("-v", "run", "--since", "60d", "--format", "json")

    said = ran.out + ran.err
    for account in accounts.values():
        assert account["client_secret"] not in said
        assert account["refresh_token"] not in said
    for trace in ("Atza|", "Atzr|", "Bearer", "@", "X-Amz-Signature", "?"):
        assert trace not in said


@pytest.mark.slow
def test_for_a_program_a_run_is_one_json_object(run, open_shops):
    open_shops("na", "eu")

    ran = run("--quiet", "run", "--since", "60d", "--format", "json")

    (line,) = ran.out.splitlines()
    told = json.loads(line)
    assert told["schema"] == "seller-credits/run/1"
    assert told["began_at"] <= told["ended_at"]
    assert [item["account"] for item in told["items"]] == ["na", "eu"]
    for item in told["items"]:
        assert item["exit_code"] in WHOLE
        assert (item["said"], item["stopped"]) == (None, False)
        assert item["records"] > 0
        assert {window["source"] for window in item["coverage"]} >= {"feedback", "orders"}


@pytest.mark.slow
def test_quiet_says_nothing_where_all_is_well(run, open_shops):
    open_shops("na")

    ran = run("--quiet", "run", "--since", "60d")

    assert {line["level"] for line in events(ran.err)} <= {"warning"}
    assert {line["event"] for line in events(ran.err)} <= {"not read"}
    assert len(ran.out.splitlines()) == 1


@pytest.mark.slow
def test_an_account_of_the_environment_alone_is_run_for(run, monkeypatch):
    with open_shop(monkeypatch, orders=40):
        ran = run("run", "--since", "60d")

    assert ran.code in WHOLE
    assert "1 account" in ran.out
    assert {line["account"] for line in events(ran.err)} == {"default"}


@pytest.mark.slow
def test_only_the_account_named_is_run_for(run, open_shops):
    open_shops("na", "eu")

    ran = run("run", "--account", "eu")

    assert {line["account"] for line in events(ran.err)} == {"eu"}


@pytest.mark.slow
def test_a_bug_with_one_account_is_told_with_its_place_and_stops_no_other(
    run, open_shops, monkeypatch
):
    open_shops("na", "eu")
    sync = House.sync

    def broken(house, *said, **more):
        if house.account == "na":
            raise KeyError("jane@example.com")
        return sync(house, *said, **more)

    monkeypatch.setattr(House, "sync", broken)
    ran = run("run")

    assert ran.code == 7
    (failed,) = [line for line in events(ran.err) if line["event"] == "failed"]
    assert (failed["account"], failed["exit_code"]) == ("na", 1)
    assert "KeyError" in failed["said"]
    assert "one_account.py, line " in failed["said"]
    assert "jane" not in ran.err + ran.out


@pytest.mark.slow
def test_at_a_terminal_the_log_is_for_a_person(open_shops, command):
    open_shops("na")

    code, screen = talk(command("run"), [])

    assert code in WHOLE
    assert "na: begun" in screen
    assert "na: ended, exit_code" in screen
    assert "{" not in screen


@pytest.mark.slow
def test_sigterm_in_the_middle_of_a_wait_records_what_is_in_hand_and_ends_with_0(
    started, open_shops, run, home
):
    # As slow as life, and with nothing in the buckets: the first report is waited for.
    open_shops("na", "eu", speed=1, rested=False)
    process = started("run")
    assert "Waiting" in heard(process, "waiting")["said"]
    begun = time.monotonic()

    process.terminate()
    out, err = process.communicate(timeout=20)

    assert process.returncode == 0
    assert time.monotonic() - begun < 5
    assert "Stopped early." in out
    ended = [line for line in events(err) if line["event"] == "stopped"]
    assert {line["account"] for line in ended} == {"na", "eu"}
    assert not [line for line in events(err) if line["level"] == "error"]
    for account in ("na", "eu"):
        assert {window["state"] for window in windows(home, account)} <= {"read", "empty"}
        with holding(home, account, doing="test", now=datetime.now(UTC)):
            pass
    assert run("ledger", "verify").code == 0


@pytest.mark.slow
def test_a_run_that_stays_ends_with_0_in_the_middle_of_a_rest(started, home, nobody):
    (home / "policy.yaml").write_text(BAD_POLICY)
    process = started("run", "--every", "15m")
    heard(process, "ended")
    assert process.stdout.readline()

    process.terminate()
    out, err = process.communicate(timeout=10)

    assert process.returncode == 0
    assert (out, err) == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("more", [[], ["--every", "15m"]])
def test_an_interrupt_during_a_wait_is_130_at_once(started, open_shops, more):
    open_shops("na", speed=1, rested=False)
    process = started("run", *more)
    heard(process, "waiting")
    begun = time.monotonic()

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert time.monotonic() - begun < 3
    assert "Interrupted" in err
    assert "Traceback" not in err


@pytest.mark.slow
def test_an_interrupt_does_not_wait_for_an_answer_that_never_comes(started, nobody):
    process = started("run")
    heard(process, "begun")
    time.sleep(1)
    begun = time.monotonic()

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert time.monotonic() - begun < 4
    assert "Traceback" not in err


@pytest.mark.slow
def test_of_two_runs_at_once_one_works_and_the_other_says_so_also_after_a_kill(
    started, open_shops, run, home
):
    open_shops("na", speed=1, rested=False)
    first = started("run")
    heard(first, "waiting")

    second = run("run")
    assert second.code == 6
    assert f"by `run` (process {first.pid} on " in second.err

    first.kill()
    first.wait()
    third = started("run")
    heard(third, "waiting")


@pytest.mark.slow
def test_runs_of_a_new_home_at_the_same_moment_share_its_files(run, open_shops):
    open_shops("a", "b", "c", "d", "e", orders=5)

    ran = run("run")

    assert ran.code in WHOLE, ran.err
    assert not [line for line in events(ran.err) if line["level"] == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [0, 100])
def test_a_full_disk_is_6_and_a_further_run_completes(process, run, open_shops, kilobytes):
    open_shops("na", "eu")

    def no_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    ended = process("run", "--since", "60d", preexec_fn=no_more)

    assert ended.returncode == 6, ended.stderr
    failed = [line for line in events(ended.stderr) if line["event"] == "failed"]
    assert len(failed) == 2
    for line in failed:
        assert "space" in line["said"]
    assert run("run", "--since", "60d").code in WHOLE
    assert {item["account"] for item in items(run, "issues")} == {"na", "eu"}
    assert run("ledger", "verify").code == 0
