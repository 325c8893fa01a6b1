"""LibreOffice as a second reader: it opens every deck and shows every visible slide, and prints the notes."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whp_deck.build import build_deck

build = functools.partial(build_deck, packet=False)  # what is printed has tests of its own

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]
DECKS = [
    "decks/monday-huddle.yaml",
    "decks/staff-meeting.yaml",
    "decks/lunch-and-learn.yaml",
    "tests/decks/minimal/minimal.yaml",
]


def convert(folder: Path, files: list[Path], target: str) -> None:
    """Convert with a profile of its own; LibreOffice says 0 on failure, so the caller looks at what came out."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def pages(pdf: Path) -> int:
    found = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", found)[0])


def test_as_many_pages_as_visible_slides(tmp_path: Path) -> None:
    expected: dict[str, int] = {}
    files: list[Path] = []
    for deck in DECKS:
        built = build(ROOT / deck, tmp_path)
        files += built.files
        for file, session in zip(built.files, built.plan.sessions, strict=True):
            expected[file.stem] = sum(not slide.hidden for slide in session.slides)
    convert(tmp_path, files, "pdf")
    assert {stem: pages(tmp_path / f"{stem}.pdf") for stem in expected} == expected


def test_notes_pages_print_the_script(tmp_path: Path) -> None:
    built = build(ROOT / "decks/monday-huddle.yaml", tmp_path)
    options = '{"ExportNotesPages":{"type":"boolean","value":"true"},"ExportOnlyNotesPages":{"type":"boolean","value":"true"}}'
    convert(tmp_path, [built.files[0]], f"pdf:impress_pdf_Export:{options}")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "monday-huddle-1.pdf"), "-"], check=True, capture_output=True, text=True
    )
    flat = " ".join(text.stdout.split())
    for slide in built.plan.sessions[0].slides:
        for part in slide.notes.parts:
            assert part.label in flat
            assert " ".join(part.paragraphs[-1].text.split())[-40:] in flat, slide.id


def test_sheets_held_in_the_hand_are_one_page_in_word(tmp_path: Path) -> None:
    """What should be one page is one: the plan of a session, the reading, the answers, the facilitator's sheet."""
    build_deck(ROOT / "decks/lunch-and-learn.yaml", tmp_path)
    workshop = tmp_path / "workshop.yaml"  # twenty rows of what comes when, below a title of two lines, undated
    words = f"deck: A training of our whole team at the lake\npractice: {ROOT / 'config/practice.yaml'}\nformat: workshop-90\n"
    workshop.write_text(words, encoding="utf-8")
    build_deck(workshop, tmp_path)
    stems = ("workshop-packet", "lunch-and-learn-packet")
    convert(tmp_path, [tmp_path / f"{stem}.docx" for stem in stems], "pdf:writer_pdf_Export")
    plan, sheets = (
        subprocess.run(
            ["pdftotext", str(tmp_path / f"{stem}.pdf"), "-"], capture_output=True, text=True, check=True
        ).stdout.split("\f")
        for stem in stems
    )
    assert "The session on one page" in plan[0]
    assert "Send your thanks" in plan[0]
    for first, last in (
        ("The session on one page", "Send your thanks"),
        ("If the video fails\n", "Where would that happen with us"),
        ("What people may say", "We count our own."),
        ("Facilitator’s sheet", "Says it back with what"),
    ):
        page = next(sheet for sheet in sheets if first in sheet)
        assert last in " ".join(page.split()), first
