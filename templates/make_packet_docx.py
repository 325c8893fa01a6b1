"""Makes `templates/packet.docx`, the look of packet and handout in Word: `python templates/make_packet_docx.py [FILE]`.

In: the styles below, the font files in `fonts/`. Out: one file, the same bytes each time. Must not read anything else:
what a practice restyles in Word is a template of its own. Every look is a named style; colors and fonts come from the
theme, so that Design > Colors and Design > Fonts reach everything. The font travels in the file (its license, the OFL,
allows that): where it is missing LibreOffice took one so wide that a packet grew by a third.
"""

from __future__ import annotations

import sys
import uuid
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FONT, FALLBACK = "Atkinson Hyperlegible", "Calibri"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
COLORS = {  # the deck's own (templates/base/parts.py); whoever changes one changes both
    "dk1": "1F2A30",
    "lt1": "FFFFFF",
    "dk2": "0B4F5C",
    "lt2": "F3ECE2",
    "accent1": "AA441C",
    "accent2": "0E6F7B",
    "accent3": "34407A",
    "accent4": "8A5A00",
    "accent5": "7A3E6E",
    "accent6": "3D6B3F",
    "hlink": "0B5F6E",
    "folHlink": "6B4A6B",
}
_SLOTS = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2", "accent1": "accent1"}
_SLOTS["hyperlink"] = "hlink"
LETTER = (12240, 15840)  # twips
MARGINS = {"top": 1380, "right": 2000, "bottom": 1080, "left": 1080, "header": 600, "footer": 560, "gutter": 0}


def color(slot: str) -> str:
    """`w:color` of a theme color."""
    return f'<w:color w:val="{COLORS[_SLOTS[slot]]}" w:themeColor="{slot}"/>'


def fill(slot: str) -> str:
    """`w:shd` of a theme color."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{COLORS[_SLOTS[slot]]}" w:themeFill="{slot}"/>'


def border(side: str, slot: str, eighths: int, *, space: int = 0, kind: str = "single") -> str:
    """One border, its width in eighths of a point."""
    look = f'w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{COLORS[_SLOTS[slot]]}"'
    return f'<w:{side} {look} w:themeColor="{slot}"/>'


def size(points: float) -> str:
    """`w:sz` for a size in points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: float = 0, after: float = 0, line: int = 0, rule: str = "auto") -> str:
    """`w:spacing`: points before and after; `line` in 240ths of a line, or twips when `rule` is exact."""
    lines = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def hanging(left: int, first: int) -> str:
    """`w:ind` in twips: the text's left edge, and how far the first line hangs out."""
    return f'<w:ind w:left="{left}" w:hanging="{first}"/>'


def listed(number: int, level: int) -> str:
    """`w:numPr` of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


BOLD, KEEP = "<w:b/><w:bCs/>", "<w:keepNext/>"
BULLETS, NUMBERS, POCKET = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. `paragraph` and `run` are the contents of `w:pPr` and `w:rPr` in the schema's order."""

    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    following: str = ""

    @property
    def id(self) -> str:
        return style_id(self.name)

    def xml(self) -> str:
        custom = "" if self.name in _BUILT_IN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{style_id(self.based_on)}"/>' if self.name != "Normal" else ""
        default = ' w:default="1"' if self.name == "Normal" else ""
        following = f'<w:next w:val="{style_id(self.following)}"/>' if self.following else ""
        inner = (f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "") + (
            f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        )
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f"{based}{following}<w:qFormat/>{inner}</w:style>"
        )


def style_id(name: str) -> str:
    """`Heading1` of `heading 1`, as Word makes ids."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


_BUILT_IN = {
    "Normal", "Body Text", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "List Bullet", "List Bullet 2",
    "List Bullet 3", "List Number", "List Number 2", "List Number 3", "caption", "header", "footer",
}  # fmt: skip

STYLES = [
    Style("Normal", spacing(line=264), ""),
    Style("Body Text", spacing(after=5, line=264)),
    Style("Title", KEEP + spacing(after=1), BOLD + color("text2") + size(22), following="Body Text"),
    Style("Subtitle", spacing(after=4), color("text1") + size(12), following="Body Text"),
    Style(
        "heading 1",
        KEEP + "<w:keepLines/>" + spacing(14, 6) + '<w:outlineLvl w:val="0"/>',
        BOLD + color("text2") + size(17),
        following="Body Text",
    ),
    Style(
        "heading 2",
        KEEP + "<w:keepLines/>" + spacing(13, 4) + '<w:outlineLvl w:val="1"/>',
        BOLD + color("text2") + size(13),
        following="Body Text",
    ),
    Style(
        "heading 3",
        KEEP + "<w:keepLines/>" + spacing(9, 3) + '<w:outlineLvl w:val="2"/>',
        BOLD + color("text1") + size(11),
        following="Body Text",
    ),
    Style("List Bullet", listed(BULLETS, 0) + spacing(after=3), based_on="Body Text"),
    Style("List Bullet 2", listed(BULLETS, 1) + spacing(after=3), based_on="Body Text"),
    Style("List Bullet 3", listed(BULLETS, 2) + spacing(after=3), based_on="Body Text"),
    Style("List Number", listed(NUMBERS, 0) + spacing(after=3), based_on="Body Text"),
    Style("List Number 2", listed(NUMBERS, 1) + spacing(after=3), based_on="Body Text"),
    Style("List Number 3", listed(NUMBERS, 2) + spacing(after=3), based_on="Body Text"),
    Style("Slide Time", KEEP + spacing(after=4), size(9.5), following="Body Text"),
    Style("Slide Picture", KEEP + spacing(1, 3)),
    Style(
        "Note Label",
        KEEP + spacing(5, 1),
        BOLD + color("accent1") + '<w:spacing w:val="12"/>' + size(9),
        following="Body Text",
    ),
    Style("Say", spacing(after=5, line=276), size(11.5), based_on="Body Text"),
    Style(
        "Tip",
        "<w:pBdr>"
        + border("left", "accent1", 24, space=8)
        + "</w:pBdr>"
        + fill("background2")
        + spacing(3, 6)
        + '<w:ind w:left="200" w:right="60"/>',
        size(10),
        based_on="Body Text",
    ),
    Style(
        "Facilitator Only",
        "<w:pBdr>"
        + "".join(border(side, "accent1", 4, space=3) for side in ("top", "left", "bottom", "right"))
        + "</w:pBdr>"
        + fill("accent1")
        + spacing(after=6)
        + '<w:ind w:left="80" w:right="80"/>',
        BOLD + color("background1") + size(11.5),
    ),
    Style("Check Item", spacing(after=4) + hanging(400, 400), based_on="Body Text"),
    Style("Line Label", KEEP + spacing(8, 0), BOLD + size(10)),
    Style("Writing Line", spacing(line=510, rule="exact"), color("text1") + size(10)),
    Style("Table Text", spacing(1.5, 1.5, 252), size(10)),
    Style("Form", spacing(1.5, 1.5, 252), size(10)),
    Style("Role Card Scene", spacing(2, 2), size(9.5)),
    Style("Role Card Name", spacing(after=0), BOLD + color("text2") + size(18)),
    Style("Role Card Holder", spacing(after=7), color("text1") + size(11)),
    Style("Role Card", spacing(after=4, line=264), size(12)),
    Style("Role Card Small", spacing(after=3, line=252), size(10.5)),
    Style("Pocket Card Title", spacing(2, 4), BOLD + color("text2") + size(14)),
    Style("Pocket Card Who", spacing(5, 1), BOLD + color("accent1") + size(9.5)),
    Style("Pocket Card", listed(POCKET, 0) + spacing(after=4), size(12)),
    Style("Pocket Card Small", listed(POCKET, 0) + spacing(after=1.5), size(9.5)),
    Style("caption", spacing(2, 6), color("text1") + size(9)),
    Style("header", spacing(), color("text1") + size(9)),
    Style("footer", spacing(), color("text1") + size(9)),
    Style("Table Gap", spacing(line=160, rule="exact"), size(1)),
    Style("Section End", spacing(line=20, rule="exact"), size(1)),
]


def styles_xml() -> str:
    """`word/styles.xml`; `w:lang` stands for the renderer to change."""
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{color("text1")}{size(10.5)}'
        f"{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + "".join(style.xml() for style in STYLES)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph '
        'Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{color("hyperlink")}<w:u w:val="single"/></w:rPr></w:style>'
        + _table_style("TableNormal", "Normal Table", "", default=True)
        + _table_style("PacketTable", "Packet Table", border("insideH", "background2", 8))
        + _table_style(
            "PacketForm",
            "Packet Form",
            "".join(border(side, "text1", 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
        )
        + "</w:styles>"
    )


def _table_style(identity: str, name: str, borders: str, *, default: bool = False) -> str:
    """Cell margins; for our own two also borders, and a header row in the deck's dark color on its panel color."""
    margins = (
        '<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblCellMar><w:top w:w="{v}" w:type="dxa"/><w:left w:w="{h}" w:type="dxa"/>'
        '<w:bottom w:w="{v}" w:type="dxa"/><w:right w:w="{h}" w:type="dxa"/></w:tblCellMar>'
    )
    if default:
        inner = margins.format(borders="", v=0, h=108)
        return (
            f'<w:style w:type="table" w:default="1" w:styleId="{identity}"><w:name w:val="{name}"/><w:uiPriority w:val="99"/>'
            f"<w:semiHidden/><w:tblPr>{inner}</w:tblPr></w:style>"
        )
    inner = margins.format(borders=f"<w:tblBorders>{borders}</w:tblBorders>", v=30, h=100)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{inner}</w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{BOLD}{color("text2")}</w:rPr><w:tcPr><w:tcBorders>'
        f"{border('bottom', 'text2', 12)}</w:tcBorders>{fill('background2')}</w:tcPr></w:tblStylePr></w:style>"
    )


def numbering_xml() -> str:
    """`word/numbering.xml`: bullets, numbers, bullets of pocket cards."""

    def level(at: int, kind: str, text: str, left: int, style: str, font: str = "") -> str:
        linked = f'<w:pStyle w:val="{style_id(style)}"/>' if style else ""
        face = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr>{hanging(left, 300)}</w:pPr>{face}</w:lvl>'
        )

    steps = ("", " 2", " 3")
    bullets = "".join(level(n, "bullet", sign, 320 + 320 * n, f"List Bullet{steps[n]}") for n, sign in enumerate("•–•"))
    numbers = "".join(
        level(n, kind, f"%{n + 1}.", 340 + 340 * n, f"List Number{steps[n]}")
        for n, kind in enumerate(("decimal", "lowerLetter", "lowerRoman"))
    )
    lists = (bullets, numbers, level(0, "bullet", "\uf0a8", 340, "", "Wingdings"))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for n, levels in enumerate(lists)
    )
    numbered = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(lists)))
    return f'{HEAD}<w:numbering xmlns:w="{W}">{abstract}{numbered}</w:numbering>'


def control(tag: str, content: str, label: str) -> str:
    """A content control that the renderer fills in by its tag; in a header of their own, practices may move it about."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{label}"/><w:tag w:val="{tag}"/><w:id w:val="{sum(tag.encode()) * 7919}"/>'
        f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def field(code: str) -> str:
    """A field that Word computes for every page."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def header_xml() -> str:
    """`word/header1.xml`: practice, session; page of pages at the right edge."""

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    right = LETTER[0] - MARGINS["left"] - MARGINS["right"]
    return (
        f'{HEAD}<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Header"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs></w:pPr>'
        + control("practice", text("Practice"), "Practice")
        + text(" · ")
        + control("session", text("Session"), "Session")
        + "<w:r><w:tab/></w:r>"
        + control("pages", text("Page ") + field("PAGE") + text(" of ") + field("NUMPAGES"), "Page of pages")
        + "</w:p></w:hdr>"
    )


def document_xml() -> str:
    """`word/document.xml`: a line for whoever opens the template, and the page."""
    margins = " ".join(f'w:{side}="{value}"' for side, value in MARGINS.items())
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>'
        "The styles and the header of this file are the look of packet and handout. This text is replaced.</w:t></w:r>"
        f'</w:p><w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:pgSz w:w="{LETTER[0]}" w:h="{LETTER[1]}"/>'
        f"<w:pgMar {margins}/></w:sectPr></w:body></w:document>"
    )


def settings_xml() -> str:
    """`word/settings.xml`: Word 2013 and later, no personal data."""
    compat = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:removePersonalInformation/><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting '
        f'w:name="compatibilityMode" w:uri="{compat}" w:val="15"/></w:compat><w:themeFontLang w:val="en-US"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" '
        'w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" '
        'w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


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
    fonts = {f"word/fonts/font{number}.odttf": _font(face) for number, face in enumerate(FACES, 1)}
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


def _font(face: str) -> bytes:
    file = Path(__file__).with_name("fonts") / f"{FONT.replace(' ', '')}-{face}.ttf"
    return obfuscate(file.read_bytes(), font_key(face))


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
