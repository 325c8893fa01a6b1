"""A printed document as plain values for `templates/packet.typ`: sheets of one kind of page, each with its blocks.

In: a `PrintedDocument` and pictures of slides. Out: dictionaries and lists that JSON can hold, and problems with
picture files. Must not know typst, nor choose a size or a color.
"""

from __future__ import annotations

import base64
import io
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, assert_never

import segno

from whp_deck.errors import InvalidDeckError, Problem
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    PacketBlock,
    PacketSection,
    Paragraph,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    Run,
    ScriptSlide,
    Table,
    Text,
    WritingLines,
)
from whp_deck.render.pictures import draw_poster, load_picture

Value = dict[str, Any]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LONG_WORD = re.compile(r"[^\s\u00ad\u200b]{26,}")
_LINKS = ("http://", "https://", "mailto:")
_SHORT_HEAD = 400  # letters that may stand above cards or columns
_HEADER_LETTERS = 90
_NARROW = 14  # letters of a column that is as wide as its text
_LONG_NOTES = 1800  # letters; longer notes of a slide may break across pages, shorter ones stay with their picture
_LARGE = ((450, 15.0), (900, 13.0))  # letters of a sheet that is read from a table, and the size of its type
_LONG_CELL = 1200  # letters; a longer cell may break across pages, a shorter one stays whole


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
    """The sheets of a document under construction."""

    document: PrintedDocument
    pictures: Mapping[int, bytes]
    words: PrintWords
    problems: list[Problem] = field(default_factory=list)
    made: list[Value] = field(default_factory=list)
    _level: int = 0  # of the latest heading: none may be skipped

    def make(self) -> list[Value]:
        """All sheets, in order. A document without sections has one sheet, with the title alone."""
        for section in self.document.sections:
            self._add_section(section)
        return self.made or [self._sheet("notes", False)]

    def _add_section(self, section: PacketSection) -> None:
        title = self._heading(section.title, 1)
        if title and section.facilitator_only:
            title.append({"type": "eyebrow"})
        style = self._style(section)
        new_page = section.new_page and bool(section.blocks)
        for kind, blocks in _chunks(section.blocks):
            if kind == "flow":
                drawn = [*title, *_enlarge(section, [v for block in blocks for v in self._draw(block, section)])]
                self._flow(style, section.facilitator_only, drawn, new_page=new_page)
            else:
                head = title or self._head()
                cards = [self._card(block) for block in blocks]
                self.made.append(self._sheet(kind, section.facilitator_only) | {"head": head, "cards": cards})
            title, new_page = [], False

    def _flow(self, style: str, facilitator: bool, blocks: list[Value], *, new_page: bool) -> None:
        last = self.made[-1] if self.made else None
        joins = last and last["style"] in ("notes", "wide") and last["facilitator"] == facilitator
        if last and joins and style != "columns" and (last["style"] == style or not new_page):
            last["blocks"] += [*([{"type": "break"}] if new_page else []), *blocks]
            return
        sheet = self._sheet(style, facilitator)
        self.made.append(sheet)
        if style == "columns":
            first = next(n for n, block in enumerate(blocks) if block["type"] == "slide")
            sheet["head"], sheet["blocks"] = blocks[:first], blocks[first:]
        else:
            sheet["blocks"] = blocks

    def _head(self) -> list[Value]:
        """Takes a short heading and text from the end of the sheet before, to stand above the cards they belong to."""
        if not self.made or self.made[-1]["style"] not in ("notes", "wide"):
            return []
        sheet = self.made[-1]
        blocks = sheet["blocks"]
        start = max((n + 1 for n, block in enumerate(blocks) if block["type"] == "break"), default=0)
        head = blocks[start:]
        if any(block["type"] not in ("heading", "eyebrow", "text") for block in head) or _letters(head) > _SHORT_HEAD:
            return []
        del blocks[max(0, start - 1) :]
        if not blocks and len(self.made) > 1:
            self.made.pop()
        return list(head)

    def _style(self, section: PacketSection) -> str:
        """The kind of page: with a margin for pen notes, wide (forms), or with the script in two columns."""
        kinds = {type(block) for block in section.blocks}
        if ScriptSlide in kinds:
            return "columns" if self.document.columns == 2 else "notes"
        filled_in = Form in kinds or (WritingLines in kinds and FacilitatorText not in kinds)
        return "wide" if filled_in and not section.facilitator_only else "notes"

    def _sheet(self, style: str, facilitator: bool) -> Value:
        return {"style": style, "facilitator": facilitator, "head": [], "blocks": [], "cards": []}

    def _heading(self, text: str, level: int) -> list[Value]:
        words = plain(text).strip()
        if not words:
            return []
        self._level = min(level, self._level + 1)
        return [{"type": "heading", "level": self._level, "text": words}]

    def _draw(self, block: PacketBlock, section: PacketSection) -> list[Value]:
        match block:
            case Text():
                return [{"type": "text", "aside": False, "nodes": _nodes(block.paragraphs)}] if block.text else []
            case FacilitatorText():
                aside = not section.facilitator_only
                return [{"type": "text", "aside": aside, "nodes": _nodes(block.paragraphs)}] if block.text else []
            case Heading():
                return self._heading(block.text, block.level)
            case Table():
                return [_table(block)] if block.rows and block.rows[0] else []
            case Picture():
                return self._picture(block)
            case Checks():
                items = [_nodes(item.paragraphs) for item in block.items if item.text]
                return [{"type": "checks", "items": items}] if items else []
            case WritingLines():
                return [{"type": "lines", "count": block.count, "label": plain(block.label)}]
            case Form():
                return [_form(block)] if block.header else []
            case ScriptSlide():
                return [self._slide(block)]
            case RoleCard() | PocketCard():
                return []  # drawn on sheets of their own
            case _:
                assert_never(block)

    def _slide(self, slide: ScriptSlide) -> Value:
        minutes = self.words.minutes.format(minutes=f"{slide.minutes:g}") if slide.minutes else ""
        meta = [self.words.hidden] if slide.hidden else [slide.clock, minutes]
        title = plain(slide.title)
        heading = self._heading(title or slide.id, 2)[0]
        picture = self.pictures.get(slide.number)
        parts = [{"label": plain(part.label), "nodes": _nodes(part.paragraphs)} for part in slide.notes.parts]
        return {
            "type": "slide",
            "level": heading["level"],
            "title": heading["text"],
            "number": slide.number,
            "meta": plain(" · ".join(word for word in meta if word)),
            "continues": plain(slide.notes.continues),
            "parts": [part for part in parts if part["nodes"]],
            "tip": _nodes(slide.tip.paragraphs) if slide.tip and slide.tip.text else [],
            "picture": wrap_picture(picture) if picture else None,
            "long": len(slide.notes.text) > _LONG_NOTES,
            "alt": self.words.slide.format(number=slide.number, title=heading["text"]),
        }

    def _card(self, card: PacketBlock) -> Value:
        if isinstance(card, RoleCard):
            nodes = _nodes(card.text.paragraphs)
            values = {"scene": plain(card.scene), "role": plain(card.role), "holder": plain(card.holder)}
            size = _first_size(_lines(nodes, 82), (20, 23, 26))
            return values | {"who": self._who(card.role), "nodes": nodes, "try": size}
        assert isinstance(card, PocketCard)
        groups = [
            {"name": plain(name), "lines": [_nodes(line.paragraphs) for line in lines if line.text]}
            for name, lines in card.groups
        ]
        lines = sum(2 + sum(_lines(line, 38) for line in group["lines"]) for group in groups)
        shown = [group for group in groups if group["lines"]]
        return {"title": plain(card.title), "groups": shown, "try": _first_size(lines, (14, 18, 22, 26))}

    def _who(self, role: str) -> str | None:
        names = ("giver", "patient", "receiver")
        return next((name for name in names if getattr(self.words, name).casefold() in role.casefold()), None)

    def _picture(self, block: Picture) -> list[Value]:
        link = block.address or block.link
        address = link if link.startswith(_LINKS) else ""
        value = {"type": "picture", "alt": plain(block.alt) or "–", "address": address, "shown": plain(address)}
        if block.drawing == "qr":
            return [value | {"svg": draw_qr_svg(block.address), "width": 38, "ground": False}]
        if block.drawing == "poster":
            return [value | {"svg": wrap_picture(draw_poster()), "width": 90, "ground": True}]
        beside = Path(block.source.file).parent if block.source else Path()
        try:
            picture = load_picture(beside / block.file, block.source)
        except InvalidDeckError as error:
            self.problems += error.problems
            return []
        width, height = _picture_size(picture)
        return [value | {"svg": wrap_picture(picture), "width": min(110, 90 * width / height), "ground": False}]


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


def plain(text: str) -> str:
    """`text` without what no page can show, its long words made breakable."""
    return _LONG_WORD.sub(_breakable, _UNPRINTABLE.sub("", text))


def shorten(text: str) -> str:
    """`text` for the page header."""
    return text if len(text) <= _HEADER_LETTERS else f"{text[: _HEADER_LETTERS - 1].rstrip()}…"


def _breakable(word: re.Match[str]) -> str:
    """An address may break after its signs, any other word after each twelfth letter, with a hyphen."""
    pieces = re.split(r"(?<=[/._?&=#-])(?=\w)", word[0])
    return "\u200b".join("\u00ad".join(re.findall(".{1,12}", piece)) if len(piece) > 25 else piece for piece in pieces)


def _runs(runs: Iterable[Run]) -> list[Value]:
    values = []
    for run in runs:
        value: Value = {"t": plain(run.text)}
        if run.bold:
            value["b"] = True
        if run.italic:
            value["i"] = True
        if run.link.startswith(_LINKS):
            value["a"] = run.link
        if value["t"]:
            values.append(value)
    return values


def _nodes(paragraphs: Sequence[Paragraph]) -> list[Value]:
    """Paragraphs as a tree: a marked one is an item of a list at its level, a plain one inside goes on in the item."""
    root: list[Value] = []
    open_lists: list[Value] = []  # by level
    for paragraph in paragraphs:
        runs = _runs(paragraph.runs)
        if not runs:
            continue
        node: Value = {"p": runs}
        level = min(paragraph.level, len(open_lists))
        if paragraph.marker is None:
            del open_lists[level:]
            (open_lists[-1]["list"][-1] if open_lists else root).append(node)
            continue
        numbered = paragraph.marker == "number"
        if level < len(open_lists) and open_lists[level]["numbered"] == numbered:
            del open_lists[level + 1 :]
        else:
            del open_lists[level:]
            new: Value = {"list": [], "numbered": numbered}
            (open_lists[-1]["list"][-1] if open_lists else root).append(new)
            open_lists.append(new)
        open_lists[level]["list"].append([node])
    return root


def _enlarge(section: PacketSection, blocks: list[Value]) -> list[Value]:
    """A page of its own with a few lines of text alone gets larger type, so that they do not look lost on it."""
    if section.facilitator_only or not section.new_page or any(block["type"] != "text" for block in blocks):
        return blocks
    letters = sum(len(block.text) for block in section.blocks if isinstance(block, Text))
    size = next((size for limit, size in _LARGE if letters <= limit), 0)
    return [block | {"large": size} for block in blocks] if size else blocks


def _table(table: Table) -> Value:
    columns = max(len(row) for row in table.rows)
    rows = [[_nodes(cell.paragraphs) for cell in row] + [[]] * (columns - len(row)) for row in table.rows]
    texts = [[cell.text for cell in row] for row in table.rows]
    header, body = (rows[0], rows[1:]) if table.header and table.look != "bar" else ([], rows)
    emphasis = table.emphasis
    return {
        "type": "table",
        "look": table.look,
        "columns": columns,
        "header": header,
        "rows": body,
        "shares": list(table.shares) if len(table.shares) == columns else _shares(texts, columns, narrow=_NARROW),
        "emphasis": emphasis - 1 if emphasis is not None and header else emphasis,
        "long": any(len(text) > _LONG_CELL for row in texts for text in row),
    }


def _form(form: Form) -> Value:
    columns = max(len(form.header), *(len(row) for row in form.rows)) if form.rows else len(form.header)
    rows = [*form.rows, *[()] * form.blank_rows]
    full = [[plain(cell) for cell in row] + [""] * (columns - len(row)) for row in (form.header, *rows)]
    shares = list(form.shares) if len(form.shares) == columns else _shares(full, columns)
    return {"type": "form", "header": full[0], "rows": full[1:], "shares": shares}


def _shares(rows: Sequence[Sequence[str]], columns: int, *, narrow: int = 0) -> list[float]:
    """Widths of columns: wide enough for the longest word, and growing with the root of the longest text.

    0 for a column whose texts are all at most `narrow` letters long, as long as other columns remain.
    """
    shares: list[float] = []
    for n in range(columns):
        texts = [row[n] for row in rows if n < len(row)]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        longest = max((len(text) for text in texts), default=0)
        short = longest <= narrow and shares.count(0) < 2 and n < columns - 1
        shares.append(0 if short else round(max(6.0, min(word, 16) + 1.0, 3.2 * min(longest, 250) ** 0.5), 1))
    return shares


def draw_qr_svg(address: str) -> str:
    """The address as a QR code in SVG."""
    buffer = io.BytesIO()
    segno.make(address, error="l", micro=False).save(buffer, kind="svg", border=0, xmldecl=False, svgns=True)
    return buffer.getvalue().decode()


def wrap_picture(picture: bytes) -> str:
    """PNG or JPEG inside SVG: text, which reaches the page as a value, without a file on the disk."""
    width, height = _picture_size(picture)
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    letters = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{letters}"/></svg>'
    )


def _picture_size(picture: bytes) -> tuple[int, int]:
    if picture.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", picture[16:24])
        return int(width), int(height)
    from PIL import Image  # a photograph: rare, and Pillow is slow to load

    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def _lines(nodes: Sequence[Value], letters: int) -> int:
    """About how many lines of so many letters the nodes fill."""
    lines = 0
    for node in nodes:
        if "list" in node:
            lines += sum(_lines(item, letters - 4) for item in node["list"])
        else:
            lines += 1 + sum(len(run["t"]) for run in node["p"]) // letters
    return lines


def _first_size(lines: int, limits: Sequence[int]) -> int:
    """Which size of type to try first: a good guess spares the page two measurements a card."""
    return sum(lines > limit for limit in limits)


def _letters(blocks: Sequence[Value]) -> int:
    return len("".join(str(block.get("nodes", "")) for block in blocks))
