"""A person at a terminal: waits for each question and types the answer."""

from __future__ import annotations

import os
import pty
import select
from collections.abc import Sequence

_PATIENCE = 30.0


def talk(words: Sequence[str], answers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Run a command at a terminal of its own; the exit code, and all that stood on the screen.

    Args:
        words: the command line.
        answers: part of each question in turn, and what is typed once it stands there.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.execv(words[0], list(words))
    screen, seen, waiting = "", 0, list(answers)
    while select.select([terminal], [], [], _PATIENCE)[0]:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # how Linux says that nobody is left at the other end
            break
        if not chunk:
            break
        screen += chunk.decode(errors="replace")
        if waiting and waiting[0][0] in screen[seen:] and screen.endswith(": "):
            seen = len(screen)
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    assert not waiting, f"never asked: {waiting[0][0]}\n{screen}"
    return os.waitstatus_to_exitcode(status), screen
