"""A deck as somebody writes it by hand with python-pptx: the same slides as ours, and nothing checked.

In: a template and the slides as JSON (layout, texts of placeholders, tables, pictures, drawn shapes, notes) on the command
line, and a folder. Out: a .pptx for each session. Must use nothing but python-pptx's own calls.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation


def main(template: str, content: str, folder: str) -> None:
    """One file for each session."""
    for name, slides in json.loads(Path(content).read_text(encoding="utf-8")).items():
        deck = Presentation(template)
        ids = deck.slides._sldIdLst
        for entry in list(ids):  # the template's own slides, as everybody takes them out
            deck.part.drop_rel(entry.rId)
            ids.remove(entry)
        layouts = {layout.name: layout for layout in deck.slide_layouts}
        for one in slides:
            add(deck, layouts[one["layout"]], one)
        deck.save(str(Path(folder) / name))


def add(deck: Any, layout: Any, one: dict[str, Any]) -> None:
    """One slide with its notes."""
    slide = deck.slides.add_slide(layout)
    for shape in list(slide.placeholders):
        paragraphs = one["texts"].get(str(shape.placeholder_format.idx))
        if paragraphs is None:
            shape._element.getparent().remove(shape._element)
        else:
            write(shape.text_frame, paragraphs)
    for table in one["tables"]:
        frame = slide.shapes.add_table(len(table["rows"]), len(table["rows"][0]), *table["box"])
        for row, cells in zip(frame.table.rows, table["rows"], strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text_frame.text = text
    for picture in one["pictures"]:
        slide.shapes.add_picture(picture["file"], *picture["box"])
    for drawn in one["drawn"]:
        slide.shapes.add_shape(1, *drawn["box"]).text_frame.text = drawn["text"]
    if one["notes"]:
        write(slide.notes_slide.notes_text_frame, one["notes"])


def write(frame: Any, paragraphs: list[dict[str, Any]]) -> None:
    """Paragraphs of runs."""
    for number, one in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = one["level"]
        for text, bold, italic in one["runs"]:
            run = paragraph.add_run()
            run.text = text
            if bold:
                run.font.bold = True
            if italic:
                run.font.italic = True


if __name__ == "__main__":
    main(*sys.argv[1:])
