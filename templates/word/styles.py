"""The named styles and lists of packet and handout.

In: the styles below. Out: `word/styles.xml` and `word/numbering.xml`. Every look that the renderer uses has a name here.
"""

from __future__ import annotations

from dataclasses import dataclass

from word.marks import (
    BOLD,
    BULLETS,
    HEAD,
    KEEP,
    NUMBERS,
    POCKET,
    W,
    border,
    color,
    fill,
    hanging,
    listed,
    size,
    spacing,
)


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
    # 9 mm in all, most of it above: LibreOffice gives a line of one tab its own height, whatever `exact` says
    Style("Writing Line", spacing(13.5, 0, 240, rule="exact"), color("text1") + size(10)),
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
    Style("Certificate Title", '<w:jc w:val="center"/>', size(30), based_on="heading 1", following="Certificate Text"),
    Style("Certificate Text", spacing(4, 4) + '<w:jc w:val="center"/>', size(13), based_on="Body Text"),
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
