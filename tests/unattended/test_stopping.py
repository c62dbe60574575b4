"""The wish to end is heard at once, and by nobody mistaken for a failure."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread, Timer

import pytest

from seller_credits.unattended.stopping import Stop, Stopped


def test_time_passes_where_nobody_wishes_to_end():
    begun = time.monotonic()

    Stop().sleep(0.15)

    assert 0.15 <= time.monotonic() - begun < 1


def test_a_wish_ends_a_sleep_at_once():
    stop, begun = Stop(), time.monotonic()
    Timer(0.1, stop.wish).start()

    with pytest.raises(Stopped):
        stop.sleep(60)

    assert time.monotonic() - begun < 2


def test_whoever_would_sleep_after_the_wish_does_not_begin():
    stop = Stop()
    stop.wish()

    with pytest.raises(Stopped):
        stop.sleep(0)
    with pytest.raises(Stopped):
        stop.check()


def test_no_layer_that_catches_failures_eats_the_wish():
    assert not issubclass(Stopped, Exception)


def test_a_signal_that_comes_while_the_very_same_thread_sleeps_ends_the_sleep():
    stop = Stop()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.wish())
    kill = Timer(0.1, os.kill, [os.getpid(), signal.SIGTERM])
    kill.start()
    try:
        with pytest.raises(Stopped):
            stop.sleep(60)
    finally:
        kill.join()
        signal.signal(signal.SIGTERM, before)


def test_everybody_who_sleeps_hears_it():
    stop, heard = Stop(), []

    def sleeper():
        try:
            stop.sleep(60)
        except Stopped:
            heard.append(1)

    threads = [Thread(target=sleeper) for _ in range(5)]
    for thread in threads:
        thread.start()
    stop.wish()
    for thread in threads:
        thread.join(5)

    assert len(heard) == 5
