"""What a person sees while a command takes longer than a second: a bar, or a line that turns. Only on a terminal.

In: the work. Out: the work, and signs of life on stderr. Nothing is shown when stderr is no terminal, or when asked
to be quiet; colors are left out with NO_COLOR (rich keeps to it).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_T = TypeVar("_T")
PATIENCE = 1.0  # seconds before anything is shown


def progress(
    work: Iterable[_T], label: str, *, total: int | None = None, quiet: bool = False, timed: bool = False
) -> Iterator[_T]:
    """The items of `work`, with a bar once they have taken longer than a second; `timed` adds rate and remaining time."""
    if quiet or not sys.stderr.isatty():
        yield from work
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
