"""How the command line behaves toward people and programs: tables, colors, completion, signs of life."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tests.conftest import DECK, ROOT
from whp_deck.build import Built, build_deck
from whp_deck.cli import progress
from whp_deck.cli.summary import print_summary, print_table
from whp_deck.errors import Problem

WriteDeck = Callable[..., Path]


def complete(words: str) -> list[str]:
    """What a shell is offered after `whp-deck` and `words`."""
    env = {**os.environ, "_WHP_DECK_COMPLETE": "complete_bash", "COMP_WORDS": f"whp-deck {words}"}
    env["COMP_CWORD"] = str(len(words.split(" ")))
    command = [sys.executable, "-c", "from whp_deck.cli import app; app(prog_name='whp-deck')"]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=60)
    return done.stdout.split()


@pytest.mark.slow
def test_the_shell_completes_slide_ids() -> None:
    assert complete("why decks/monday-huddle.yaml what-is") == ["what-is-whp"]


@pytest.mark.slow
def test_a_deck_that_cannot_be_read_completes_nothing() -> None:
    assert complete("why README.md what") == []


def test_the_table_tells_sessions_minutes_files_and_warnings(built_deck: Callable[[str], Built]) -> None:
    built = built_deck("decks/monday-huddle.yaml")
    stream = io.StringIO()
    print_table(built, Console(file=stream, width=120, force_terminal=False))
    text = stream.getvalue()
    assert "1  What it is and our plan" in text
    assert "13.5 of 15" in text
    assert [line.split()[-3:] for line in text.splitlines() if ".pptx" in line] == [
        [f"monday-huddle-{number}.pptx", "packet,", "handout"] for number in (1, 2, 3)
    ]
    assert "named after them: -packet (.pdf, .docx), -handout (.pdf, .docx)" in text
    assert f"{len(built.files)} files in " in text
    assert "\x1b" not in text


def test_a_build_ends_with_what_somebody_has_to_look_at(
    built_deck: Callable[[str], Built], capfd: pytest.CaptureFixture[str]
) -> None:
    warning = Problem("session-thin", "session 2 has 2 minutes", "give it more", severity="warning")
    built = dataclasses.replace(built_deck("decks/monday-huddle.yaml"), problems=(warning,), note="a note")
    print_summary(built, Path("d.yaml"), dry_run=False)
    told = capfd.readouterr()
    assert [line[-64:] for line in told.out.splitlines()[:2]] == [
        "monday-huddle-1.pptx  11 slides  13.5 of 15 min  packet, handout",
        "monday-huddle-2.pptx   9 slides  13.5 of 15 min  packet, handout",
    ]
    assert len(told.out.splitlines()) == 4  # three sessions, and how the files beside them are called
    assert told.err.index("a note") < told.err.index("session 2 has 2 minutes") < told.err.index("next: ")


def test_a_build_names_the_time_zone_of_its_calendar_files_and_what_becomes_of_copies(
    built_deck: Callable[[str], Built], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = built_deck("decks/monday-huddle.yaml")
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    try:
        print_summary(built, Path("d.yaml"), dry_run=False)
        plain = capfd.readouterr().err
        calendar = dataclasses.replace(built, files=(*built.files, Path("monday-huddle-1-invite.ics")))
        copies = (Path("monday-huddle-1.2026-11-20.pptx"), Path("monday-huddle-1-packet.2026-11-20.docx"))
        print_summary(dataclasses.replace(calendar, backups=copies), Path("d.yaml"), dry_run=False)
    finally:
        monkeypatch.undo()
        time.tzset()
    told = capfd.readouterr().err
    assert "times in the calendar" not in plain
    assert "delete such copies" not in plain
    assert "times in the calendar files are those of this computer: EST (UTC-0500)\n" in told  # as on that day
    assert told.count("delete such copies when you no longer need them") == 1


@pytest.mark.slow
def test_a_dry_run_has_a_table_without_files(write_deck: WriteDeck) -> None:
    stream = io.StringIO()
    print_table(build_deck(write_deck(DECK), dry_run=True), Console(file=stream, width=100))
    assert "no files, no warnings" in stream.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("patience", [0.0, 5.0])
def test_a_sign_of_life_comes_only_after_a_while(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    import time

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress.busy("building"):
        time.sleep(0.25)
    list(progress.progress(range(3), "drawing"))
    assert ("building" in terminal.getvalue()) == (patience == 0.0)


def test_nothing_moves_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.busy("building"):
        assert list(progress.progress([1, 2], "drawing")) == [1, 2]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("total", "told"), [(24, []), (25, []), (87, [25, 50, 75]), (10_000, list(range(500, 10_000, 500)))]
)
def test_what_takes_long_says_how_far_it_is_in_a_file_too(
    capsys: pytest.CaptureFixture[str], total: int, told: list[int]
) -> None:
    assert len(list(progress.progress(range(total), "practices", total=total, timed=True))) == total
    assert capsys.readouterr().err.splitlines() == [f"{number} of {total} practices" for number in told]
    list(progress.progress(range(total), "practices", total=total, timed=True, quiet=True))
    list(progress.progress(range(total), "pages", total=total))
    assert capsys.readouterr().err == ""
