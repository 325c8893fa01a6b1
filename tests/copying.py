"""Whole presentations copied slide by slide, and the copy held against its source: faults, words, pages, pixels.

In: a presentation and a look. Out: what became of it. The corpus test and `benchmarks/import.py` both ask this.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus import convert
from whp_deck.errors import TemplateError
from whp_deck.office.gate import Finding, as_imported, check_file, check_package, new_findings
from whp_deck.office.package import Package, open_package, package_bytes
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import SERVICE, placeholder_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_copy import Importer, Look
from whp_deck.office.slide_list import remove_all_slides, slide_parts
from whp_deck.office.xml import Element, a, p
from whp_deck.resources import shipped

NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesSlide"
RESOLUTION = "30"


@dataclass
class CopiedDeck:
    """One presentation, copied. `refused` says why it could not be opened; `words` are (theirs, ours) where they differ."""

    source: Path
    look: Look
    refused: str = ""
    path: Path = Path()
    slides: int = 0
    visible: int = 0
    new: list[Finding] = field(default_factory=list)
    words: list[tuple[tuple[str, str], tuple[str, str]]] = field(default_factory=list)


def copy_deck(source: Path, look: Look, target: Path) -> CopiedDeck:
    """Every slide of `source` in a new deck of ours, written to `target`; with `keep` the deck has the source's size."""
    done = CopiedDeck(source, look, path=target)
    try:
        old = open_package(source)
    except TemplateError as error:
        done.refused = error.reason
        return done
    into = open_package(shipped("templates/base.pptx"))
    remove_all_slides(into)
    if look == "keep":
        _take_size(old, into)
    known = {*check_package(into), *as_imported(old, check_file(source))}
    Importer(old, into).copy(list(slide_parts(old)), look=look)
    target.write_bytes(package_bytes(into))
    done.new = new_findings(into, check_file(target), known)
    theirs, ours = texts(old, feet=look == "keep"), texts(open_package(target), feet=look == "keep")
    done.words = [(one, other) for one, other in zip(theirs, ours, strict=True) if one != other]
    done.slides = len(theirs)
    done.visible = sum(element_of(part).get("show") not in ("0", "false") for part in slide_parts(old).values())
    return done


def texts(package: Package, *, feet: bool) -> list[tuple[str, str]]:
    """The words of each slide and of its notes, with or without those of its footer, date and number."""
    found = []
    for part in slide_parts(package).values():
        notes = relationships_of(part).first_of(NOTES)
        roots = [element_of(part), *([] if notes is None else [element_of(notes)])]
        left_out = set() if feet else {one for foot in _feet(roots[0]) for one in foot.iter(a("t"))}
        slide, *page = ["\n".join(one.text or "" for one in root.iter(a("t")) if one not in left_out) for root in roots]
        found.append((slide, "".join(page)))
    return found


def _feet(root: Element) -> Iterator[Element]:
    for shape in shapes_of(root):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") in SERVICE:
            yield shape


def draw(files: list[Path], into: Path) -> dict[Path, list[bytes]]:
    """The pages of each file as LibreOffice draws them, in gray pixels; no pages for what it cannot open."""
    convert(files, into, "pdf")
    drawn: dict[Path, list[bytes]] = {}
    for file in files:
        pdf = into / f"{file.stem}.pdf"
        drawn[file] = _pages(pdf) if pdf.exists() else []
    return drawn


def _pages(pdf: Path) -> list[bytes]:
    stem = pdf.with_suffix("")
    command = ["pdftoppm", "-gray", "-r", RESOLUTION, str(pdf), str(stem)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = sorted(pdf.parent.glob(f"{stem.name}-*.pgm"), key=lambda one: int(re.findall(r"-(\d+)\.pgm$", one.name)[0]))
    drawn = [page.read_bytes() for page in pages]
    for page in pages:
        page.unlink()
    return drawn


def _take_size(old: Package, into: Package) -> None:
    """The new deck gets the old one's slide size, and the number of its first slide."""
    theirs, ours = element_of(old.deck), element_of(into.deck)
    size, own = theirs.find(p("sldSz")), ours.find(p("sldSz"))
    assert own is not None
    for key in list(own.attrib):
        del own.attrib[key]
    for key, value in () if size is None else size.items():
        own.set(key, value)
    if theirs.get("firstSlideNum"):
        ours.set("firstSlideNum", theirs.get("firstSlideNum", "1"))
