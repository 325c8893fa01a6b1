"""The files of a deck to download, and the pages of its packet as pictures; made when somebody asks for them.

In: the path of a deck file and the version that the page shows. Out: files by name in a folder of our own. A build of
its own process makes them, so that what a typesetter needs is given back when it is done. Must not touch `build/`.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from whp_deck.errors import show_path

PAGE_WIDTH = 1000
_PATIENCE = 180


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made: files by name, pages of each PDF, and what it said when it failed."""

    version: int
    files: dict[str, Path] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    said: str = ""


class Documents:
    """Makes the files once for each version; who asks meanwhile waits for the same build."""

    def __init__(self, deck: Path) -> None:
        self.deck = deck
        self._home = tempfile.TemporaryDirectory(prefix="whp-deck-preview-", ignore_cleanup_errors=True)
        self._lock = asyncio.Lock()
        self._made = Made(-1)
        self._process: asyncio.subprocess.Process | None = None

    async def make(self, version: int) -> Made:
        """The files of that version."""
        async with self._lock:
            if self._made.version != version:
                self._made = await self._build(version)
            return self._made

    async def _build(self, version: int) -> Made:
        folder = Path(self._home.name) / str(version)
        for old in Path(self._home.name).glob("*/*"):
            old.unlink(missing_ok=True)
        command = [sys.executable, "-m", "whp_deck", "build", str(self.deck), "--output", str(folder), "--overwrite"]
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        )
        try:
            _, said = await asyncio.wait_for(self._process.communicate(), _PATIENCE)
        except TimeoutError:
            self.stop()
            return Made(version, said="the build took too long")
        if self._process.returncode != 0:
            return Made(version, said=said.decode("utf-8", "replace").strip() or show_path(self.deck))
        files = {file.name: file for file in sorted(folder.iterdir()) if file.is_file()}
        pages = {name: count_pages(file) for name, file in files.items() if file.suffix == ".pdf"}
        return Made(version, files, pages)

    def stop(self) -> None:
        """End a build that runs."""
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    def close(self) -> None:
        """End a build that runs, and remove the files."""
        self.stop()
        self._home.cleanup()


def count_pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def draw_page(pdf: Path, number: int) -> bytes | None:
    """One page (counted from 1) as PNG; None when there is no such page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        stream = io.BytesIO()
        page.render(scale=PAGE_WIDTH / page.get_width()).to_pil().save(stream, "PNG")
        page.close()
        return stream.getvalue()
    finally:
        document.close()
