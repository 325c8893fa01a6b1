"""Writes the advance widths of the fonts that text fitting needs into `whp_deck/office/font_widths.json`.

In: the installed TrueType files of Carlito, Caladea, Liberation Sans and Liberation Serif, found with `fc-match`.
Out: one JSON file with widths (numbers, which are facts) and no outlines, hints or names from inside the fonts.
Must not be imported by the product: a person runs it when the list of fonts or characters changes.

The fonts are the metric twins of Calibri, Cambria, Arial and Times New Roman. Licenses: Carlito and Liberation are
under the SIL Open Font License 1.1, Caladea under the Apache License 2.0. No font file is shipped.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

FAMILIES = ("Carlito", "Caladea", "Liberation Sans", "Liberation Serif")
STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "Bold Italic"}
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x2C6, 0x2DD),
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2027),
    (0x2030, 0x203A), (0x2044, 0x2044), (0x2070, 0x2089), (0x20AB, 0x20AC), (0x2116, 0x2122), (0x2150, 0x215E),
    (0x2190, 0x2195), (0x2202, 0x2206), (0x220F, 0x221E), (0x2248, 0x2265), (0x25A0, 0x25CF), (0xFB01, 0xFB02),
)  # fmt: skip
TARGET = Path(__file__).resolve().parent.parent / "whp_deck" / "office" / "font_widths.json"


def find_font(family: str, style: str) -> Path:
    """The file of a family's style; refuses fontconfig's stand-ins."""
    found = subprocess.run(
        ["fc-match", "--format=%{family}|%{file}", f"{family}:style={style}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    name, _, file = found.partition("|")
    if family not in name.split(","):
        sys.exit(f"{family} {style} is not installed (found {name})")
    return Path(file)


def tables(data: bytes) -> dict[str, bytes]:
    """The tables of a TrueType file by their tag (OpenType specification, `The Font File`)."""
    count = struct.unpack_from(">H", data, 4)[0]
    result = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        result[tag.decode("latin-1")] = data[offset : offset + length]
    return result


def glyphs_by_character(cmap: bytes) -> dict[int, int]:
    """Code point → glyph, from the Unicode subtable of format 4 (enough for the Basic Multilingual Plane)."""
    for i in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * i)
        if (platform, encoding) in {(3, 1), (0, 3)} and struct.unpack_from(">H", cmap, start)[0] == 4:
            return format_4(cmap[start:])
    sys.exit("no Unicode character map of format 4")


def format_4(table: bytes) -> dict[int, int]:
    """One `cmap` subtable of format 4."""
    double = struct.unpack_from(">H", table, 6)[0]
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", table, 14)
    starts = struct.unpack_from(f">{segments}H", table, 16 + double)
    deltas = struct.unpack_from(f">{segments}h", table, 16 + 2 * double)
    offsets_at = 16 + 3 * double
    result = {}
    for i, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        offset = struct.unpack_from(">H", table, offsets_at + 2 * i)[0]
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", table, offsets_at + 2 * i + offset + 2 * (code - start))[0]
                if not glyph:
                    continue
            if glyph := (glyph + delta) & 0xFFFF:
                result[code] = glyph
    return result


def measure(path: Path) -> tuple[float, list[int | None]]:
    """Line height in em and, in the order of RANGES, widths in 1/2048 em (None: no such glyph)."""
    parts = tables(path.read_bytes())
    em = struct.unpack_from(">H", parts["head"], 18)[0]
    ascent, descent, gap = struct.unpack_from(">hhh", parts["hhea"], 4)
    count = struct.unpack_from(">H", parts["hhea"], 34)[0]
    advances = [struct.unpack_from(">H", parts["hmtx"], 4 * i)[0] for i in range(count)]
    glyphs = glyphs_by_character(parts["cmap"])
    widths: list[int | None] = []
    for first, last in RANGES:
        for code in range(first, last + 1):
            glyph = glyphs.get(code)
            widths.append(None if glyph is None else advances[min(glyph, count - 1)])
    return round((ascent - descent + gap) / em, 4), [None if w is None else round(w * 2048 / em) for w in widths]


def main() -> None:
    """Measure all styles and write the JSON, one line for each style."""
    lines = [
        '"about": "Advance widths in 1/2048 em of Carlito and Liberation (SIL OFL 1.1) and Caladea (Apache 2.0);'
        ' made by templates/make_font_widths.py"',
        f'"ranges": {json.dumps(RANGES, separators=(",", ":"))}',
    ]
    for family in FAMILIES:
        height = 0.0
        for style, name in STYLES.items():
            height, widths = measure(find_font(family, name))
            packed = ",".join("" if width is None else str(width) for width in widths)
            lines.append(f'"{family}/{style}": "{packed}"')
        lines.append(f'"{family}/line": {height}')
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
