"""Footer, date and slide number of new slides, as the layout's and the master's settings want them.

In: elements of a layout and its master. Out: which of the three a new slide takes over, and the text of each.
Must not know packages or slides.

`p:hf` switches each off; what it does not name is on, and without it everything is (ECMA-376 part 1, 19.3.1.25).
The layout's own `p:hf` counts before the master's. python-pptx clones none of the three, PowerPoint all.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from whp_deck.office.placeholders import NUMBER_FIELD, placeholder_of, shapes_of
from whp_deck.office.xml import Element, a, attribute, p

_KINDS = ("dt", "ftr", "sldNum")
_OFF = frozenset({"0", "false"})
OWN_FOOTER = '<a:pPr lvl="0"/>'
"""What a footer's paragraph begins with. It changes nothing in PowerPoint. LibreOffice (7.4) takes a footer that has neither
a place nor a style of its own for its master's field, and draws that as the layout's empty footer is: in black Times.
"""
_NUMBER, _DATE = "slidenum", "datetime"
_NUMBER_ID, _DATE_ID = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "{7A2B8C44-3F0D-4C5E-9B61-1D0E5F6A7B21}"


def service_paragraphs(layout: Element, master: Element | None, language: str) -> dict[str, str]:
    """Kind ("dt", "ftr", "sldNum") → the inside of its `a:p`; kinds that a new slide does not show are left out.

    Dates and numbers are fields with the words that the layout, or else the master, has round them: “Page ‹#›”. A
    date without a field is the layout's fixed text; without any text there is nothing to show. The date that a
    field shows until PowerPoint counts it anew is the layout's, so that two builds are the same.
    """
    settings = layout.find(p("hf"))
    if settings is None and master is not None:
        settings = master.find(p("hf"))
    found: dict[str, str] = {}
    for kind in _KINDS:
        if settings is not None and attribute(settings, kind, "1") in _OFF:
            continue
        sources = [one for one in (_shape(layout, kind), _shape(master, kind)) if one is not None]
        if kind == "ftr":
            found[kind] = f'<a:r><a:rPr lang="{language}"/><a:t></a:t></a:r>'
        elif kind == "sldNum":
            found[kind] = _field(sources, _NUMBER, language) or NUMBER_FIELD.format(language=language)
        elif dated := _field(sources, _DATE, language) or _words(sources, language):
            found[kind] = dated
    return found


def shown_service(slides: Iterable[Element]) -> frozenset[str]:
    """Which of "dt", "ftr" and "sldNum" any of these slides has: new ones do as they do, as in PowerPoint's Header & Footer."""
    kinds = (
        ph.get("type", "") for slide in slides for one in shapes_of(slide) if (ph := placeholder_of(one)) is not None
    )
    return frozenset(kinds) & frozenset(_KINDS)


def _shape(root: Element | None, kind: str) -> Element | None:
    for shape in () if root is None else shapes_of(root):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") == kind:
            return shape
    return None


def _field(sources: list[Element], kind: str, language: str) -> str:
    """The first paragraph that holds a field of this kind, the nearest source first."""
    for shape in sources:
        for paragraph in shape.iter(a("p")):
            if any(attribute(one, "type").startswith(kind) for one in paragraph.iterchildren(a("fld"))):
                return _plainly(paragraph, language)
    return ""


def _words(sources: list[Element], language: str) -> str:
    """The first paragraph with any text."""
    for shape in sources:
        for paragraph in shape.iter(a("p")):
            if "".join(one.text or "" for one in paragraph.iter(a("t"))).strip():
                return _plainly(paragraph, language)
    return ""


def _plainly(paragraph: Element, language: str) -> str:
    """Its runs and fields without their looks, which the slide inherits."""
    look = f'<a:rPr lang="{language}"/>'
    pieces = []
    for child in paragraph.iterchildren(a("r"), a("fld"), a("br")):
        text = escape(child.findtext(a("t")) or "")
        kind = attribute(child, "type")
        if child.tag == a("br"):
            pieces.append(f"<a:br>{look}</a:br>")
        elif child.tag == a("r"):
            pieces.append(f"<a:r>{look}<a:t>{text}</a:t></a:r>")
        elif kind.startswith(_DATE):
            pieces.append(f'<a:fld id="{_DATE_ID}" type={quoteattr(kind)}>{look}<a:t>{text}</a:t></a:fld>')
        elif kind == _NUMBER:
            pieces.append(f'<a:fld id="{_NUMBER_ID}" type="{_NUMBER}">{look}<a:t>‹#›</a:t></a:fld>')
    return "".join(pieces)
