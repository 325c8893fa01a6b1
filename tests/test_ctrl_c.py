"""Ctrl-C that falls into a destructor, or is swallowed by somebody's code, is heard all the same."""

from __future__ import annotations

import contextlib
import signal
import sys
import time

import pytest

from whp_deck.ctrl_c import Heard, repeat_when_lost


class Dies:
    """As `ZipFile`: has something to do when it goes, and that is when the key is pressed."""

    def __del__(self) -> None:
        raise KeyboardInterrupt


def test_one_that_a_destructor_loses_is_raised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    repeat_when_lost()

    def work() -> None:
        for _ in range(3):
            Dies()
            time.sleep(0.05)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert told == []


def test_other_losses_are_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    repeat_when_lost()
    type("Fails", (), {"__del__": lambda _: 1 / 0})()
    assert len(told) == 1


def test_one_that_was_swallowed_is_known_between_steps() -> None:
    with Heard() as ctrl_c:
        ctrl_c.look()
        with contextlib.suppress(BaseException):  # as some library does
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            ctrl_c.look()
        ctrl_c.answered()
        ctrl_c.look()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
