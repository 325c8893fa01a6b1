"""A preview as somebody starts it: a process of its own, with a deck that may be changed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, needed


@dataclass(frozen=True, slots=True)
class Running:
    """A preview that runs. `address` is what it printed, token and all."""

    process: subprocess.Popen[str]
    address: str
    deck: Path

    @property
    def host(self) -> str:
        return self.address.split("/")[2]

    def stop(self) -> int:
        """Press Ctrl-C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def monday(tmp_path: Path) -> Path:
    """The Monday huddle with its practice, to be changed."""
    shutil.copytree(ROOT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("toolkits", "words"))
    (tmp_path / "decks").mkdir()
    return Path(shutil.copy(ROOT / "decks/monday-huddle.yaml", tmp_path / "decks"))


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Start a preview of a deck; it is ended after the test."""
    running: list[Running] = []

    def call(deck: Path, *options: str) -> Running:
        command = [sys.executable, "-m", "whp_deck", "preview", str(deck), "--no-open", *options]
        env = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=deck.parent, env=env
        )
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=\S{20,}", line), (line, process.stderr)
        running.append(Running(process, line, deck))
        return running[-1]

    yield call
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        if importlib.util.find_spec("playwright") is None:
            needed("playwright (uv sync --all-groups)")
        if not CHROMIUM:
            needed("chromium")
        if shutil.which("npm") is None:
            needed("npm")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
