"""Does a finished package hold anything that only the facilitator may know?

In: a package as it will be written, and the scenarios. Out: a problem for each hit; one hit stops the build.
Searches every XML part (text joined by paragraph, all attributes), so that notes, alt texts, hidden slides and
properties are covered, not only what is shown. Must not trust the plan that made the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from lxml import etree

from whp_deck.content.scenario import Scenario
from whp_deck.errors import Problem

if TYPE_CHECKING:
    from whp_deck.office.package import Package

MIN_WORDS = 4  # a shorter sentence is too ordinary to prove anything
MIN_LETTERS = 12  # a short secret, as a medicine's name with its dose
_LONG_ATTRIBUTES = etree.XPath(f"//@*[string-length() >= {MIN_LETTERS}]")
_SEPARATOR = " ¶ "
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def find_leaks(package: Package, scenarios: Sequence[Scenario], name: str) -> list[Problem]:
    """Problems `leak` for every facilitator-only sentence or fragment found in `package`, called `name`."""
    return _search(part_texts(package), scenarios, name)


def find_leaks_in_word(data: bytes, scenarios: Sequence[Scenario], name: str) -> list[Problem]:
    """The same for a Word document's bytes: every XML part, headers and comments too."""
    return _search(_word_texts(data), scenarios, name)


def find_leaks_in_pdf(data: bytes, scenarios: Sequence[Scenario], name: str) -> list[Problem]:
    """The same for a PDF's bytes, by the text that a reader can take out of it, page by page and joined."""
    return _search(_pdf_texts(data), scenarios, name)


def _search(texts: Iterator[tuple[str, str]], scenarios: Sequence[Scenario], name: str) -> list[Problem]:
    secrets = [(scenario, field, piece) for scenario in scenarios for field, piece in secret_pieces(scenario)]
    problems = []
    for place, text in texts if secrets else ():
        for scenario, field, piece in secrets:
            if piece in text:
                message = f"{name}: {place} holds facilitator-only text of `{scenario.id}`, {field}"
                hint = "say it in the packet only; the slide and its notes may point to the packet's sheet"
                problems.append(Problem("leak", message, hint, scenario.place_of()))
    return problems


def _word_texts(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                yield member, _element_text(etree.fromstring(archive.read(member), _PARSER))


def _pdf_texts(data: bytes) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    # a word that is broken at a line's end is whole again; so is a sentence that runs over a page
    yield "its text", normalize(re.sub(r"[-\u00ad\u2010\ufffe]\s*\r?\n", "", " ".join(pages)))


def secret_pieces(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """(field, normalized piece): sentences of four words or more, and shorter texts of twelve letters or more.

    A piece that the scenario's own public text holds as well is no secret.
    """
    public = normalize(" ¶ ".join(_public_texts(scenario)))
    for field, text in scenario.never_on_slides():
        for sentence in re.split(r"(?<=[.!?:;])\s+|\n+", text.for_leak_check()):
            piece = normalize(sentence)
            long_enough = len(piece.split()) >= MIN_WORDS or len(piece.replace(" ", "")) >= MIN_LETTERS
            if long_enough and piece not in public:
                yield field, piece


def part_texts(package: Package) -> Iterator[tuple[str, str]]:
    """(part name, normalized text) of every XML part: its text, runs joined as they stand, then attribute values."""
    for part in package.iter_parts():
        element = getattr(part, "_element", None)
        if element is None:
            if not str(part.content_type).endswith("xml"):
                continue
            element = etree.fromstring(part.blob, _PARSER)
        yield str(part.partname), _element_text(element)


def _element_text(element: etree._Element) -> str:
    # paragraphs run into each other, which cannot hide a sentence: it is searched for within the text
    text = etree.tostring(element, method="text", encoding="unicode")
    attributes = cast("list[str]", _LONG_ATTRIBUTES(element))
    return normalize(_SEPARATOR.join((text, *attributes)))


def normalize(text: str) -> str:
    """Letters and digits in lower case, one space between words: what survives any formatting."""
    return " ".join(re.findall(r"\w+|¶", text.casefold()))


def _public_texts(scenario: Scenario) -> Iterator[str]:
    yield from (scenario.title, scenario.goal, scenario.situation, scenario.everybody_else)
    yield from (role.task for role in scenario.roles)
    debrief, notes = scenario.debrief, scenario.notes
    yield from (*debrief.went_well, *debrief.could_be_better, *debrief.we_will_try)
    for entry in (notes.scene, notes.your_turn, notes.debrief):
        yield from (entry.text, entry.say, entry.do, entry.ask, entry.next)
