"""Where the words of a slide come from, and how they are written back as Markdown.

In: an entry with the view of its session; a slide as it is now. Out: `Leaf`s (fields with what they show), paragraphs,
Markdown in which expressions stay where their words are still there. Must not write YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.config.yaml_style import Key
from whp_deck.markup import join_blocks, write_line
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.package import Package
from whp_deck.office.placeholders import placeholder_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.rich_text import read_paragraphs
from whp_deck.office.snapshot import snapshot_shapes
from whp_deck.office.text import Level
from whp_deck.office.xml import Element, p
from whp_deck.plan import Paragraph, Run
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View

_NOT_SHOWN = frozenset({"id", "kind", "part", "minutes", "notes", "packet", "sources", "title", "scenario", "removed"})
_ADDRESS = re.compile(r"https?://\S+")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of an entry: its path in the entry, the Markdown as typed, and the paragraphs that it shows.

    `plain`: it is no Markdown, and shown as it stands.
    """

    path: tuple[Key, ...]
    source: str
    paragraphs: tuple[Paragraph, ...]
    plain: bool = False


def shown_fields(entry: SlideEntry) -> dict[str, Any]:
    """The fields of the entry that a slide can show, as plain data; the others are not even read.

    Among those are the tip for the facilitator and the cards of a scenario, which are of a type that becomes no plain data.
    """
    return entry.model_dump(mode="json", by_alias=True, exclude=set(_NOT_SHOWN))


def text_leaves(entry: SlideEntry, view: View) -> Iterator[Leaf]:
    """Every text of the entry that a slide can show, but its title."""
    for key, value in shown_fields(entry).items():
        yield from _leaves((key,), value, view)


def _leaves(path: tuple[Key, ...], value: Any, view: View) -> Iterator[Leaf]:
    if isinstance(value, str):
        if value.strip():
            yield Leaf(path, value, view.text(value, None).paragraphs)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves((*path, key), one, view)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves((*path, number), one, view)


def folded(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The words of each paragraph as a snapshot has them."""
    return [text for one in paragraphs if (text := " ".join(one.text.split()))]


def shape_paragraphs(package: Package, part: SlidePart, *, exact: bool) -> list[tuple[Paragraph, ...]]:
    """The paragraphs of each shape of a slide, in the order of its snapshot.

    Without `exact` bold and italic are left out: LibreOffice writes into runs what a layout had said.
    """
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    offered = (
        {}
        if layout is None
        else {one.attributes.get("idx", "0"): one.levels for one in placeholders_of(package, layout)}
    )
    found = []
    for _, shape in snapshot_shapes(package, part):
        body = shape.find(p("txBody"))
        paragraphs = () if body is None else read_paragraphs(part, body, _levels(shape, offered))
        found.append(paragraphs if exact else tuple(map(_plain, paragraphs)))
    return found


def _levels(shape: Element, offered: dict[str, tuple[Level, ...]]) -> tuple[Level, ...]:
    ph = placeholder_of(shape)
    return () if ph is None else offered.get(ph.get("idx", "0"), ())


def _plain(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=(Run(paragraph.text),))


def rewrite(leaf: Leaf, now: Sequence[Paragraph], view: View) -> str:
    """Markdown of the paragraphs, in which every paragraph that is still there stays as it was typed.

    What a template makes ("{% for … %}") is written as it is shown: its lines are not those of the slide. An address stays one.
    """
    if leaf.plain or _ADDRESS.fullmatch(leaf.source.strip()):
        return " ".join(folded(now))
    typed = [] if "{%" in leaf.source else _typed_blocks(leaf)
    shown = folded(leaf.paragraphs)
    pairs = list(zip(shown, typed, strict=True)) if len(typed) == len(shown) else []
    known = dict(reversed(pairs))
    blocks = []
    for paragraph in now:
        (words,) = folded([paragraph]) or ("",)
        if words in known:  # of two that are shown alike each stays as it was typed
            same = next((pair for pair in pairs if pair[0] == words), (words, known[words]))
            pairs = [pair for pair in pairs if pair is not same]
            blocks.append((paragraph, same[1]))
        else:
            blocks.append((paragraph, with_expressions(write_line(paragraph), leaf, view)))
    if len(leaf.paragraphs) == 1 and len(blocks) == 1:  # a single line stays one, whatever list its slide makes of it
        return blocks[0][1]
    return as_block(join_blocks(blocks))


def by_lines(
    leaves: Sequence[Leaf], before: Sequence[tuple[int, str]], found: Sequence[Paragraph], view: View
) -> list[tuple[Leaf, str]]:
    """The fields that gave the changed lines, each with its line; nothing where one of these is not of one field alone."""
    now = folded(found)
    if len(now) != len(before):
        return []
    wanted: list[tuple[Leaf, str]] = []
    for (_, old), new, paragraph in zip(before, now, found, strict=True):
        if old == new:
            continue
        single = [leaf for leaf in leaves if folded(leaf.paragraphs) == [old]]
        if len(single) != 1:
            return []
        wanted.append((single[0], rewrite(single[0], [Paragraph(paragraph.runs)], view)))
    return wanted


def as_block(text: str) -> str:
    """Several lines end with a line feed, so that YAML writes them as a plain block."""
    return f"{text}\n" if "\n" in text else text


def _typed_blocks(leaf: Leaf) -> list[str]:
    """The Markdown of each paragraph without its marker, as far as lines tell them apart."""
    blocks: list[str] = []
    fresh = True
    for line in leaf.source.splitlines():
        if not line.strip():
            fresh = True
        elif fresh or _ITEM.match(line):
            blocks.append(_ITEM.sub("", line).strip())
            fresh = False
        else:
            blocks[-1] += f" {line.strip()}"
    return blocks


def with_expressions(line: str, leaf: Leaf, view: View) -> str:
    """The line with the author's expressions in the place of the values that they gave, where each is there once."""
    for expression in dict.fromkeys(_EXPRESSION.findall(leaf.source)):
        value = " ".join(view.expressions.fill(expression, None, []).split())
        if len(value) > 2 and line.count(value) == 1 and "{{" not in value:
            line = line.replace(value, expression)
    return line
