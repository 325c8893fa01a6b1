"""Which other program's file somebody named in the place of a YAML file, told by its first bytes.

In: a path. Out: what it is and what to do with it, or nothing. Must not read the file as what it is.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from whp_deck.errors import command

_NO_WORD = "its words belong into a text file that ends with .yaml, written with Notepad or another plain editor, not with Word"


def foreign_kind(path: Path) -> tuple[str, str] | None:
    """The message and the hint for a file of PowerPoint, Word, Excel or Acrobat; None for any other.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"%PDF"):
        return "this is a PDF, not a YAML file", _NO_WORD
    if head.startswith(b"{\\rtf"):
        return "this is a document of a word processor (RTF), not a YAML file", _NO_WORD
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "this is a file of an old PowerPoint, Word or Excel, or one with a password, not a YAML file",
            "of an old presentation, save a copy as .pptx; the file to name here ends with .yaml",
        )
    if not head.startswith(b"PK"):
        return None
    match _part_of(path):
        case "ppt":
            return "this is a PowerPoint file, not a YAML file", (
                f"{command('check', path)} looks for what is wrong with it, {command('import', path)} lists its slides; "
                "the file to name here is the deck’s, which ends with .yaml"
            )
        case "word":
            return "this is a Word document, not a YAML file", _NO_WORD
        case "xl":
            return "this is an Excel workbook, not a YAML file", "`whp-deck batch` builds decks for a list of practices"
    return "this is a ZIP archive, not a YAML file", "unpack it, and name the YAML file in it"


def _part_of(path: Path) -> str:
    """The folder that only one program's files have: `ppt`, `word`, `xl`; "" when there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            folders = {name.partition("/")[0] for name in archive.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return ""
    return next((one for one in ("ppt", "word", "xl") if one in folders), "")
