"""One run at a time in an output folder: two would write the same files, and each take the other's for edits.

In: the folder. Out: a lock while a block runs. It is the system's, which takes it back when a process ends, however it ends:
the file that stays says nothing. Must not be needed where a disk knows no locks (some network drives): there is none then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whp_deck.errors import EditedOutputError

if sys.platform == "win32":
    import msvcrt
else:
    import errno
    import fcntl

_FILE = "running.lock"
_BUSY = "another run of `whp-deck batch` is writing into this folder"
_WAIT = "wait until it is done, or give another folder with --output"
_CHOOSE = "choose another folder with --output, or ask whoever this one belongs to for the right to write into it"


@contextmanager
def alone_in(output: Path, folder: Path) -> Iterator[None]:
    """Raises EditedOutputError when another run has it, or nobody may write there; `folder` is that of the records."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT)
    except PermissionError as error:
        raise EditedOutputError(output, "this folder does not allow writing", (), _CHOOSE) from error
    except OSError:  # told in its own words by what is written first
        yield
        return
    try:
        if not _lock(file):
            raise EditedOutputError(output, _BUSY, (), _WAIT)
        yield
    finally:
        os.close(file)  # and with it the lock


def _lock(file: int) -> bool:
    """False when another process has it."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True
