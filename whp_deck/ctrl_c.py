"""Ctrl-C that is certain to be heard. In: nothing. Out: KeyboardInterrupt in the main thread, again where it was lost.

Python raises it wherever the program happens to be. Within a destructor or a callback (`ZipFile.__del__`, what weak references
call) there is nobody to raise it to: it is printed as “Exception ignored in …”, and the program goes on as if nobody had
pressed a key. Python tells `sys.unraisablehook` of that, on every system alike, and there it is asked for once more, a moment
later, when the destructor is left. Must not decide what Ctrl-C means: whoever catches it does.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_LEFT = 0.01  # seconds: a destructor has ended, and nobody has waited


class _Repeats:
    """In the place of `sys.unraisablehook`; `before` is what else is told there."""

    def __init__(self, before: Callable[[Any], object]) -> None:
        self._before = before
        self._coming: threading.Timer | None = None

    def __call__(self, lost: Any) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            self._before(lost)
            return
        self.forget()
        self._coming = threading.Timer(_LEFT, _interrupt)
        self._coming.daemon = True
        with suppress(RuntimeError):  # no thread can be started when Python is about to end, and then all ends anyway
            self._coming.start()

    def forget(self) -> None:
        """It was heard by now."""
        if self._coming is not None:
            self._coming.cancel()


def repeat_when_lost() -> None:
    """From now on one that is lost is raised again. To be called in the main thread."""
    sys.unraisablehook = _Repeats(sys.unraisablehook)


def _interrupt() -> None:
    """As if Ctrl-C was pressed now. A signal also ends a wait of the main thread; Windows has none to send to a thread."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


class Heard:
    """Within it every Ctrl-C is noted before it is raised, so that one which any code has swallowed is known all the same.

    `look` is called between steps. A handler that somebody else has set, and Ctrl-C that is ignored (a program in the
    background), stay as they are.
    """

    def __init__(self) -> None:
        self._asked = self._is_ours = False

    def __enter__(self) -> Heard:
        main = threading.current_thread() is threading.main_thread()
        self._is_ours = main and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._is_ours:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _note(self, number: int, frame: types.FrameType | None) -> None:
        self._asked = True
        signal.default_int_handler(number, frame)

    def look(self) -> None:
        """Raises KeyboardInterrupt when one was asked for that nobody has `answered`."""
        if self._asked:
            raise KeyboardInterrupt

    def answered(self) -> None:
        """It was caught, and what it asks for is done."""
        self._asked = False
        if isinstance(sys.unraisablehook, _Repeats):
            sys.unraisablehook.forget()
