"""Small pictures of a finished deck's slides, drawn without PowerPoint and without LibreOffice.

In: a .pptx. Out: PNG by slide number, and a note when some or all are missing. Must not fail because a picture cannot
be drawn: the renderer is young and optional, so it is imported here alone, under guard, and its errors become notes.
"""

from __future__ import annotations

import copy
import io
import os
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from whp_deck.office.xml import a, p, parse
from whp_deck.resources import shipped

PIXEL_EMU = 9525
NOT_INSTALLED = "no slide pictures: the package betteroffice-pptx is not installed"

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_NUMBER_SIGN = "‹#›".encode()

# A family that decks name, and file stems (regular, bold, italic, bold italic) of the font itself or of one that is
# as wide; the first complete set counts. Text in any other family is drawn in the first one that was registered.
_FILES: tuple[tuple[str, tuple[str, str, str, str]], ...] = (
    ("Calibri", ("calibri", "calibrib", "calibrii", "calibriz")),
    ("Calibri", ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic")),
    ("Cambria", ("Caladea-Regular", "Caladea-Bold", "Caladea-Italic", "Caladea-BoldItalic")),
    ("Arial", ("arial", "arialbd", "ariali", "arialbi")),
    ("Arial", ("Arial", "Arial Bold", "Arial Italic", "Arial Bold Italic")),
    ("Arial", ("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic", "LiberationSans-BoldItalic")),
    ("Times New Roman", ("times", "timesbd", "timesi", "timesbi")),
    (
        "Times New Roman",
        ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"),
    ),
)
_BUNDLED = ("Regular", "Bold", "Italic", "BoldItalic")


class Thumbnails(NamedTuple):
    """PNG by slide number as PowerPoint counts; `note` says why some or all are missing, empty when none is."""

    pictures: Mapping[int, bytes]
    note: str = ""


class FontFile(NamedTuple):
    """One face as the renderer wants it."""

    family: str
    data: bytes
    bold: bool
    italic: bool


def draw_thumbnails(pptx: bytes | Path, *, width: int, only: Collection[int] | None = None) -> Thumbnails:
    """A picture, `width` pixels wide, of each slide of the deck, or of those whose numbers are in `only`."""
    try:
        from betteroffice_pptx import Presentation
    except ImportError:
        return Thumbnails({}, NOT_INSTALLED)
    pictures: dict[int, bytes] = {}
    failed: list[str] = []
    try:
        deck = Presentation.open(_for_renderer(pptx if isinstance(pptx, bytes) else pptx.read_bytes()))
        for font in find_fonts():
            deck.register_font(font.family, font.data, bold=font.bold, italic=font.italic)
        scale = width / (deck.width_emu / PIXEL_EMU)
        numbers = [number for number in range(1, deck.slide_count + 1) if only is None or number in only]
    except BaseException as error:
        if not _is_of_renderer(error):
            raise
        return Thumbnails({}, f"no slide pictures: {error}")
    for number in numbers:
        try:
            pictures[number] = deck.render_png(number - 1, scale=scale).bytes
        except BaseException as error:
            if not _is_of_renderer(error):
                raise
            failed.append(str(number))
    note = f"no picture of slide {', '.join(failed)}: the renderer could not draw it" if failed else ""
    return Thumbnails(pictures, note)


def _for_renderer(pptx: bytes) -> bytes:
    """The same deck with what the renderer does not do by itself.

    It draws no ground behind a picture that has a fill (our poster would be white figures on white), and it leaves
    the sign for the slide's number as it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(pptx)) as archive:
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
                for name in dict.fromkeys(archive.namelist()):
                    data = archive.read(name)
                    if match := _SLIDE.fullmatch(name):
                        data = data.replace(_NUMBER_SIGN, match[1].encode())
                        data = _fill_behind(data) if b"<p:pic>" in data else data
                    made.writestr(name, data)
            return stream.getvalue()
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, etree.XMLSyntaxError):
        return pptx  # whatever is wrong with it, the renderer says so


def _fill_behind(slide: bytes) -> bytes:
    root = parse(slide)
    filled = [(pic, look) for pic in root.iter(p("pic")) if (look := pic.find(p("spPr"))) is not None]
    filled = [(pic, look) for pic, look in filled if look.find(a("solidFill")) is not None]
    for pic, look in filled:
        shape = etree.Element(p("sp"))
        about = etree.SubElement(shape, p("nvSpPr"))
        etree.SubElement(about, p("cNvPr"), {"id": "9000", "name": "Ground"})
        etree.SubElement(about, p("cNvSpPr"))
        etree.SubElement(about, p("nvPr"))
        shape.append(copy.deepcopy(look))
        pic.addprevious(shape)
    return etree.tostring(root) if filled else slide


def _is_of_renderer(error: BaseException) -> bool:
    """Whether the renderer failed, and not the user pressed Ctrl-C. A panic of its Rust code is no `Exception`."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


@lru_cache(maxsize=1)
def find_fonts() -> tuple[FontFile, ...]:
    """Fonts of this machine under the names that decks use; without any, our own, so that text is drawn at all."""
    files = dict(_font_files())
    found: dict[str, list[FontFile]] = {}
    for family, stems in _FILES:
        if family not in found and all(stem in files for stem in stems):
            found[family] = _faces(family, [files[stem] for stem in stems])
    if "Calibri" not in found:
        paths = [shipped("templates/fonts") / f"AtkinsonHyperlegible-{style}.ttf" for style in _BUNDLED]
        found = {"Calibri": _faces("Calibri", paths)} | found
    return tuple(font for fonts in found.values() for font in fonts)


def _faces(family: str, paths: list[Path]) -> list[FontFile]:
    return [FontFile(family, path.read_bytes(), n in (1, 3), n in (2, 3)) for n, path in enumerate(paths)]


def _font_files() -> Iterator[tuple[str, Path]]:
    """Every TrueType file in the folders where this system keeps fonts, by its stem."""
    for folder in font_folders():
        for root, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith(".ttf"):
                    yield name[:-4], Path(root) / name


def font_folders() -> list[Path]:
    """Where Windows, macOS and Linux keep fonts, those of the user among them."""
    home = Path.home()
    windows = os.environ.get("WINDIR")
    folders = [Path(windows) / "Fonts"] if windows else []
    folders += [Path("/Library/Fonts"), Path("/System/Library/Fonts/Supplemental"), home / "Library/Fonts"]
    folders += [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    return [folder for folder in folders if folder.is_dir()]


def font_names() -> set[str]:
    """Which of the fonts that decks use this machine has: `Calibri`, `Carlito` …"""
    files = dict(_font_files())
    names = {"calibri": "Calibri", "arial": "Arial", "Arial": "Arial"}
    return {
        names.get(stems[0], stems[0].removesuffix("-Regular")) for _, stems in _FILES if all(s in files for s in stems)
    }
