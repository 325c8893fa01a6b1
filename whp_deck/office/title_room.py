"""Long titles of slides that somebody else wrote: set smaller until they fit, as PowerPoint's own autofit does.

In: an open package and its slides. Out: the shrinking stored on the titles, and which are still too long. Must not change
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pptx.opc.package import Part

from whp_deck.office.fit_text import FOREIGN_TITLE_SCALES
from whp_deck.office.looks import Looks, shrink_of
from whp_deck.office.overflow import Overflow, text_overflow
from whp_deck.office.package import Package
from whp_deck.office.placeholders import TITLES
from whp_deck.office.sheets import Placed, SheetReader
from whp_deck.office.table_looks import TableLooks
from whp_deck.office.text import write_scale
from whp_deck.office.xml import Element, attribute, p


def fit_titles(package: Package, parts: Iterable[Part]) -> None:
    """Store on each title that does not fit the largest scale at which it does; on one that never does, the smallest."""
    for looks, placed, body in _titles(package, parts):
        for scale in FOREIGN_TITLE_SCALES[1:]:
            if _fits(text_overflow(looks, placed)):
                break
            if scale < 100 * shrink_of(body):
                write_scale(body, scale, is_title=True)


def titles_too_long(package: Package, parts: Iterable[Part]) -> dict[Part, Overflow]:
    """Of those slides whose titles run over their place, how far."""
    found: dict[Part, Overflow] = {}
    for looks, placed, _ in _titles(package, parts):
        measured = text_overflow(looks, placed)
        if measured is not None and not _fits(measured):
            found[looks.sheet.part] = measured
    return found


def _titles(package: Package, parts: Iterable[Part]) -> Iterator[tuple[Looks, Placed, Element]]:
    reader, tables = SheetReader(package), TableLooks(package)
    for part in parts:
        looks = Looks(reader.read(part), tables)
        for placed in looks.sheet.shapes:
            body = placed.shape.find(p("txBody"))
            if placed.ph is not None and attribute(placed.ph, "type") in TITLES and body is not None:
                yield looks, placed, body


def _fits(measured: Overflow | None) -> bool:
    """Less than half a line more does not touch anything; what cannot be measured is left alone."""
    return measured is None or measured.height <= measured.available + measured.height / max(1, measured.lines) / 2
