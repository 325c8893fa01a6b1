"""Sets documents with typst in a process of its own, and gives back their PDFs.

In: a document's values as JSON. Out: the bytes of a PDF, or typst's complaint. Must not know what is printed.

A process of its own for two reasons: typst keeps the layout of what it has seen (some 60 MB for one deck), which would
stay with whoever builds or previews; and while it sets a page, Word's document is written on the other core. The
process ends when this one does, whatever ends it: its input is then at its end. Where we are a worker ourselves, among
others that keep the cores busy (`batch`), pages are set here.
"""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path
from typing import IO, Any

from whp_deck.resources import shipped

_HEAD = struct.Struct("<BQ")  # kind of message, bytes that follow
_DONE, _REFUSED = 0, 1
_AGING = 4
"""Empty documents after each real one. typst forgets a layout that the last ten compilations did not use; these make
that two or three documents, so that a network's thousandth practice needs no more memory than its first. 4 ms."""


class TypesetError(Exception):
    """What typst says against a document: `message` in short, `diagnostic` in full."""

    def __init__(self, message: str, diagnostic: str = "") -> None:
        super().__init__(message)
        self.message, self.diagnostic = message, diagnostic


def begin(
    values: str, *, template: str = "packet.typ", accessible: bool, timestamp: dt.datetime
) -> Callable[[], bytes]:
    """Begin to set a document; what is given back waits for the PDF, and raises TypesetError. Several may be begun.

    `template` is a file of `templates/`, which reads the values from `document.json`.
    """
    job = {"values": values, "template": template, "accessible": accessible, "time": timestamp.timestamp()}
    if parent_process() is not None:
        answer = _workshop(os.getpid()).set(job)
        return lambda: _pdf_of(*answer)
    return _typesetter(os.getpid()).begin(json.dumps(job))


def warm_up() -> None:
    """Start the process, which takes a moment, before there is a document."""
    if parent_process() is None:
        _typesetter(os.getpid())


class _Typesetter:
    """The process, from outside. One for each process of ours: a fork must not share it."""

    def __init__(self) -> None:
        # -P: a folder of a practice's own may hold a json.py or a whp_deck
        command = [sys.executable, "-P", "-c", "from whp_deck.render.typesetter import serve; serve()"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._queue = ThreadPoolExecutor(1)  # asks and waits, one document after the other
        atexit.register(self.close)

    def begin(self, job: str) -> Callable[[], bytes]:
        return self._queue.submit(self._set, job).result

    def _set(self, job: str) -> bytes:
        try:
            _send(_stream(self._process.stdin), _DONE, job.encode())
            kind, answer = _receive(_stream(self._process.stdout))
        except (EOFError, OSError):
            _typesetter.cache_clear()
            raise TypesetError("the process that sets the pages ended; is there enough memory?") from None
        return _pdf_of(kind, answer)

    def close(self) -> None:
        self._queue.shutdown(cancel_futures=True)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()


@lru_cache(maxsize=1)
def _typesetter(process: int) -> _Typesetter:
    return _Typesetter()


@lru_cache(maxsize=1)
def _workshop(process: int) -> _Workshop:
    folder = tempfile.TemporaryDirectory(prefix="whp-deck-")
    atexit.register(folder.cleanup)
    return _Workshop(Path(folder.name))


def _pdf_of(kind: int, answer: bytes) -> bytes:
    if kind == _REFUSED:
        raise TypesetError(**json.loads(answer))
    return answer


def serve() -> None:
    """Be the process: set one document after the other until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends whoever started us, and that ends our input
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between answers
    with tempfile.TemporaryDirectory(prefix="whp-deck-") as folder:
        workshop = _Workshop(Path(folder))
        while True:
            try:
                _, job = _receive(source)
            except EOFError:
                return
            _send(answers, *workshop.set(json.loads(job)))


def lay_templates(folder: Path) -> None:
    """Put our templates into the folder that typst may read: what one imports must lie in it as well."""
    for template in shipped("templates").glob("*.typ"):
        shutil.copyfile(template, folder / template.name)


class _Workshop:
    """One compiler for all documents: it keeps the fonts, and the layout of what it has seen lately.

    It keeps that only while nothing outside the document changes. So a document's values reach it as a file in a
    folder of our own: as an input of typst they would be part of its library, and every page would be laid out anew.
    """

    def __init__(self, folder: Path) -> None:
        import typst

        self._document = folder / "document.json"
        lay_templates(folder)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[shipped("templates/fonts")])
        self._compiler = typst.Compiler(root=str(folder), font_paths=fonts, ignore_system_fonts=True)

    def set(self, job: dict[str, Any]) -> tuple[int, bytes]:
        """The answer to a job."""
        import typst

        try:
            self._document.write_text(job["values"], encoding="utf-8")
            made = self._compiler.compile(
                shipped(f"templates/{job['template']}").read_bytes(),
                format="pdf",
                pdf_standards=["ua-1"] if job["accessible"] else [],
                timestamp=dt.datetime.fromtimestamp(job["time"], dt.UTC),
            )
        except typst.TypstError as error:
            return _REFUSED, json.dumps({"message": error.message, "diagnostic": error.diagnostic}).encode()
        finally:
            self._document.unlink(missing_ok=True)  # it holds what only the facilitator may know
        for _ in range(_AGING):
            self._compiler.compile(b"", format="pdf")
        assert isinstance(made, bytes)
        return _DONE, made


def _send(stream: IO[bytes], kind: int, message: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[int, bytes]:
    kind, size = _HEAD.unpack(_read(stream, _HEAD.size))
    return kind, _read(stream, size)


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
