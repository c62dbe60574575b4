"""Ctrl-C comes at any moment, and never in the middle of a transaction."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from seller_credits import interruption


@pytest.fixture(autouse=True)
def _as_it_was():
    before = signal.getsignal(signal.SIGINT)
    interruption.heed()
    yield
    signal.signal(signal.SIGINT, before)


def press():
    os.kill(os.getpid(), signal.SIGINT)


def test_it_is_heard_at_once_where_nothing_has_to_end_first():
    with pytest.raises(KeyboardInterrupt):
        press()


def test_a_block_ends_before_it_is_heard():
    done = []

    def work():
        with interruption.held_back():
            press()
            done.append("to the end")
        done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["to the end"]


def test_it_is_heard_at_the_end_of_the_outermost_block():
    done = []

    def work():
        with interruption.held_back():
            with interruption.held_back():
                press()
            done.append("the outer one, too")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["the outer one, too"]


def test_it_is_heard_once():
    def work():
        with interruption.held_back():
            press()
            press()

    with pytest.raises(KeyboardInterrupt):
        work()
    press()
    with interruption.held_back():
        pass


def test_a_block_that_fails_is_interrupted_all_the_same():
    def work():
        with interruption.held_back():
            press()
            raise ValueError

    with pytest.raises(KeyboardInterrupt):
        work()


def test_another_thread_holds_nothing_back():
    inside, go_on = threading.Event(), threading.Event()

    def work():
        with interruption.held_back():
            inside.set()
            go_on.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert inside.wait(10)
        with pytest.raises(KeyboardInterrupt):
            press()
    finally:
        go_on.set()
        thread.join()
