"""Pictures of slides put on paper: a PDF of slides, pages with notes, or all slides on one sheet.

In: pages and their pictures. Out: files by the ending of their names. How it looks is said in `templates/pictures.typ`.
Must not draw slides itself, except to ask `images` for them.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from whp_deck.errors import RenderError, enumerated
from whp_deck.office.clock import fixed_time
from whp_deck.render.images import By, Page, choose, draw_slides, office_pdf
from whp_deck.render.typesetter import lay_templates
from whp_deck.resources import shipped

What = Literal["slides", "notes", "sheet"]
Format = Literal["pdf", "png"]
SHEET_WIDTH = 960
PICTURE_WIDTH = 1600
HIDDEN = "hidden"
_PPI, _FINER = 144.0, 2  # of a sheet


class Files(NamedTuple):
    """Endings and contents, as ("-slide-01.png", …), who drew them, and a note about what is missing."""

    files: tuple[tuple[str, bytes], ...]
    note: str = ""


def make_files(
    what: What,
    pptx: bytes,
    pages: Sequence[Page],
    *,
    title: str,
    language: str = "en",
    format: Format = "pdf",
    width: int = PICTURE_WIDTH,
    by: By = "auto",
    hidden: bool = False,
) -> Files:
    """The files of one deck: one PDF, one sheet as PNG, or a PNG for each slide.

    Raises RenderError or MissingToolError as `images` does.
    """
    office = choose(by) == "libreoffice"
    if office and format == "pdf" and what != "sheet":
        return Files(((f"-{what}.pdf", office_pdf(pptx, notes=what == "notes", hidden=hidden)),))
    wide = min(width, SHEET_WIDTH) if what == "sheet" else width
    drawn = draw_slides(pptx, pages, width=wide, by=by, hidden=hidden)
    if what == "slides" and format == "png":
        named = ((f"-slide-{number:02}.png", data) for number, data in drawn.pictures.items())
        return Files(tuple(named), drawn.note)
    made = compose(what, pages, drawn.pictures, title=title, language=language)
    return Files(((f"-{what}.{'png' if what == 'sheet' else 'pdf'}", made),), drawn.note)


def compose(
    what: What,
    pages: Sequence[Page],
    pictures: Mapping[int, bytes],
    *,
    title: str,
    language: str = "en",
    paper: str = "us-letter",
) -> bytes:
    """Pictures as a tagged PDF of slides or of notes pages, or (`sheet`) as one PNG with all of them side by side."""
    import typst

    shown = [page for page in pages if page.number in pictures]
    if not shown:
        raise RenderError("", what, "there is no slide to show")
    values = {
        "what": what,
        "title": sheet_title(title or "Slides", pages, pictures) if what == "sheet" else title or "Slides",
        "language": language.partition("-")[0].lower() or "en",
        "paper": paper,
        "ratio": _ratio(pictures[shown[0].number]),
        "pages": [
            {
                "number": page.number,
                "title": _clean(page.title),
                "notes": [_clean(line) for line in page.notes],
                "mark": HIDDEN if page.hidden else "",
                "alt": f"Slide {page.number}: {_clean(page.title)}",
            }
            for page in shown
        ],
    }
    with tempfile.TemporaryDirectory(prefix="whp-deck-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "document.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        for page in shown:
            (folder / f"{page.number}.png").write_bytes(pictures[page.number])
        lay_templates(folder)
        try:
            made = typst.compile(
                str(folder / "pictures.typ"),
                root=str(folder),
                font_paths=[str(shipped("templates/fonts"))],
                ignore_system_fonts=True,
                format="png" if what == "sheet" else "pdf",
                ppi=_PPI * _FINER,
                timestamp=fixed_time(),
            )
        except typst.TypstError as error:
            raise RenderError("", what, error.message) from error
    assert isinstance(made, bytes)
    return _smaller(made) if what == "sheet" else made


def _smaller(png: bytes) -> bytes:
    """The sheet in its own size.

    typst takes whole rows away from a picture that falls between the pixels, and letters lose their tops: so the sheet
    is drawn finer, and made smaller by somebody who weighs all rows.
    """
    from PIL import Image

    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as drawn:
        size = (drawn.width // _FINER, drawn.height // _FINER)
        drawn.convert("RGB").resize(size, Image.Resampling.BOX).save(buffer, "PNG")
    return buffer.getvalue()


def sheet_title(title: str, pages: Sequence[Page], pictures: Mapping[int, bytes]) -> str:
    """The title with the numbers that are not on the sheet: whoever sees 7 before 9 looks for the 8 that was lost."""
    missing = [str(page.number) for page in pages if page.hidden and page.number not in pictures]
    if not missing:
        return title
    listed = enumerated(missing)
    which = f"slide {listed} is" if len(missing) == 1 else f"slides {listed} are"
    return f"{title} ({which} {HIDDEN})"


def _ratio(png: bytes) -> float:
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        return picture.height / picture.width


def _clean(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
