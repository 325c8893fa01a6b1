"""Packet or handout as an accessible PDF: tagged, PDF/UA-1, with our own font, the same bytes for the same input.

In: a `PrintedDocument`, pictures of slides, the practice's colors. Out: the bytes of a PDF, and problems.
Must not decide what is printed; how it looks is said in `templates/packet.typ`, and texts reach it as values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from whp_deck.errors import Problem, RenderError, Source
from whp_deck.office.clock import fixed_time
from whp_deck.office.contrast import role_pair
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    Table,
    Text,
    Theme,
    WritingLines,
)
from whp_deck.render.packet_fit import FIT_SIZES, POCKET_SIZES, ROLE_SIZES
from whp_deck.render.packet_sheets import PrintWords, Sheets, header_names
from whp_deck.render.packet_values import Value, clean, plain, title_kept_together
from whp_deck.render.typesetter import TypesetError, begin

PRIMARY, ACCENT = "0B4F5C", "AA441C"  # the base template's
_UNSHOWN = re.compile(r"(?:could not be displayed|disallowed codepoint)")
_QUOTED = re.compile(r'the text (?:contains the disallowed codepoint )?`"((?:\\.|[^"\\])*)"`')


def begin_pdf(
    document: PrintedDocument,
    *,
    pictures: Mapping[int, bytes] | None = None,
    theme: Theme | None = None,
    words: PrintWords | None = None,
    template: str = "packet.typ",
) -> Callable[[], tuple[bytes, list[Problem]]]:
    """Begin to make the PDF, on the other core; what is given back waits for it: the bytes, and problems.

    `pictures`: PNG of slides by number; a slide without one is printed as its title. `template` is a file of
    `templates/`. A text that no font can show gives a warning, and a PDF that shows a box in its place. Raises
    RenderError, when waited for, where no PDF can be made.
    """
    sheets = Sheets(document, pictures or {}, words or PrintWords())
    values = json.dumps(document_values(sheets, theme or Theme()), ensure_ascii=False)
    wait = begin(values, template=template, accessible=True, timestamp=fixed_time())

    def finish() -> tuple[bytes, list[Problem]]:
        try:
            return wait(), sheets.problems
        except TypesetError as error:
            if not _UNSHOWN.search(error.diagnostic):
                raise RenderError("", document.file_stem, error.diagnostic or error.message) from error
            unshown = _unshown(error.diagnostic)
        try:
            made = begin(values, template=template, accessible=False, timestamp=fixed_time())()
        except TypesetError as error:
            raise RenderError("", document.file_stem, error.message) from error
        return made, [*sheets.problems, _unshown_problem(document, unshown)]

    return finish


def document_values(sheets: Sheets, theme: Theme) -> Value:
    """All that a template takes from `/document.json`; templates/README.md says what each key is."""
    document, made = sheets.document, sheets.make()
    language, _, region = document.language.replace("_", "-").partition("-")
    accent = _color(theme.accent, ACCENT)
    giver, receiver = role_pair(accent)
    return {
        "kind": document.kind,
        "name": clean(document.title) or document.file_stem,
        "author": clean(document.practice),
        "title": plain(title_kept_together(document.title)) or document.file_stem,
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
    return " · ".join(part for part in header_names(document) if part)


def _color(value: str, usual: str) -> str:
    found = re.fullmatch("#?([0-9A-Fa-f]{6})", value.strip())
    return found[1].upper() if found else usual


def _unshown(diagnostic: str) -> list[str]:
    """The texts of typst's complaint; `\\u{1f600}` is its way to write what it cannot print."""
    found = (re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), text) for text in _QUOTED.findall(diagnostic))
    return list(dict.fromkeys(found))


def _unshown_problem(document: PrintedDocument, unshown: list[str]) -> Problem:
    shown = ", ".join(f"“{text}” ({' '.join(f'U+{ord(letter):04X}' for letter in text)})" for text in unshown[:12])
    more = f" and {len(unshown) - 12} more" if len(unshown) > 12 else ""
    found = (source for text, source in _texts(document) if source and any(one in text for one in unshown))
    place = next((one for one in found if not one.is_shipped), None)  # a text of the toolkit's only repeats it
    return Problem(
        "characters-not-shown",
        f"{document.file_stem}.pdf: no font of ours can show {shown}{more}; the page has an empty box there, and the "
        "PDF does not claim to be accessible (PDF/UA)",
        "use other characters; emoji and icons are best left out of texts that are printed",
        place,
        "warning",
    )


def _texts(document: PrintedDocument) -> Iterator[tuple[str, Source | None]]:
    """Texts of the document that know where they were written, then what they stand in. The practice's name comes first."""
    yield document.practice, document.practice_source
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
                case PocketCard():
                    yield from ((line.text, line.source) for _, lines in block.groups for line in lines)
                case Picture() | Heading() | WritingLines() | Form():  # have no place of their own
                    pass
                case _:
                    assert_never(block)
    for section in document.sections:
        yield section.title + repr(section.blocks), section.source
