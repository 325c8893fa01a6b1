"""Rules on the package itself: will PowerPoint open it without offering to repair it.

In: a `DeckView`. Out: hits. Must not repair anything.

Two opinions: our own gate (`office.gate`), and `openxml-audit`, a port of the Open XML SDK's validator, whose findings
are passed over where Office itself writes the same (axis numbers, labels and choices inside charts, the look of an
equation's signs) and where it opens
the file all the same (no `viewProps`, as in every presentation that LibreOffice saved; Google's embedded fonts).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from whp_deck.checks.deck_view import DeckView
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import Severity
from whp_deck.office.gate import Finding, check_file, check_package, new_findings
from whp_deck.office.package import package_bytes

_OFFICE_WRITES_THEM = re.compile(
    r"/charts/.*(axId|crossAx|showDLblsOverMax|Choice allows at most 1)|/oMath\[.*'rPr'", re.IGNORECASE | re.DOTALL
)
# no file of LibreOffice's has viewProps, and the fonts that Google Slides embeds are no "valid payload"
_OPENS_ALL_THE_SAME = re.compile(r"missing (viewProps|presProps) relationship|Invalid \w+ payload")
# what LibreOffice, Google Slides and PptxGenJS write all the time and PowerPoint takes; in a deck of ours it is a mistake
_TAKEN = frozenset({"shape-ids-unique", "slides-have-titles-once", "sections-named", "notes-paired"})
_TAKEN_SOMEWHERE = {"relationships-single": "notesSlide", "zip-content-types": "is not in the zip"}
_MISSING = re.compile(r"Required element '(\w+)' is missing")
_MOST = 5  # of one kind on one part: the rest says nothing new


@rule(
    severity="error",
    remedy="open it in PowerPoint, let it repair the file, look what is lost, and save it under a new name",
    origin="ours (the package gate); ECMA-376",
)
def package_faulty(deck: DeckView) -> Iterator[Hit]:
    """A package that contradicts itself is repaired or refused by PowerPoint, or loses slides."""
    found: list[Finding] = check_package(deck.package) if deck.path is None else check_file(deck.path)
    numbers = {str(slide.part.partname): slide.number for slide in deck.slides}
    for one in new_findings(deck.package, found, deck.known.faults):
        taken = one.rule in _TAKEN or _TAKEN_SOMEWHERE.get(one.rule, "\n") in f"{one.part} {one.message}"
        mild: Severity | None = "warning" if taken and not deck.is_ours else None
        message = f"{one.part.rpartition('/')[2] or one.part}: {one.message} [{one.rule}]"
        yield Hit(message, numbers.get(one.part, 0), severity=mild)


@rule(
    severity="error",
    remedy="open it in PowerPoint and save it again; if it persists, take the slide out and make it anew",
    origin="Open XML SDK, by way of openxml-audit",
)
def schema_violated(deck: DeckView) -> Iterator[Hit]:
    """What the file format does not allow may open today and not tomorrow."""
    numbers = {str(slide.part.partname): slide.number for slide in deck.slides}
    seen: dict[tuple[str, str], int] = {}
    for part, message in audit(deck):
        if (part, message) in deck.known.violations or _is_there(deck, part, message):
            continue
        kind = re.sub(r"'[^']*'|\d+", "", message)
        seen[part, kind] = seen.get((part, kind), 0) + 1
        if seen[part, kind] <= _MOST:
            yield Hit(f"{part.rpartition('/')[2] or 'the file'}: {message}", numbers.get(part, 0))


def _is_there(deck: DeckView, part: str, message: str) -> bool:
    """Whether an element that is called missing stands in the part: behind a child that is out of order and is told as such."""
    missing = _MISSING.search(message)
    blobs = (one.blob for one in deck.package.iter_parts() if str(one.partname) == part)
    return missing is not None and any(re.search(rf"<(\w+:)?{missing[1]}[\s/>]".encode(), blob) for blob in blobs)


def audit(deck: DeckView) -> list[tuple[str, str]]:
    """(part, what is wrong) by openxml-audit; a deck that is not yet a file is written to a temporary one."""
    from openxml_audit import validate_pptx

    if deck.path is not None:
        result = validate_pptx(str(deck.path))
    else:
        with tempfile.TemporaryDirectory(prefix="whp-deck-") as folder:
            file = Path(folder) / "deck.pptx"
            file.write_bytes(package_bytes(deck.package, movies=False))
            result = validate_pptx(str(file))
    return [
        (str(error.part_uri), str(error.description))
        for error in result.errors
        if not _OFFICE_WRITES_THEM.search(str(error)) and not _OPENS_ALL_THE_SAME.search(str(error.description))
    ]


RULES: tuple[Rule[DeckView], ...] = (package_faulty, schema_violated)
