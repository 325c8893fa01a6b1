"""Slides and pages of notes that are joined from strings, and become elements when somebody asks for them.

In: a prototype as elements, and what differs from slide to slide. Out: parts that python-pptx takes for its own. Must
not know layouts, plans, or what a text says.

Most slides are text in placeholders. To copy a prototype's elements, parse each text and serialize the whole again took
three fifths of the time of a long deck. The strings are cut from what lxml wrote, so that a slide is the same bytes
whether its elements were asked for or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from pptx.opc.package import XmlPart
from pptx.opc.packuri import PackURI
from pptx.package import Package
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.office.parts import element_of
from whp_deck.office.text import put_paragraphs, shrinking, write_scale
from whp_deck.office.xml import Element, drop, p, parse, quoted, serialize

_SHAPE, _PROPERTIES, _END = "<p:sp>", "<a:bodyPr/>", "</p:txBody></p:sp>"
OFF = frozenset({"0", "false"})
_FIRST, _LAST = "<p:grpSpPr/>", "</p:spTree>"


class WrittenSheet:
    """One slide or page of notes as strings: its shapes by name, back to front."""

    __slots__ = ("_form", "_head", "_tail", "is_hidden", "shapes")

    def __init__(self, form: SheetForm, head: str, tail: str, *, is_hidden: bool) -> None:
        self._form, self._head, self._tail, self.is_hidden = form, head, tail, is_hidden
        self.shapes = dict(form.empty)

    def write(self, name: str, paragraphs: str, *, scale: int = 100, is_title: bool = False) -> bool:
        """Put these `a:p` into a placeholder, shrunk to `scale` percent. Out: whether it holds text at all."""
        opening = self._form.openings.get(name)
        if opening is None:
            return False
        properties = _PROPERTIES
        if scale < 100:
            fit = "".join(f' {key}="{value}"' for key, value in shrinking(scale, is_title=is_title).items())
            properties = f"<a:bodyPr><a:normAutofit{fit}/></a:bodyPr>"
        self.shapes[name] = f"{opening}{properties}<a:lstStyle/>{paragraphs}{_END}"
        return True

    def compose(self) -> bytes:
        """The part's bytes."""
        return "".join((self._head, *self.shapes.values(), self._tail)).encode()


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A prototype cut into strings: its empty shapes by name, and what stands around them."""

    root: str
    before: str
    empty: dict[str, str]
    openings: dict[str, str]
    identity: str
    after: str

    @classmethod
    def of(cls, prototype: Element, names: Iterable[str]) -> SheetForm:
        """`prototype`: `p:sld` or `p:notes` with plain shapes of these names, and a creation id of 1."""
        text = serialize(prototype).decode()
        head, _, rest = text.partition(_FIRST)
        inside, _, tail = rest.partition(_LAST)
        empty = {name: _SHAPE + one for name, one in zip(names, inside.split(_SHAPE)[1:], strict=True)}
        openings = {name: one.partition(_PROPERTIES)[0] for name, one in empty.items() if _PROPERTIES in one}
        root, _, before = head.partition("><p:cSld>")
        identity, _, after = tail.partition('"1"/>')
        return cls(root, before + _FIRST, empty, openings, _LAST + identity, after)

    def sheet(self, identity: int, *, name: str = "", hidden: bool = False) -> WrittenSheet:
        """A new sheet with this creation id and name."""
        shown = ' show="0"' if hidden else ""
        named = f" name={quoted(name)}" if name else ""
        head = f"{self.root}{shown}><p:cSld{named}>{self.before}"
        return WrittenSheet(self, head, f'{self.identity}"{identity}"/>{self.after}', is_hidden=hidden)


class _WrittenPart(XmlPart):
    """A part whose elements are parsed from its strings when they are first asked for, and count from then on."""

    sheet: WrittenSheet
    elements: dict[str, Element]

    def __init__(self, name: PackURI, content_type: str, package: Package, sheet: WrittenSheet) -> None:
        self.sheet = sheet
        self._parsed: Element | None = None
        super().__init__(name, content_type, package, cast(Any, None))

    @property
    def is_hidden(self) -> bool:
        """Whether the show leaves the slide out."""
        return self.sheet.is_hidden if self._parsed is None else self._parsed.get("show") in OFF

    @property
    def names(self) -> tuple[str, ...]:
        """The shapes that there are."""
        return tuple(self.sheet.shapes if self._parsed is None else self.elements)

    @property
    def shapes(self) -> dict[str, Element]:
        """The shapes as elements, by name."""
        if self._parsed is None:
            self._parse()
        return self.elements

    def write(self, name: str, paragraphs: str, *, scale: int = 100, is_title: bool = False) -> bool:
        """Put these `a:p` into a placeholder, shrunk to `scale` percent. Out: whether it holds text at all."""
        if self._parsed is None:
            return self.sheet.write(name, paragraphs, scale=scale, is_title=is_title)
        body = self.elements[name].find(p("txBody"))
        if body is not None:
            put_paragraphs(body, paragraphs)
            write_scale(body, scale, is_title=is_title)
        return body is not None

    def leave_out(self, name: str) -> None:
        """Take a shape out."""
        if self._parsed is None:
            del self.sheet.shapes[name]
        else:
            drop(self.elements.pop(name))

    def _parse(self) -> Element:
        self._parsed = parse(self.sheet.compose())
        self.elements = dict(zip(self.sheet.shapes, list(self._parsed[0][0])[2:], strict=True))
        return self._parsed

    @property
    def _element(self) -> Any:
        return self._parse() if self._parsed is None else self._parsed

    @_element.setter
    def _element(self, element: Any) -> None:
        self._parsed = element

    @property  # type: ignore[misc]  # read-only, as XmlPart has it
    def blob(self) -> bytes:
        return self.sheet.compose() if self._parsed is None else serialize(self._parsed)


class WrittenSlide(_WrittenPart, SlidePart):
    """A slide."""


class WrittenNotes(_WrittenPart, NotesSlidePart):
    """A page of notes."""


def is_hidden(part: SlidePart) -> bool:
    """Whether the show leaves the slide out."""
    return part.is_hidden if isinstance(part, WrittenSlide) else element_of(part).get("show") in OFF
