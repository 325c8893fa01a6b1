"""What a person sees while a command takes longer than a second: a bar, or a line that turns. Only on a terminal.

In: the work. Out: the work, and signs of life on stderr. Where stderr is no terminal only what may take an hour says how far it
is, in plain lines; nothing is shown when asked to be quiet. Colors are left out with NO_COLOR (rich keeps to it).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_T = TypeVar("_T")
PATIENCE = 1.0  # seconds before anything is shown
_STEP, _LINES = 25, 20


def progress(
    work: Iterable[_T], label: str, *, total: int | None = None, quiet: bool = False, timed: bool = False
) -> Iterator[_T]:
    """The items of `work`, with a bar once they have taken longer than a second; `timed` adds rate and remaining time."""
    if quiet or not sys.stderr.isatty():
        yield from _in_lines(work, label, total) if total and timed and not quiet else work
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

    columns: tuple[ProgressColumn, ...] = (TextColumn(label), BarColumn(), MofNCompleteColumn())
    if timed:
        columns += (TextColumn("{task.fields[rate]}"), TimeRemainingColumn(compact=True))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    task = bar.add_task(label, total=total, rate="")
    timer.start()
    try:
        for item in work:
            yield item
            bar.update(task, advance=1, rate=_rate(bar.tasks[0].finished_speed or bar.tasks[0].speed))
    finally:
        timer.cancel()
        bar.stop()


def _in_lines(work: Iterable[_T], label: str, total: int) -> Iterator[_T]:
    """For a file that somebody looks into while it grows: a line after every 25, of more than 500 after every twentieth part."""
    step = max(_STEP, total // _LINES)
    for number, item in enumerate(work, 1):
        yield item
        if number % step == 0 and number < total:
            print(f"{number} of {total} {label}", file=sys.stderr, flush=True)


@contextmanager
def busy(label: str, *, quiet: bool = False) -> Iterator[None]:
    """A line that turns while the block runs, once it has run longer than a second."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    status = Console(stderr=True).status(label)
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        status.stop()


def _rate(speed: float | None) -> str:
    """Items a second, or a minute when they take longer."""
    if not speed:
        return ""
    return f"{speed:.1f} a second" if speed >= 1 else f"{speed * 60:.1f} a minute"
