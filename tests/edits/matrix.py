"""Kinds of edit that people make in PowerPoint, each with what must be told of it and what must still be there.

In: an open package of the deck in `DECK_TEXT`. Out: the package, edited. Used by test_matrix.py.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches

from tests.office.conftest import add_slides, empty_deck, png
from whp_deck.office.package import Package, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_copy import Importer
from whp_deck.office.slide_list import delete_slides, hide, move_slides, slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.stamp import theme_part
from whp_deck.office.xml import a, fragment, p, parse, serialize

DECK_TEXT = """\
deck: Matrix
practice: practice.yaml
format: {minutes: 60, sessions: 1}
role_plays: {use: []}
outputs: [deck]
slides:
  remove:
    [objectives, one-picture, what-plus, why, evidence, what-we-know, how-it-helps, voice, video, video-question, how-to,
     checklist-rooming, who-does-what, checklist-next-step, which-patients, special-cases, checklist-team, barriers, how-we-start,
     how-we-know, keep-going, try-it, prebrief, walk-through, commitments]
  add:
    - id: words
      kind: content
      session: 1
      title: Some words of ours
      body: |
        - The first point about apples
        - The second point about pears
        - The third point about plums
      notes: {say: Say something about fruit.}
    - id: grid
      kind: table
      after: words
      title: A table of hours
      header: [Day, Hour]
      rows: [[Monday, seven], [Tuesday, eight]]
      notes: {say: Say something about hours.}
    - id: photo
      kind: content
      after: grid
      title: A picture of us
      body: |
        - We stand before the door
        - It was a sunny day
      picture: {file: us.png, alt: Our team before the door}
      notes: {say: Say something about the picture.}
    - id: scene
      kind: handoff
      after: photo
      title: The three of us
      giver: {says: Here she is}
      patient: {says: Here I am}
      receiver: {says: Good to see you}
      notes: {say: Say something about the three.}
    - id: elsewhere
      kind: content
      after: scene
      title: Nobody edits this one
      body: "- Some words that nobody touches\\n- And some more of these"
"""


@dataclass(frozen=True)
class Edit:
    """`told` are the kinds of change that must be found, and no other; `words` must still be in the deck afterwards.

    `told_lo`: the same after LibreOffice saved the file, where it differs: what it drops or rewrites cannot be told.
    """

    name: str
    make: Callable[[Package], Any]
    told: tuple[str, ...]
    words: tuple[str, ...] = ()
    told_lo: tuple[str, ...] | None = None
    keeps: Callable[[Package], bool] = field(default=lambda package: True)


def _slide(package: Package, id: str) -> Any:
    return next(one for one in presentation(package).slides if one.name == id)


def _at(package: Package, id: str) -> int:
    """The slide's id in the slide list."""
    parts = slide_parts(package)
    return next(slide_id for slide_id, part in parts.items() if element_of(part)[0].get("name") == id)


def _body(package: Package, id: str) -> Any:
    return next(one for one in _slide(package, id).placeholders if one.placeholder_format.idx == 1)


def _frame(package: Package, id: str) -> Any:
    return next(one for one in _slide(package, id).shapes if one.has_table)


def _picture(package: Package, id: str) -> Any:
    return next(one for one in _slide(package, id).shapes if one._element.tag == p("pic"))


def _group(package: Package, id: str) -> Any:
    return next(one for one in _slide(package, id).shapes if one._element.tag == p("grpSp"))


def _title(id: str, words: str) -> Callable[[Package], Any]:
    return lambda d: setattr(_slide(d, id).shapes.title.text_frame, "text", words)


def _run(shape: Any, number: int, words: str) -> None:
    runs = shape.text_frame.paragraphs[number].runs
    runs[0].text = words
    for run in runs[1:]:
        run._r.getparent().remove(run._r)


def _move(shape: Any) -> None:
    shape.left, shape.top, shape.width, shape.height = Inches(1), Inches(2), Inches(5), Inches(3)


def _notes(d: Package, id: str, words: str) -> None:
    _slide(d, id).notes_slide.notes_text_frame.text = words


def _drop(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _swap_picture(d: Package) -> None:
    picture = _picture(d, "photo")
    _, r_id = _slide(d, "photo").part.get_or_add_image_part(io.BytesIO(png(40, 20, 200)))
    next(picture._element.iter(a("blip"))).set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", r_id
    )


def _add_row(d: Package) -> None:
    table = _frame(d, "grid")._element
    rows = list(table.iter(a("tr")))
    new = deepcopy(rows[-1])
    for text, words in zip(new.iter(a("t")), ("Wednesday", "nine"), strict=True):
        text.text = words
    rows[-1].addnext(new)


def _add_slide(position: int, title: str) -> Callable[[Package], Any]:
    def add(d: Package) -> None:
        slides = presentation(d).slides
        layout = _slide(d, "words").slide_layout
        new = slides.add_slide(layout)
        new.shapes.title.text_frame.text = title
        _body_of(new).text_frame.text = f"Own words below {title}"
        ids = list(slide_parts(d))
        move_slides(d, [*ids[:-1][:position], ids[-1], *ids[:-1][position:]])

    return add


def _body_of(slide: Any) -> Any:
    return next(one for one in slide.placeholders if one.placeholder_format.idx == 1)


def _copy(d: Package, id: str, words: str = "") -> None:
    """As PowerPoint's Duplicate: text, pictures, tag come along, right behind the original."""
    slide_id = _at(d, id)
    (copied,) = Importer(d, d).copy([slide_id])
    ids = list(slide_parts(d))
    at = ids.index(slide_id) + 1
    move_slides(d, [*ids[:at], copied.slide_id, *[one for one in ids[at:] if one != copied.slide_id]])
    if words:
        body = next(presentation(d).slides[at].placeholders[1] for _ in [0])
        body.text_frame.text = words


def _paste(d: Package) -> None:
    other, maker = empty_deck()
    add_slides(maker, 2)
    Importer(other, d).copy([list(slide_parts(other))[1]], look="keep")
    new = list(presentation(d).slides)[-1]
    new.shapes.title.text_frame.text = "Pasted from elsewhere"


def _order(d: Package, change: Callable[[list[int]], list[int]]) -> None:
    move_slides(d, change(list(slide_parts(d))))


def _front(d: Package, id: str) -> None:
    own = _at(d, id)
    _order(d, lambda ids: [ids[0], own, *[one for one in ids[1:] if one != own]])


def _end(d: Package, id: str) -> None:
    own = _at(d, id)
    _order(d, lambda ids: [*[one for one in ids if one != own], own])


def _rename_section(d: Package) -> None:
    sections = read_sections(d)
    write_sections(d, [("Our own start", sections[0][1]), *sections[1:]])


def _add_section(d: Package) -> None:
    ids = list(slide_parts(d))
    sections = [(name, [one for one in own if one not in ids[-1:]]) for name, own in read_sections(d)]
    write_sections(d, [*sections, ("An extra part", ids[-1:])])


def _layout(d: Package) -> None:
    part = _slide(d, "words").part
    wanted = next(one for one in layouts_of(d) if element_of(one)[0].get("name") == "Content full")
    for one in part.rels.values():
        if one.reltype.endswith("/slideLayout"):
            one._target = wanted


def _colors(d: Package) -> None:
    part = theme_part(d)
    assert part is not None
    root = parse(part.blob)
    next(root.iter(a("accent1")))[0].set("val", "7B2D8E")
    part.blob = serialize(root)


def _animate(d: Package) -> None:
    slide = _slide(d, "words")
    shape_id = _body(d, "words").shape_id
    effect = (
        f'<p:par><p:cTn id="3" presetID="10" presetClass="entr" presetSubtype="0" fill="hold" nodeType="clickEffect"><p:stCondLst>'
        f'<p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="4" dur="1" fill="hold"><p:stCondLst><p:cond delay="0"/>'
        f'</p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{shape_id}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName>'
        '</p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )
    timing = (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f'<p:par><p:cTn id="5" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par><p:cTn id="6" fill="hold">'
        f'<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{effect}</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>'
        '</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>'
        "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )
    slide._element.append(fragment(timing))


def _transition(d: Package) -> None:
    root = _slide(d, "words")._element
    root.find(p("clrMapOvr")).addnext(fragment("<p:transition><p:fade/></p:transition>"))


def _chart(d: Package) -> None:
    data = CategoryChartData()
    data.categories = ["before", "after"]
    data.add_series("Share", (4, 16))
    _slide(d, "words").shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(6), Inches(4), Inches(4), Inches(3), data
    )


def _has(tag: str, id: str = "words") -> Callable[[Package], bool]:
    """The element is on the slide still."""
    return lambda d: any(True for _ in element_of(slide_parts(d)[_tagged(d, id)]).iter(tag))


def _tagged(d: Package, id: str) -> int:
    from whp_deck.office.snapshot import slide_id_of

    return next(slide_id for slide_id, part in slide_parts(d).items() if slide_id_of(part) == id)


def _box(d: Package, id: str) -> None:
    box = _slide(d, id).shapes.add_textbox(Inches(1), Inches(6), Inches(4), Inches(0.6))
    box.text_frame.text = "A note of mine in a box"


def _fill(d: Package) -> None:
    shape = _body(d, "words")
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xFF, 0xEE, 0xAA)


def _delete(d: Package, *ids: str) -> None:
    delete_slides(d, [_at(d, id) for id in ids])


def _no_slide(id: str) -> Callable[[Package], bool]:
    from whp_deck.office.snapshot import slide_id_of

    return lambda d: all(slide_id_of(part) != id for part in slide_parts(d).values())


MINE = "Typed by hand"
EDITS = [
    Edit("nothing", lambda d: None, ()),
    Edit("title", _title("words", MINE), ("title",), (MINE,)),
    Edit("title of a table", _title("grid", MINE), ("title",), (MINE,)),
    Edit("title of a frame", lambda d: setattr(list(presentation(d).slides)[1].shapes.title.text_frame, "text", MINE), ("title",), (MINE,)),
    Edit("a point", lambda d: _run(_body(d, "words"), 1, MINE), ("text",), (MINE,)),
    Edit("a point split into runs", lambda d: (_run(_body(d, "words"), 1, "Typed by "), setattr(_body(d, "words").text_frame.paragraphs[1].add_run(), "text", "hand")), ("text",), (MINE,)),
    Edit("a point more", lambda d: setattr(_body(d, "words").text_frame.add_paragraph(), "text", MINE), ("text",), (MINE,)),
    Edit("a point less", lambda d: _body(d, "words").text_frame._txBody.remove(_body(d, "words").text_frame.paragraphs[1]._p), ("text",)),
    Edit("a point deeper", lambda d: setattr(_body(d, "words").text_frame.paragraphs[1], "level", 1), ("text",), (), ()),
    Edit("all points", lambda d: setattr(_body(d, "words").text_frame, "text", f"{MINE}\nand more of it"), ("text",), (MINE,)),
    Edit("text beside a picture", lambda d: _run(_body(d, "photo"), 0, MINE), ("text",), (MINE,)),
    Edit("bold", lambda d: setattr(_body(d, "words").text_frame.paragraphs[0].runs[0].font, "bold", True), ("look",), (), ()),
    Edit("color of words", lambda d: setattr(_body(d, "words").text_frame.paragraphs[0].runs[0].font.color, "rgb", RGBColor(200, 0, 0)), ("look",), (), ()),
    Edit("fill of a shape", _fill, ("look",), (), ()),
    Edit("a table's cell", lambda d: setattr(_frame(d, "grid").table.cell(1, 1).text_frame.paragraphs[0].runs[0], "text", MINE), ("table",), (MINE,)),
    Edit("a table's header", lambda d: setattr(_frame(d, "grid").table.cell(0, 0).text_frame.paragraphs[0].runs[0], "text", MINE), ("table",), (MINE,)),
    Edit("a table's row", _add_row, ("table",), ("Wednesday", "nine")),
    Edit("notes", lambda d: _notes(d, "words", MINE), ("notes",), (MINE,)),
    Edit("more notes", lambda d: _notes(d, "grid", _slide(d, "grid").notes_slide.notes_text_frame.text + f"\n{MINE}"), ("notes",), (MINE,)),
    Edit("no notes", lambda d: _notes(d, "words", ""), ("notes",)),
    Edit("another picture", _swap_picture, ("picture",)),
    Edit("a picture more", lambda d: _slide(d, "words").shapes.add_picture(io.BytesIO(png(8, 8, 9)), 0, 0, Inches(1), Inches(1)), ("shape-added",), (), None, _has(p("pic"))),
    Edit("a picture less", lambda d: _drop(_picture(d, "photo")), ("shape-removed",)),
    Edit("alt text", lambda d: _picture(d, "photo")._element.nvPicPr.cNvPr.set("descr", MINE), ("alt",), ()),
    Edit("a picture moved", lambda d: _move(_picture(d, "photo")), ("place",)),
    Edit("text moved", lambda d: _move(_body(d, "words")), ("place",)),
    Edit("a title moved", lambda d: _move(_slide(d, "words").shapes.title), ("place",)),
    Edit("a group moved", lambda d: _move(_group(d, "scene")), ("place",)),
    Edit("a table moved", lambda d: _move(_frame(d, "grid")), ("place",)),
    Edit("a text box", lambda d: _box(d, "words"), ("shape-added",), ("A note of mine in a box",)),
    Edit("a shape", lambda d: _slide(d, "words").shapes.add_shape(MSO_SHAPE.OVAL, 0, 0, Inches(1), Inches(1)), ("shape-added",)),
    Edit("a line", lambda d: _slide(d, "words").shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, Inches(2), Inches(2)), ("shape-added",), (), None, _has(p("cxnSp"))),
    Edit("a chart", _chart, ("shape-added",), (), None, _has(p("graphicFrame"))),
    Edit("a group less", lambda d: _drop(_group(d, "scene")), ("shape-removed",)),
    Edit("a slide at the end", _add_slide(99, "A slide of mine"), ("added",), ("A slide of mine", "Own words below A slide of mine")),
    Edit("a slide in the middle", _add_slide(3, "A slide of mine"), ("added",), ("A slide of mine",)),
    Edit("a slide at the front", _add_slide(0, "A slide of mine"), ("added",), ("A slide of mine",)),
    Edit("two slides", lambda d: (_add_slide(3, "A slide of mine")(d), _add_slide(4, "Another one of mine")(d)), ("added", "added"), ("A slide of mine", "Another one of mine")),
    Edit("a copy", lambda d: _copy(d, "words"), ("copied",)),
    Edit("a copy that was edited", lambda d: _copy(d, "words", f"{MINE}\nabout apples and pears"), ("copied",), (MINE,), ("added",)),
    Edit("a pasted slide", _paste, ("added",), ("Pasted from elsewhere",)),
    Edit("moved to the front", lambda d: _front(d, "photo"), ("moved",)),
    Edit("moved to the end", lambda d: _end(d, "words"), ("moved",)),
    Edit("moved and edited", lambda d: (_end(d, "words"), _title("words", MINE)(d)), ("moved", "title"), (MINE,)),
    Edit("hidden", lambda d: hide(d, _at(d, "words")), ("hidden",)),
    Edit("hidden and edited", lambda d: (hide(d, _at(d, "words")), _notes(d, "words", MINE)), ("hidden", "notes"), (MINE,)),
    Edit("deleted", lambda d: _delete(d, "words"), ("deleted",), (), None, _no_slide("words")),
    Edit("two deleted", lambda d: _delete(d, "words", "photo"), ("deleted", "deleted"), (), None, _no_slide("photo")),
    Edit("the last one deleted", lambda d: delete_slides(d, [list(slide_parts(d))[-1]]), ("deleted",)),
    Edit("deleted, and another copied", lambda d: (_copy(d, "words"), _delete(d, "photo")), ("copied", "deleted"), (), None, _no_slide("photo")),
    Edit("a section renamed", _rename_section, ("section",), (), ()),
    Edit("a section more", _add_section, ("section",), (), ()),
    Edit("another layout", _layout, ("layout",), (), ()),
    Edit("another color of the theme", _colors, ("colors",)),
    Edit("an animation", _animate, ("effects",), (), None, _has(p("timing"))),
    Edit("a transition", _transition, ("effects",), (), None),
    Edit("everything on one slide", lambda d: (_title("words", MINE)(d), _run(_body(d, "words"), 0, "a hand-typed point"), _notes(d, "words", "hand-typed notes")), ("title", "text", "notes"), (MINE, "a hand-typed point", "hand-typed notes")),
]  # fmt: skip
