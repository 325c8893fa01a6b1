"""A training deck as practices have them: made years ago in PowerPoint's own 4:3 design, with a bit of everything."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pptx
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Inches, Pt

from tests.office.conftest import fragment


def make_old_deck(path: Path, *, wide: bool = False) -> Path:
    """Six slides: title, a list with notes, a chart, a picture fetched from elsewhere, a table, a hidden one with links."""
    deck = pptx.Presentation()
    if wide:
        deck.slide_width, deck.slide_height = 12192000, 6858000
        deck._element.sldSz.attrib.pop("type", None)
    title, listed, only_title = deck.slide_layouts[0], deck.slide_layouts[1], deck.slide_layouts[5]
    slide = deck.slides.add_slide(title)
    slide.shapes.title.text = "Our promise to patients"
    slide.placeholders[1].text = "Staff training, spring"

    slide = deck.slides.add_slide(listed)
    slide.shapes.title.text = "How we answer the phone"
    body = slide.placeholders[1].text_frame
    body.text = "Say who you are"
    body.paragraphs[0].runs[0].font.size = Pt(30)
    body.add_paragraph().text = "Ask how you can help"
    nested = body.add_paragraph()
    nested.text, nested.level = "And listen", 1
    slide.notes_slide.notes_text_frame.text = "Tell them about the blue phone.\nThen ask who has used it."

    slide = deck.slides.add_slide(only_title)
    slide.shapes.title.text = "Calls last year"
    data = CategoryChartData()
    data.categories = ["Spring", "Fall"]
    data.add_series("Calls", (120, 140))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), data)

    slide = deck.slides.add_slide(only_title)
    slide.shapes.title.text = "Where the phone stands"
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(stream, "PNG")
    stream.seek(0)
    picture = slide.shapes.add_picture(stream, Inches(1), Inches(2), Inches(4), Inches(3))
    run = slide.shapes.add_textbox(Inches(6), Inches(2), Inches(3), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text = "The form"
    run.hyperlink.address = "file:///C:/Users/pat/form.docx"
    r_id = slide.part.rels.get_or_add_ext_rel(RT.IMAGE, "https://example.org/logo.png")
    picture._element.blipFill.find("{*}blip").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link", r_id
    )

    slide = deck.slides.add_slide(only_title)
    slide.shapes.title.text = "Agenda"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    table.cell(0, 0).text = "When"
    table.cell(1, 1).text = "Monday"

    slide = deck.slides.add_slide(listed)
    slide.shapes.title.text = "Only if there is time"
    slide.placeholders[1].text = "Back to the phone"
    link = slide.placeholders[1].text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
    r_id = slide.part.rels.get_or_add(RT.SLIDE, deck.slides[1].part)
    link.append(fragment(f'<a:hlinkClick r:id="{r_id}" action="ppaction://hlinksldjump"/>'))
    slide._element.set("show", "0")
    deck.save(str(path))
    return path


def give_foot(path: Path, number: int, *, footer: str, date: str = "", box: str = "") -> None:
    """Give a slide of the old deck a footer, a date and its number, or a text box that does the work of a footer."""
    deck = pptx.Presentation(str(path))
    slide = deck.slides[number - 1]
    for layout in slide.slide_layout.placeholders:
        kind = layout.element.ph.get("type")
        words = {"ftr": footer, "dt": date, "sldNum": "7" if footer else ""}.get(kind, "")
        if words:
            shape = deepcopy(layout.element)
            shape.txBody.findall("{*}p")[0].getparent().replace(
                shape.txBody.findall("{*}p")[0], fragment(f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>")
            )
            shape.nvSpPr.cNvPr.set("id", str(max(one.shape_id for one in slide.shapes) + 1))
            slide.shapes._spTree.append(shape)
    if box:
        high = deck.slide_height
        text = slide.shapes.add_textbox(Inches(1), int(high * 0.93), Inches(6), int(high * 0.05))
        text.text_frame.text = box
    deck.save(str(path))


def beside_old_decks(write_deck: Callable[..., Path]) -> Callable[[str], Path]:
    """Writes a deck beside old presentations of 4:3, `old.pptx`, and of 16:9, `wide.pptx`."""

    def write(deck: str) -> Path:
        path = write_deck(deck)
        make_old_deck(path.parent / "old.pptx")
        make_old_deck(path.parent / "wide.pptx", wide=True)
        return path

    return write
