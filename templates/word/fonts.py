"""The font that travels in the file, and the theme that names it.

In: the font files in `templates/fonts`. Out: `word/fontTable.xml`, `word/theme/theme1.xml`, the faces as Word embeds them.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from colors import COLORS

from word.marks import HEAD, A, R, W

FONT, FALLBACK = "Atkinson Hyperlegible", "Calibri"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def fonts_xml() -> str:
    """`word/fontTable.xml`: the font's four faces, and who takes its place where they are not used (altName)."""
    faces = "".join(
        f'<w:embed{face} r:id="rId{number}" w:fontKey="{{{font_key(face)}}}"/>' for number, face in enumerate(FACES, 1)
    )
    return (
        f'{HEAD}<w:fonts xmlns:w="{W}" xmlns:r="{R}"><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
        f'<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    )


def font_key(face: str) -> str:
    """The GUID of an embedded face, always the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:whp-deck:font:{face}")).upper()


def obfuscate(data: bytes, key: str) -> bytes:
    """A font as Word embeds it: its first 32 bytes changed by the key's (ECMA-376 part 4, 10.1.1)."""
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    return bytes(byte ^ mask[at % 16] for at, byte in enumerate(data[:32])) + data[32:]


def theme_xml() -> str:
    """`word/theme/theme1.xml`: the deck's colors, our font."""
    colors = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in COLORS.items())
    faces = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{solid}</a:ln>'
    plain = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="Packet"><a:themeElements><a:clrScheme name="Packet">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Packet"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Packet"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{plain * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def embedded(face: str) -> bytes:
    file = Path(__file__).parent.parent / "fonts" / f"{FONT.replace(' ', '')}-{face}.ttf"
    return obfuscate(file.read_bytes(), font_key(face))
