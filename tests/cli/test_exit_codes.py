"""Every ending is a message of what, where and what to do, with its exit code."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from seller_credits.cli.main import main
from tests.cli.walking import COMMANDS
from tests.workflow.office import numbered
from tests.workflow.shop import open_shop


def says(ran, code, *words):
    """It ended with this code, said these words on stderr, and showed no traceback."""
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err
    assert "unexpectedly" not in ran.err
    for word in words:
        assert word in ran.err


def test_done_is_0(filled):
    assert filled("issues").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "nosuch"),
        (["import"], "FILE"),
        (["issues", "--issue", "nosuch"], "late_delivery"),
        (["issues", "--nosuch"], "--nosuch"),
        (["issues", "--format", "html"], "json"),
        (["import", "--marketplace", "XX", "x.txt"], "not a store"),
        (["sync", "--since", "yesterday"], "30d"),
        (["sync", "--since", "9000d"], "at most 730d"),
        (["suggestions", "show", "s-nosuch"], "no suggestion"),
        (["ledger", "history", "nosuch"], "knows nothing"),
        (["report", "--output", "report.docx"], "extension"),
        (["policy", "explain"], "--given"),
        (["policy", "explain", "--given", "{"], "JSON"),
        (["policy", "explain", "--given", '{"issue": "nosuch"}'], "issue"),
        (["simulator", "--port", "99999"], "port"),
    ],
)
def test_wrong_usage_is_2(run, words, said):
    says(run(*words), 2, said)


def test_a_clear_id_is_asked_for_where_several_begin_alike(filled):
    says(filled("suggestions", "show", "s-"), 2, "More than one")


@pytest.mark.parametrize(
    "bad",
    [
        ("settings.yaml", "stale_after_hours: soon\n", "stale_after_hours"),
        ("settings.yaml", "nosuch: 1\n", "nosuch"),
        ("settings.yaml", "- [\n", "no YAML"),
        ("settings.yaml", b"\xff\xfe\x00", "no YAML"),
        ("policy.yaml", "policy: own\nrules: []\n", "policy.yaml"),
        ("policy.yaml", "[", "policy.yaml"),
        ("policy.yaml", b"\xff\xfe", "UTF-8"),
    ],
)
def test_settings_and_policies_that_are_not_valid_are_4(run, home, reports, bad):
    name, text, said = bad
    home.mkdir()
    (home / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    says(run("import", reports[0]), 4, said)


@pytest.mark.parametrize("option", ["--config", "--policy"])
def test_a_file_named_but_missing_is_4(run, reports, option):
    says(run(option, "nowhere.yaml", "import", reports[0]), 4, "nowhere.yaml", "No such file")


def test_no_credentials_are_4_and_the_message_names_the_variables(run):
    says(run("sync"), 4, "SELLER_CREDITS_CLIENT_ID", "import FILE", "demo")


def test_a_bad_policy_is_4_with_line_and_column(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("policy: mine\ncurrency: USD\nrules:\n  - rule: a\n    remedi: none\n")
    ran = run("policy", "check", path)
    assert ran.code == 4
    assert f"{path}:5:5: error" in ran.out


def test_the_packaged_policy_is_in_order(run):
    assert run("policy", "check", "--strict").code == 0
    assert run("policy", "test").code == 0


@pytest.mark.slow
def test_wrong_credentials_are_5(run, monkeypatch):
    with open_shop(monkeypatch, orders=10):
        monkeypatch.setenv("SELLER_CREDITS_CLIENT_SECRET", "amzn1.oa2-cs.v1.wrong")
        ran = run("sync")
    says(ran, 5, "client")
    assert "amzn1.oa2-cs.v1.wrong" not in ran.err + ran.out


@pytest.mark.slow
def test_a_seller_id_mistyped_at_first_can_be_put_right(run, monkeypatch):
    # Nothing was read with it, so nothing of another seller's can be in the ledger.
    with open_shop(monkeypatch, orders=10) as shop:
        monkeypatch.setenv("SELLER_CREDITS_SELLER_ID", "A0MISTYPED")
        monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", "Atzr|wrong")
        says(run("sync"), 5)
        monkeypatch.setenv("SELLER_CREDITS_SELLER_ID", shop.seller_id)
        monkeypatch.setenv("SELLER_CREDITS_REFRESH_TOKEN", shop.refresh_token)
        assert run("sync").code in {0, 7}  # a store without returns may be told only later


@pytest.mark.slow
def test_a_refused_connection_is_5(run, monkeypatch):
    with open_shop(monkeypatch, orders=10):
        pass
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setenv("SELLER_CREDITS_ENDPOINT", closed)
    monkeypatch.setenv("SELLER_CREDITS_TOKEN_ENDPOINT", f"{closed}/auth/o2/token")
    says(run("sync"), 5, "127.0.0.1")


def test_a_port_that_is_taken_is_told(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        says(run("simulator", "--port", taken.getsockname()[1]), 2, "--port")


def test_a_file_that_is_no_ledger_is_6(run, home):
    home.mkdir()
    (home / "ledger.db").write_bytes(b"not a database at all" * 100)
    says(run("issues"), 6, "ledger.db", "damaged")


def test_a_home_that_cannot_be_one_is_6(run, tmp_path):
    (tmp_path / "file").write_text("")
    says(run("--home", tmp_path / "file", "issues"), 6, "--home")


def test_a_home_with_a_name_too_long_is_told(run, tmp_path):
    says(run("--home", tmp_path / ("x" * 300), "issues"), 6, "name too long")
    says(run("--home", tmp_path / ("x" * 300), "sync", "--plan"), 6, "name too long")


def test_a_ledger_that_was_edited_is_6(filled, home):
    with closing(sqlite3.connect(home / "ledger.db")) as database, database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'"):
            database.execute(f"drop trigger {name}")
        database.execute("update entries set payload = replace(payload, 'MUG', 'CUP')")
    ran = filled("ledger", "verify")
    says(ran, 6, "not what was written")
    assert "was changed" in ran.out


def test_a_file_that_cannot_be_read_is_7_and_the_others_are_recorded(run, reports, tmp_path):
    ran = run("import", tmp_path / "nowhere.txt", tmp_path, *reports, "--marketplace", "US")
    says(ran, 7, "nowhere.txt", "folder")
    assert "4 new issues" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_is_7_and_the_others_are_recorded(run, reports, tmp_path):
    locked = tmp_path / "locked.txt"
    locked.touch(mode=0)
    ran = run("import", locked, *reports, "--marketplace", "US")
    says(ran, 7, "locked.txt", "permissions")
    assert "4 new issues" in ran.out


@pytest.mark.parametrize(
    "words",
    [["issues"], ["suggestions"], ["report"], ["ledger", "history", "112-1"], ["sync", "--plan"]],
)
def test_who_only_looks_leaves_no_ledger_in_a_home_that_may_be_mistyped(run, home, words):
    said = run(*words).err
    assert not (home / "ledger.db").exists()
    assert words == ["sync", "--plan"] or f"no ledger in {home}" in said


def test_a_file_that_is_nothing_known_is_told_what_is_known(run, tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("Colour\tTaste\nred\tsweet\n")
    says(run("import", path), 7, "'Colour', 'Taste'", "MFN returns", "Feedback")


def test_feedback_of_an_unknown_store_is_not_guessed(run, reports):
    ran = run("import", reports[2])
    if ran.code == 7:
        says(ran, 7, "--marketplace")


@pytest.mark.slow
def test_an_interrupt_is_130_and_what_was_recorded_is_kept(command, run, tmp_path, home):
    path = tmp_path / "returns.txt"
    path.write_text(numbered(10_000))
    process = subprocess.Popen(
        command("--quiet", "import", path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _until_something_is_recorded(home)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    # A shell says 130 of both: an ending by the signal itself is how Python passes it on.
    assert process.returncode in {130, -signal.SIGINT}, err
    assert out == ""
    assert "Traceback" not in err
    assert "Interrupted" in err
    assert run("ledger", "verify").code == 0
    assert run("issues", "--order", "111-0000000-0000000", "--format", "ndjson").out


def _until_something_is_recorded(home):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.05)
        if not (home / "ledger.db").exists():
            continue
        with closing(sqlite3.connect(home / "ledger.db")) as database:
            try:
                if database.execute("select 1 from issues limit 1").fetchone():
                    return
            except sqlite3.OperationalError:
                continue
    raise AssertionError("nothing was recorded in time")


@pytest.mark.slow
def test_a_simulator_ends_at_an_interrupt(command):
    process = subprocess.Popen(
        command("simulator", "--orders", "5"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith('{"endpoint"')
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert out == ""
    assert "Traceback" not in err
    assert process.returncode in {0, 130}


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [0, 40, 120, 400])
def test_a_full_disk_is_6_and_a_further_run_completes(process, run, tmp_path, home, kilobytes):
    path = tmp_path / "returns.txt"
    path.write_text(numbered(800))

    def no_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    ended = process("--quiet", "import", path, preexec_fn=no_more)
    assert ended.returncode == 6, ended.stderr
    assert "Traceback" not in ended.stderr
    assert str(home) in ended.stderr
    assert "space" in ended.stderr
    assert run("--quiet", "import", path).code == 0
    assert len(run("issues", "--format", "ndjson").out.splitlines()) == 800
    assert run("ledger", "verify").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("output", ["table", "json", "ndjson", "csv"])
def test_a_reader_who_has_enough_ends_it_quietly(filled, command, output):
    assert filled("issues").code == 0
    writer = subprocess.Popen(
        command("issues", "--format", output), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()  # as `| head -0` does, before the first word
    said = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait(timeout=60) == 0
    assert said == b""


@pytest.mark.slow
@pytest.mark.parametrize("output", ["table", "json"])
def test_a_gate_is_not_passed_because_its_reader_has_enough(filled, command, tmp_path, output):
    assert filled("issues").code == 0
    (tmp_path / "none.yaml").write_text(NOTHING_PAID, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("rules: []\n", encoding="utf-8")
    gates = (
        (["policy", "diff", "generous", tmp_path / "none.yaml", "--max-spend-change", "1%"], 3),
        (["policy", "check", tmp_path / "bad.yaml"], 4),
    )
    for words, code in gates:
        judge = subprocess.Popen(
            command(*map(str, words), "--format", output),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert judge.stdout is not None
        judge.stdout.close()
        assert judge.wait(timeout=60) == code


@pytest.mark.slow
@pytest.mark.parametrize("words", [["issues"], ["suggestions", "--format", "json"], ["report"]])
def test_a_full_disk_behind_stdout_is_told(filled, process, words):
    assert filled("issues").code == 0
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device, not a path
        ended = process(*words, stdout=full)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert "No space left" in ended.stderr
    assert "Exception ignored" not in ended.stderr


NOTHING_PAID = """\
policy: nothing
version: "1"
currency: USD
rules: []
otherwise: {remedy: none}
"""
LONG_RUNNING = {"demo", "simulator"}
FLAGS = {flag for _, one in COMMANDS for option in one.params for flag in option.opts}
ODD = ["--", "-", "", "json", "30d", "0", "-1", "{}", "[]", "US", "ö", "s-"]
WORDS = st.one_of(
    st.sampled_from(sorted({word for path, _ in COMMANDS for word in path} - LONG_RUNNING)),
    st.sampled_from(sorted(FLAGS)),
    st.sampled_from(ODD),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(WORDS, max_size=5))
def test_whatever_is_typed_there_is_no_traceback(tmp_path, monkeypatch, capsys, words):
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    assume(not LONG_RUNNING & set(words))
    code = main(["--home", "home", *words])
    said = capsys.readouterr()
    shutil.rmtree(folder, ignore_errors=True)
    assert code in {0, 2, 4, 5, 6, 7}, said.err
    assert "Traceback" not in said.err


def test_python_dash_m_is_the_same_program():
    ended = subprocess.run(
        [sys.executable, "-m", "seller_credits", "--version"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert ended.returncode == 0
    assert ended.stdout.startswith("seller-credits")
    assert ended.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("word", ["sync", "import", "suggestions", "issues", "policy"])
def test_a_word_that_is_no_utf8_is_told_as_well_as_it_can_be(process, word):
    ended = process(word, "\udce9")
    assert ended.returncode in {2, 7}
    assert "Traceback" not in ended.stderr
    assert "unexpectedly" not in ended.stderr
