"""Real decks: every second slide deleted, the rest reversed, one added. They stay as sound as they came.

A refusal in plain words is a fine answer (macros, Strict, encrypted, broken); anything else must work on all of them.
"""

from __future__ import annotations

import re
import subprocess
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import pptx
import pytest

from tests.conftest import needed
from tests.corpus import SOURCES, Corpus, NotFetchedError, NotInstalledError, convert
from whp_deck.errors import TemplateError
from whp_deck.office.gate import Finding, check_file, new_findings
from whp_deck.office.package import Package, open_package, package_bytes
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import delete_slides, move_slides, slide_parts
from whp_deck.office.slides import SlideMaker, layouts_of
from whp_deck.office.xml import Element, a

pytestmark = pytest.mark.slow
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesSlide"


@dataclass
class Reworked:
    """What became of one deck; `refused` says why it could not be opened."""

    source: Path
    refused: str = ""
    path: Path = Path()
    new: list[Finding] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)
    visible: int = 0


class Workshop:
    """Reworks the decks of a source once, for all tests."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._done: dict[str, list[Reworked]] = {}

    def of(self, source: str) -> list[Reworked]:
        if source not in self._done:
            decks = self.corpus.decks(source)
            out = self.corpus.folder / f"reworked-{source}"
            out.mkdir()
            self._done[source] = [rework(deck, out / f"{n:03}-{deck.stem}.pptx") for n, deck in enumerate(decks)]
        return self._done[source]


def pages(pdf: Path) -> int:
    found = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", found)[0])


def words(root: Element | None) -> str:
    return "" if root is None else "\n".join(one.text or "" for one in root.iter(a("t")))


def texts(package: Package) -> list[tuple[str, str]]:
    """Words and notes of each slide, as our package has them."""
    found = []
    for part in slide_parts(package).values():
        notes = relationships_of(part).first_of(NOTES)
        found.append((words(element_of(part)), words(None if notes is None else element_of(notes))))
    return found


def rework(source: Path, target: Path) -> Reworked:
    """Delete every second slide, reverse the rest, add one, write twice."""
    try:
        package = open_package(source)
    except TemplateError as error:
        return Reworked(source, error.reason)
    before, ids = texts(package), list(slide_parts(package))
    known = check_file(source)
    delete_slides(package, ids[1::2])
    move_slides(package, ids[::2][::-1])
    maker = SlideMaker(package)
    for layout in layouts_of(package)[:1]:
        maker.add(layout.slide_layout.name, name="added by the corpus test", footer="Footer", date=True).drop_unused()
    data = package_bytes(package)
    assert package_bytes(package) == data, f"{source.name}: two writes differ"
    target.write_bytes(data)
    assert package_bytes(open_package(target)) == data, f"{source.name}: written, opened and written again differs"
    visible = sum(element_of(part).get("show") not in ("0", "false") for part in slide_parts(package).values())
    return Reworked(source, "", target, new_findings(package, check_file(target), known), before[::2][::-1], visible)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Corpus(tmp_path_factory.mktemp("corpus")))


@pytest.mark.parametrize("source", SOURCES)
def test_every_second_slide_goes_the_rest_is_reversed_and_one_is_added(
    workshop: Workshop, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        decks = workshop.of(source)
    except NotInstalledError as error:
        pytest.skip(f"{error} is not installed")
    except NotFetchedError as error:
        needed(str(error))
    opened = [one for one in decks if not one.refused]
    refused = "".join(f"; {one.source.name} {one.refused}" for one in decks if one.refused)
    clean = sum(not one.new for one in opened)
    with capsys.disabled():
        print(f"\n{source}: {len(decks)} decks, {len(opened)} opened, {clean} clean{refused}")
    assert opened
    assert {one.source.name: one.new for one in opened if one.new} == {}
    for one in opened:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            slides = list(pptx.Presentation(str(one.path)).slides)
            seen = [
                (words(slide._element), words(slide.notes_slide._element if slide.has_notes_slide else None))
                for slide in slides
            ]
        assert seen[: len(one.expected)] == one.expected, one.source.name
        assert len(seen) <= len(one.expected) + 1


@pytest.mark.libreoffice
def test_libreoffice_shows_every_visible_slide(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    expected: dict[str, int] = {}
    files: list[Path] = []
    for source in SOURCES:
        try:
            opened = [one for one in workshop.of(source) if not one.refused]
        except (NotInstalledError, NotFetchedError):
            continue  # the test of that source says so
        for one in opened:
            files.append(one.path.rename(one.path.with_name(f"{source}-{one.path.name}")))
            one.path = files[-1]
            expected[one.path.stem] = one.visible
    out = workshop.corpus.folder / "pages"
    convert(files, out, "pdf")
    with capsys.disabled():
        print(f"\nLibreOffice: {len(files)} decks, {sum(expected.values())} pages")
    assert {stem: pages(out / f"{stem}.pdf") for stem in expected} == expected
