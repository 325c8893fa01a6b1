"""A printed document as plain values for a template of pages, any in `templates/`: sheets of one kind of page, each of
parts and blocks.

In: a `PrintedDocument` and pictures of slides. Out: dictionaries and lists that JSON can hold, whose keys stand in
`templates/README.md` ("Printed pages"), and problems with picture files. Must not know typst. Sizes of type are chosen here only where the amount of text decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from whp_deck.errors import InvalidDeckError, Problem
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    PacketBlock,
    PacketSection,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    Table,
    Text,
    WritingLines,
)
from whp_deck.render.packet_fit import pockets_across, try_pages, try_pocket_card, try_role_card
from whp_deck.render.packet_values import (
    LINKS,
    Value,
    clean,
    count_lines,
    draw_qr_svg,
    form_value,
    join_nodes,
    nodes_of,
    picture_size,
    plain,
    table_value,
    wrap_picture,
)
from whp_deck.render.pictures import draw_poster, load_picture
from whp_deck.slides.view import minutes_figure

_FLOWING = ("notes", "wide")
_SHORT_HEAD = 300  # letters that may stand above cards
_HEADER_LETTERS = 76
_LABEL_LETTERS = 12  # a longer label stands above its text
_LONG_NOTES = 1100  # letters; longer notes of a slide may break across pages, shorter ones stay with their picture
_LARGE = ((450, 13.0), (900, 12.0))  # letters of a page that has little else on it, and the size of its type


@dataclass(frozen=True, slots=True)
class PrintWords:
    """The fixed words of a printed page. `giver`, `patient`, `receiver` find the figure for a role card."""

    page: str = "Page {page} of {pages}"
    facilitator_only: str = "FACILITATOR ONLY – do not project or hand out"
    facilitator: str = "Facilitator only"
    minutes: str = "{minutes} min"
    hidden: str = "hidden slide"
    slide: str = "Slide {number}: {title}"
    giver: str = "Giver"
    patient: str = "Patient"
    receiver: str = "Receiver"


@dataclass(slots=True)
class Sheets:
    """The sheets of a document under construction, the pictures on them by name, and problems with those."""

    document: PrintedDocument
    thumbnails: Mapping[int, bytes]
    words: PrintWords
    pictures: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    made: list[Value] = field(default_factory=list)
    label_letters: int = 0  # of the longest label in the notes that stands beside its text
    _level: int = 0  # of the latest heading: none may be skipped

    def make(self) -> list[Value]:
        """All sheets, in order. A document without sections has one sheet, with the title alone."""
        for section in self.document.sections:
            self._add_section(section)
        for sheet in self.made:
            parts = sheet["parts"]
            for n, part in enumerate(parts):  # only what has its pages for itself can be fitted to them
                if not (n == 0 or part["break"]) or not all(later["break"] for later in parts[n + 1 : n + 2]):
                    part["fit"] = None
        return self.made or [_sheet("notes", False)]

    def _add_section(self, section: PacketSection) -> None:
        title = self._heading(section.title, 1)
        if section.facilitator_only:
            title.insert(0, {"type": "warning"})
        style = self._style(section)
        new_page = section.new_page and bool(section.blocks)
        for kind, blocks in _chunks(section.blocks):
            if kind == "flow":
                drawn = _joined([*title, *(value for block in blocks for value in self._draw(block, section))])
                part = {
                    "break": new_page,
                    "whole": not section.new_page,
                    "size": _size(section, drawn),
                    "fit": try_pages(drawn, one_page=section.one_page, titled=not self.made),
                    "blocks": drawn,
                }
                self._add_part(style, section.facilitator_only, part)
            else:
                head = title or self._take_head()
                cards = [card for block in blocks if (card := self._card(block)).get("groups", True)]
                across = pockets_across(cards) if kind == "pocket" else 2
                if across == 3:
                    cards = [
                        card | try_pocket_card(card["title"], card["groups"], across=3)._asdict() for card in cards
                    ]
                sheet = {"head": head, "cards": cards, "across": across}
                self.made.append(_sheet(kind, section.facilitator_only) | sheet)
            title, new_page = [], True

    def _add_part(self, style: str, facilitator: bool, part: Value) -> None:
        last = self.made[-1] if self.made else None
        joins = last and last["style"] in _FLOWING and last["facilitator"] == facilitator and style != "columns"
        if last and joins and (last["style"] == style or not part["break"]):
            last["parts"].append(part)
            return
        sheet = _sheet(style, facilitator)
        if style == "columns":
            first = next(n for n, block in enumerate(part["blocks"]) if block["type"] == "slide")
            sheet["head"], part["blocks"] = part["blocks"][:first], part["blocks"][first:]
        self.made.append(sheet | {"parts": [part]})

    def _take_head(self) -> list[Value]:
        """A short heading and text from the end of the sheet before, to stand above the cards they belong to."""
        if not self.made or self.made[-1]["style"] not in _FLOWING:
            return []
        parts = self.made[-1]["parts"]
        head: list[Value] = parts[-1]["blocks"]
        if any(block["type"] not in ("heading", "warning", "text") for block in head) or _letters(head) > _SHORT_HEAD:
            return []
        parts.pop()
        if not parts:
            self.made.pop()
        return head

    def _style(self, section: PacketSection) -> str:
        """The kind of page: with a margin for pen notes, wide (forms), framed, or with the script in two columns."""
        if section.framed:
            return "framed"
        kinds = {type(block) for block in section.blocks}
        if ScriptSlide in kinds:
            return "columns" if self.document.columns == 2 else "notes"
        return "wide" if section.is_filled_in and not section.facilitator_only else "notes"

    def _heading(self, text: str, level: int, *, keeps: bool = False) -> list[Value]:
        words = plain(text).strip()
        if not words:
            return []
        self._level = min(level, self._level + 1)
        return [{"type": "heading", "level": self._level, "text": words, "keeps": keeps}]

    def _draw(self, block: PacketBlock, section: PacketSection) -> list[Value]:
        match block:
            case Text() | FacilitatorText():
                aside = isinstance(block, FacilitatorText) and not section.facilitator_only
                nodes = nodes_of(block.paragraphs)
                return [{"type": "text", "aside": aside, "nodes": nodes}] if nodes else []
            case Heading():
                return self._heading(block.text, block.level, keeps=block.keeps)
            case Table():
                return [table_value(block)] if any(block.rows) else []
            case Picture():
                return self._picture(block)
            case Checks():
                items = [nodes for item in block.items if (nodes := nodes_of(item.paragraphs))]
                return [{"type": "checks", "items": items}] if items else []
            case WritingLines():
                return [{"type": "lines", "count": block.count, "label": plain(block.label)}]
            case Form():
                return [form_value(block)] if block.header else []
            case ScriptSlide():
                return [self._slide(block)]
            case RoleCard() | PocketCard():
                return []  # drawn on sheets of their own
            case _:
                assert_never(block)

    def _slide(self, slide: ScriptSlide) -> Value:
        minutes = self.words.minutes.format(minutes=minutes_figure(slide.minutes)) if slide.minutes else ""
        meta = [self.words.hidden] if slide.hidden else [slide.clock, minutes]
        heading = self._heading(slide.title.strip() or slide.id, 2)[0]
        parts: list[Value] = [
            {"label": plain(part.label), "long": len(part.label) > _LABEL_LETTERS, "nodes": nodes_of(part.paragraphs)}
            for part in slide.notes.parts
        ]
        self.label_letters = max([self.label_letters, *(len(part["label"]) for part in parts if not part["long"])])
        picture = self.thumbnails.get(slide.number)
        return {
            "type": "slide",
            "level": heading["level"],
            "title": heading["text"],
            "number": slide.number,
            "meta": plain(" · ".join(word for word in meta if word)),
            "continues": plain(slide.notes.continues),
            "parts": [part for part in parts if part["nodes"]],
            "tip": nodes_of(slide.tip.paragraphs) if slide.tip else [],
            "picture": self._keep(f"slide {slide.number}", wrap_picture(picture)) if picture else "",
            "long": len(slide.notes.text) > _LONG_NOTES,
            "alt": self.words.slide.format(number=slide.number, title=clean(slide.title)),
        }

    def _card(self, card: PacketBlock) -> Value:
        if isinstance(card, RoleCard):
            nodes = nodes_of(card.text.paragraphs)
            values = {"scene": plain(card.scene), "role": plain(card.role), "holder": plain(card.holder)}
            return values | {"who": self._who(card.role), "nodes": nodes} | try_role_card(values, nodes)._asdict()
        assert isinstance(card, PocketCard)
        groups: list[Value] = [
            {"name": plain(name), "lines": [nodes for line in lines if (nodes := nodes_of(line.paragraphs))]}
            for name, lines in card.groups
        ]
        shown = [group for group in groups if group["lines"]]
        return {"title": plain(card.title), "groups": shown} | try_pocket_card(card.title, shown)._asdict()

    def _who(self, role: str) -> str:
        names = ("giver", "patient", "receiver")
        return next((name for name in names if getattr(self.words, name).casefold() in role.casefold()), "")

    def _picture(self, block: Picture) -> list[Value]:
        link = block.address or block.link
        address = clean(link) if link.startswith(LINKS) else ""
        value = {"type": "picture", "alt": clean(block.alt) or "–", "address": address, "shown": plain(address)}
        name = f"{block.drawing} {block.address}{block.file}"
        if block.drawing == "qr":
            return [value | {"picture": self._keep(name, draw_qr_svg(block.address)), "width": 24, "ground": False}]
        if block.drawing == "poster":
            return [value | {"picture": self._keep(name, wrap_picture(draw_poster())), "width": 90, "ground": True}]
        beside = Path(block.source.file).parent if block.source else Path()
        try:
            picture = load_picture(beside / block.file, block.source)
        except InvalidDeckError as error:
            self.problems += error.problems
            return []
        width, height = picture_size(picture)
        kept = self._keep(name, wrap_picture(picture))
        return [value | {"picture": kept, "width": min(110, 90 * width / height), "ground": False}]

    def _keep(self, name: str, svg: str) -> str:
        self.pictures[name] = svg
        return name


def header_names(document: PrintedDocument) -> tuple[str, str]:
    """Practice and session for one line at the head of a page: the short name where the whole one has no room."""
    practice, session = document.practice, document.session
    if len(practice) + len(session) > _HEADER_LETTERS:
        practice = document.short_practice or practice
    session = _shorten(session, _HEADER_LETTERS - min(len(practice), _HEADER_LETTERS // 2))
    return _shorten(practice, _HEADER_LETTERS - len(session)), session


def _shorten(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _sheet(style: str, facilitator: bool) -> Value:
    return {"style": style, "facilitator": facilitator, "head": [], "parts": [], "cards": []}


def _chunks(blocks: Sequence[PacketBlock]) -> Iterator[tuple[str, list[PacketBlock]]]:
    """Blocks that share a kind of page: "flow", "cards" or "pocket". A section without blocks is one empty flow."""
    kind, chunk = "flow", list[PacketBlock]()
    for block in blocks:
        wanted = "cards" if isinstance(block, RoleCard) else "pocket" if isinstance(block, PocketCard) else "flow"
        if wanted != kind and chunk:
            yield kind, chunk
            chunk = []
        kind = wanted
        chunk.append(block)
    yield kind, chunk


def _joined(blocks: list[Value]) -> list[Value]:
    """Texts that follow each other in one, so that list items that were written apart are one list."""
    joined: list[Value] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last["type"] == block["type"] == "text" and last["aside"] == block["aside"]:
            joined[-1] = last | {"nodes": join_nodes(last["nodes"], block["nodes"])}
        else:
            joined.append(block)
    return joined


def _size(section: PacketSection, blocks: Sequence[Value]) -> float:
    """A page with a few lines of text alone gets larger type, so that they do not look lost. 0 = the usual size."""
    if section.facilitator_only or not section.new_page or not section.blocks:
        return 0
    if any(block["type"] not in ("heading", "text", "lines") for block in blocks):
        return 0
    letters = sum(len(block.text) for block in section.blocks if isinstance(block, Text))
    return next((size for limit, size in _LARGE if letters <= limit), 0)


def _letters(blocks: Sequence[Value]) -> int:
    nodes = [node for block in blocks for node in block.get("nodes", ())]
    return count_lines(nodes, 1)
