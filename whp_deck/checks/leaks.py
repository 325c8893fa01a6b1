"""Does a finished package hold anything that only the facilitator may know?

In: a package as it will be written, and the scenarios. Out: a problem for each hit; one hit stops the build.
Searches every XML part (text joined by paragraph, all attributes), so that notes, alt texts, hidden slides and
properties are covered, not only what is shown. Must not trust the plan that made the file.
"""

from __future__ import annotations

import re
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


def find_leaks(package: Package, scenarios: Sequence[Scenario], name: str) -> list[Problem]:
    """Problems `leak` for every facilitator-only sentence or fragment found in `package`, called `name`."""
    secrets = [(scenario, field, piece) for scenario in scenarios for field, piece in secret_pieces(scenario)]
    if not secrets:
        return []
    problems = []
    for part_name, text in part_texts(package):
        for scenario, field, piece in secrets:
            if piece in text:
                message = f"{name}: {part_name} holds facilitator-only text of `{scenario.id}`, {field}"
                hint = "say it in the packet only; the slide and its notes may point to the packet's sheet"
                problems.append(Problem("leak", message, hint, scenario.place_of()))
    return problems


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
            element = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        # paragraphs run into each other, which cannot hide a sentence: it is searched for within the text
        text = etree.tostring(element, method="text", encoding="unicode")
        attributes = cast("list[str]", _LONG_ATTRIBUTES(element))
        yield str(part.partname), normalize(_SEPARATOR.join((text, *attributes)))


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
