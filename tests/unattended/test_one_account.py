"""An account that is stopped at any moment: nothing failed, nothing is lost, nothing is twice."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.bootstrap import House
from seller_credits.ledger.interface import Filter
from seller_credits.logs import begin_logs
from seller_credits.settings import Where
from seller_credits.unattended.one_account import Turn
from seller_credits.unattended.stopping import Stop
from tests.workflow.shop import came_true, open_shop, shown

pytestmark = pytest.mark.slow


class StopsAt(Stop):
    """The wish comes at a chosen moment: the so-many-th time somebody asks for it."""

    def __init__(self, moment):
        super().__init__()
        self._left = moment

    def check(self):
        self._left -= 1
        if self._left == 0:
            self.wish()
        super().check()


def turn(home, stop):
    log = begin_logs(as_json=True, verbose=False, quiet=True)
    return Turn(Where(home=home), "default", timedelta(days=121), None, log, stop).take()


def test_stopped_again_and_again_a_run_fails_nothing_and_reads_everything_once(monkeypatch, home):
    with open_shop(monkeypatch, orders=120) as shop:
        moments = 0
        for moments in range(1, 400, 4):
            done = turn(home, StopsAt(moments))
            assert done.problem is None
            assert done.exit_code in {0, 7}
            with closing(House.open(Where(home=home), account="default")) as house:
                states = Counter(window["state"] for window in house.ledger.windows("default"))
                assert states["failed"] == 0
                assert list(house.ledger.verify()) == []
            if not done.stopped:
                break
            assert done.exit_code == 0
        else:
            raise AssertionError("it never came to its end")
        assert moments > 20
        with closing(House.open(Where(home=home), account="default")) as house:
            found = Counter(came_true(list(house.ledger.issues(Filter()))))
        assert set(found) == shown(shop)
        assert set(found.values()) == {1}
