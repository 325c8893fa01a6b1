"""Packet or handout as an accessible PDF: tagged, PDF/UA-1, with our own font, the same bytes for the same input.

In: a `PrintedDocument`, pictures of slides, the practice's colors. Out: the bytes of a PDF, and problems.
Must not decide what is printed; how it looks is said in `templates/packet.typ`, and texts reach it as values.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import typst

from whp_deck.errors import Problem, RenderError, Source
from whp_deck.office.clock import fixed_time
from whp_deck.office.theme import role_pair
from whp_deck.plan import Checks, FacilitatorText, PrintedDocument, RoleCard, ScriptSlide, Table, Text, Theme
from whp_deck.render.packet_fit import FIT_SIZES, POCKET_SIZES, ROLE_SIZES
from whp_deck.render.packet_sheets import PrintWords, Sheets
from whp_deck.render.packet_values import clean, plain
from whp_deck.resources import shipped

PRIMARY, ACCENT = "0B4F5C", "AA441C"  # the base template's
_HEADER_LETTERS = 76
_UNSHOWN = re.compile(r"(?:could not be displayed|disallowed codepoint)")
_QUOTED = re.compile(r'the text (?:contains the disallowed codepoint )?`"((?:\\.|[^"\\])*)"`')


def render_pdf(
    document: PrintedDocument,
    *,
    pictures: Mapping[int, bytes] | None = None,
    theme: Theme | None = None,
    words: PrintWords | None = None,
) -> tuple[bytes, list[Problem]]:
    """The document as PDF. `pictures`: PNG of slides by number; a slide without one is printed as its title.

    A text that no font can show gives a warning, and a PDF that shows a box in its place.
    """
    words = words or PrintWords()
    sheets = Sheets(document, pictures or {}, words)
    values = json.dumps(_values(sheets, theme or Theme()), ensure_ascii=False)
    try:
        return _compile(values, accessible=True), sheets.problems
    except typst.TypstError as error:
        if not _UNSHOWN.search(error.diagnostic):
            raise RenderError("", document.file_stem, error.message) from error
        unshown = _unshown(error.diagnostic)
    try:
        return _compile(values, accessible=False), [*sheets.problems, _unshown_problem(document, unshown)]
    except typst.TypstError as error:
        raise RenderError("", document.file_stem, error.message) from error


def _values(sheets: Sheets, theme: Theme) -> object:
    document, made = sheets.document, sheets.make()
    language, _, region = document.language.replace("_", "-").partition("-")
    accent = _color(theme.accent, ACCENT)
    giver, receiver = role_pair(accent)
    return {
        "kind": document.kind,
        "name": clean(document.title) or document.file_stem,
        "author": clean(document.practice),
        "title": plain(document.title) or document.file_stem,
        "practice": plain(document.practice),
        "session": "" if document.session in document.title else plain(document.session),
        "running": clean(_running(document)),
        "language": language.lower() or "en",
        "region": region.upper() if re.fullmatch("[A-Za-z]{2}", region) else None,
        "paper": document.paper,
        "colors": {"primary": _color(theme.primary, PRIMARY), "accent": accent, "giver": giver, "receiver": receiver},
        "words": {name: getattr(sheets.words, name) for name in ("page", "facilitator", "facilitator_only")},
        "label_letters": sheets.label_letters,
        "sizes": {"role": ROLE_SIZES, "pocket": POCKET_SIZES, "fit": FIT_SIZES},
        "sheets": made,
        "pictures": sheets.pictures,
    }


def _running(document: PrintedDocument) -> str:
    """Practice and session for the page header, in one line."""
    session = _shorten(document.session, _HEADER_LETTERS - min(len(document.practice), _HEADER_LETTERS // 2))
    practice = _shorten(document.practice, _HEADER_LETTERS - len(session))
    return " · ".join(part for part in (practice, session) if part)


def _shorten(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _color(value: str, usual: str) -> str:
    found = re.fullmatch("#?([0-9A-Fa-f]{6})", value.strip())
    return found[1].upper() if found else usual


_AGING = 4
"""Empty documents after each real one. typst forgets a layout that the last ten compilations did not use; these make
that two or three documents, so that a network's thousandth practice needs no more memory than its first. 4 ms."""


class _Workshop:
    """One compiler for all documents: it keeps the fonts, and the layout of everything that it has seen before.

    It keeps that only while nothing outside the document changes. So a document's values reach it as a file in a
    folder of our own: as an input of typst they would be part of its library, and every page would be laid out anew.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="whp-deck-")
        self._template = shipped("templates/packet.typ").read_bytes()
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[shipped("templates/fonts")])
        self._compiler = typst.Compiler(root=self._folder.name, font_paths=fonts, ignore_system_fonts=True)
        self._lock = threading.Lock()

    def compile(self, values: str, *, accessible: bool) -> bytes:
        """Raises typst.TypstError."""
        document = Path(self._folder.name) / "document.json"
        with self._lock:
            try:
                document.write_text(values, encoding="utf-8")
                made = self._compiler.compile(
                    self._template,
                    format="pdf",
                    pdf_standards=["ua-1"] if accessible else [],
                    timestamp=fixed_time(),
                )
                for _ in range(_AGING):
                    self._compiler.compile(b"", format="pdf")
            finally:
                document.unlink(missing_ok=True)  # it holds what only the facilitator may know
        assert isinstance(made, bytes)
        return made


@lru_cache(maxsize=1)
def _workshop(process: int) -> _Workshop:
    """Each process has its own: a fork would share the folder."""
    return _Workshop()


def _compile(values: str, *, accessible: bool) -> bytes:
    return _workshop(os.getpid()).compile(values, accessible=accessible)


def _unshown(diagnostic: str) -> list[str]:
    """The texts of typst's complaint; `\\u{1f600}` is its way to write what it cannot print."""
    found = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text) for text in _QUOTED.findall(diagnostic))
    return list(dict.fromkeys(found))


def _unshown_problem(document: PrintedDocument, unshown: list[str]) -> Problem:
    shown = ", ".join(f"“{text}” ({' '.join(f'U+{ord(letter):04X}' for letter in text)})" for text in unshown[:12])
    more = f" and {len(unshown) - 12} more" if len(unshown) > 12 else ""
    place = next((source for text, source in _texts(document) if source and any(c in text for c in unshown)), None)
    return Problem(
        "characters-not-shown",
        f"{document.file_stem}.pdf: no font of ours can show {shown}{more}; the page has an empty box there, and the "
        "PDF does not claim to be accessible (PDF/UA)",
        "use other characters; emoji and icons are best left out of texts that are printed",
        place,
        "warning",
    )


def _texts(document: PrintedDocument) -> Iterator[tuple[str, Source | None]]:
    """Texts of the document that know where they were written, then what they stand in."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Text() | FacilitatorText():
                    yield block.text, block.source
                case Checks():
                    yield from ((item.text, item.source) for item in block.items)
                case Table():
                    yield from ((cell.text, cell.source or block.source) for row in block.rows for cell in row)
                case ScriptSlide():
                    yield block.title + block.notes.text, block.notes.source
                    if block.tip:
                        yield block.tip.text, block.tip.source
                case RoleCard():
                    yield block.text.text, block.text.source
                case _:
                    pass
    for section in document.sections:
        yield section.title + repr(section.blocks), section.source
