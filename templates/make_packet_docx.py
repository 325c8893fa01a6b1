"""Makes `templates/packet.docx`, the look of packet and handout in Word: `python templates/make_packet_docx.py [FILE]`.

In: what is in `templates/word`, the font files in `fonts/`. Out: one file, the same bytes each time. Must not read anything else:
what a practice restyles in Word is a template of its own. Every look is a named style; colors and fonts come from the
theme, so that Design > Colors and Design > Fonts reach everything. The font travels in the file (its license, the OFL,
allows that): where it is missing LibreOffice took one so wide that a packet grew by a third.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from word.fonts import FACES, embedded, fonts_xml, theme_xml
from word.marks import HEAD, PACKAGE, TYPE, R
from word.pages import document_xml, header_xml, settings_xml
from word.styles import STYLES, numbering_xml, styles_xml


def make_packet() -> bytes:
    """The template as bytes."""
    parts = {
        "word/document.xml": (f"{TYPE}.document.main+xml", document_xml()),
        "word/styles.xml": (f"{TYPE}.styles+xml", styles_xml()),
        "word/numbering.xml": (f"{TYPE}.numbering+xml", numbering_xml()),
        "word/settings.xml": (f"{TYPE}.settings+xml", settings_xml()),
        "word/fontTable.xml": (f"{TYPE}.fontTable+xml", fonts_xml()),
        "word/header1.xml": (f"{TYPE}.header+xml", header_xml()),
        "word/theme/theme1.xml": ("application/vnd.openxmlformats-officedocument.theme+xml", theme_xml()),
    }
    kinds = ("styles", "numbering", "settings", "fontTable", "theme", "header")
    targets = ("styles.xml", "numbering.xml", "settings.xml", "fontTable.xml", "theme/theme1.xml", "header1.xml")
    fonts = {f"word/fonts/font{number}.odttf": embedded(face) for number, face in enumerate(FACES, 1)}
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    members = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
        f"{types}</Types>",
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships(list(zip(kinds, targets, strict=True))),
        "word/_rels/fontTable.xml.rels": _relationships([("font", name.removeprefix("word/")) for name in fonts]),
    }
    contents: dict[str, str | bytes] = {**members, **{name: xml for name, (_, xml) in parts.items()}, **fonts}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, content)
    return buffer.getvalue()


def _relationships(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("packet.docx")
    target.write_bytes(make_packet())
    print(f"{target}: {len(STYLES)} paragraph styles")
