"""The command line as people use it: output, exit codes, words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, ROOT, SHORT_DECK, Done, commands_of
from whp_deck import __version__

Run = Callable[..., Done]
RunProcess = Callable[..., subprocess.CompletedProcess[str]]
WriteDeck = Callable[..., Path]


def test_version_is_quick(run_process: RunProcess) -> None:
    done = run_process("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"whp-deck {__version__}")


def test_help_loads_neither_powerpoint_nor_pydantic_code() -> None:
    code = (
        "import sys\nsys.argv = ['whp-deck', sys.argv[1]]\nfrom whp_deck.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pptx', 'pydantic', 'lxml', 'jinja2', 'yaml', 'PIL'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stderr.strip() == "[]"


def test_the_version_is_the_packages(run: Run) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


def test_build_tells_files_and_minutes(run: Run, write_deck: WriteDeck) -> None:
    deck = write_deck()
    done = run("build", deck, "--no-packet")
    assert done.returncode == 0, done.stderr
    assert len([line for line in done.stdout.splitlines() if ".pptx" in line and "of 15 min" in line]) == 3
    assert "open decisions" in done.stderr
    assert "earlier build" not in done.stderr
    assert sorted(file.name for file in (deck.parent / "build").iterdir()) == [
        "deck-1.pptx",
        "deck-2.pptx",
        "deck-3.pptx",
    ]


@pytest.mark.slow
def test_no_packet_imports_nothing_that_prints(write_deck: WriteDeck) -> None:
    deck = write_deck()
    code = (
        f"import sys\nsys.argv = ['whp-deck', 'build', {str(deck)!r}, '--no-packet']\nfrom whp_deck.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'typst', 'docx', 'betteroffice_pptx', 'pypdfium2', 'whp_deck.planner.documents'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip().endswith("[]"), done.stdout


def test_packet_writes_the_format_that_is_asked_for(run: Run, write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK)
    assert run("packet", deck, "--format", "pdf").returncode == 0
    assert sorted(file.name for file in (deck.parent / "build").iterdir()) == ["deck-handout.pdf", "deck-packet.pdf"]


@pytest.mark.slow
def test_packet_writes_what_is_asked_for(run: Run, write_deck: WriteDeck) -> None:
    deck = write_deck()
    done = run("packet", deck, "--format", "pdf")
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in (deck.parent / "build").iterdir())
    assert names == [f"deck-{n}-{kind}.pdf" for n in (1, 2, 3) for kind in ("handout", "packet")]


def test_problems_go_to_stderr_with_exit_1(run: Run, write_deck: WriteDeck) -> None:
    done = run("build", write_deck(DECK + "slides: {remove: [what-is-wph], hide: [nothing]}\n"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("[slide-unknown]") == 2
    assert "Traceback" not in done.stderr
    assert "\n\nhint: did you mean `what-is-whp`?" in done.stderr


def test_wrong_usage_is_exit_2(run: Run) -> None:
    assert run("build").returncode == 2
    assert run("bild").returncode == 2


def test_edited_output_is_exit_4(run: Run, write_deck: WriteDeck) -> None:
    deck = write_deck()
    (deck.parent / "build").mkdir()
    (deck.parent / "build" / "deck-1.pptx").write_text("notes of mine", encoding="utf-8")
    done = run("build", deck)
    assert done.returncode == 4
    assert "--overwrite" in done.stderr
    assert (deck.parent / "build" / "deck-1.pptx").read_text(encoding="utf-8") == "notes of mine"


def test_a_missing_deck_file_is_a_problem(run: Run, tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere.yaml")
    assert done.returncode == 1
    assert "[file-missing]" in done.stderr


@pytest.mark.parametrize("template", ["nowhere.pptx", "practice.yaml"])
def test_a_template_that_is_none_is_refused_in_plain_words(run: Run, write_deck: WriteDeck, template: str) -> None:
    done = run("build", write_deck(DECK + f"template: {template}\n"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert template in done.stderr


def test_outline_as_text_and_as_json(run: Run) -> None:
    text = run("outline", "decks/monday-huddle.yaml")
    assert text.returncode == 0
    assert "Session 1 of 3, What it is and our plan: 13.5 of 15 minutes" in text.stdout
    assert "what-is-whp" in text.stdout
    data = json.loads(run("outline", "decks/monday-huddle.yaml", "--json").stdout)
    assert [session["number"] for session in data["sessions"]] == [1, 2, 3]
    for session in data["sessions"]:
        assert session["minutes"] == sum(slide["minutes"] for slide in session["slides"] if not slide["hidden"])


@pytest.mark.slow
def test_output_is_utf8_whatever_the_console(run_process: RunProcess, write_deck: WriteDeck) -> None:
    deck = write_deck(DECK.replace("Test deck", "Übergabe – Montag"))
    done = run_process("outline", deck, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Übergabe – Montag" in done.stdout


@pytest.mark.parametrize("name", ["practice", "deck", "scenario", "toolkit"])
def test_shipped_schemas_are_true(run: Run, name: str) -> None:
    shipped = (ROOT / "config" / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    assert run("schema", name).stdout == shipped
    json.loads(shipped)


@pytest.mark.parametrize("command", commands_of())
def test_every_command_has_a_worked_example(run: Run, command: str) -> None:
    told = " ".join(run(*command.split(), "--help").stdout.split())
    assert f"Example: whp-deck {command}" in told, f"`{command}` needs `epilog=….EXAMPLE` where it is registered"


def test_a_list_of_practices_that_is_not_sound_is_exit_1(run: Run, write_deck: WriteDeck, tmp_path: Path) -> None:
    (tmp_path / "practices.csv").write_text("practice.name,phone\nHilltop,1\nHILLTOP,2\n")
    done = run("batch", str(tmp_path / "practices.csv"), "--deck", str(write_deck()), "--output", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "practices.csv:B1: there is no field `phone` [column-unknown]" in done.stderr
    assert "practices.csv:A3: practice.name: the same name stands in two rows (A2 and A3)" in done.stderr
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["call-list.xlsx"]  # whom to call about the two


@pytest.mark.slow
def test_packets_of_an_earlier_build_are_told(run: Run, write_deck: Callable[..., Path]) -> None:
    deck = write_deck()
    (deck.parent / "build").mkdir()
    (deck.parent / "build/deck-1-packet.pdf").write_bytes(b"%PDF-1.7")
    assert "the packets there are of an earlier build" in run("build", deck, "--no-packet").stderr


@pytest.mark.slow
def test_a_paper_that_is_not_made_any_more_is_told(run: Run, write_deck: Callable[..., Path]) -> None:
    deck = write_deck()
    (deck.parent / "build").mkdir()
    for name in ("deck-9-handout.pdf", "deck-extra-1-handout.pdf", "deck-1-handout.pdf"):
        (deck.parent / "build" / name).write_bytes(b"%PDF-1.7")
    told = run("build", deck, "--overwrite").stderr
    assert "deck-9-handout.pdf is of an earlier build and not made any more" in told
    assert told.count("earlier build") == 1


def test_what_is_missing_is_told_with_an_example(run: Run, write_deck: Callable[..., Path]) -> None:
    done = run("build", write_deck("deck: Ours\npractice: practice.yaml\n"))
    assert "`format` is missing" in done.stderr
    assert "hint: as `format: huddle-15`" in done.stderr


def test_without_the_packet_the_other_outputs_stay(run: Run, write_deck: WriteDeck) -> None:
    deck = write_deck(f"{SHORT_DECK.replace('[deck]', '[invite, packet, handout]')}")
    done = run("build", deck, "--no-packet")
    assert done.returncode == 0, done.stderr
    assert {file.suffix for file in (deck.parent / "build").iterdir()} == {".txt", ".eml"}
    deck.write_text(SHORT_DECK.replace("[deck]", "[packet]"), encoding="utf-8")
    refused = run("build", deck, "--no-packet")
    assert refused.returncode == 1
    assert "[outputs-none]" in refused.stderr
