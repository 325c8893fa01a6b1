"""What tests share: a deck written as a user writes it, and the command line as a user runs it."""

from __future__ import annotations

import contextlib
import functools
import gc
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from whp_deck.build import Built

ROOT = Path(__file__).resolve().parent.parent


def formats_of(toolkit: str) -> list[str]:
    """The names of a toolkit's formats, for tests that hold for every one."""
    text = (ROOT / f"config/toolkits/{toolkit}/formats.yaml").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+):", text, re.MULTILINE)


def commands_of(group: object | None = None) -> dict[str, list[str]]:
    """Each command as it is typed (`template inspect`), with what its arguments are called in help: what holds for all of them."""
    import typer.main

    from whp_deck.cli import app

    found: dict[str, list[str]] = {}
    for name, one in (group or typer.main.get_command(app)).commands.items():  # type: ignore[attr-defined]
        if hasattr(one, "commands"):
            found |= {f"{name} {inner}": arguments for inner, arguments in commands_of(one).items()}
        else:
            found[name] = [str(what.metavar) for what in one.params if what.param_type_name == "argument"]
    return found


PRACTICE = """\
practice:
  name: Hilltop Clinic
decisions:
  handoffs:
    - {giver: ma, receiver: clinician, when: after rooming}
"""

DECK = """\
deck: Test deck
practice: practice.yaml
format: huddle-15
"""

SHORT_DECK = """\
deck: Short
practice: practice.yaml
format: {minutes: 60, sessions: 1}
role_plays: {use: []}
outputs: [deck]
slides:
  remove: [objectives, what-plus, why, evidence, what-we-know, how-it-helps, voice, video, video-question, sources, how-to,
    checklist-rooming, who-does-what, checklist-next-step, special-cases, checklist-team, barriers, one-picture, try-it,
    walk-through, commitments, prebrief, keep-going]
"""
"""One session of a few slides, built in a third of the time of `DECK`: for what any deck shows."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write anew what tests/test_made.py compares")


def pytest_configure() -> None:
    """A shell starts what runs in the background with Ctrl-C ignored, and so would be all that tests start; they press it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def needed(what: str) -> None:
    """Skip for want of `what` on a user's machine; fail where CI says that it must be there."""
    if os.environ.get("WHP_DECK_REQUIRE_LIBREOFFICE"):
        pytest.fail(f"{what} is needed here and was not found")
    pytest.skip(f"{what} is not installed")


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("libreoffice"):
        for tool in ("soffice", "pdftotext", "fc-match"):
            if shutil.which(tool) is None:
                needed(tool)


@pytest.fixture
def write_deck(tmp_path: Path) -> Callable[..., Path]:
    """Write a deck and a practice (and other files) into an empty folder; gives the deck's path."""

    def write(deck: str = DECK, practice: str = PRACTICE, **others: str) -> Path:
        (tmp_path / "practice.yaml").write_text(practice, encoding="utf-8")
        for name, text in others.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        path = tmp_path / "deck.yaml"
        path.write_text(deck, encoding="utf-8")
        return path

    return write


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: as `subprocess.CompletedProcess` tells it."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run `whp-deck` as its entry point does, in this process: a process of its own takes half a second to start."""

    def call(*words: str | Path, cwd: Path = ROOT, **environment: str) -> Done:
        from whp_deck.cli import main

        monkeypatch.chdir(cwd)
        for name, value in {"NO_COLOR": "1", "COLUMNS": "120", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["whp-deck", *map(str, words)])
        out, err, code = io.StringIO(), io.StringIO(), 0
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Done(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def run_process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `whp-deck` in a process of its own, for what only a fresh process shows."""

    def call(*words: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "whp_deck", *map(str, words)]
        env = {**os.environ, "NO_COLOR": "1", **environment}
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, timeout=120)

    return call


@functools.lru_cache
def _built(deck: str) -> Built:
    from whp_deck.build import build_deck

    folder = Path(tempfile.mkdtemp(prefix="whp-deck-tests-"))
    _FOLDERS.append(folder)
    return build_deck(ROOT / deck, folder)


_FOLDERS: list[Path] = []


def pytest_sessionfinish() -> None:
    for folder in _FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def built_deck() -> Callable[[str], Built]:
    """A shipped deck with all its outputs, built once for all tests that only read it: `built_deck("decks/….yaml")`."""
    return _built
